// Part of Bellows. MIT licence: see LICENSE.

/// The first rows of a backfill before and after a dry run.
package struct ChangedRows: Hashable, Sendable {
  var backfill: String
  var rows: [Change]

  package struct Change: Hashable, Sendable {
    var before: String
    /// `nil` if the row was deleted.
    var after: String?

    package init(before: String, after: String?) { (self.before, self.after) = (before, after) }
  }
}

/// Runs the rest of all plans on a copy of the database, and finds everything that would stop a run.
struct DryRun {
  /// How a dry run ended.
  struct Result {
    /// Whether the plans ran on a copy; otherwise the rows were only read.
    var onCopy: Bool
    /// The number of problems.
    var problems = 0
    /// The number of things that were not checked.
    var unchecked = 0

    /// Whether nothing was left unchecked; a problem may have ended a run on a copy early.
    var isComplete: Bool { unchecked == 0 && (problems == 0 || !onCopy) }
  }

  /// The runner on the copy.
  private let runner: Runner

  /// Runs the plans on a copy, beyond this build's deploy too, or evaluates them where the database cannot be copied.
  ///
  /// It continues after a problem: rows that cannot be changed are deleted from the copy.
  static func run(_ original: Runner, _ show: (ChangedRows) -> Void) async throws -> Result {
    if let database = original.database as? any EvaluatingDatabase {
      return try await Evaluation(runner: original, database: database).run(show)
    }
    let copy = try await original.database.copyable.copy()
    do {
      let count = try await DryRun(original, on: copy).run(show)
      await (copy as? any CopyableDatabase)?.removeCopy()
      return Result(onCopy: true, problems: count)
    } catch {
      await (copy as? any CopyableDatabase)?.removeCopy()
      throw error
    }
  }

  private init(_ original: Runner, on copy: any Database) {
    var options = original.options
    options.isGateless = true
    options.isRehearsal = true
    options.resumes = true
    options.quarantineLimit = .max
    let migrations = original.migrations
    let whole = Migrations(
      schema: migrations.schema, target: migrations.target, tables: migrations.tables, retired: migrations.retired,
      plans: migrations.all.map { $0.at(deploy: $0.deploys.last?.number ?? 0) })
    runner = Runner(whole, on: copy, by: original.author, options: options, report: original.report)
  }

  private func run(_ show: (ChangedRows) -> Void) async throws -> Int {
    try runner.requireKnownBackfill()
    var repetition = Repetition()
    var known: Set<String> = []
    var found = 0
    while true {
      let situation = try await runner.situation()
      let action = situation.action
      do {
        try repetition.refuse(situation)
        var watched: Watched?
        if case .backfill(let plan, let name) = action, let backfill = runner.migrations.plan(plan)?.backfill(name) {
          watched = try await watch(backfill)
        }
        switch try await runner.perform(action) {
        case .done, .paused:
          guard let watched else { break }
          show(try await look(again: watched))
          if let only = runner.options.only, ByteString(watched.backfill.name) == ByteString(only) { return found }
        case .stop(let end):
          if let watched { show(try await look(again: watched)) }
          if case .limited(let name) = end, let plan = action.plan {
            let problem = try await quarantined(plan, name)
            if case .quarantined(_, _, let rows) = problem, !rows.isEmpty {
              found += 1
              runner.report(.problem(problem))
            }
          }
          return found
        }
      } catch is CancellationError {
        throw CancellationError()
      } catch {
        let problems = try await problems(with: action, error)
        // The deploy after a gate reports the problems of the gate again.
        for problem in problems where !known.contains(problem.path) {
          found += 1
          runner.report(.problem(problem))
        }
        known.formUnion(problems.map(\.path))
        if try await pass(action, error) { continue }
        if case .unverified? = error as? MigrationRefused {
          runner.report(.problem(.ended(action: action.sentence, reason: "the deploy cannot begin with such rows")))
        }
        return found
      }
    }
  }

  /// Returns the first pending rows of a backfill.
  private func watch(_ backfill: Backfill) async throws -> Watched {
    let layout = RowLayout(backfill)
    let condition = both(backfill.scope, backfill.sql?.pending)
    let rows = try await runner.database.transaction(.read) { session in
      try await session.read(
        Query(backfill.table, columns: layout.columns, condition: condition, order: backfill.key, limit: 3))
    }
    return Watched(backfill: backfill, layout: layout, rows: rows)
  }

  private func look(again watched: Watched) async throws -> ChangedRows {
    let layout = watched.layout
    let changes = try await runner.database.transaction(.read) { session in
      var changes: [ChangedRows.Change] = []
      for row in watched.rows {
        let now = try await session.read(
          Query(watched.backfill.table, columns: layout.columns, filter: layout.filter(row), limit: 1))
        changes.append(ChangedRows.Change(before: layout.sample(row), after: now.first.map(layout.sample)))
      }
      return changes
    }
    return ChangedRows(backfill: watched.backfill.name, rows: changes)
  }

  // MARK: - Problems

  /// The largest number of rows that a problem lists.
  private static let mostSamples = 100_000

  /// Returns all rows behind an error as problems: an error lists only the first rows, or their number.
  private func problems(with action: NextAction, _ error: any Error) async throws -> [RehearsalProblem] {
    let ended = RehearsalProblem.ended(action: action.sentence, reason: "\(error)")
    guard let refused = error as? MigrationRefused else { return [ended] }
    switch refused {
    case .quarantined(let plan, let backfill, _): return [try await quarantined(plan, backfill)]
    case .neverEnds(let name, let backfill, _, _), .noKeys(let name, let backfill, _, _),
      .pendingAgain(let name, let backfill, _):
      guard let plan = runner.migrations.plan(name), let backfill = plan.backfill(backfill) else { return [ended] }
      let held = try await quarantined(name, backfill.name)
      let pending = try await runner.pending(of: runner.withoutDoneRows(backfill, of: plan), samples: Self.mostSamples)
      let rest = RehearsalProblem.pending(
        plan: name, backfill: backfill.name, count: pending.count, samples: pending.samples)
      if case .quarantined(_, _, let rows) = held, !rows.isEmpty { return [held, rest] }
      return [rest]
    case .unverified(let name, let deploy, _, _, _): return try await unverified(name, deploy) ?? [ended]
    case _: return [ended]
    }
  }

  /// Returns all quarantined rows of a backfill.
  private func quarantined(_ plan: String, _ backfill: String) async throws -> RehearsalProblem {
    let rows = try await runner.database.transaction(.read) {
      try await $0.ledger.quarantinedRows(plan: plan, backfill: backfill)
    }
    return .quarantined(plan: plan, backfill: backfill, rows: rows.sorted { precedes($0.key, $1.key) })
  }

  /// Returns whether a key is less than another: integers are compared by value, others by text.
  private func precedes(_ left: [JSONValue], _ right: [JSONValue]) -> Bool {
    for (one, other) in zip(left, right) where one != other {
      if case (.int(let one), .int(let other)) = (one, other) { return one < other }
      return one.text < other.text
    }
    return left.count < right.count
  }

  /// Returns all rows that fail a check of a deploy.
  private func unverified(_ name: String, _ number: Int) async throws -> [RehearsalProblem]? {
    guard let plan = runner.migrations.plan(name) else { return nil }
    var problems: [RehearsalProblem] = []
    for (_, gate) in plan.gates(before: number) {
      switch gate {
      case .verified(let checks):
        for check in checks {
          guard let query = check.query else { continue }
          let outcome = try await runner.database.transaction(.read) {
            try await $0.check(query, samples: Self.mostSamples)
          }
          if outcome.count == 0 { continue }
          problems.append(
            .unverified(
              plan: name, deploy: number, path: check.path, count: outcome.count, samples: outcome.samples))
        }
      case .backfilled(let backfill):
        guard let backfill = plan.backfill(backfill) else { continue }
        let pending = try await runner.pending(
          of: runner.withoutDoneRows(backfill, of: plan), samples: Self.mostSamples)
        if pending.count == 0 { continue }
        problems.append(
          .unverified(
            plan: name, deploy: number, path: backfill.name, count: pending.count, samples: pending.samples))
      case .released, .backup: continue
      }
    }
    return problems.isEmpty ? nil : problems
  }

  /// Skips the rows that stopped an action; returns `false` if they cannot be skipped.
  private func pass(_ action: NextAction, _ error: any Error) async throws -> Bool {
    guard let refused = error as? MigrationRefused else { return false }
    switch (action, refused) {
    case (.backfill(let name, let backfill), .quarantined), (.backfill(let name, let backfill), .pendingAgain),
      (.backfill(let name, let backfill), .neverEnds), (.backfill(let name, let backfill), .noKeys):
      guard let plan = runner.migrations.plan(name), let backfill = plan.backfill(backfill) else { return false }
      try await leaveOut(backfill, of: plan)
      return true
    case (.verify(let plan, let gate), .unverified):
      try await runner.database.transaction(.write) { try await $0.ledger.markVerified(gate, plan: plan) }
      return true
    case _: return false
    }
  }

  /// Deletes the quarantined rows that no other row refers to, and counts the backfill as done.
  private func leaveOut(_ backfill: Backfill, of plan: MigrationPlan) async throws {
    let rows = try await runner.database.transaction(.read) { session in
      try await session.ledger.quarantinedRows(plan: plan.name, backfill: backfill.name)
    }
    for row in rows {
      let filter = zip(backfill.key, row.key).map { Filter($0, $1) }
      guard filter.count == backfill.key.count else { continue }
      // A row that others refer to stays: then the deploy that checks it ends the run.
      _ = try? await runner.database.transaction(.write) { try await $0.delete(from: backfill.table, where: filter) }
    }
    try await runner.database.transaction(.write) { session in
      try await session.ledger.releaseRows(plan: plan.name, backfill: backfill.name)
      try await session.ledger.countAsDone([backfill], of: plan)
    }
  }
}

/// Rows to compare before and after.
private struct Watched: Sendable {
  var backfill: Backfill
  var layout: RowLayout
  var rows: [StoredRow]
}
