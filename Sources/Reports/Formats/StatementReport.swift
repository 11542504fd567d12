// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL

/// What a deploy runs on the database, for a reader: rebuilds with their steps.
func statementReport(_ change: StoreChange) -> String {
  guard !change.steps.isEmpty else { return "" }
  let rebuilt = change.steps.compactMap { if case .rebuild(let rebuild) = $0 { rebuild.table } else { nil } }
  var text = "\nSQL, in one transaction"
  if rebuilt.isEmpty {
    text += ":\n"
  } else {
    let rows = rebuilt.count == 1 ? "it copies all rows of" : "they copy all rows of"
    text += ", with foreign keys off and checked before it ends. The write lock is held for the whole of it: \(rows) "
    text +=
      Markdown.codes(rebuilt.map(\.text))
      + ", so it grows with them: count some seconds for each million rows of 300 bytes; `migrate dry-run` rehearses it "
    text += "on a copy. In WAL mode readers go on; writers wait.\n"
  }
  let lines = change.steps.flatMap { step in
    switch step {
    case .sql(let statement): [statement + ";"]
    case .rebuild(let rebuild): rebuild.report
    case .dropIndex(let name, _): ["DROP INDEX \(name.sql);"]
    }
  }
  return text + "\n" + Markdown.block(lines, language: "sql")
}

extension TableRebuild {
  /// The steps in which SQLite makes a table anew.
  fileprivate var report: [String] {
    let new = "_bellows_new_\(table)".sqlName
    let names = columns.map(\.column.sql).joined(separator: ", ")
    let values = columns.map(\.expression).joined(separator: ", ")
    let copy = "INSERT INTO \(new) (\(names))\n  SELECT \(values) FROM \(table.sql);"
    return ["-- \(table.text.oneLine) is made anew: SQLite cannot change it in place.", "\(create);"]
      + (columns.isEmpty ? [] : [copy])
      + [
        "DROP TABLE \(table.sql);", "ALTER TABLE \(new) RENAME TO \(table.sql);",
        "-- Its indexes, triggers and views are made again as they were.",
      ]
  }
}

extension String {
  /// This text without line breaks, so that it stays inside a comment.
  fileprivate var oneLine: String { String(map { $0.isNewline ? " " : $0 }) }
}
