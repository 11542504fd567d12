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
  if change.copied.isEmpty, change.edited.isEmpty { return [] }
  switch dialect {
  case .sqlite:
    var remarks = [" with foreign keys disabled and checked at its end."]
    if !change.edited.isEmpty {
      remarks.append(
        "It scans the rows of \(Markdown.codes(change.edited)) for what a new constraint rejects, and rewrites them if it "
          + "drops a column: expect a second for each million rows of 300 bytes.")
    }
    if !change.copied.isEmpty {
      remarks.append(
        "It copies all rows of \(Markdown.codes(change.copied)): expect a few seconds for each million rows of 300 bytes.")
    }
    return remarks + [
      "It holds the write lock meanwhile; `migrate dry-run` rehearses it on a copy. In WAL mode reads continue and writes wait."
    ]
  }
}
