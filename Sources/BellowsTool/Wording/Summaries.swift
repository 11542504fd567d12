// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Reports
import SwiftEmitter

/// The output of `init`.
func initSummary(changed: [String], kept: [String], library: ClientLibrary? = nil) -> String {
  let connection = library.map { library in
    """
      5. Make the connection with \(library.name) a target, and let your app depend on it:
         .target(
           name: "Bellows\(library.name)",
           dependencies: [
             .product(name: "Bellows", package: "bellows"),
             .product(name: "\(library.name)", package: "\(library.package)"),
           ]),

    """
  }
  return """
    \(fileList(changed: changed, kept: kept))
    Next:
      1. Describe your data in \(Layout.goalFile), and review: bellows plan
      2. Make the generated Swift a target of your Package.swift:
         .target(
           name: "Migrations",
           dependencies: [.product(name: "Bellows", package: "bellows")]),
      3. For a new database: bellows generate 2026-03-01-first-tables
         (choose any name). For a database that already has these tables:
         bellows generate --adopt
      4. In each clone, to check every commit: bellows init --hook
    \(connection ?? "")
    """
}

/// The output of `init --hook`.
func hookSummary(changed: [String], kept: [String]) -> String {
  changed.isEmpty && kept.isEmpty
    ? "Nothing to do: the hooks are installed.\n" : fileList(changed: changed, kept: kept)
}

/// The output of `generate`.
func generateSummary(
  _ plan: Plan, _ name: MigrationName, after: [PlanState.Edge], changed: [String], kept: [String]
) -> String {
  guard !changed.isEmpty else { return "Nothing to do: plan \(name) is up to date.\n" }
  let hasFunctions = plan.backfills.contains { $0.transform == .custom }
  var steps = ["Read \(PlanFolder(name).file(PlanFolder.reportName))."]
  if hasFunctions {
    steps.append(
      "Write the backfill functions in \(Layout.swiftFolder(name));\n"
        + "     the compiler warns about each one that is missing.")
  }
  if plan.repair == nil {
    steps.append(
      "Build: the compiler reports the code that is not ready.")
  }
  return """
    Plan \(name): \(verdict(of: plan)), \(plan.isOffline ? "1 offline deploy" : counted(plan.deploys.count, "deploy"))\
    \(plan.backfills.isEmpty ? "" : ", " + counted(plan.backfills.count, "backfill")).
    \(waits(after))\(fileList(changed: changed, kept: kept))
    \(next(steps, deploy: plan.commits.first ?? 1, of: plan))
    """
}

/// The output of `generate` when the goal is again the schema that the plan started from.
func withdrawSummary(_ name: MigrationName, changed: [String], kept: [String]) -> String {
  let handWritten = kept.isEmpty ? "" : "Hand-written files were kept; delete them if they are no longer needed.\n"
  return """
    Plan \(name) was removed: the goal is the schema that it started from.
    \(fileList(changed: changed, kept: kept))
    \(handWritten)
    """
}

/// The output of `generate --adopt`.
func adoptSummary(changed: [String]) -> String {
  guard !changed.isEmpty else { return "Nothing to do: \(Layout.current) already is the goal.\n" }
  return """
    \(fileList(changed: changed, kept: []))
    Next:
      1. Commit these files.
      2. Run 'migrate adopt' on each database: it compares the tables with
         \(Layout.current) and creates the ledger.

    """
}

/// The output of `advance`.
func advanceSummary(
  _ outcomes: [AdvanceOutcome], refused: [(plan: MigrationName, refusal: Refusal)], changed: [String]
) -> String {
  var text = ""
  for outcome in outcomes {
    let (plan, count) = (outcome.plan, outcome.plan.stage.count)
    if let next = outcome.next {
      text += "Plan \(plan.name): deploy \(next) of \(count).\n"
      continue
    }
    let deploy = outcome.attestation.deploy
    let position =
      !outcome.missing.isEmpty
      ? "waiting for \(list(outcome.missing, "and"))"
      : deploy < plan.stage.deploy
        ? "the code is already at deploy \(plan.stage.deploy) of \(count)"
        : "deploy \(count) is the last: the plan is complete"
    text += "Plan \(plan.name): filed the attestation of deploy \(deploy); \(position).\n"
  }
  for (plan, refusal) in refused { text += "Plan \(plan) stays: \(refusal.sentence.firstLine).\n" }
  text += fileList(changed: changed, kept: [])
  let moved = outcomes.compactMap { outcome in outcome.next.map { (outcome.plan, $0) } }
  for (plan, next) in moved {
    let build = "Build, and adapt the code that is not ready for deploy \(next)."
    text += moved.count > 1 ? "\n\(plan.name):\n" : "\n"
    text += BellowsTool.next([build], deploy: next, of: plan.plan)
  }
  return text
}

/// The output of `back`.
func backSummary(_ name: MigrationName, to stage: PlanStage, changed: [String]) -> String {
  """
  Plan \(name): back at deploy \(stage).
  \(fileList(changed: changed, kept: []))
  Next:
    1. Commit all changes, and release the code.
    2. On each database that is at a later deploy: migrate rollback \(name)

  """
}

/// The output of `drop`.
func dropSummary(_ name: MigrationName, isShared: Bool, changed: [String], kept: [String]) -> String {
  """
  Plan \(name) was removed.
  \(fileList(changed: changed, kept: kept))
  Next:
    1. Take its changes out of \(Layout.goalFile), unless another plan makes them: bellows plan
    \(isShared ? "2. Commit. A database that has begun the plan still runs; undo it there: migrate rollback \(name)" : "2. Commit.")

  """
}

/// The output of `retire`.
func retireSummary(_ name: MigrationName, changed: [String]) -> String {
  """
  Plan \(name) is retired.
  \(fileList(changed: changed, kept: []))
  A database that has not done it needs a build from before this commit.

  """
}

/// The output of `status`.
func statusText(_ rows: [StatusRow], finished: Int, retired: Int) -> String {
  let lines = rows.map { row in
    [
      row.plan.name.text, row.plan.tables.map(\.text).joined(separator: ", "), row.plan.stage.description,
      row.attested.isEmpty ? "-" : row.attested.joined(separator: ", "), next(row),
    ]
  }
  return statusTable(
    ["plan", "changes", "code", "attested", "next"], lines, finished: finished, retired: retired)
}

/// A table of plans, and the number of those that are finished.
func statusTable(_ head: [String], _ rows: [[String]], finished: Int, retired: Int) -> String {
  let past = "\(counted(finished, "finished plan"))\(retired > 0 ? ", \(retired) retired" : "")"
  guard !rows.isEmpty else { return "No plan is under way; \(past).\n" }
  let lines = [head] + rows
  let widths = lines[0].indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
  let table = lines.map { line in
    zip(line, widths).map { $0.0 + String(repeating: " ", count: $0.1 - $0.0.count) }.joined(separator: "  ")
      .trimmingBlanks + "\n"
  }
  return table.joined() + "\n\(past)\n"
}

private func next(_ row: StatusRow) -> String {
  if !row.isShared { return "merge" }
  guard let next = row.next else { return "migrate run" }
  if !row.attested.isEmpty, !row.missing.isEmpty { return "attestation of \(list(row.missing, "and"))" }
  return row.attested.isEmpty ? "attest, then deploy \(next)" : "bellows advance to deploy \(next)"
}

/// The output of `sync`.
func syncSummary(changed: [String], underWay: [PlanUnderWay], isPlanned: Bool) -> String {
  var text =
    changed.isEmpty ? "Nothing to do: all files are what the plans lead to.\n" : fileList(changed: changed, kept: [])
  for plan in underWay where !plan.stage.isLast { text += "Plan \(plan.name): deploy \(plan.stage).\n" }
  if !isPlanned { text += "\(Layout.goalFile) has changes that no plan makes: bellows plan\n" }
  return text
}

/// The plans that a new plan begins after.
private func waits(_ after: [PlanState.Edge]) -> String {
  after.map { "It begins after deploy \($0.deploy) of plan \($0.plan).\n" }.joined()
}

/// The next steps, numbered: those of this commit, up to the next one.
private func next(_ steps: [String], deploy: Int, of plan: Plan) -> String {
  var steps = steps
  if plan.isOffline {
    steps.append("Commit all changes. Stop all code, migrate run --offline, start the new code.")
    return numbered(steps)
  }
  let commands = commitCommands(of: plan, deploy: deploy).map { "       \($0)" }
  steps.append("Commit all changes, and deploy:\n" + commands.joined(separator: "\n"))
  if plan.commits.contains(where: { $0 > deploy }) {
    steps.append(
      "For deploy \(deploy + 1): migrate verify --attest > attested.json\n     and then: bellows advance attested.json")
  }
  return numbered(steps)
}

extension String {
  /// Its first line.
  fileprivate var firstLine: String { split(separator: "\n").first.map(String.init) ?? "" }

  /// Without blanks at its end.
  fileprivate var trimmingBlanks: String {
    var text = self[...]
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}

func numbered(_ steps: [String]) -> String {
  "Next:\n" + steps.enumerated().map { "  \($0 + 1). \($1)\n" }.joined()
}

private func verdict(of plan: Plan) -> String {
  if plan.assessments.isEmpty { return "no schema change" }
  return (plan.assessments.contains { $0.verdict == .breaking } ? Verdict.breaking : .safe).rawValue
}

/// One line for each file that was written, removed or kept.
func fileList(changed: [String], kept: [String]) -> String {
  var text = ""
  for path in changed { text += (kind(ofFileAt: path) == nil ? "  removed  " : "  wrote    ") + shown(path) + "\n" }
  for path in kept { text += "  kept     " + shown(path) + "\n" }
  return text
}
