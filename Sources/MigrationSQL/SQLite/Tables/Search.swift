// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension TableBuilder {
  /// A search index: an FTS5 table with the text, and triggers that keep it in sync.
  func search(_ index: Index, _ table: Table, _ definition: TableDefinition) -> StoredObject {
    SearchTable(index, table, definition).object
  }
}

/// The parts of a search index.
///
/// A row of the FTS5 table has the rowid of its source row. An integer key is the rowid; for other keys a separate
/// table assigns numbers, because `VACUUM` changes implicit rowids.
private struct SearchTable {
  private let name: StoredName
  private let table: String
  private let keys: [ColumnDefinition]
  /// Whether the key is the rowid.
  private let hasRowID: Bool
  /// The searched columns, then the unindexed ones, each with its expression over a row.
  private let columns: [(name: String, isSearched: Bool, value: (_ row: String) -> String)]
  /// The source columns in the table.
  private let sourceColumns: [StoredName]

  init(_ index: Index, _ table: Table, _ definition: TableDefinition) {
    name = storedIndexName(table.storedName, index.name)
    self.table = table.storedName.sql
    keys = definition.columns.filter(\.isKey)
    hasRowID = definition.columns.contains(where: \.isRowID)
    var names = SearchColumnNames(table: name)
    let paths = index.paths.map { ($0, true) } + index.filters.map { ($0, false) }
    columns = paths.map { path, isSearched in
      (names.name(for: path), isSearched, StoredPath(path, of: table).sqlite)
    }
    var seen = Set(keys.map(\.name))
    let sources: [StoredName] =
      switch table.content {
      case .fields: paths.compactMap { $0.0.first.flatMap(table.field)?.storedName }
      case .variants: [ColumnID.wholeRow]
      }
    sourceColumns = keys.map(\.name) + sources.filter { seen.insert($0).inserted }
  }

  var object: StoredObject {
    let declared = columns.map { $0.name.sqlName + ($0.isSearched ? "" : " UNINDEXED") }.joined(separator: ", ")
    let tables = ["CREATE VIRTUAL TABLE \(name.sql) USING fts5(\(declared))"] + (hasRowID ? [] : [numbersTable])
    let triggers = [
      trigger("insert", "INSERT", insert),
      trigger("update", "UPDATE OF \(list(sourceColumns))", delete("OLD.") + insert),
      trigger("delete", "DELETE", delete("OLD.")),
    ]
    return StoredObject(
      name: name, create: tables + triggers, fill: fill,
      drop: ["delete", "update", "insert"].map { .sql("DROP TRIGGER \(triggerName($0).sql)") }
        + [.sql("DROP TABLE \(name.sql)")] + (hasRowID ? [] : [.sql("DROP TABLE \(numbers.sql)")]),
      isDroppedWithTable: false)
  }

  // MARK: - Row numbers for keys that are not integers

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

  /// The number of a row in a trigger.
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

  /// `REPLACE` runs no delete trigger, so the old text is deleted first.
  private var insert: [String] {
    let values = ([number(of: "NEW.")] + columns.map { $0.value("NEW.") }).joined(separator: ", ")
    let keyValues = keys.map { "NEW.\($0.name.sql)" }.joined(separator: ", ")
    return delete("NEW.")
      + (hasRowID ? [] : ["INSERT INTO \(numbers.sql) (\(list(keys.map(\.name)))) VALUES (\(keyValues))"])
      + ["INSERT INTO \(name.sql) (\(listed)) VALUES (\(values))"]
  }

  /// Fills the index from existing rows.
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

/// Unique column names of a search table; FTS5 reserves some.
private struct SearchColumnNames {
  private var taken: Set<String>

  init(table: StoredName) { taken = ["rank", "rowid", table.text.lowercased()] }

  /// `data.title`, with underscores appended if the name is taken.
  mutating func name(for path: [FieldName]) -> String {
    var name = path.map(\.text).joined(separator: ".")
    while !taken.insert(name.lowercased()).inserted { name += "_" }
    return name
  }
}
