// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

/// What is to be done next in a database, as far as this build can say.
enum NextAction: Hashable, Sendable {
  /// There is nothing yet: make the schema that this build is for.
  case create
  /// There are tables that nobody told the ledger of.
  case adopt
  /// Bring the schema to that deploy.
  case schema(plan: String, deploy: Int)
  /// Wait until nothing older than that deploy's code runs, and somebody says so.
  case release(plan: String, deploy: Int)
  /// Keep values aside for a gate.
  case backUp(plan: String, gate: GatePosition)
  /// Move rows.
  case backfill(plan: String, name: String)
  /// Count what a gate demands.
  case verify(plan: String, gate: GatePosition)
  /// All is done that this build is for: the code moves on to that deploy.
  case advance(plan: String, deploy: Int)
  /// Nothing: the database is where all plans lead.
  case done(plan: String?)
  /// The database is newer than this build, which stands at a deploy of the ledger's plan.
  case ahead(plan: String, deploy: Int, compatibility: Compatibility)
  /// Somebody cancelled.
  case cancelled(String)
  /// Nothing can be done before a person has changed something.
  case refused(MigrationRefused)

  /// The plan that something is to be done for.
  var plan: String? {
    switch self {
    case .schema(let plan, _), .release(let plan, _), .backUp(let plan, _), .backfill(let plan, _), .verify(let plan, _),
      .advance(let plan, _), .ahead(let plan, _, _):
      plan
    case .done(let plan): plan
    case .create, .adopt, .cancelled, .refused: nil
    }
  }

  /// How a database that is newer serves an older build.
  enum Compatibility: String, Hashable, Sendable {
    /// It serves it, once the gates are closed that were opened since.
    case compatibleAfterInvalidation
    /// It serves it.
    case compatible
    /// It does not: something has to be undone first.
    case incompatible
  }
}

/// The next thing to do: a function of what was built and what the ledger says, and of nothing else.
///
/// `ledger` is `nil` for a database without one; `hasTables` says whether somebody made tables there.
func nextAction(_ build: Migrations, _ ledger: LedgerState?, hasTables: Bool) -> NextAction {
  guard let ledger else {
    if let refusal = build.unfilled(from: build.all.startIndex) { return .refused(refusal) }
    return hasTables || build.isUnknowable ? .adopt : .create
  }
  let action = nextStep(build, ledger)
  switch action {
  case .schema, .release, .backUp, .backfill, .verify:
    if let who = ledger.cancelled { return .cancelled(who) }
    if let refusal = build.unfilled(from: build.index(of: ledger) ?? build.all.startIndex) {
      return .refused(refusal)
    }
    return action.plan.flatMap { build.plan($0)?.unlimitedOnce }.map { .refused($0) } ?? action
  case .create, .adopt, .advance, .done, .ahead, .cancelled, .refused: return action
  }
}

private func nextStep(_ build: Migrations, _ ledger: LedgerState) -> NextAction {
  guard let record = ledger.plan else { return begin(build, from: ledger.schema, after: nil) }
  guard let index = build.all.firstIndex(where: { $0.isCalled(record.name) }) else {
    // Undone to its beginning, a plan may as well never have begun.
    if record.deploy == 0 { return begin(build, from: ledger.schema, after: nil) }
    return withoutPlan(build, record, ledger)
  }
  let plan = build.all[index]
  guard plan.base == record.base, plan.fingerprint(at: record.deploy) == ledger.schema else {
    return .refused(.changedPlan(plan: plan.name, deploy: record.deploy))
  }
  if record.deploy > plan.current { return ahead(record, ledger, at: plan.current) }
  if let action = gates(of: plan, record, ledger) { return action }
  if record.deploy < plan.deploys.count {
    let next = record.deploy + 1
    return next > plan.current ? .advance(plan: plan.name, deploy: next) : .schema(plan: plan.name, deploy: next)
  }
  if build.all.indices.contains(index + 1) { return begin(build, at: index + 1, from: ledger.schema, after: record) }
  return build.schema == ledger.schema
    ? .done(plan: plan.name) : .refused(.noWay(from: ledger.schema, to: build.schema))
}

/// The first gate before the next deploy that is closed; after the last deploy, the backfills that no gate waits for.
private func gates(of plan: MigrationPlan, _ record: PlanRecord, _ ledger: LedgerState) -> NextAction? {
  guard record.deploy < plan.deploys.count else {
    for backfill in plan.backfills where backfill.after >= plan.deploys.count {
      if record.released < plan.lastRelease { return .release(plan: plan.name, deploy: plan.lastRelease) }
      if ledger.backfill(backfill.name)?.state != .done { return .backfill(plan: plan.name, name: backfill.name) }
    }
    return nil
  }
  for (position, gate) in plan.gates(before: record.deploy + 1) {
    switch gate {
    case .released(let deploy):
      if record.released < deploy { return .release(plan: plan.name, deploy: deploy) }
    case .backup:
      if !ledger.backups.contains(where: { $0.gate == position && $0.isOpen }) {
        return .backUp(plan: plan.name, gate: position)
      }
    case .backfilled(let name):
      if ledger.backfill(name)?.state != .done { return .backfill(plan: plan.name, name: name) }
    case .verified:
      if !ledger.verified.contains(position) { return .verify(plan: plan.name, gate: position) }
    }
  }
  return nil
}

/// The first deploy of the next plan, which begins when nothing older than the plan before it runs.
private func begin(
  _ build: Migrations, at index: Int? = nil, from schema: String, after record: PlanRecord?
) -> NextAction {
  guard let index = index ?? build.all.firstIndex(where: { $0.base == schema }) else {
    if build.schema == schema { return .done(plan: record?.name) }
    return .refused(.noWay(from: schema, to: build.schema))
  }
  let plan = build.all[index]
  guard plan.base == schema else { return .refused(.noWay(from: schema, to: plan.base)) }
  if let record, record.released < record.lastRelease {
    return .release(plan: record.name, deploy: record.lastRelease)
  }
  if plan.deploys.isEmpty { return .done(plan: record?.name) }
  return plan.current < 1 ? .advance(plan: plan.name, deploy: 1) : .schema(plan: plan.name, deploy: 1)
}

/// The ledger's plan is not in this build: either it is from before the plan, or the plan's folder was deleted since.
private func withoutPlan(_ build: Migrations, _ record: PlanRecord, _ ledger: LedgerState) -> NextAction {
  if record.deploy == record.deploys {
    if build.schema == ledger.schema { return .done(plan: record.name) }
    if build.all.contains(where: { $0.base == ledger.schema }) {
      return begin(build, from: ledger.schema, after: record)
    }
  }
  if build.schema == record.base { return ahead(record, ledger, at: 0) }
  return .refused(.unknownPlan(record.name, deploy: record.deploy, of: record.deploys))
}

/// What a database that is ahead of a build is to it.
private func ahead(_ record: PlanRecord, _ ledger: LedgerState, at deploy: Int) -> NextAction {
  let compatibility: NextAction.Compatibility =
    deploy < record.oldest ? .incompatible : ledger.needsNoInvalidation(at: deploy) ? .compatible : .compatibleAfterInvalidation
  return .ahead(plan: record.name, deploy: deploy, compatibility: compatibility)
}
