// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// An index over columns, or over values inside their JSON; search indexes are others.
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

  /// The indexed values as expressions, separated by commas.
  func list(in dialect: Dialect) -> String { values.map { dialect.value(of: $0) }.joined(separator: ", ") }

  /// A query for the rows with duplicates, with the values of the given key; `nil` if the index allows them.
  func duplicates(_ keys: [StoredName], in dialect: Dialect) -> String? {
    guard isUnique else { return nil }
    let values = self.values.map { dialect.value(of: $0) }
    let list = values.joined(separator: ", ")
    let present = values.map { "\($0) IS NOT NULL" }.joined(separator: " AND ")
    let shown = (keys.map(\.sql) + values.filter { !keys.map(\.sql).contains($0) }).joined(separator: ", ")
    return "SELECT \(shown) FROM \(table.sql) WHERE (\(list)) IN "
      + "(SELECT \(list) FROM \(table.sql) WHERE \(present) GROUP BY \(list) HAVING count(*) > 1) ORDER BY \(list)"
  }
}

/// A column, or a value inside its JSON.
struct StoredPath: Hashable {
  var column: StoredName
  /// The members that lead from the column to the value.
  var members: [FieldName]
  /// Whether the column keeps the spelling of its JSON.
  var isSpelledJSON = false

  init(_ path: [FieldName], of table: Table) {
    switch table.content {
    case .fields:
      let first = path.first ?? ""
      let field = table.field(first)
      column = field?.storedName ?? StoredName(first.text)
      members = Array(path.dropFirst())
      isSpelledJSON = field?.storedForm == .json
    case .variants:
      column = ColumnID.wholeRow
      members = path
    }
  }
}
