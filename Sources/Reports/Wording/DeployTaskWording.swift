// Part of Bellows. MIT licence: see LICENSE.

/// The wording of a task.
struct DeployTaskWording {
  /// The command to run; `nil` for a manual task.
  var command: String?
  var what: String
  /// How to see that the task is done.
  var done: String
}

extension DeployTask {
  var wording: DeployTaskWording {
    switch self {
    case .changeStore(let deletesData, let drops):
      DeployTaskWording(
        command: "migrate run",
        what: "Migrates the store to this deploy."
          + (drops ? " Dropped data is backed up in the same transaction." : "")
          + (deletesData ? " \(Self.confirmation)" : ""),
        done: "It reports that the schema of this deploy is in force, and stops at the next gate.")
    case .stop:
      DeployTaskWording(
        command: nil, what: "Stop the application: old and new code must not run at the same time.",
        done: "No instance runs.")
    case .runOffline(let names, let handWritten, let backedUp):
      DeployTaskWording(
        command: "migrate run --offline",
        what: "Migrates the store to the goal"
          + (names.isEmpty ? "." : ", and backfills \(list(names)).") + functions(handWritten.sorted())
          + (backedUp.isEmpty ? "" : " Backs up \(codes(backedUp)). \(Self.confirmation)"),
        done: "It reports that the schema of this plan is in force. If it is killed, run it again."
      )
    case .release(let isOffline):
      DeployTaskWording(
        command: nil,
        what: isOffline
          ? "Start the code of this commit."
          : "Release the code of this commit, instance by instance; old and new code run at the same time.",
        done: isOffline ? "It runs, and no older code does." : "No instance of an older build runs.")
    case .confirmReleased:
      DeployTaskWording(
        command: "migrate released", what: "Records in the ledger that no older code runs.",
        done: "It exits with status 0; the gate is open.")
    case .backfill(let names, let handWritten, _, let backedUp):
      DeployTaskWording(
        command: "migrate run",
        what: "Backfills \(list(names))." + functions(handWritten.sorted())
          + (backedUp.isEmpty
            ? ""
            : " Reports the size of \(codes(backedUp)); each old value is backed up in the transaction that overwrites "
              + "it. \(Self.confirmation)"),
        done: "No rows remain. If it is killed, it continues where it stopped; rows that a function rejected are "
          + "quarantined and keep the gate closed.")
    case .measureBackup(let columns):
      DeployTaskWording(
        command: "migrate run",
        what: "Reports the size of \(codes(columns)), which the next deploy backs up in the transaction that deletes "
          + "it. \(Self.confirmation)",
        done: "It has reported the size, and stops at the next gate.")
    case .attest(let paths):
      DeployTaskWording(
        command: "migrate verify --attest",
        what: (paths.isEmpty ? "Counts the remaining rows" : "Counts the rows that violate \(list(paths))")
          + ", and prints the attestation for the gate.",
        done: "Every count is zero; save the output.")
    case .count(let paths):
      DeployTaskWording(
        command: "migrate run", what: "Counts the rows that violate \(list(paths)).", done: "Every count is zero.")
    case .advance(let deploy):
      DeployTaskWording(
        command: "bellows advance FILE",
        what: "Files the attestation, and moves `current.schema` and the row types to deploy \(deploy).",
        done: "The package builds again; the compiler reports all code that is not ready. Commit.")
    }
  }

  private static let confirmation = "In production it needs `--confirm` with the plan's name."

  private func functions(_ names: [String]) -> String {
    switch names.count {
    case 0: ""
    case 1: " The function of \(list(names)) is hand-written."
    default: " The functions of \(list(names)) are hand-written."
    }
  }

  private func list(_ names: [String]) -> String { names.joined(separator: ", ") }
  private func codes(_ names: [String]) -> String { list(names.map { "`\($0)`" }) }
}

extension RollbackFacts {
  /// How to roll back a deploy.
  var wording: String {
    guard let deploy else {
      return "Stop all code, run `migrate rollback --offline` in this build, and start the build before it."
        + (deletesData
          ? " It restores dropped and overwritten values in all rows that were not written since, and lists the other rows."
          : "")
    }
    let redeploy =
      releaseBefore == 0 ? "Redeploy the commit before this plan" : "Redeploy the commit of deploy \(releaseBefore)"
    let rest =
      switch (deletesData, tightens) {
      case (true, _):
        "A rollback restores dropped and overwritten values in all rows that were not written since, and lists the other "
          + "rows."
      case (false, true): "The store still supports that code, but no older code."
      case (false, false): "Added columns and tables stay; that code ignores them."
      }
    if !isRelease {
      return "`migrate rollback --to \(deploy - 1)`; the code that runs stays." + (deletesData ? " \(rest)" : "")
    }
    return "\(redeploy), and run `migrate run` there, which closes the gates that were opened since. \(rest)"
  }
}

extension DeployFacts {
  /// What a rolling deploy consists of.
  var releaseWording: String { isRelease ? "the schema, then a code release" : "without a code release" }
}
