// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A table of a SQLite database, as it is made.
struct TableDefinition: Hashable {
  var name: StoredName
  /// Those of the key first, then by their names; the order in an existing database means nothing.
  var columns: [ColumnDefinition]
  /// The columns of a key that is not one column of integers.
  var primaryKey: [StoredName]
  /// What must hold between columns.
  var checks: [TableCheck] = []
  /// Indexes, search tables and triggers, in the order in which they are made.
  var objects: [StoredObject] = []

  /// A condition that several columns must pass.
  struct TableCheck: Hashable {
    var columns: [StoredName]
    var condition: String
  }

  /// `CREATE TABLE`, perhaps under another name.
  func create(as name: StoredName? = nil) -> String {
    let lines = columns.map(\.sql) + constraints
    return "CREATE TABLE \((name ?? self.name).sql) (\n  \(lines.joined(separator: ",\n  "))\n) STRICT"
  }

  /// The constraints of the table.
  private var constraints: [String] {
    (primaryKey.isEmpty ? [] : ["PRIMARY KEY (\(primaryKey.map(\.sql).joined(separator: ", ")))"])
      + checks.map { "CHECK (\($0.condition))" }
  }

  /// What makes another definition of the table into this one.
  func changes(since old: TableDefinition) -> [TableChange] {
    let dropped = old.constraints.filter { !constraints.contains($0) }
    var changes = dropped.map(TableChange.dropConstraint)
    changes += old.columns.filter { column($0.name) == nil }.map { .dropColumn($0.name.text) }
    for column in columns {
      if let before = old.column(column.name) {
        if before != column { changes.append(.changeColumn(from: before.sql, to: column.sql)) }
      } else {
        changes.append(.addColumn(column.sql))
      }
    }
    return changes + constraints.filter { !old.constraints.contains($0) }.map(TableChange.addConstraint)
  }

  /// All that makes it in an empty database.
  var statements: [String] { [create()] + objects.flatMap(\.create) }

  func column(_ name: StoredName) -> ColumnDefinition? { columns.first { $0.name == name } }
}

/// A column of a SQLite table.
struct ColumnDefinition: Hashable {
  var name: StoredName
  /// `INTEGER`, `REAL`, `TEXT` or `BLOB`.
  var type: String
  /// Whether it is the whole key, and the number by which SQLite itself finds the row.
  var isRowID = false
  var isKey = false
  var isRequired: Bool
  /// An expression; in parentheses unless it is a literal.
  var defaultValue: String?
  var hasConstantDefault = true
  /// A condition that every value must pass.
  var check: String?
  /// `REFERENCES ...`.
  var reference: String?

  package var sql: String {
    var sql = "\(name.sql) \(type)"
    if isRowID { sql += " PRIMARY KEY" } else if isRequired { sql += " NOT NULL" }
    if let defaultValue { sql += " DEFAULT \(defaultValue)" }
    if let check { sql += " CHECK (\(check))" }
    if let reference { sql += " \(reference)" }
    return sql
  }
}

/// Something that belongs to a table: an index, a search index with its tables and triggers, a trigger.
struct StoredObject: Hashable {
  /// What makes it, in an empty database.
  var create: [String]
  /// What else it takes when rows are there already.
  var fill: [String] = []
  /// What takes it away.
  var drop: [SchemaStep]
  /// Whether it goes with its table by itself.
  var isDroppedWithTable = true
}
