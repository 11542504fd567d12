// Part of Bellows. MIT licence: see LICENSE.

/// An action in words.
struct DeployTaskWording {
  /// What to type, or `nil` where it is something to do.
  var command: String?
  var what: String
  /// How to know that it is done.
  var done: String
}

extension DeployTask {
  /// The one place that says what to run and when it is done.
  var wording: DeployTaskWording {
    switch self {
    case .changeStore(let file, let deletesData, let drops):
      DeployTaskWording(
        command: "migrate run",
        what: "Brings the store to `\(file)`."
          + (drops ? " What it drops is kept aside in the same transaction." : "")
          + (deletesData ? " \(Self.confirmation)" : ""),
        done: "It says that this deploy's schema is in force, and stops at the next gate.")
    case .stop:
      DeployTaskWording(
        command: nil, what: "Stop the application: old and new code must not run side by side here.",
        done: "No instance runs.")
    case .release(let isOffline):
      DeployTaskWording(
        command: nil,
        what: isOffline
          ? "Start the code of this commit."
          : "Release the code of this commit, instance by instance; old and new run side by side.",
        done: isOffline ? "It runs, and nothing older does." : "No instance of an older build is left.")
    case .confirmReleased:
      DeployTaskWording(
        command: "migrate released", what: "Tells the ledger that no older code runs.",
        done: "It exits 0; the gate is open.")
    case .backfill(let names, let yours, _, let kept):
      DeployTaskWording(
        command: "migrate run",
        what: "Backfills \(list(names))."
          + (yours.isEmpty ? "" : " You write the \(yours.count == 1 ? "body" : "bodies") of \(list(yours.sorted())).")
          + (kept.isEmpty
            ? ""
            : " Says first how much \(list(kept)) \(kept.count == 1 ? "holds" : "hold"), of which every value is kept aside in the "
              + "moment in which it goes. \(Self.confirmation)"),
        done: "No row is left to do. Killed, it goes on where it was; rows that a body refused are listed and hold "
          + "the gate.")
    case .keep(let kept):
      DeployTaskWording(
        command: "migrate run",
        what:
          "Says how much \(list(kept)) \(kept.count == 1 ? "holds" : "hold"): the next deploy keeps it aside in the moment in "
          + "which it goes. \(Self.confirmation)",
        done: "It has said so, and stops at the next gate.")
    case .attest(let paths):
      DeployTaskWording(
        command: "migrate verify --attest",
        what: (paths.isEmpty ? "Counts what is left to do" : "Counts the rows that break \(list(paths))")
          + ", and prints the proof for the gate.",
        done: "Every count is zero; save what it prints.")
    case .advance(let deploy):
      DeployTaskWording(
        command: "bellows advance FILE",
        what: "Files the proof and moves `current.schema` and the row types to deploy \(deploy).",
        done: "The package builds again: the compiler lists every place that is not ready. Commit.")
    }
  }

  private static let confirmation = "In production it wants `--confirm` with the plan's name."

  private func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}

extension RollbackFacts {
  /// How to go back from a deploy, in a sentence or two.
  var wording: String {
    let redeploy =
      deploy == 1
      ? "Redeploy the commit before this plan" : "Redeploy the commit of deploy \(deploy - 1)"
    let rest =
      switch (deletesData, tightens) {
      case (true, _):
        "What was dropped or written over comes back by `migrate rollback`, which restores every row that no later write "
          + "has touched, and lists the others."
      case (false, true): "The store still serves that code, but none that is older."
      case (false, false): "What was added stays, and that code does not see it."
      }
    return "\(redeploy), and `migrate run` there: it closes the gates that were opened since. \(rest)"
  }
}
