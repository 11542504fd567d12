// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension TableBuilder {
  /// A search index: a table of FTS5 that holds the text, and triggers that keep it in step.
  func search(_ index: Index, _ table: Table, _ definition: TableDefinition) -> StoredObject {
    SearchTable(index, table, definition, self).object
  }
}

/// The parts of a search index.
///
/// A row of the table of FTS5 carries the number of the row that it is of. A key of integers is that number; rows with
/// other keys get one in a table beside it, because their own numbers change with every VACUUM.
private struct SearchTable {
  private let name: StoredName
  private let table: String
  private let keys: [ColumnDefinition]
  /// Whether the key is the number.
  private let hasRowID: Bool
  /// What is searched, then what is only kept beside it, each as the expression over a row.
  private let columns: [(name: String, isSearched: Bool, value: (_ row: String) -> String)]
  /// The columns of the table that any of these come from.
  private let watched: [StoredName]

  init(_ index: Index, _ table: Table, _ definition: TableDefinition, _ builder: TableBuilder) {
    name = storedIndexName(table.storedName, index.name)
    self.table = table.storedName.sql
    keys = definition.columns.filter(\.isKey)
    hasRowID = definition.columns.contains(where: \.isRowID)
    var names = SearchColumnNames(table: name)
    let paths = index.paths.map { ($0, true) } + index.filters.map { ($0, false) }
    columns = paths.map { path, isSearched in
      (names.claim(path), isSearched, { builder.expression(for: path, table, row: $0) })
    }
    var seen = Set(keys.map(\.name))
    let sources: [StoredName] =
      switch table.content {
      case .fields: paths.compactMap { $0.0.first.flatMap(table.field)?.storedName }
      case .shapes: [ColumnID.wholeRow]
      }
    watched = keys.map(\.name) + sources.filter { seen.insert($0).inserted }
  }

  var object: StoredObject {
    let declared = columns.map { $0.name.sqlName + ($0.isSearched ? "" : " UNINDEXED") }.joined(separator: ", ")
    let tables = ["CREATE VIRTUAL TABLE \(name.sql) USING fts5(\(declared))"] + (hasRowID ? [] : [numbersTable])
    let triggers = [
      trigger("insert", "INSERT", insert), trigger("update", "UPDATE OF \(list(watched))", delete("OLD.") + insert),
      trigger("delete", "DELETE", delete("OLD.")),
    ]
    return StoredObject(
      create: tables + triggers, fill: fill,
      drop: ["delete", "update", "insert"].map { .sql("DROP TRIGGER \(triggerName($0).sql)") }
        + [.sql("DROP TABLE \(name.sql)")] + (hasRowID ? [] : [.sql("DROP TABLE \(numbers.sql)")]),
      isDroppedWithTable: false)
  }

  // MARK: - Numbers of rows that have none that lasts

  private var numbers: StoredName { StoredName("\(name)_rows") }
  private var number: String {
    var name = "_row"
    while keys.contains(where: { folded($0.name.text, .sqlite) == name }) { name += "_" }
    return name.sqlName
  }

  private var numbersTable: String {
    let columns = keys.map { "\($0.name.sql) \($0.type) NOT NULL" }.joined(separator: ", ")
    return
      "CREATE TABLE \(numbers.sql) (\(number) INTEGER PRIMARY KEY, \(columns), UNIQUE (\(list(keys.map(\.name))))) STRICT"
  }

  /// The number of a row that a trigger sees.
  private func number(of row: String) -> String {
    hasRowID ? row + list(keys.map(\.name)) : "(SELECT \(number) FROM \(numbers.sql) WHERE \(isRow(row)))"
  }

  private func isRow(_ row: String) -> String {
    keys.map { "\($0.name.sql) = \(row)\($0.name.sql)" }.joined(separator: " AND ")
  }

  // MARK: - Statements

  private func delete(_ row: String) -> [String] {
    ["DELETE FROM \(name.sql) WHERE rowid = \(number(of: row))"]
      + (hasRowID ? [] : ["DELETE FROM \(numbers.sql) WHERE \(isRow(row))"])
  }

  /// A row that was replaced left its text behind, so that goes first.
  private var insert: [String] {
    let values = ([number(of: "NEW.")] + columns.map { $0.value("NEW.") }).joined(separator: ", ")
    let keyValues = keys.map { "NEW.\($0.name.sql)" }.joined(separator: ", ")
    return delete("NEW.")
      + (hasRowID ? [] : ["INSERT INTO \(numbers.sql) (\(list(keys.map(\.name)))) VALUES (\(keyValues))"])
      + ["INSERT INTO \(name.sql) (\(listed)) VALUES (\(values))"]
  }

  /// What brings in the rows that are there already.
  private var fill: [String] {
    let values = columns.map { $0.value("\(table).") }.joined(separator: ", ")
    let keyList = list(keys.map(\.name))
    if hasRowID { return ["INSERT INTO \(name.sql) (\(listed)) SELECT \(table).\(keyList), \(values) FROM \(table)"] }
    let isSame = keys.map { "\(numbers.sql).\($0.name.sql) = \(table).\($0.name.sql)" }.joined(separator: " AND ")
    return [
      "INSERT INTO \(numbers.sql) (\(keyList)) SELECT \(keyList) FROM \(table)",
      "INSERT INTO \(name.sql) (\(listed)) SELECT \(numbers.sql).\(number), \(values) FROM \(table) "
        + "JOIN \(numbers.sql) ON \(isSame)",
    ]
  }

  private var listed: String { "rowid, " + columns.map(\.name.sqlName).joined(separator: ", ") }

  private func list(_ names: [StoredName]) -> String { names.map(\.sql).joined(separator: ", ") }

  private func triggerName(_ what: String) -> StoredName { StoredName("\(name)_\(what)") }

  private func trigger(_ what: String, _ event: String, _ statements: [String]) -> String {
    """
    CREATE TRIGGER \(triggerName(what).sql) AFTER \(event) ON \(table)
    BEGIN
    \(statements.map { "  \($0);" }.joined(separator: "\n"))
    END
    """
  }
}

/// The names of the columns of a search table, in which FTS5 keeps some for itself.
private struct SearchColumnNames {
  private var taken: Set<String>

  init(table: StoredName) { taken = ["rank", "rowid", table.text.lowercased()] }

  /// `data.title`, or with more behind it.
  mutating func claim(_ path: [FieldName]) -> String {
    var name = path.map(\.text).joined(separator: ".")
    while !taken.insert(name.lowercased()).inserted { name += "_" }
    return name
  }
}
