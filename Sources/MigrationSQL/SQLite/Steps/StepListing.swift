// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import SchemaModel

extension SchemaStep {
  /// The statements that the step runs.
  var listing: [String] {
    switch statement {
    case .sql(let statement): [statement + ";"]
    case .rebuild(let rebuild): work == .copy ? copy?.listing(of: rebuild.table) ?? [] : rebuild.listing
    case .dropIndex(let name, _): ["DROP INDEX \(name.sqlName);"]
    case .dropReference(let name, let table, _): ["ALTER TABLE \(table.sqlName) DROP CONSTRAINT \(name.sqlName);"]
    case .renameConstraint(let name, let table, let other):
      ["ALTER TABLE \(table.sqlName) RENAME CONSTRAINT \(name.sqlName) TO \(other.sqlName);"]
    }
  }
}

extension Rebuild {
  /// The changes in the order in which they are made to a table whose rows are not copied.
  fileprivate var listing: [String] {
    var (added, edited, dropped): ([String], [String], [String]) = ([], [], [])
    for change in changes {
      switch change {
      case .addColumn(let definition): added.append("ALTER TABLE \(table.sqlName) ADD COLUMN \(definition);")
      case .dropColumn(let name): dropped.append("ALTER TABLE \(table.sqlName) DROP COLUMN \(name.sqlName);")
      case .changeColumn(let old, let new): edited.append("--   \(old.oneLine)\n--   becomes \(new.oneLine)")
      case .addConstraint(let constraint): edited.append("--   with \(constraint.oneLine)")
      case .dropConstraint(let constraint): edited.append("--   without \(constraint.oneLine)")
      }
    }
    if !edited.isEmpty {
      edited.insert("-- The definition of \(table.oneLine) changes; its rows are not copied:", at: 0)
    }
    return added + edited + dropped
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
