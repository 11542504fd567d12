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
  /// This build is done with the plan: the next deploy needs newer code.
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

  /// Whether a run does it itself, for one plan.
  var isWork: Bool {
    switch self {
    case .schema, .backUp, .backfill, .verify: true
    case .create, .adopt, .release, .offline, .advance, .done, .ahead, .cancelled, .refused: false
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

  /// What a run does first: first what the build needs to be served, then what takes long, then what it waits for.
  fileprivate var urgency: Int {
    switch self {
    case .create, .adopt, .cancelled: 0
    case .ahead(_, _, .compatibleAfterInvalidation): 1
    case .ahead(_, _, .incompatible): 2
    case .schema: 3
    case .backUp, .verify: 4
    case .backfill: 5
    case .refused: 6
    case .offline: 7
    case .release: 8
    case .advance: 9
    case .ahead(_, _, .compatible): 10
    case .done: 11
    }
  }
}

/// Returns the action that a run does first: a pure function of the build and the ledger.
///
/// `ledger` is `nil` without a ledger; `hasTables` says whether the database has tables, `codeRuns` whether other code
/// may use it.
func nextAction(
  _ migrations: Migrations, _ ledger: LedgerState?, hasTables: Bool, codeRuns: Bool = true
) -> NextAction {
  nextActions(migrations, ledger, hasTables: hasTables, codeRuns: codeRuns)[0]
}

/// Returns the next action of each plan that is not done, the most urgent first; never empty.
func nextActions(
  _ migrations: Migrations, _ ledger: LedgerState?, hasTables: Bool, codeRuns: Bool = true
) -> [NextAction] {
  guard let ledger else {
    if let refusal = migrations.unfilled { return [.refused(refusal)] }
    return [hasTables || migrations.isUnknowable ? .adopt : .create]
  }
  let planned = PlanActions(migrations: migrations, ledger: ledger)
  var actions: [NextAction] = []
  for action in planned.all.map({ allowed($0, migrations, ledger, codeRuns) }) where !actions.contains(action) {
    actions.append(action)
  }
  if actions.isEmpty { return [planned.end] }
  let order = actions.enumerated().sorted { ($0.element.urgency, $0.offset) < ($1.element.urgency, $1.offset) }
  return order.map(\.element)
}

/// Returns an action, or why a run must not do it.
private func allowed(
  _ action: NextAction, _ migrations: Migrations, _ ledger: LedgerState, _ codeRuns: Bool
) -> NextAction {
  switch action {
  case .schema, .release, .backUp, .backfill, .verify:
    if let who = ledger.cancelled { return .cancelled(who) }
    guard let plan = action.plan.flatMap(migrations.plan) else { return action }
    if let backfill = plan.unfilled.first { return .refused(.unfilled(plan: plan.name, backfill: backfill)) }
    if let refusal = plan.unlimitedOnce { return .refused(refusal) }
    return plan.isOffline && codeRuns && !action.waits ? .offline(plan: plan.name) : action
  case .create, .adopt, .offline, .advance, .done, .ahead, .cancelled, .refused: return action
  }
}

/// The next actions of the plans of a build and of a ledger.
private struct PlanActions {
  let migrations: Migrations
  let ledger: LedgerState

  /// The next action of each plan that is not done.
  var all: [NextAction] {
    if let name = migrations.retired.first(where: { name in !ledger.plans.contains { $0.record.isComplete(name) } }) {
      return [.refused(.retired(name))]
    }
    let unknown = ledger.plans.filter { migrations.plan($0.record.name) == nil }
    return unknown.compactMap(standing) + migrations.all.compactMap(action)
  }

  /// The action if no plan has one.
  var end: NextAction {
    if let schema = ledger.schema, schema != migrations.schema {
      return .refused(.noWay(from: schema, to: migrations.schema))
    }
    return .done(plan: migrations.all.last?.name ?? ledger.plans.last?.record.name)
  }

  private func action(_ plan: MigrationPlan) -> NextAction? {
    if let deploy = ledger.plan(plan.name)?.rollingBack {
      return .refused(.rollbackUnfinished(plan: plan.name, deploy: deploy))
    }
    guard let progress = ledger.plan(plan.name), progress.record.deploy > 0 else { return begin(plan) }
    let record = progress.record
    guard plan.base == record.base, plan.fingerprint(at: record.deploy) == record.schema else {
      return .refused(.changedPlan(plan: plan.name, deploy: record.deploy))
    }
    if record.deploy > plan.current { return ahead(progress, at: plan.current) }
    if let action = gates(of: plan, progress) { return action }
    guard record.deploy < plan.deploys.count else { return nil }
    let next = record.deploy + 1
    return next > plan.current ? .advance(plan: plan.name, deploy: next) : .schema(plan: plan.name, deploy: next)
  }

  /// Returns the action for the first closed gate; after the last deploy, for the backfills that no gate waits for.
  private func gates(of plan: MigrationPlan, _ progress: PlanProgress) -> NextAction? {
    let record = progress.record
    guard record.deploy < plan.deploys.count else {
      for backfill in plan.backfills where backfill.after >= plan.deploys.count {
        if record.released < plan.lastRelease { return .release(plan: plan.name, deploy: plan.lastRelease) }
        if progress.backfill(backfill.name)?.state != .done { return .backfill(plan: plan.name, name: backfill.name) }
      }
      return nil
    }
    for (position, gate) in plan.gates(before: record.deploy + 1) {
      switch gate {
      case .released(let deploy):
        if record.released < deploy { return .release(plan: plan.name, deploy: deploy) }
      case .backup:
        if !progress.backups.contains(where: { $0.gate == position && $0.isOpen }) {
          return .backUp(plan: plan.name, gate: position)
        }
      case .backfilled(let name):
        if progress.backfill(name)?.state != .done { return .backfill(plan: plan.name, name: name) }
      case .verified:
        if !progress.verified.contains(position) { return .verify(plan: plan.name, gate: position) }
      }
    }
    return nil
  }

  /// Returns the first action of a plan, which begins when no code from before the plans runs that it begins after;
  /// `nil` while such a plan has an action of its own.
  private func begin(_ plan: MigrationPlan) -> NextAction? {
    if plan.deploys.isEmpty { return nil }
    for edge in migrations.edges(of: plan) {
      guard let other = migrations.plan(edge.plan) else {
        // A plan whose files were deleted is done everywhere; one that this build does not know is not.
        if migrations.retired.contains(where: { ByteString($0) == ByteString(edge.plan) }) { continue }
        if let known = ledger.plan(edge.plan)?.record, known.deploy >= edge.deploy { continue }
        return .refused(.waitsForUnknownPlan(plan.name, edge.plan))
      }
      if other.deploys.isEmpty { continue }
      guard let progress = ledger.plan(edge.plan), progress.record.deploy >= edge.deploy else { return nil }
      let release = other.release(at: edge.deploy)
      if progress.record.released < release { return .release(plan: other.name, deploy: release) }
      if edge.deploy == other.deploys.count, gates(of: other, progress) != nil { return nil }
    }
    return plan.current < 1 ? .advance(plan: plan.name, deploy: 1) : .schema(plan: plan.name, deploy: 1)
  }

  /// Returns whether the database supports this build beside a plan that the build does not have: it is older than the
  /// plan, or the plan's files were deleted.
  private func standing(_ progress: PlanProgress) -> NextAction? {
    let record = progress.record
    if record.deploy == 0 { return nil }
    if record.isComplete, migrations.isRetired(record.name) || ledger.schema == migrations.schema { return nil }
    if migrations.isRetired(record.name) {
      return .refused(.unknownPlan(record.name, deploy: record.deploy, of: record.deploys))
    }
    return ahead(progress, at: 0)
  }

  /// Returns the action for a database that is ahead of the build.
  private func ahead(_ progress: PlanProgress, at deploy: Int) -> NextAction {
    let compatibility: NextAction.Compatibility =
      deploy < progress.record.oldest
      ? .incompatible : progress.needsNoInvalidation(at: deploy) ? .compatible : .compatibleAfterInvalidation
    return .ahead(plan: progress.record.name, deploy: deploy, compatibility: compatibility)
  }
}

extension PlanRecord {
  /// Returns whether it is that of a plan with a name, and the plan is done.
  fileprivate func isComplete(_ name: String) -> Bool { ByteString(self.name) == ByteString(name) && isComplete }
}
