// Part of Bellows. MIT licence: see LICENSE.

extension RunEnd {
  /// Why a run ended before the next action; `nil` if it did not.
  var sentence: String? {
    switch self {
    case .at: nil
    case .limited(let backfill): "\(backfill): stopped at the limit of rows"
    case .handedOver(let who): "handed over to \(printable(who))"
    case .served: "the database serves this build"
    case .partial(let backfill, let left): "\(backfill): all selected rows are done; \(rows(left)) remain"
    }
  }
}

extension NextAction {
  /// The next action and the command for it, in a sentence.
  var sentence: String {
    switch self {
    case .create: "migrate run (or migrate create): the database is empty; create this build's schema"
    case .adopt: "migrate adopt: the database has tables but no ledger; record which schema they are"
    case .schema(let plan, let deploy): "migrate run: apply the schema of deploy \(deploy) of \(plan)"
    case .release(let plan, let deploy):
      "release the code of deploy \(deploy) of \(plan); when no older code runs: migrate released, then migrate run"
    case .backUp(let plan, let gate):
      "migrate run: measure the data to back up before deploy \(gate.deploy) of \(plan)"
    case .backfill(let plan, let name): "migrate run: run the backfill \(name) of \(plan)"
    case .verify(let plan, let gate): "migrate run: count the rows that deploy \(gate.deploy) of \(plan) rejects"
    case .offline(let plan):
      "stop all code, then migrate run --offline, then start the code of this build: \(plan) is an offline plan"
    case .advance(let plan, let deploy):
      "migrate verify --attest, then bellows advance: this build is done; the next step is deploy \(deploy) of \(plan)"
    case .done(nil): "nothing to do: the database has this build's schema"
    case .done(let plan?): "nothing to do: \(plan) is done, and the database has this build's schema"
    case .ahead(let plan, let deploy, .compatibleAfterInvalidation):
      "migrate run: the database is ahead of this build (deploy \(deploy) of \(plan)) and supports it after later gates "
        + "are closed again"
    case .ahead(let plan, let deploy, .compatible):
      "nothing to do: the database is ahead of this build (deploy \(deploy) of \(plan)) and still supports it; "
        + "a newer build continues the plan"
    case .ahead(let plan, let deploy, .incompatible):
      "deploy a newer build, or run migrate rollback --to \(deploy) in one: the database is ahead of this build "
        + "(deploy \(deploy) of \(plan)) and no longer supports it"
    case .cancelled(let who):
      "migrate run --resume to continue, or migrate reset to start over: cancelled by \(who)"
    case .refused(let refusal): "fix this first: \(refusal)"
    }
  }

  /// The next action for programs: its kind, and the fields of that kind.
  var json: JSONValue {
    switch self {
    case .create: .members(["kind": "create"])
    case .adopt: .members(["kind": "adopt"])
    case .schema(let plan, let deploy):
      .members(["kind": "schema", "plan": .string(plan), "deploy": .count(deploy)])
    case .release(let plan, let deploy):
      .members(["kind": "release", "plan": .string(plan), "deploy": .count(deploy)])
    case .backUp(let plan, let gate):
      .members(["kind": "backup", "plan": .string(plan), "deploy": .count(gate.deploy), "gate": .count(gate.index)])
    case .backfill(let plan, let name):
      .members(["kind": "backfill", "plan": .string(plan), "backfill": .string(name)])
    case .verify(let plan, let gate):
      .members(["kind": "verify", "plan": .string(plan), "deploy": .count(gate.deploy), "gate": .count(gate.index)])
    case .offline(let plan): .members(["kind": "offline", "plan": .string(plan)])
    case .advance(let plan, let deploy):
      .members(["kind": "advance", "plan": .string(plan), "deploy": .count(deploy)])
    case .done(let plan): .members(["kind": "done", "plan": .text(plan)])
    case .ahead(let plan, let deploy, let compatibility):
      .members([
        "kind": "ahead", "plan": .string(plan), "deploy": .count(deploy),
        "compatibility": .string(compatibility.rawValue),
      ])
    case .cancelled(let who): .members(["kind": "cancelled", "by": .string(who)])
    case .refused(let refusal): .members(["kind": "refused", "reason": .string("\(refusal)")])
    }
  }
}
