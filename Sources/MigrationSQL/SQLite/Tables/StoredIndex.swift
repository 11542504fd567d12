// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// An index as SQLite has it; search indexes are tables.
struct StoredIndex: Hashable {
  var name: StoredName
  var table: StoredName
  var isUnique: Bool
  /// The indexed values, in the order of the index.
  var values: [StoredPath]

  init(_ index: Index, of table: Table) {
    name = storedIndexName(table.storedName, index.name)
    self.table = table.storedName
    isUnique = index.kind == .unique
    values = index.paths.map { StoredPath($0, of: table) }
  }

  /// The index with the statement that creates it and the step that drops it.
  var object: StoredObject {
    let create = "CREATE \(isUnique ? "UNIQUE " : "")INDEX \(name.sql) ON \(table.sql) (\(list))"
    return StoredObject(name: name, create: [create], drop: [.dropIndex(name.text, like: create)])
  }

  /// A query for the rows with duplicates, with the values of the given key; `nil` if the index allows them.
  func duplicates(_ keys: [StoredName]) -> String? {
    guard isUnique else { return nil }
    let values = self.values.map { $0.sql() }
    let present = values.map { "\($0) IS NOT NULL" }.joined(separator: " AND ")
    let shown = (keys.map(\.sql) + values.filter { !keys.map(\.sql).contains($0) }).joined(separator: ", ")
    return "SELECT \(shown) FROM \(table.sql) WHERE (\(list)) IN "
      + "(SELECT \(list) FROM \(table.sql) WHERE \(present) GROUP BY \(list) HAVING count(*) > 1) ORDER BY \(list)"
  }

  private var list: String { values.map { $0.sql() }.joined(separator: ", ") }
}

/// A column, or a value inside its JSON.
struct StoredPath: Hashable {
  var column: StoredName
  /// The members that lead from the column to the value.
  var members: [FieldName]

  init(_ path: [FieldName], of table: Table) {
    switch table.content {
    case .fields:
      let first = path.first ?? ""
      column = table.field(first)?.storedName ?? StoredName(first.text)
      members = Array(path.dropFirst())
    case .variants:
      column = ColumnID.wholeRow
      members = path
    }
  }

  /// The value as an expression.
  ///
  /// - Parameter row: The name of the row with a point, `NEW.`; empty for the table's own.
  func sql(row: String = "") -> String {
    members.isEmpty
      ? row + column.sql : "json_extract(\(row + column.sql), \((members.jsonPath ?? "$").sqlLiteral))"
  }
}
