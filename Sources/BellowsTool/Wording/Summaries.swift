// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Reports
import SwiftEmitter

/// The output of `init`.
func initSummary(changed: [String], kept: [String], withGRDB: Bool = false) -> String {
  let grdb = """
      5. Make the connection with GRDB a target, and let your app depend on it:
         .target(
           name: "BellowsGRDB",
           dependencies: [
             .product(name: "Bellows", package: "bellows"),
             .product(name: "GRDB", package: "GRDB.swift"),
           ]),

    """
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
    \(withGRDB ? grdb : "")
    """
}

/// The output of `init --hook`.
func hookSummary(changed: [String], kept: [String]) -> String {
  changed.isEmpty && kept.isEmpty
    ? "Nothing to do: the hooks are installed.\n" : fileList(changed: changed, kept: kept)
}

/// The output of `generate`.
func generateSummary(_ plan: Plan, _ name: MigrationName, changed: [String], kept: [String]) -> String {
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
    \(fileList(changed: changed, kept: kept))
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
  _ plan: Plan, _ name: MigrationName, _ attestation: Attestation, from: Int, to next: Int?, changed: [String]
) -> String {
  let count = plan.stages.count
  guard let next else {
    let position =
      attestation.deploy < from
      ? "the code is already at deploy \(from) of \(count)" : "deploy \(count) is the last: the plan is complete"
    return fileList(changed: changed, kept: [])
      + "Plan \(name): filed the attestation of deploy \(attestation.deploy); \(position).\n"
  }
  let build = "Build, and adapt the code that is not ready for deploy \(next)."
  return """
    Plan \(name): deploy \(next) of \(count).
    \(fileList(changed: changed, kept: []))
    \(BellowsTool.next([build], deploy: next, of: plan))
    """
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

private func numbered(_ steps: [String]) -> String {
  "Next:\n" + steps.enumerated().map { "  \($0 + 1). \($1)\n" }.joined()
}

private func verdict(of plan: Plan) -> String {
  if plan.assessments.isEmpty { return "no schema change" }
  return (plan.assessments.contains { $0.verdict == .breaking } ? Verdict.breaking : .safe).rawValue
}

/// One line for each file that was written, removed or kept.
private func fileList(changed: [String], kept: [String]) -> String {
  var text = ""
  for path in changed { text += (kind(ofFileAt: path) == nil ? "  removed  " : "  wrote    ") + shown(path) + "\n" }
  for path in kept { text += "  kept     " + shown(path) + "\n" }
  return text
}
