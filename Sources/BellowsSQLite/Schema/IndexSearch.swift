// Part of Bellows. MIT licence: see LICENSE.
import Bellows

extension Connection {
  /// Takes an index away: the one of that name, or else one over the same, whatever whoever made it called it.
  ///
  /// A UNIQUE inside a table has no statement that takes it away: the table is made anew as it is, but for that.
  func dropIndex(_ name: String, like create: String) throws {
    if try number("SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND lower(name) = lower(?)", name) > 0 {
      return try run("DROP INDEX \(quoted(name))")
    }
    guard let wanted = IndexContent(create), let table = wanted.table, let shape = try shape(of: table) else { return }
    let same = shape.indexes.filter { IndexContent($0) == wanted.content }
    if let index = same.first(where: { $0.statement != nil }) { return try run("DROP INDEX \(quoted(index.name))") }
    guard let promise = same.first, let columns = promise.columns else { return }
    guard let create = SQLToken.withoutUnique(columns, shape.sql, as: "_bellows_new_" + shape.name) else {
      throw DatabaseUnable(
        "\(shape.name): the UNIQUE over (\(columns.joined(separator: ", "))) stands inside the table and is written in a way "
          + "that Bellows does not know; make the table anew without it, then run again")
    }
    let copied = shape.columns.filter { !$0.isGenerated }.map { Rebuild.Copied($0.name, quoted($0.name)) }
    let others = shape.indexes.filter { $0.statement == nil && $0.name != promise.name }
    try carryOut(Rebuild(table: shape.name, create: create, columns: copied), keeping: others)
  }

  /// Makes indexes of what a table promised by itself, where the new one does not.
  func keep(_ promises: [TableShape.IndexShape], of table: String) throws {
    if promises.isEmpty { return }
    guard let shape = try shape(of: table) else { return }
    var taken = Set(try rows("SELECT name FROM sqlite_schema") { foldedName($0.text(0) ?? "") })
    for promise in promises where promise.isUnique {
      guard let columns = promise.columns, !shape.indexes.contains(where: { $0.isUnique && $0.parts == promise.parts }),
        columns.allSatisfy({ name in shape.columns.contains { foldedName($0.name) == foldedName(name) } })
      else { continue }
      var name = "\(shape.name)_by_\(columns.joined(separator: "_"))"
      while taken.contains(foldedName(name)) { name += "_" }
      taken.insert(foldedName(name))
      let parts = zip(columns, promise.parts).map { column, part in
        // The part is the column with its direction and collation.
        let collation = part.split(separator: " ").last.map(String.init) ?? "binary"
        return "\(quoted(column)) COLLATE \(quoted(collation))"
      }
      try run("CREATE UNIQUE INDEX \(quoted(name)) ON \(quoted(shape.name)) (\(parts.joined(separator: ", ")))")
    }
  }
}

/// What an index is over, in words that do not depend on how it was written.
struct IndexContent: Hashable {
  /// The table, where a statement says it.
  var table: String?
  var isUnique: Bool
  var parts: [SQLExpression?]

  /// The same for comparing: no table.
  var content: IndexContent {
    var content = self
    content.table = nil
    return content
  }

  /// What a statement makes.
  init?(_ create: String) {
    let tokens = SQLToken.tokens(of: create)
    guard let on = tokens.firstIndex(where: { $0.says("on") }), tokens.indices.contains(on + 1),
      let list = tokens.inParentheses(from: on), list.end == tokens.count
    else { return nil }
    table = tokens[on + 1].named
    isUnique = tokens.dropFirst().first?.says("unique") == true
    parts = list.inside.listed.map { SQLExpression($0)?.folded }
  }

  /// What an index is over that is there; one over a part of the rows is like no other.
  init?(_ index: TableShape.IndexShape) {
    guard index.condition == nil else { return nil }
    if let columns = index.columns {
      guard index.parts == columns.map({ foldedName($0 + " binary") }) else { return nil }
      self.init(table: nil, isUnique: index.isUnique, parts: columns.map { SQLExpression.column($0).folded })
    } else {
      guard let statement = index.statement, let content = IndexContent(statement) else { return nil }
      self = content.content
    }
  }

  private init(table: String?, isUnique: Bool, parts: [SQLExpression?]) {
    self.table = table
    self.isUnique = isUnique
    self.parts = parts
  }
}

extension SQLExpression {
  /// The same with names as SQLite compares them, where it has only a column and the way into it.
  fileprivate var folded: SQLExpression {
    switch self {
    case .column(let name): .column(foldedName(name))
    case .call(let function, let arguments): .call(function, arguments.map(\.folded))
    case .text, .number, .null, .infix, .prefix, .isIn, .cases: self
    }
  }
}

extension SQLToken {
  /// The statement of a table under another name, without the UNIQUE over some columns; `nil` where there is none.
  static func withoutUnique(_ columns: [String], _ create: String, as name: String) -> String? {
    let tokens = tokens(of: create)
    guard let open = tokens.firstIndex(of: .sign("(")), let list = tokens.inParentheses(from: open) else { return nil }
    let wanted = columns.map(foldedName)
    var isFound = false
    var definitions: [[SQLToken]] = []
    for definition in list.inside.listed {
      if isFound {
        definitions.append(definition)
      } else if definition.isConstraint {
        isFound = definition.uniqueColumns == wanted
        if !isFound { definitions.append(definition) }
      } else if wanted.count == 1, definition.first?.named.map(foldedName) == wanted[0],
        let rest = definition.withoutUnique
      {
        isFound = true
        definitions.append(rest)
      } else {
        definitions.append(definition)
      }
    }
    guard isFound else { return nil }
    let body = definitions.map { $0.map(\.sql).joined(separator: " ") }.joined(separator: ", ")
    let end = tokens[list.end...].map(\.sql).joined(separator: " ")
    return "CREATE TABLE \(quoted(name)) (\(body)) \(end)"
  }

  /// As a statement spells it.
  private var sql: String {
    switch self {
    case .word(let text), .number(let text), .sign(let text): text
    case .name(let text): quoted(text)
    case .text(let text): literal(text)
    }
  }
}

extension [SQLToken] {
  /// The columns of a UNIQUE of the table.
  fileprivate var uniqueColumns: [String]? {
    guard let place = firstIndex(where: { $0.says("unique") }),
      place == 0 || (place == 2 && self[0].says("constraint")),
      let list = inParentheses(from: place)
    else { return nil }
    return list.inside.listed.map { $0.first?.named.map(foldedName) ?? "" }
  }

  /// A column's definition without its UNIQUE, the constraint's name before it and ON CONFLICT behind.
  fileprivate var withoutUnique: [SQLToken]? {
    var depth = 0
    for place in indices {
      if self[place] == .sign("(") { depth += 1 }
      if self[place] == .sign(")") { depth -= 1 }
      guard depth == 0, place > 0, self[place].says("unique") else { continue }
      let start = place >= 2 && self[place - 2].says("constraint") ? place - 2 : place
      let hasConflict = place + 3 < count && self[place + 1].says("on") && self[place + 2].says("conflict")
      return Array(self[..<start] + self[(hasConflict ? place + 4 : place + 1)...])
    }
    return nil
  }
}
