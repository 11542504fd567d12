// Part of Bellows. MIT licence: see LICENSE.

/// The next action on a database, as this build sees it.
enum NextAction: Hashable, Sendable {
  /// The database is empty: create this build's schema.
  case create
  /// There are tables but no ledger.
  case adopt
  /// Apply the schema of a deploy.
  case schema(plan: String, deploy: Int)
  /// Wait until no code older than a deploy runs, and `migrate released` records it.
  case release(plan: String, deploy: Int)
  /// Prepare the backup of a gate.
  case backUp(plan: String, gate: GatePosition)
  /// Run a backfill.
  case backfill(plan: String, name: String)
  /// Count the rows that fail the checks of a gate.
  case verify(plan: String, gate: GatePosition)
  /// Stop all code and run the rest of an offline plan, which a run that may have other code beside it does not.
  case offline(plan: String)
  /// This build is done: the next deploy needs newer code.
  case advance(plan: String, deploy: Int)
  /// Nothing: all plans are done.
  case done(plan: String?)
  /// The database is ahead of this build, whose code is for a deploy of the ledger's plan.
  case ahead(plan: String, deploy: Int, compatibility: Compatibility)
  /// The run was cancelled.
  case cancelled(String)
  /// Something must be fixed first.
  case refused(MigrationRefused)

  /// The plan of the action.
  var plan: String? {
    switch self {
    case .schema(let plan, _), .release(let plan, _), .backUp(let plan, _), .backfill(let plan, _),
      .verify(let plan, _), .offline(let plan), .advance(let plan, _), .ahead(let plan, _, _):
      plan
    case .done(let plan): plan
    case .create, .adopt, .cancelled, .refused: nil
    }
  }

  /// Whether it is a wait for the end of older code.
  fileprivate var waits: Bool { if case .release = self { true } else { false } }

  /// Whether a database that is ahead of a build still supports it.
  enum Compatibility: String, Hashable, Sendable {
    /// It supports the build after the gates that were opened since are closed again.
    case compatibleAfterInvalidation
    /// It supports the build.
    case compatible
    /// It does not support the build: the database must be rolled back first.
    case incompatible
  }
}

/// Returns the next action: a pure function of the build and the ledger.
///
/// `ledger` is `nil` without a ledger; `hasTables` says whether the database has tables, `codeRuns` whether other code
/// may use it.
func nextAction(
  _ migrations: Migrations, _ ledger: LedgerState?, hasTables: Bool, codeRuns: Bool = true
) -> NextAction {
  guard let ledger else {
    if let refusal = migrations.unfilled(from: migrations.all.startIndex) { return .refused(refusal) }
    return hasTables || migrations.isUnknowable ? .adopt : .create
  }
  let action = nextStep(migrations, ledger)
  switch action {
  case .schema, .release, .backUp, .backfill, .verify:
    if let who = ledger.cancelled { return .cancelled(who) }
    if let refusal = migrations.unfilled(from: migrations.index(of: ledger) ?? migrations.all.startIndex) {
      return .refused(refusal)
    }
    let plan = action.plan.flatMap(migrations.plan)
    if let refusal = plan?.unlimitedOnce { return .refused(refusal) }
    if let plan, plan.isOffline, codeRuns, !action.waits { return .offline(plan: plan.name) }
    return action
  case .create, .adopt, .offline, .advance, .done, .ahead, .cancelled, .refused: return action
  }
}

private func nextStep(_ migrations: Migrations, _ ledger: LedgerState) -> NextAction {
  guard let record = ledger.plan else { return begin(migrations, from: ledger.schema, after: nil) }
  guard let index = migrations.all.firstIndex(where: { $0.isCalled(record.name) }) else {
    // A plan that was rolled back completely counts as not started.
    if record.deploy == 0 { return begin(migrations, from: ledger.schema, after: nil) }
    return withoutPlan(migrations, record, ledger)
  }
  let plan = migrations.all[index]
  guard plan.base == record.base, plan.fingerprint(at: record.deploy) == ledger.schema else {
    return .refused(.changedPlan(plan: plan.name, deploy: record.deploy))
  }
  if record.deploy > plan.current { return ahead(record, ledger, at: plan.current) }
  if let action = gates(of: plan, record, ledger) { return action }
  if record.deploy < plan.deploys.count {
    let next = record.deploy + 1
    return next > plan.current ? .advance(plan: plan.name, deploy: next) : .schema(plan: plan.name, deploy: next)
  }
  if migrations.all.indices.contains(index + 1) {
    return begin(migrations, at: index + 1, from: ledger.schema, after: record)
  }
  return migrations.schema == ledger.schema
    ? .done(plan: plan.name) : .refused(.noWay(from: ledger.schema, to: migrations.schema))
}

/// Returns the action for the first closed gate; after the last deploy, for the backfills that no gate waits for.
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

/// Returns the first action of the next plan, which starts when no code older than the previous plan runs.
private func begin(
  _ migrations: Migrations, at index: Int? = nil, from schema: String, after record: PlanRecord?
) -> NextAction {
  guard let index = index ?? migrations.all.firstIndex(where: { $0.base == schema }) else {
    if migrations.schema == schema { return .done(plan: record?.name) }
    return .refused(.noWay(from: schema, to: migrations.schema))
  }
  let plan = migrations.all[index]
  guard plan.base == schema else { return .refused(.noWay(from: schema, to: plan.base)) }
  if let record, record.released < record.lastRelease {
    return .release(plan: record.name, deploy: record.lastRelease)
  }
  if plan.deploys.isEmpty { return .done(plan: record?.name) }
  return plan.current < 1 ? .advance(plan: plan.name, deploy: 1) : .schema(plan: plan.name, deploy: 1)
}

/// Returns the action if this build does not have the ledger's plan: the build is older, or the plan's folder was
/// deleted.
private func withoutPlan(_ migrations: Migrations, _ record: PlanRecord, _ ledger: LedgerState) -> NextAction {
  if record.deploy == record.deploys {
    if migrations.schema == ledger.schema { return .done(plan: record.name) }
    if migrations.all.contains(where: { $0.base == ledger.schema }) {
      return begin(migrations, from: ledger.schema, after: record)
    }
  }
  if migrations.schema == record.base { return ahead(record, ledger, at: 0) }
  return .refused(.unknownPlan(record.name, deploy: record.deploy, of: record.deploys))
}

/// Returns the action for a database that is ahead of the build.
private func ahead(_ record: PlanRecord, _ ledger: LedgerState, at deploy: Int) -> NextAction {
  let compatibility: NextAction.Compatibility =
    deploy < record.oldest
    ? .incompatible : ledger.needsNoInvalidation(at: deploy) ? .compatible : .compatibleAfterInvalidation
  return .ahead(plan: record.name, deploy: deploy, compatibility: compatibility)
}
