// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Returns every violation of the invariants by a plan, ordered by moment; empty if the plan is safe.
///
///     let violations = check(plan)
///     violations.first?.description
///     // I4, deploy 1, release: users.email: running code reads users.mail from a column that may be stale
///
/// The checker does not import the planner. It replays the plan: what the database enforces, what running code may do,
/// and which values may be stored. It trusts what <doc:Plans#What-the-checker-trusts> lists.
package func check(_ plan: Plan) -> [Violation] {
  let scope = ChangeScope(plan)
  var structure = WellFormedCheck(plan, scope: scope)
  structure.check()
  let found = replayViolations(of: plan, scope) + structure.findings.violations
  return found.enumerated().sorted { ($0.element.moment, $0.offset) < ($1.element.moment, $1.offset) }.map(\.element)
}

private func replayViolations(of plan: Plan, _ scope: ChangeScope) -> [Violation] {
  let revisions = [(plan.base, plan.syncedBefore)] + plan.deploys.map { ($0.schema, $0.synced) }
  let stores = zip(revisions, scope.declared).map { revision, declared in
    Store(revision.0, declared: declared, synced: revision.1, scope: scope)
  }
  let columnMapping = ColumnMapping(plan, stores: stores)
  let listed = ListedElements(plan, stores: stores, columnMapping: columnMapping)
  let context = PlanContext(plan, scope: scope, stores: stores, columnMapping: columnMapping)
  var replay = Replay(context, base: stores[0])
  for column in listed.unlisted { replay.findings.report(.unlistedColumn, column) }
  for table in listed.unlistedTables.sorted() { replay.findings.report(.unlistedTable, table.tableSubject) }
  let before = Contract(plan.before, release: 0, listed: listed, columnMapping: columnMapping, scope: scope)
  replay.start(before)
  let backfills = Dictionary(plan.backfills.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  let lastRelease = plan.deploys.last(where: \.isRelease)?.number ?? 0
  let replacesCode = plan.base.target.capabilities.replacesCode
  var current = before
  // For each deploy, the release that is current after it.
  var releases = [0]
  for (index, deploy) in plan.deploys.enumerated() {
    if plan.isOffline { replay.stopCode() }
    replay.pass(gatesOf: deploy, backfills: backfills, releases: releases)
    // The functions that run before a push never meet its schema.
    if replacesCode, deploy.isRelease { replay.stopCode() }
    replay.revise(to: stores[index + 1], deploy: deploy)
    if deploy.isRelease {
      current = Contract(
        deploy.code, release: deploy.number, listed: listed, columnMapping: columnMapping, scope: scope)
      replay.release(current, deploy: deploy)
    } else if plan.isOffline, deploy.number > lastRelease {
      replay.release(current, deploy: deploy)
    }
    releases.append(current.release)
  }
  replay.run(plan.backfills.filter { $0.after == plan.deploys.count })
  current.checkAsLastCode(replay.state.store, &replay.findings)
  return replay.violations
}
