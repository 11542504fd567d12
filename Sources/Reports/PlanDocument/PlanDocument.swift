// Part of Bellows. MIT licence: see LICENSE.
import MigrationSQL
import PlanModel
import SchemaLanguage
import SchemaModel

/// Writes `plan.md`: what happens, what to do now, how to go back; then each deploy with its statements and the changes
/// of the schema.
///
/// - Parameter after: The plans that it begins after.
package func planDocument(
  _ plan: Plan, name: String, after: [PlanState.Edge] = [], oldFiles: [SourceFile] = [], newFiles: [SourceFile] = [],
  convex: ConvexNames = ConvexNames()
) -> String {
  let facts = PlanFacts(plan, ChangeFacts.all(plan, oldFiles: oldFiles, newFiles: newFiles))
  var text = "# \(Markdown.prose(name))\n\n"
  guard let first = facts.deploys.first else { return text + "No change.\n" }
  let verdict = facts.summary.verdict == .none ? "" : facts.summary.verdict.rawValue + ": "
  let edges = after.map { "deploy \($0.deploy) of \(Markdown.code($0.plan))" }
  text += capitalised(verdict + facts.summary.wording) + "."
  text += edges.isEmpty ? "\n" : " It begins after \(edges.joined(separator: ", ")).\n"
  if let convex = ConvexPlan(plan, convex) { return text + changeTable(facts) + convex.markdown }
  if plan.isOffline || plan.commits.isEmpty {
    if let step = facts.firstStep { text += "\n\(Markdown.prose(step))\n" }
  } else {
    let functions = plan.backfills.filter { $0.transform == .custom }.map(\.name)
    let write =
      functions.isEmpty
      ? [] : ["write the \(functions.count == 1 ? "function" : "functions") \(Markdown.codes(functions))"]
    let commands = commitCommands(of: plan, deploy: plan.commits[0]).map { line in
      let parts = line.split(separator: ": ", maxSplits: 1).map(String.init)
      return parts.count == 2 ? "`\(parts[0])` (\(Markdown.prose(parts[1])))" : Markdown.prose(line)
    }
    text += "\nNow: \((write + commands).joined(separator: "; ")).\n"
  }
  let subject = plan.isOffline ? "Rollback" : "Rollback of deploy \(first.number)"
  text += "\n\(subject): \(Markdown.prose(first.rollback.wording))\n"
  text += repairStatements(plan)
  text += changeTable(facts)
  let dialect = Dialect(for: plan.base.target)
  if plan.isOffline {
    text += deploySection(first)
    if !first.statements.isEmpty {
      text += "\n" + Markdown.block(first.statements, language: "sql")
    }
    return text + schemaDifference(from: plan.base, to: plan.goal)
  }
  let changes = dialect.map(plan.forwardChanges)
  var before = plan.base
  for (index, deploy) in plan.deploys.enumerated() {
    text += deploySection(facts.deploys[index])
    text += overwrittenValues(plan, deploy)
    text += schemaDifference(from: before, to: deploy.schema)
    if let dialect, let changes { text += statementTable(changes[index], dialect) }
    before = deploy.schema
  }
  return text
}

/// The statements of repairs in SQL, without the conditions of a batch.
private func repairStatements(_ plan: Plan) -> String {
  plan.backfills.compactMap { backfill -> String? in
    guard let sql = backfill.repairSQL else { return nil }
    var lines = ["UPDATE \(backfill.storedTable.sqlName) SET \(sql.assignments.joined(separator: ", "))"]
    if let condition = sql.condition { lines.append("WHERE \(condition)") }
    return "\nThe repair changes each row once, in batches; a value that does not fit its column is refused:\n\n"
      + Markdown.block(lines.flatMap { $0.split(whereSeparator: \.isNewline).map(String.init) }, language: "sql")
  }.joined()
}

/// One table of all changes.
private func changeTable(_ facts: PlanFacts) -> String {
  var text =
    facts.renamed.isEmpty ? "" : "\nOnly names in the schema language change: \(Markdown.codes(facts.renamed)).\n"
  if facts.changes.isEmpty { return text }
  text += "\n| change | rule | why |\n|---|---|---|\n"
  for change in facts.tables.flatMap(\.groups).flatMap(\.changes) {
    var why = [Markdown.prose(sentence(change.clause))]
    if let witness = change.witness { why.append(Markdown.code(witness.wording, inTable: true)) }
    why += change.hazards.map { "*\($0.rawValue)*" }
    why += change.differences.map { "<br>" + Markdown.code($0, inTable: true) }
    let verdict = change.verdict == .breaking ? "**breaking**" : "safe"
    text += "| \(Markdown.code(change.path, inTable: true)) | \(verdict): \(change.rule.rawValue) "
    text += "| \(why.joined(separator: " ")) |\n"
  }
  for change in facts.tables.flatMap(\.groups).flatMap(\.changes) {
    guard let alternative = change.alternative else { continue }
    text += "\nAnother way for \(Markdown.code(change.path)): \(Markdown.prose(alternative)).\n"
  }
  return text
}

/// A deploy: its actions, its commands, and the rollback if it is not the first.
private func deploySection(_ deploy: DeployFacts) -> String {
  let release =
    deploy.isOffline ? "no code runs" : deploy.releaseWording
  var text = "\n## Deploy \(deploy.number) of \(deploy.total): \(deploy.kind), \(release)\n\n"
  for group in deploy.groups {
    let wording = group.wording
    text += "- \(Markdown.codes(group.subjects.map(\.text))). Store: \(wording.store)"
    // Why the deploys are in this order does not matter where there is one.
    if !deploy.isOffline { text += " Code: \(wording.code) Why: \(wording.why)" }
    text += "\n"
  }
  var commands = deploy.tasks.map { $0.command(of: deploy.number) }
  // One run does both.
  if commands.count > 1, commands[0] == "`migrate run`", commands[1].hasPrefix("`migrate run`") {
    commands.removeFirst()
  }
  text += "- Do: \(commands.joined(separator: ", "))."
  if deploy.tasks.contains(where: \.needsConfirmation) { text += " In production with `--confirm`." }
  text += "\n"
  if deploy.number > 1 { text += "- Rollback: \(Markdown.prose(deploy.rollback.wording))\n" }
  return text
}

/// A line for each function that computes new columns from columns that code still writes: until the next deploy, its
/// backfill overwrites whatever else code has written there.
private func overwrittenValues(_ plan: Plan, _ deploy: Deploy) -> String {
  plan.backfills.filter { backfill in
    backfill.after == deploy.number && backfill.transform == .custom && backfill.pending == .differs
      && !backfill.isOnce && Set(backfill.sources).isDisjoint(with: backfill.targets) && deploy.isRelease
  }.map { backfill in
    let (targets, sources) = (backfill.targets.map(\.column.text), backfill.sources.map(\.column.text))
    return "- Until deploy \(deploy.number + 1), code must write to \(Markdown.codes(targets)) what the function "
      + "\(Markdown.code(backfill.name)) returns for \(Markdown.codes(sources)); the backfill overwrites other values.\n"
  }.joined()
}

extension DeployTask {
  /// The task as a command, or in a few words.
  fileprivate func command(of deploy: Int) -> String {
    switch self {
    case .stop: "stop all code"
    case .changeStore: "`migrate run`"
    case .runOffline(let names, _, _): "`migrate run --offline`\(backfilling(names))"
    case .release(let isOffline): isOffline ? "start the code of this commit" : "release the code of deploy \(deploy)"
    case .confirmReleased: "`migrate released`"
    case .backfill(let names, _, _, let backedUp):
      "`migrate run`\(backfilling(names, backedUp.isEmpty ? "" : ", backs up \(Markdown.codes(backedUp))"))"
    case .measureBackup(let columns): "`migrate run` (reports the size of \(Markdown.codes(columns)))"
    case .attest: "`migrate verify --attest > attested.json`"
    case .count(let paths): "`migrate run` (counts the rows that violate \(Markdown.codes(paths)))"
    case .advance: "`bellows advance attested.json`"
    }
  }

  private func backfilling(_ names: [String], _ more: String = "") -> String {
    names.isEmpty ? "" : " (backfills \(Markdown.codes(names))\(more))"
  }

  /// Whether it deletes data, which needs `--confirm` in production.
  fileprivate var needsConfirmation: Bool {
    switch self {
    case .changeStore(let deletesData, _): deletesData
    case .runOffline(_, _, let backedUp): !backedUp.isEmpty
    case .backfill(_, _, _, let backedUp): !backedUp.isEmpty
    case .stop, .release, .confirmReleased, .measureBackup, .attest, .count, .advance: false
    }
  }
}
