// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaLanguage
import SchemaModel

/// A plan for a pull request: every change in a table, every deploy with all that has to be known.
func markdownReport(_ facts: PlanFacts) -> String {
  var text = "## Schema change: \(facts.summary.verdict == .none ? "none" : facts.summary.verdict.rawValue)\n"
  guard !facts.deploys.isEmpty else { return text + "\nNo change.\n" }
  text += "\n" + capitalised(facts.summary.wording) + ".\n"
  text += firstStep(facts)
  text += changeTables(facts)
  for deploy in facts.deploys { text += section(deploy) }
  return text
}

/// What is worth a look before the plan is carried out, such as a removal that may be a rename.
func markdownNotes(_ notes: [Diagnostic], new: [SourceFile], old: [SourceFile]) -> String {
  guard !notes.isEmpty else { return "" }
  let places: [Diagnostic.Side: PositionFinder] = [.new: PositionFinder(new), .old: PositionFinder(old)]
  var text = "\n### Worth a look\n\n"
  for note in notes {
    let place = places[note.side]?.place(note.range).map { Markdown.code($0.description) + ": " } ?? ""
    text += "- \(place)\(Markdown.prose(note.message))\n"
    for fixIt in note.fixIts { text += "  - \(Markdown.prose(fixIt.message)): \(Markdown.code(fixIt.replacement))\n" }
  }
  return text
}

/// `plan.md`: the report as a document of its own, with what each deploy changes in the schema.
package func planDocument(
  _ plan: Plan, name: String, oldFiles: [SourceFile] = [], newFiles: [SourceFile] = []
) -> String {
  let facts = PlanFacts(plan, ChangeFacts.all(plan, oldFiles: oldFiles, newFiles: newFiles))
  var text = "# \(Markdown.prose(name))\n\n"
  text += "From `\(plan.base.fingerprint)` to `\(plan.goal.fingerprint)`. This page is yours to edit.\n\n"
  guard !facts.deploys.isEmpty else { return text + "No change.\n" }
  let verdict = facts.summary.verdict == .none ? "" : facts.summary.verdict.rawValue + ": "
  text += capitalised(verdict + facts.summary.wording) + ".\n"
  text += firstStep(facts)
  text += changeTables(facts)
  var before = plan.base
  let store = plan.forwardChanges
  for (place, deploy) in plan.deploys.enumerated() {
    text += section(facts.deploys[place])
    text += schemaDifference(from: before, to: deploy.schema)
    if let store { text += statementReport(store[place]) }
    before = deploy.schema
  }
  return text
}

/// What to do now, as a paragraph of its own.
private func firstStep(_ facts: PlanFacts) -> String {
  facts.firstStep.map { "\n" + Markdown.prose($0) + "\n" } ?? ""
}

private func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

private func changeTables(_ facts: PlanFacts) -> String {
  var text =
    facts.renamed.isEmpty ? "" : "\nOnly names in the language change: \(Markdown.codes(facts.renamed)).\n"
  for table in facts.tables {
    text +=
      "\n### \(table.table.map { Markdown.code($0) } ?? "Whole tables")\n\n| verdict | rule | change | why | place |\n|---|---|---|---|---|\n"
    for group in table.groups {
      for change in group.changes {
        let verdict = change.verdict == .breaking ? "**breaking**" : "safe"
        var why = [Markdown.prose(sentence(change.reason))]
        if let witness = change.witness { why.append(Markdown.code(witness.wording, inTable: true)) }
        why += change.hazards.map { "*\($0.rawValue)*" }
        why += change.differences.map { "<br>" + Markdown.code($0, inTable: true) }
        let place = change.place.map { Markdown.code($0.description, inTable: true) } ?? ""
        text += "| \(verdict) | \(change.rule.rawValue) | \(Markdown.code(change.path, inTable: true)) "
        text += "| \(why.joined(separator: " ")) | \(place) |\n"
      }
    }
  }
  return text
}

private func section(_ deploy: DeployFacts) -> String {
  let release = deploy.isRelease ? "the schema, then a release of code" : "the schema only"
  var text = "\n### Deploy \(deploy.number) of \(deploy.total): \(deploy.phase.rawValue)\n\n"
  text += "\(Markdown.code(deploy.schemaFile)): \(release).\n\n"
  for group in deploy.groups {
    let wording = group.action.wording
    text += "- \(Markdown.codes(group.subjects.map(\.text)))\n"
    text += "  - Store: \(wording.store)\n  - Code: \(wording.code)\n  - Why: \(wording.why)\n"
  }
  text += deploy.groups.isEmpty ? "What to do:\n\n" : "\nWhat to do:\n\n"
  for (index, action) in deploy.actions.enumerated() {
    let wording = action.wording
    let command = wording.command.map { "`\($0)`: " } ?? ""
    text += "\(index + 1). \(command)\(Markdown.prose(wording.what)) *Done when:* \(Markdown.prose(wording.done))\n"
  }
  return text + "\nGoing back: \(Markdown.prose(deploy.rollback.wording))\n"
}
