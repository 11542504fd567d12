// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

/// The tables that a plan's statements lead to, computed from their texts.
///
///     var tables = StoredTables([StoredTable("t", ["CREATE TABLE t (a INTEGER)"])])
///     tables.execute(.sql("ALTER TABLE t ADD COLUMN b TEXT"))
///     tables["t"]?.statements  // ["CREATE TABLE t (a INTEGER, b TEXT)"]
struct StoredTables {
  private var tables: [String: StoredTable]

  init(_ tables: [StoredTable]) {
    self.tables = Dictionary(tables.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  subscript(name: String) -> StoredTable? { tables[name] }

  /// All tables, sorted by name.
  var sorted: [StoredTable] { tables.values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) } }

  /// Replaces tables by others, and removes dropped ones.
  mutating func apply(_ changed: [StoredTable], dropped: [String]) {
    for table in changed { tables[table.name] = table }
    for name in dropped { tables[name] = nil }
  }

  /// Executes a statement; returns `false` if its effect is unknown.
  mutating func execute(_ statement: SchemaStatement) -> Bool {
    switch statement {
    case .dropIndex(let name, _): return removeObject(name)
    case .dropReference, .renameConstraint: return false
    case .rebuild(let rebuild):
      return edit(rebuild.table) { editor throws(EditRefused) in
        for change in rebuild.changes { try editor.apply(change) }
      }
    case .sql(let sql): return execute(SQLSource(sql), sql)
    }
  }

  private mutating func execute(_ source: SQLSource, _ sql: String) -> Bool {
    let tokens = source.tokens
    // Copies of rows change no definition.
    if tokens.first?.says("insert") == true { return true }
    if tokens.first?.says("create") == true { return create(tokens, sql) }
    guard tokens.count > 2, let name = tokens[2].label else { return false }
    if tokens[0].says("drop") {
      if tokens[1].says("table") { return tables.removeValue(forKey: name) != nil }
      return (tokens[1].says("trigger") || tokens[1].says("index")) && removeObject(name)
    }
    guard tokens[0].says("alter"), tokens[1].says("table"), tokens.count > 5, tokens[4].says("column") else {
      return false
    }
    if tokens[3].says("add") {
      let definition = source.text(ofTokens: 5..<tokens.count)
      return edit(name) { editor throws(EditRefused) in try editor.add(column: definition) }
    }
    guard tokens[3].says("drop"), let column = tokens[5].label else { return false }
    return edit(name) { editor throws(EditRefused) in try editor.remove(column: column) }
  }

  /// A table, or an index or trigger of one.
  private mutating func create(_ tokens: [SQLToken], _ sql: String) -> Bool {
    if let text = TableText(sql) {
      tables[text.name] = StoredTable(text.name, [sql])
      return true
    }
    guard let object = StoredObjectText(tokens), let table = tables[object.table] else { return false }
    tables[object.table] = StoredTable(table.name, table.statements + [sql])
    return true
  }

  private mutating func removeObject(_ name: String) -> Bool {
    for (key, table) in tables {
      let rest = table.statements.filter { StoredObjectText(SQLToken.tokens(of: $0))?.name != name }
      guard rest.count == table.statements.count - 1 else { continue }
      tables[key] = StoredTable(table.name, rest)
      return true
    }
    return false
  }

  private mutating func edit(_ name: String, _ change: (inout TableEditor) throws(EditRefused) -> Void) -> Bool {
    guard let table = tables[name], let sql = table.statements.first else { return false }
    do {
      var editor = try TableEditor(sql)
      try change(&editor)
      tables[name] = StoredTable(name, [editor.sql] + table.statements.dropFirst())
      return true
    } catch {
      return false
    }
  }
}

extension TableEditor {
  fileprivate mutating func apply(_ change: TableChange) throws(EditRefused) {
    switch change {
    case .addColumn(let definition): try add(column: definition)
    case .dropColumn(let name): try remove(column: name)
    case .changeColumn(let old, let new): try self.change(from: old, to: new)
    case .addConstraint(let constraint): try add(constraint: constraint)
    case .dropConstraint(let constraint):
      guard try remove(constraint: constraint) else { throw EditRefused("it has no \(constraint)") }
    }
  }
}

/// The head of a statement that creates an index or a trigger.
package struct StoredObjectText {
  package var name: String
  package var table: String
  var isTrigger: Bool

  package init?(_ tokens: [SQLToken]) {
    guard let kind = tokens.prefix(3).firstIndex(where: { $0.says("index") || $0.says("trigger") }),
      tokens.first?.says("create") == true, tokens.indices.contains(kind + 2),
      case let isTrigger = tokens[kind].says("trigger"),
      case let isConcurrent = !isTrigger && tokens[kind + 1].says("concurrently") && !tokens[kind + 2].says("on"),
      case let place = kind + (isConcurrent ? 2 : 1),
      let name = tokens[place].label, let on = tokens[place...].firstIndex(where: { $0.says("on") }),
      tokens.indices.contains(on + 1),
      let table = tokens[on + 1].label
    else { return nil }
    self.name = name
    self.table = table
    self.isTrigger = isTrigger
  }

  /// The statement that drops it.
  func drop(_ create: String) -> SchemaStatement {
    isTrigger ? .sql("DROP TRIGGER \(quoted(name))") : .dropIndex(name, like: create)
  }
}
