// Part of Bellows. MIT licence: see LICENSE.

extension RunEnd {
  /// Why a run ended where it did, if that is not what comes next.
  var sentence: String? {
    switch self {
    case .at: nil
    case .limited(let backfill): "\(backfill): stopped after as many rows as were asked for"
    case .partial(let backfill, let left): "\(backfill): all that were asked for are done; \(rows(left)) are left"
    }
  }
}

extension NextAction {
  /// What is next and who does it, in a sentence.
  var sentence: String {
    switch self {
    case .create: "migrate run (or migrate create): the database is empty and gets this build's schema"
    case .adopt: "migrate adopt: the database has tables, and nothing says yet which schema they are"
    case .schema(let plan, let deploy): "migrate run: the schema of deploy \(deploy) of \(plan)"
    case .release(let plan, let deploy):
      "release the code of deploy \(deploy) of \(plan); when no older code runs: migrate released, then migrate run"
    case .backUp(let plan, let gate):
      "migrate run: tell how much is to be kept aside for deploy \(gate.deploy) of \(plan)"
    case .backfill(let plan, let name): "migrate run: the backfill \(name) of \(plan)"
    case .verify(let plan, let gate): "migrate run: count what deploy \(gate.deploy) of \(plan) demands"
    case .advance(let plan, let deploy):
      "migrate verify --attest, then bellows advance: this build's part is done, the next is deploy \(deploy) of \(plan)"
    case .done(nil): "nothing: the database has this build's schema"
    case .done(let plan?): "nothing: \(plan) is done, and the database has this build's schema"
    case .ahead(let plan, let deploy, .compatibleAfterInvalidation):
      "migrate run: the database is ahead in \(plan) and serves deploy \(deploy), which this build is for, "
        + "once later gates are closed again"
    case .ahead(let plan, let deploy, .compatible):
      "nothing: the database is ahead in \(plan) and serves deploy \(deploy), which this build is for; "
        + "a newer build goes on"
    case .ahead(let plan, let deploy, .incompatible):
      "migrate rollback --to \(deploy) in a newer build, or a newer build here: the database is ahead in \(plan) "
        + "and does not serve deploy \(deploy), which this build is for"
    case .cancelled(let who):
      "migrate run --resume to go on, or migrate reset to start over: it was cancelled by \(who)"
    case .refused(let refusal): "a person: \(refusal)"
    }
  }
}
