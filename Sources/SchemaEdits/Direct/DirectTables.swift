// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

/// The tables of a plan after one of its deploys, without what only code of different versions needs: sync triggers,
/// and the two columns of a rename, of which only the new one is left.
struct DirectTables {
  private(set) var tables: [String: DirectTable] = [:]

  /// Parses the tables; `nil` if one cannot be parsed.
  init?(_ stored: [StoredTable], renames: [ColumnRename]) {
    for table in stored {
      guard let parsed = DirectTable(table, renames.filter { $0.table == table.name }) else { return nil }
      tables[table.name] = parsed
    }
  }

  /// The indexes by their tokens, with the new names of columns, and as they are.
  var indexes: [String: String] {
    let all = tables.values.flatMap(\.indexes).map { index in
      (SQLToken.tokens(of: index.renamed).map(\.spelling).joined(separator: " "), index.statement)
    }
    return Dictionary(all, uniquingKeysWith: { first, _ in first })
  }

  /// Search tables and triggers.
  var others: Set<String> { Set(tables.values.flatMap(\.others)) }

  /// Returns the statements that lead to other tables; `nil` if a difference is not one of columns and constraints.
  func statements(to next: DirectTables) -> [SchemaStatement]? {
    var statements: [SchemaStatement] = []
    for name in Set(tables.keys).union(next.tables.keys).sorted() {
      switch (tables[name], next.tables[name]) {
      case (nil, let table?): statements.append(.sql(table.create))
      case (let table?, nil): statements.append(.sql("DROP TABLE \(quoted(table.name))"))
      case (let table?, let changed?):
        guard let rebuild = table.rebuild(to: changed) else { return nil }
        if !rebuild.changes.isEmpty { statements.append(.rebuild(rebuild)) }
      case (nil, nil): continue
      }
    }
    return statements
  }
}

/// A column that gets another name and keeps its values.
struct ColumnRename: Hashable {
  var table: String
  var old: String
  var new: String
  /// The declared type.
  var type: String

  /// A column with the old name, which backfills read: it is computed, so adding and dropping it touches no row.
  var alias: SchemaStatement {
    .sql("ALTER TABLE \(quoted(table)) ADD COLUMN \(quoted(old)) \(type) AS (\(quoted(new))) VIRTUAL")
  }
  var dropAlias: SchemaStatement { .sql("ALTER TABLE \(quoted(table)) DROP COLUMN \(quoted(old))") }

  private var renamed: RenamedColumn { RenamedColumn(table: table, old: old, new: new) }
  var statement: SchemaStatement { renamed.statement }

  /// Returns a text of SQL with the new name instead of the old one.
  func apply(to sql: String) -> String { renamed.apply(to: sql) }

  /// Whether a definition uses the name as a column.
  static func mentions(_ name: String, in sql: String) -> Bool { SQLToken.tokens(of: sql).nameColumn(name) }
}

/// The definition of a table, as lists that can be compared.
struct DirectTable {
  let name: String
  let create: String
  private(set) var columns: [(name: String, text: String)] = []
  private var constraints: [(key: [String], text: String)] = []
  private let options: Set<String>
  /// `CREATE INDEX` statements, with the new names of columns and as they are.
  private(set) var indexes: [(renamed: String, statement: String)] = []
  /// Other statements: search tables and triggers.
  private(set) var others: [String] = []

  init?(_ table: StoredTable, _ renames: [ColumnRename]) {
    guard let sql = table.statements.first, let text = TableText(sql) else { return nil }
    name = table.name
    options = text.optionWords
    create = sql
    let names = Set(text.columns.map { foldedName($0.name) })
    // Both columns of a rename: the old one has the constraints of both versions of the code.
    let active = renames.filter { names.contains(foldedName($0.old)) }
    let hidden = Set(active.map { foldedName($0.new) }).intersection(names)
    for column in text.columns where !hidden.contains(foldedName(column.name)) {
      var definition = text.source.text(ofTokens: column.tokens)
      var label = column.name
      for rename in active {
        if foldedName(label) == foldedName(rename.old) { label = rename.new }
        // A column of another table may have the same name.
        let references = column.clauses.filter { $0.kind == .references }.map { text.source.text(ofTokens: $0.core) }
        if references.contains(where: { ColumnRename.mentions(rename.old, in: $0) }) { return nil }
        definition = rename.apply(to: definition)
      }
      columns.append((label, definition))
    }
    for constraint in text.constraints {
      var spelled = text.source.text(ofTokens: constraint.tokens)
      let both = active.contains { rename in
        hidden.contains(foldedName(rename.new)) && ColumnRename.mentions(rename.new, in: spelled)
      }
      if both { continue }
      for rename in active {
        guard constraint.kind != .foreignKey || !ColumnRename.mentions(rename.old, in: spelled) else { return nil }
        spelled = rename.apply(to: spelled)
      }
      constraints.append((SQLToken.tokens(of: spelled).map(\.spelling), spelled))
    }
    for statement in table.statements.dropFirst() {
      let words = SQLToken.tokens(of: statement).prefix(3)
      if words.contains(where: { $0.says("index") }) {
        indexes.append((active.reduce(statement) { $1.apply(to: $0) }, statement))
      } else {
        others.append(statement)
      }
    }
  }

  /// Returns the changes of the definition to another one; `nil` if they are not of columns and constraints.
  func rebuild(to next: DirectTable) -> Rebuild? {
    guard options == next.options else { return nil }
    let olds = Dictionary(columns.map { (foldedName($0.name), $0.text) }, uniquingKeysWith: { first, _ in first })
    let news = Set(next.columns.map { foldedName($0.name) })
    var changes: [TableChange] = []
    var filled: [Rebuild.Filled] = []
    let kept = Set(next.constraints.map(\.key))
    for constraint in constraints where !kept.contains(constraint.key) {
      changes.append(.dropConstraint(constraint.text))
    }
    for column in columns where !news.contains(foldedName(column.name)) { changes.append(.dropColumn(column.name)) }
    for column in next.columns {
      guard let old = olds[foldedName(column.name)] else {
        changes.append(.addColumn(column.text))
        if Self.isFilledWithNull(column.text) { filled.append(.init(column.name, "NULL")) }
        continue
      }
      if SQLToken.tokens(of: old) != SQLToken.tokens(of: column.text) {
        changes.append(.changeColumn(from: old, to: column.text))
      }
    }
    let known = Set(constraints.map(\.key))
    for constraint in next.constraints where !known.contains(constraint.key) {
      changes.append(.addConstraint(constraint.text))
    }
    return Rebuild(table: name, changes: changes, filled: filled)
  }

  /// Whether existing rows have NULL in a new column: a default such as the current time is only for new rows.
  private static func isFilledWithNull(_ definition: String) -> Bool {
    guard let table = TableText("CREATE TABLE x (\(definition))"), let column = table.columns.first,
      column.clause(.notNull) == nil, let clause = column.clause(.default)
    else { return false }
    switch table.source.tokens[clause.core].dropFirst().first {
    case .sign("("), .word: return true
    case .sign, .name, .text, .blob, .number, nil: return false
    }
  }
}
