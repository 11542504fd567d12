// Part of Bellows. MIT licence: see LICENSE.

extension Runner {
  /// So many rows that break a promise are listed.
  private static let mostSamples = 100_000

  /// All that an error stands for: an error names the first rows, or only their number.
  func problems(with action: NextAction, _ error: any Error) async throws -> [RehearsalProblem] {
    let ended = RehearsalProblem.ended(action: action.sentence, reason: "\(error)")
    guard let refused = error as? MigrationRefused else { return [ended] }
    switch refused {
    case .quarantined(let plan, let backfill, _): return [try await quarantined(plan, backfill)]
    case .neverEnds(let name, let backfill, _, _), .pendingAgain(let name, let backfill, _):
      guard let plan = build.plan(name), let backfill = plan.backfill(backfill) else { return [ended] }
      let aside = try await quarantined(name, backfill.name)
      let pending = try await pending(of: withoutDoneRows(backfill, of: plan), samples: Self.mostSamples)
      let rest = RehearsalProblem.pending(
        plan: name, backfill: backfill.name, count: pending.count, samples: pending.samples)
      if case .quarantined(_, _, let rows) = aside, !rows.isEmpty { return [aside, rest] }
      return [rest]
    case .unverified(let name, let deploy, _, _, _): return try await unverified(name, deploy) ?? [ended]
    case _: return [ended]
    }
  }

  /// All rows that a backfill has quarantined.
  private func quarantined(_ plan: String, _ backfill: String) async throws -> RehearsalProblem {
    let rows = try await database.transaction(.read) { try await $0.quarantined(plan: plan, backfill: backfill) }
    return .quarantined(plan: plan, backfill: backfill, rows: rows.sorted { precedes($0.key, $1.key) })
  }

  /// Keys in the order in which people count, whatever their texts are.
  private func precedes(_ left: [JSONValue], _ right: [JSONValue]) -> Bool {
    for (one, other) in zip(left, right) where one != other {
      if case (.int(let one), .int(let other)) = (one, other) { return one < other }
      return one.text < other.text
    }
    return left.count < right.count
  }

  /// All that breaks what a deploy demands.
  private func unverified(_ name: String, _ number: Int) async throws -> [RehearsalProblem]? {
    guard let plan = build.plan(name) else { return nil }
    var problems: [RehearsalProblem] = []
    for (_, gate) in plan.gates(before: number) {
      switch gate {
      case .verified(let checks):
        for check in checks {
          guard let query = check.query else { continue }
          let outcome = try await database.transaction(.read) { try await $0.check(query, samples: Self.mostSamples) }
          if outcome.count == 0 { continue }
          problems.append(
            .unverified(
              plan: name, deploy: number, path: check.path, count: outcome.count, samples: outcome.samples))
        }
      case .backfilled(let backfill):
        guard let backfill = plan.backfill(backfill) else { continue }
        let pending = try await pending(of: withoutDoneRows(backfill, of: plan), samples: Self.mostSamples)
        if pending.count == 0 { continue }
        problems.append(
          .unverified(
            plan: name, deploy: number, path: backfill.name, count: pending.count, samples: pending.samples))
      case .released, .backup: continue
      }
    }
    return problems.isEmpty ? nil : problems
  }

  /// Goes past what stopped an action, on a copy; `false` where there is no way past it.
  func pass(_ action: NextAction, _ error: any Error) async throws -> Bool {
    guard let refused = error as? MigrationRefused else { return false }
    switch (action, refused) {
    case (.backfill(let name, let backfill), .quarantined), (.backfill(let name, let backfill), .pendingAgain),
      (.backfill(let name, let backfill), .neverEnds):
      guard let plan = build.plan(name), let backfill = plan.backfill(backfill) else { return false }
      try await leaveOut(backfill, of: plan)
      return true
    case (.verify(let plan, let gate), .unverified):
      try await database.transaction(.write) { try await $0.pass(gate, plan: plan) }
      return true
    case _: return false
    }
  }

  /// Deletes the rows that a backfill could not move, as far as no other row refers to them, and calls it done.
  private func leaveOut(_ backfill: Backfill, of plan: MigrationPlan) async throws {
    let rows = try await database.transaction(.read) { session in
      try await session.quarantined(plan: plan.name, backfill: backfill.name)
    }
    for row in rows {
      let filter = zip(backfill.key, row.key).map { Filter($0, $1) }
      guard filter.count == backfill.key.count else { continue }
      // A row that others refer to stays: then the deploy that demands it is the end.
      _ = try? await database.transaction(.write) { try await $0.delete(from: backfill.table, where: filter) }
    }
    try await database.transaction(.write) { session in
      try await session.release(plan: plan.name, backfill: backfill.name)
      try await session.countAsDone([backfill], of: plan)
    }
  }
}
