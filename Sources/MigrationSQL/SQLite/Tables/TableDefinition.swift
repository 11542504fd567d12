// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import SchemaModel

/// The definition of a SQLite table.
struct TableDefinition: Hashable {
  var name: StoredName
  /// Key columns first, then by name; the order in an existing database is irrelevant.
  var columns: [ColumnDefinition]
  /// The columns of a key that is not one integer column.
  var primaryKey: [StoredName]
  /// The conditions over several columns.
  var checks: [TableCheck] = []
  /// Indexes, search tables and triggers, in the order of their creation.
  var objects: [StoredObject] = []

  /// A `CHECK` over several columns.
  struct TableCheck: Hashable {
    var columns: [StoredName]
    var condition: String
  }

  /// `CREATE TABLE`, optionally with another name.
  func create(as name: StoredName? = nil) -> String {
    let lines = columns.map(\.sql) + constraints
    return "CREATE TABLE \((name ?? self.name).sql) (\n  \(lines.joined(separator: ",\n  "))\n) STRICT"
  }

  /// The table constraints.
  private var constraints: [String] {
    (primaryKey.isEmpty ? [] : ["PRIMARY KEY (\(primaryKey.map(\.sql).joined(separator: ", ")))"])
      + checks.map { "CHECK (\($0.condition))" }
  }

  /// The changes from another definition of the table to this one.
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

  /// All statements that create it in an empty database.
  var statements: [String] { [create()] + objects.flatMap(\.create) }

  func column(_ name: StoredName) -> ColumnDefinition? { columns.first { $0.name == name } }
}

/// A column of a SQLite table.
struct ColumnDefinition: Hashable {
  var name: StoredName
  /// `INTEGER`, `REAL`, `TEXT` or `BLOB`.
  var type: String
  /// Whether it is the whole key and SQLite's rowid.
  var isRowID = false
  var isKey = false
  var isRequired: Bool
  /// An expression; in parentheses unless it is a literal.
  var defaultValue: String?
  var hasConstantDefault = true
  /// A `CHECK` over the column.
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

/// An object of a table: an index, a search index with its tables and triggers, or a trigger.
struct StoredObject: Hashable {
  var name: StoredName
  /// The statements that create it in an empty database.
  var create: [String]
  /// The statements that fill it from existing rows.
  var fill: [String] = []
  /// The steps that drop it.
  var drop: [SchemaStatement]
  /// Whether dropping the table drops it.
  var isDroppedWithTable = true
}

extension StoredTable {
  init(_ definition: TableDefinition) {
    self.init(definition.name.text, definition.statements)
  }
}
