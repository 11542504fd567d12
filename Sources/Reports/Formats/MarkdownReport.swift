// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Markdown for a pull request: all changes in tables, all deploys in full.
struct MarkdownReport: ReportWriter {
  func report(_ plan: PlanReport) -> String {
    let facts = plan.facts
    var text = "## Schema change: \(facts.summary.verdict == .none ? "none" : facts.summary.verdict.rawValue)\n"
    let notes = notesSection(plan.notes, new: plan.newFiles, old: plan.oldFiles)
    guard !facts.deploys.isEmpty else { return text + "\nNo change.\n" + notes }
    text += "\n" + capitalised(facts.summary.wording) + ".\n"
    if let convex = ConvexPlan(plan.plan) { return text + changeTables(facts) + convex.markdown + notes }
    text += firstStepParagraph(facts)
    text += changeTables(facts)
    for deploy in facts.deploys { text += section(deploy) }
    return text + notes
  }

  func report(_ findings: FindingsReport) -> String {
    var text = "## Schema check: \(findings.hasErrors ? "failed" : "passed")\n\n"
    text += Markdown.prose(capitalised(findings.comparison)) + ".\n"
    if !findings.findings.isEmpty { text += "\n" }
    for finding in findings.findings {
      let position = findings.position(of: finding).map { Markdown.code($0.description) + " " } ?? ""
      text += "- \(position)**\(finding.id.rawValue)**: \(Markdown.prose(finding.message))\n"
      for note in finding.notes { text += "  - \(Markdown.prose(note.message))\n" }
    }
    return text
  }
}

/// The notes of a plan, such as a removal that may be a rename.
private func notesSection(_ notes: [Diagnostic], new: [SourceFile], old: [SourceFile]) -> String {
  guard !notes.isEmpty else { return "" }
  let finders: [Diagnostic.Side: PositionFinder] = [.new: PositionFinder(new), .old: PositionFinder(old)]
  var text = "\n### Notes\n\n"
  for note in notes {
    let position = finders[note.side]?.position(of: note.range).map { Markdown.code($0.description) + ": " } ?? ""
    text += "- \(position)\(Markdown.prose(note.message))\n"
    for fixIt in note.fixIts { text += "  - \(Markdown.prose(fixIt.message)): \(Markdown.code(fixIt.replacement))\n" }
  }
  return text
}

/// The first step as a paragraph.
func firstStepParagraph(_ facts: PlanFacts) -> String {
  facts.firstStep.map { "\n" + Markdown.prose($0) + "\n" } ?? ""
}

func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

func changeTables(_ facts: PlanFacts) -> String {
  var text =
    facts.renamed.isEmpty ? "" : "\nOnly names in the schema language change: \(Markdown.codes(facts.renamed)).\n"
  for table in facts.tables {
    text += "\n### \(table.table.map { Markdown.code($0) } ?? "Whole tables")\n\n"
    text += "| verdict | rule | change | why | position |\n|---|---|---|---|---|\n"
    for group in table.groups {
      for change in group.changes {
        let verdict = change.verdict == .breaking ? "**breaking**" : "safe"
        var why = [Markdown.prose(sentence(change.reason))]
        if let witness = change.witness { why.append(Markdown.code(witness.wording, inTable: true)) }
        why += change.hazards.map { "*\($0.rawValue)*" }
        why += change.differences.map { "<br>" + Markdown.code($0, inTable: true) }
        let position = change.position.map { Markdown.code($0.description, inTable: true) } ?? ""
        text += "| \(verdict) | \(change.rule.rawValue) | \(Markdown.code(change.path, inTable: true)) "
        text += "| \(why.joined(separator: " ")) | \(position) |\n"
      }
    }
  }
  return text
}

func section(_ deploy: DeployFacts) -> String {
  let release =
    deploy.isOffline
    ? "one step while no code runs" : deploy.releaseWording
  var text = "\n### Deploy \(deploy.number) of \(deploy.total): \(deploy.kind)\n\n"
  text += capitalised(release) + ".\n\n"
  for group in deploy.groups {
    let wording = group.wording
    text += "- \(Markdown.codes(group.subjects.map(\.text)))\n"
    // Why the deploys are in this order does not matter where there is one.
    if deploy.isOffline {
      text += "  - Store: \(wording.store)\n"
      continue
    }
    text += "  - Store: \(wording.store)\n  - Code: \(wording.code)\n  - Why: \(wording.why)\n"
  }
  let goal = deploy.number < deploy.total ? "What to do to open the gate of deploy \(deploy.number + 1)" : "What to do"
  if !deploy.statements.isEmpty {
    text += "SQL, in one transaction up to a number of rows:\n\n\(Markdown.block(deploy.statements, language: "sql"))\n"
  }
  text += (deploy.groups.isEmpty ? "" : "\n") + goal + ":\n\n"
  for (index, task) in deploy.tasks.enumerated() {
    let wording = task.wording
    let command = wording.command.map { "`\($0)`: " } ?? ""
    text += "\(index + 1). \(command)\(Markdown.prose(wording.what)) *Done when:* \(Markdown.prose(wording.done))\n"
  }
  return text + "\nRollback: \(Markdown.prose(deploy.rollback.wording))\n"
}
