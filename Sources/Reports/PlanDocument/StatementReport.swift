// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL

/// The statements of a deploy as Markdown, with the steps of each copy of a table.
func statementReport(_ change: StoreChange, _ dialect: Dialect) -> String {
  guard !change.steps.isEmpty else { return "" }
  let remarks = remarks(change, dialect)
  let text = "\nSQL, in one transaction" + (remarks.isEmpty ? ":\n" : remarks.joined(separator: " ") + "\n")
  return text + "\n" + Markdown.block(change.steps.flatMap(dialect.listing), language: "sql")
}

/// Says how long a change holds the write lock, if it holds it for longer than a moment.
private func remarks(_ change: StoreChange, _ dialect: Dialect) -> [String] {
  switch dialect {
  case .sqlite:
    let works: [(SchemaStep.RowWork, what: String, time: String)] = [
      (.scan, "scans", "about 0.1 seconds"), (.rewrite, "rewrites", "about a second"),
      (.copy, "copies", "a few seconds"),
    ]
    let remarks = works.compactMap { work, what, time in
      let tables = change.tables(with: work)
      return tables.isEmpty
        ? nil : "It \(what) the rows of \(Markdown.codes(tables)): \(time) for each million rows of 300 bytes."
    }
    if remarks.isEmpty { return [] }
    return [" with foreign keys disabled and checked at its end."] + remarks + [
      "Other writers wait meanwhile (in WAL mode reads continue); `migrate dry-run` rehearses it on a copy."
    ]
  }
}
