// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import PlanModel
import SchemaLanguage
import SchemaModel

/// Writes `plan.md`: the Markdown report with the schema changes and statements of each deploy.
package func planDocument(
  _ plan: Plan, name: String, oldFiles: [SourceFile] = [], newFiles: [SourceFile] = []
) -> String {
  let facts = PlanFacts(plan, ChangeFacts.all(plan, oldFiles: oldFiles, newFiles: newFiles))
  var text = "# \(Markdown.prose(name))\n\n"
  text += "From `\(plan.base.fingerprint)` to `\(plan.goal.fingerprint)`. You can edit this page.\n\n"
  guard !facts.deploys.isEmpty else { return text + "No change.\n" }
  let verdict = facts.summary.verdict == .none ? "" : facts.summary.verdict.rawValue + ": "
  text += capitalised(verdict + facts.summary.wording) + ".\n"
  text += firstStepParagraph(facts)
  text += changeTables(facts)
  var before = plan.base
  let dialect = Dialect(for: plan.base.target)
  if plan.isOffline {
    return text + facts.deploys.map(section).joined() + schemaDifference(from: plan.base, to: plan.goal)
  }
  let changes = dialect.map(plan.forwardChanges)
  for (index, deploy) in plan.deploys.enumerated() {
    text += section(facts.deploys[index])
    text += schemaDifference(from: before, to: deploy.schema)
    if let dialect, let changes { text += statementReport(changes[index], dialect) }
    before = deploy.schema
  }
  return text
}
