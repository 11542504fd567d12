// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// Replays a plan over all tables and says where it would break a promise; empty for a plan that is safe.
///
///     let violations = prove(plan)
///     violations.first?.description
///     // I4, deploy 1, release: users.email: running code reads users.mail from a column that may hold a stale value
///
/// It knows nothing of how a plan was made: it judges by what the store enforces, what code may do, and what is stored.
package func prove(_ plan: Plan) -> [Violation] {
  let watch = Watch(plan)
  // Neither asks what the other finds.
  let (ofRows, ofShape) = concurrently(
    if: watch.tables.count > 50, { violationsOfRows(plan, watch) }, { violationsOfShape(plan, watch) })
  return (ofRows + ofShape).enumerated().sorted { ($0.element.moment, $0.offset) < ($1.element.moment, $1.offset) }
    .map(\.element)
}

private func violationsOfShape(_ plan: Plan, _ watch: Watch) -> [Violation] {
  var shape = PlanShape(plan, watching: watch)
  shape.check()
  return shape.findings.violations
}

private func violationsOfRows(_ plan: Plan, _ watch: Watch) -> [Violation] {
  let revisions = [(plan.base, plan.inStepBefore)] + plan.deploys.map { ($0.schema, $0.inStep) }
  let stores = zip(revisions, watch.declared).map { revision, declared in
    Store(revision.0, declared: declared, inStep: revision.1, watching: watch)
  }
  let meanings = Meanings(plan, stores: stores)
  let names = ContractNames(plan, stores: stores, meanings: meanings)
  var replay = Replay(plan, watch: watch, stores: stores, meanings: meanings)
  for column in names.unexplained {
    replay.report(.wellFormed, column, "no version of the code says how it uses this new column")
  }
  for table in names.unexplainedTables.sorted() {
    replay.report(
      .wellFormed, ColumnID(table, ColumnID.wholeRow), "no version of the code says whether it uses this new table")
  }
  let before = Contract(plan.before, release: 0, names: names, meanings: meanings, watching: watch)
  replay.start(before)
  let backfills = Dictionary(plan.backfills.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  let lastRelease = plan.deploys.last(where: \.isRelease)?.number ?? 0
  var current = before
  // For each deploy, the one that released the code which is current when it is done.
  var releases = [0]
  for (place, deploy) in plan.deploys.enumerated() {
    if plan.isTogether { replay.running = [] }
    replay.pass(gatesOf: deploy, backfills: backfills, releases: releases)
    replay.revise(to: stores[place + 1], deploy: deploy)
    if deploy.isRelease {
      current = Contract(deploy.code, release: deploy.number, names: names, meanings: meanings, watching: watch)
      replay.release(current, deploy: deploy)
    } else if plan.isTogether, deploy.number > lastRelease {
      replay.release(current, deploy: deploy)
    }
    releases.append(current.release)
  }
  replay.run(plan.backfills.filter { $0.after == plan.deploys.count })
  replay.checkLastCode(current)
  return replay.violations
}
