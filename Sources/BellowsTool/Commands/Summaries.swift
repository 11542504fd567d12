// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Reports
import SwiftEmitter

/// What `init` says when it is done.
func initSummary(changed: [String], kept: [String]) -> String {
  """
  \(fileList(changed: changed, kept: kept))
  Next:
    1. Describe your data in \(Layout.goalFile), and look: bellows plan
    2. Make the Swift a target of your Package.swift:
       .target(
         name: "Migrations",
         dependencies: [.product(name: "Bellows", package: "bellows")]),
    3. For a new database: bellows generate 2026-03-01-first-tables
       (any name will do). For one that has these tables already:
       bellows generate --adopt
    4. In each clone, to have commits checked: bellows init --hook

  """
}

/// What `init --hook` says when it is done.
func hookSummary(changed: [String], kept: [String]) -> String {
  changed.isEmpty && kept.isEmpty ? "Nothing to do: the hooks are there.\n" : fileList(changed: changed, kept: kept)
}

/// What `generate` says when it is done.
func generateSummary(_ plan: Plan, _ name: MigrationName, changed: [String], kept: [String]) -> String {
  guard !changed.isEmpty else { return "Nothing to do: plan \(name) stands as it is.\n" }
  let hasBodies = plan.backfills.contains { $0.transform == .custom }
  var steps = ["Read \(PlanFolder(name).file(PlanFolder.reportName))."]
  if hasBodies {
    steps.append("Write the bodies in \(Layout.swiftFolder(name)):\n     each of them warns until it is written.")
  }
  if plan.repair == nil {
    steps.append("Build: each place of the app that is not ready for deploy 1 fails to\n     compile.")
  }
  return """
    Plan \(name): \(verdict(of: plan)), \(counted(plan.deploys.count, "deploy"))\
    \(plan.backfills.isEmpty ? "" : ", " + counted(plan.backfills.count, "backfill")).
    \(fileList(changed: changed, kept: kept))
    \(next(steps, deploy: 1, of: plan))
    """
}

/// What `generate` says when the goal went back to where the plan began.
func giveUpSummary(_ name: MigrationName, changed: [String], kept: [String]) -> String {
  let yours = kept.isEmpty ? "" : "What you wrote stays; remove it if nothing needs it any more.\n"
  return """
    The goal is where plan \(name) began: the plan is given up.
    \(fileList(changed: changed, kept: kept))
    \(yours)
    """
}

/// What `generate --adopt` says when it is done.
func adoptSummary(changed: [String]) -> String {
  guard !changed.isEmpty else { return "Nothing to do: \(Layout.current) is the goal already.\n" }
  return """
    \(fileList(changed: changed, kept: []))
    Next:
      1. Commit it.
      2. On each database: migrate adopt compares its tables with
         \(Layout.current) and begins its ledger.

    """
}

/// What `advance` says when it is done.
func advanceSummary(
  _ plan: Plan, _ name: MigrationName, _ attestation: Attestation, from: Int, to next: Int?, changed: [String]
) -> String {
  let count = plan.deploys.count
  guard let next else {
    let place =
      attestation.deploy < from
      ? "the code is at deploy \(from) of \(count) already" : "deploy \(count) is the last: the plan is done"
    return fileList(changed: changed, kept: [])
      + "Plan \(name): attestation of deploy \(attestation.deploy); \(place).\n"
  }
  let build = "Build, and adapt each place of the app that is not ready for deploy \(next)."
  return """
    Plan \(name): deploy \(next) of \(count).
    \(fileList(changed: changed, kept: []))
    \(BellowsTool.next([build], deploy: next, of: plan))
    """
}

/// What to do now, one thing a number, and how it goes on once that deploy is out.
private func next(_ steps: [String], deploy: Int, of plan: Plan) -> String {
  var steps = steps
  steps.append("Commit all of it, and deploy:\n     migrate run, release the code, migrate released, migrate run.")
  let isLast = deploy == plan.deploys.count
  steps.append(
    isLast
      ? "That is the plan's last deploy."
      : "For deploy \(deploy + 1): migrate verify --attest > attested.json\n     and then: bellows advance attested.json"
  )
  let lines = steps.enumerated().map { "  \($0 + 1). \($1)\n" }
  return "Next:\n" + lines.joined()
}

private func verdict(of plan: Plan) -> String {
  if plan.assessments.isEmpty { return "no schema change" }
  return (plan.assessments.contains { $0.verdict == .breaking } ? Verdict.breaking : .safe).rawValue
}

/// A number with its noun: `2 deploys`.
private func counted(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

/// One line for each file that was written, removed or left alone.
private func fileList(changed: [String], kept: [String]) -> String {
  var text = ""
  for path in changed { text += (kind(ofFileAt: path) == nil ? "  removed  " : "  wrote    ") + shown(path) + "\n" }
  for path in kept { text += "  kept     " + shown(path) + "\n" }
  return text
}
