// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import SchemaModel

extension SchemaStep {
  /// The statements that the step runs.
  var listing: [String] {
    switch statement {
    case .sql(let statement): [statement + ";"]
    case .rebuild(let rebuild): copy?.listing(of: rebuild.table) ?? []
    case .dropIndex(let name, _): ["DROP INDEX \(name.sqlName);"]
    }
  }
}

extension TableCopy {
  fileprivate func listing(of table: String) -> [String] {
    let new = ReservedNames.rebuilt(StoredName(table)).sql
    let names = columns.map(\.column.sql).joined(separator: ", ")
    let values = columns.map(\.expression).joined(separator: ", ")
    let copy = "INSERT INTO \(new) (\(names))\n  SELECT \(values) FROM \(table.sqlName);"
    return ["-- \(table.oneLine) is rebuilt: SQLite cannot change it in place.", "\(create);"]
      + (columns.isEmpty ? [] : [copy])
      + [
        "DROP TABLE \(table.sqlName);", "ALTER TABLE \(new) RENAME TO \(table.sqlName);",
        "-- Indexes, triggers and views are recreated unchanged.",
      ]
  }
}

extension String {
  /// The text without line breaks, which would end a comment.
  fileprivate var oneLine: String { String(map { $0.isNewline ? " " : $0 }) }
}
