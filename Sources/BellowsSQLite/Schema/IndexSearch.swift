// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension Connection {
  /// Drops an index: the one with this name, or one over the same columns with another name.
  ///
  /// An index of another tool may have the name, and be over something else. A UNIQUE inside a table cannot be dropped:
  /// the table is rebuilt without it.
  func dropIndex(_ name: String, like create: String) throws {
    let texts = try rows("SELECT sql FROM sqlite_schema WHERE type = 'index' AND lower(name) = lower(?)", name) {
      $0.text(0) ?? ""
    }
    let wanted = IndexContent(create)
    let isSame = texts.contains { text in
      let found = IndexContent(text)
      return found?.content == wanted?.content && found?.table.map(foldedName) == wanted?.table.map(foldedName)
    }
    if !texts.isEmpty, isSame { return try run("DROP INDEX \(quoted(name))") }
    guard let wanted, let table = wanted.table, let shape = try shape(of: table) else { return }
    let same = shape.indexes.filter { IndexContent($0) == wanted.content }
    if let index = same.first(where: { $0.statement != nil }) { return try run("DROP INDEX \(quoted(index.name))") }
    guard let columns = same.first?.columns else { return }
    var editor = try editor(of: shape)
    let isFound: Bool
    do { isFound = try editor.remove(uniqueOver: columns) } catch { throw refusal(error, of: shape.name) }
    guard isFound else {
      throw DatabaseUnable(
        "\(shape.name): the UNIQUE over (\(columns.joined(separator: ", "))) is inside the table and is written in a way "
          + "that Bellows cannot read; recreate the table without it, then run again")
    }
    try replace(shape, with: editor)
  }
}

/// The columns or expressions of an index, independent of its text.
struct IndexContent: Hashable {
  /// The table, if it comes from a statement.
  var table: String?
  var isUnique: Bool
  var parts: [SQLExpression?]

  /// The content without the table, for comparison.
  var content: IndexContent {
    var content = self
    content.table = nil
    return content
  }

  /// Parses a CREATE INDEX statement.
  init?(_ create: String) {
    let tokens = SQLToken.tokens(of: create)
    guard let index = tokens.indexParts, index.end == tokens.count else { return nil }
    table = index.table
    isUnique = tokens.dropFirst().first?.says("unique") == true
    parts = index.list.listed.map { SQLExpression($0)?.folded }
  }

  /// Reads an existing index.
  ///
  /// Returns `nil` for a partial index.
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

extension [SQLToken] {
  /// The table and the list of a CREATE INDEX, and the index of the token after the list.
  var indexParts: (table: String?, list: [SQLToken], end: Int)? {
    guard let on = firstIndex(where: { $0.says("on") }), indices.contains(on + 1), let list = inParentheses(from: on)
    else { return nil }
    return (self[on + 1].named, list.inside, list.end)
  }
}

extension SQLExpression {
  /// The expression with folded names, if it is a column or a path into one.
  fileprivate var folded: SQLExpression {
    switch self {
    case .column(let name): .column(foldedName(name))
    case .call(let function, let arguments): .call(function, arguments.map(\.folded))
    case .text, .number, .null, .infix, .prefix, .isIn, .cases: self
    }
  }
}
