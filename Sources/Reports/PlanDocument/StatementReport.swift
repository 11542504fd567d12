// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL

/// The statements of a deploy as Markdown, with the steps of each table rebuild.
func statementReport(_ change: StoreChange, _ dialect: Dialect) -> String {
  guard !change.steps.isEmpty else { return "" }
  let rebuilt = change.rebuilt
  var text = "\nSQL, in one transaction"
  text += rebuilt.isEmpty ? ":\n" : rebuildRemark(Markdown.codes(rebuilt), dialect)
  return text + "\n" + Markdown.block(change.steps.flatMap(dialect.listing), language: "sql")
}

private func rebuildRemark(_ tables: String, _ dialect: Dialect) -> String {
  switch dialect {
  case .sqlite:
    " with foreign keys disabled and checked at its end. It copies all rows of \(tables) and holds the write lock "
      + "meanwhile: expect a few seconds for each million rows of 300 bytes; `migrate dry-run` rehearses it on a copy. "
      + "In WAL mode reads continue and writes wait.\n"
  }
}
