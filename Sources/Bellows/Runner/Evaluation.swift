// Part of Bellows. MIT licence: see LICENSE.

/// A dry run without a copy: the rest of each plan is evaluated over the rows, which are only read.
struct Evaluation {
  let runner: Runner
  let database: any EvaluatingDatabase

  /// Evaluates the plans, beyond this build's deploy too, and returns the number of problems and whether everything was
  /// checked.
  func run(_ show: (ChangedRows) -> Void) async throws -> DryRun.Result {
    try runner.requireKnownBackfill()
    guard let ledger = try await runner.ledger() else { throw MigrationRefused.notAdopted }
    var result = DryRun.Result(onCopy: false)
    for plan in runner.migrations.latestFirst.reversed() {
      if let refusal = runner.migrations.unfilled, plan.unfilled.first != nil { throw refusal }
      let progress = ledger.plan(plan.name)
      let deploy = progress?.record.deploy ?? 0
      if let deploy = progress?.rollingBack {
        throw MigrationRefused.rollbackUnfinished(plan: plan.name, deploy: deploy)
      }
      let open = plan.backfills.filter { $0.after >= deploy && progress?.backfill($0.name)?.state != .done }
      if deploy == plan.deploys.count, open.isEmpty { continue }
      if let waiting = waiting(plan, ledger) {
        report(unchecked: "\(plan.name): it begins after \(waiting), which is not done", &result)
        continue
      }
      var rest = RestOfPlan(
        plan: plan, deploy: deploy, backfills: open, batchSize: runner.options.batchSize, limit: runner.options.limit)
      if let only = runner.options.only {
        guard let index = open.firstIndex(where: { ByteString($0.name) == ByteString(only) }) else { continue }
        rest.backfills = Array(open[...index])
        rest.endsWithBackfills = true
      }
      try await evaluate(rest, &result, show)
    }
    return result
  }

  private func evaluate(
    _ rest: RestOfPlan, _ result: inout DryRun.Result, _ show: (ChangedRows) -> Void
  ) async throws {
    let plan = rest.plan
    do {
      try await runner.expect(plan, at: rest.deploy)
      let rehearsal = try await runner.database.rehearsed(plan, after: rest.deploy)
      if !rehearsal.problems.isEmpty { throw MigrationRefused.inTheWay(of: plan.name, rehearsal.problems) }
      for note in rehearsal.notes { runner.report(.noticed(note)) }
    } catch let refusal as MigrationRefused {
      result.problems += 1
      runner.report(.problem(.ended(action: "the next step of \(plan.name)", reason: refusal.description)))
      return report(unchecked: "\(plan.name): the rows", &result)
    }
    let found = try await database.evaluate(rest)
    for backfill in found.backfills {
      runner.report(
        .evaluated(plan: plan.name, backfill: backfill.name, rows: backfill.rows, changed: backfill.changed))
      show(ChangedRows(backfill: backfill.name, rows: backfill.samples))
    }
    for problem in found.problems { runner.report(.problem(problem)) }
    result.problems += found.problems.count
    for line in found.unchecked { report(unchecked: line, &result) }
  }

  private func report(unchecked line: String, _ result: inout DryRun.Result) {
    result.unchecked += 1
    runner.report(.unchecked(line))
  }

  /// Returns the plan that another one waits for; `nil` if it can begin, or has begun.
  private func waiting(_ plan: MigrationPlan, _ ledger: LedgerState) -> String? {
    if (ledger.plan(plan.name)?.record.deploy ?? 0) > 0 { return nil }
    return runner.migrations.edges(of: plan).first { edge in
      guard let other = runner.migrations.plan(edge.plan) else { return false }
      if (ledger.plan(edge.plan)?.record.deploy ?? 0) < edge.deploy { return true }
      return edge.deploy == other.deploys.count
        && other.backfills.contains {
          $0.after >= edge.deploy && ledger.plan(edge.plan)?.backfill($0.name)?.state != .done
        }
    }?.plan
  }
}
