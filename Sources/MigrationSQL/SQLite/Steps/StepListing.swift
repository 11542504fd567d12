// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension SchemaStep {
  /// The statements that the step runs.
  var listing: [String] {
    switch self {
    case .sql(let statement): [statement + ";"]
    case .rebuild(let rebuild): rebuild.listing
    case .dropIndex(let name, _): ["DROP INDEX \(name.sql);"]
    }
  }
}

extension TableRebuild {
  fileprivate var listing: [String] {
    let new = ReservedNames.rebuilt(table).sql
    let names = columns.map(\.column.sql).joined(separator: ", ")
    let values = columns.map(\.expression).joined(separator: ", ")
    let copy = "INSERT INTO \(new) (\(names))\n  SELECT \(values) FROM \(table.sql);"
    return ["-- \(table.text.oneLine) is rebuilt: SQLite cannot change it in place.", "\(create);"]
      + (columns.isEmpty ? [] : [copy])
      + [
        "DROP TABLE \(table.sql);", "ALTER TABLE \(new) RENAME TO \(table.sql);",
        "-- Indexes, triggers and views are recreated unchanged.",
      ]
  }
}

extension String {
  /// The text without line breaks, which would end a comment.
  fileprivate var oneLine: String { String(map { $0.isNewline ? " " : $0 }) }
}
