// Part of Bellows. MIT licence: see LICENSE.
import SchemaEvolution
import SchemaLanguage

extension TableBuilder {
  /// A search index: a table of FTS5 that holds the text, and triggers that keep it in step.
  ///
  /// Its rows carry the number of the row that they are of, which only a key of integers keeps (VACUUM renumbers others);
  /// rows with other keys get a number in a table beside it.
  func search(_ index: Index, _ table: Table, _ definition: TableDefinition) -> [StoredObject] {
    let name = storedIndexName(table.storedName, index.name)
    let keys = definition.columns.filter(\.isKey).map(\.name)
    let numbers = StoredName("\(name)_rows")
    let hasNumbers = !definition.columns.contains(where: \.isRowID)
    var columns: [(name: String, path: [FieldName], isSearched: Bool)] = []
    var names = SearchColumnNames(table: name)
    for path in index.paths { columns.append((names.claim(path), path, true)) }
    for path in index.filters { columns.append((names.claim(path), path, false)) }

    let declared = columns.map { $0.name.sqlName + ($0.isSearched ? "" : " UNINDEXED") }.joined(separator: ", ")
    let listed = columns.map(\.name.sqlName).joined(separator: ", ")
    func values(_ row: String) -> String {
      columns.map { expression(for: $0.path, table, row: row) }.joined(separator: ", ")
    }
    func isSame(_ row: String) -> String { keys.map { "\($0.sql) = \(row)\($0.sql)" }.joined(separator: " AND ") }
    let keyList = keys.map(\.sql).joined(separator: ", ")
    let source = table.storedName.sql

    var create = ["CREATE VIRTUAL TABLE \(name.sql) USING fts5(\(declared))"]
    var fill: [String] = []
    var insert: [String] = []
    var delete: [String] = []
    var objects: [StoredObject] = []
    if hasNumbers {
      let keyColumns = definition.columns.filter(\.isKey).map { "\($0.name.sql) \($0.type) NOT NULL" }
      let number = "_row".sqlName
      create.append(
        "CREATE TABLE \(numbers.sql) (\(number) INTEGER PRIMARY KEY, \(keyColumns.joined(separator: ", ")), "
          + "UNIQUE (\(keyList))) STRICT")
      let own = "(SELECT \(number) FROM \(numbers.sql) WHERE \(isSame("OLD.")))"
      delete = [
        "DELETE FROM \(name.sql) WHERE rowid = \(own)", "DELETE FROM \(numbers.sql) WHERE \(isSame("OLD."))",
      ]
      let replaced = "(SELECT \(number) FROM \(numbers.sql) WHERE \(isSame("NEW.")))"
      insert = [
        "DELETE FROM \(name.sql) WHERE rowid = \(replaced)", "DELETE FROM \(numbers.sql) WHERE \(isSame("NEW."))",
        "INSERT INTO \(numbers.sql) (\(keyList)) VALUES (\(keys.map { "NEW.\($0.sql)" }.joined(separator: ", ")))",
        "INSERT INTO \(name.sql) (rowid, \(listed)) VALUES (\(replaced), \(values("NEW.")))",
      ]
      fill = [
        "INSERT INTO \(numbers.sql) (\(keyList)) SELECT \(keyList) FROM \(source)",
        "INSERT INTO \(name.sql) (rowid, \(listed)) SELECT \(numbers.sql).\(number), \(values("\(source).")) FROM \(source) "
          + "JOIN \(numbers.sql) ON "
          + keys.map { "\(numbers.sql).\($0.sql) = \(source).\($0.sql)" }
          .joined(separator: " AND "),
      ]
      objects.append(
        StoredObject(kind: .searchTable, name: numbers, create: [create.removeLast()], fill: [fill.removeFirst()]))
    } else {
      let key = keyList
      delete = ["DELETE FROM \(name.sql) WHERE rowid = OLD.\(key)"]
      insert = [
        "DELETE FROM \(name.sql) WHERE rowid = NEW.\(key)",
        "INSERT INTO \(name.sql) (rowid, \(listed)) VALUES (NEW.\(key), \(values("NEW.")))",
      ]
      fill = ["INSERT INTO \(name.sql) (rowid, \(listed)) SELECT \(key), \(values("")) FROM \(source)"]
    }
    objects.append(StoredObject(kind: .searchTable, name: name, create: create, fill: fill))
    func trigger(_ what: String, _ event: String, _ statements: [String]) -> StoredObject {
      let trigger = StoredName("\(name)_\(what)")
      let sql = """
        CREATE TRIGGER \(trigger.sql) AFTER \(event) ON \(source)
        BEGIN
        \(statements.map { "  \($0);" }.joined(separator: "\n"))
        END
        """
      return StoredObject(kind: .trigger, name: trigger, create: [sql])
    }
    let watched = watchedColumns(columns.map(\.path), table) + keys
    var seen: Set<StoredName> = []
    let list = watched.filter { seen.insert($0).inserted }.map(\.sql).joined(separator: ", ")
    return objects + [
      trigger("insert", "INSERT", insert),
      trigger("update", "UPDATE OF \(list)", delete + insert),
      trigger("delete", "DELETE", delete),
    ]
  }

  private func watchedColumns(_ paths: [[FieldName]], _ table: Table) -> [StoredName] {
    switch table.content {
    case .fields: paths.compactMap { $0.first.flatMap(table.field)?.storedName }
    case .shapes: [ColumnID.wholeRow]
    }
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
