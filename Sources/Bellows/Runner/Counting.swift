// Part of Bellows. MIT licence: see LICENSE.

/// Counts what the next deploy waits for, and attests it.
struct Counting {
  let runner: Runner

  /// Counts what the next deploy waits for: its backfills, then its checks.
  ///
  /// After the last deploy, counts the backfills that no gate waits for.
  func counts(of plan: MigrationPlan, at number: Int) async throws -> [GateCount] {
    var counts: [GateCount] = []
    for (_, gate) in plan.gates(before: number + 1) {
      switch gate {
      case .backfilled(let name):
        if let backfill = plan.backfill(name) { counts.append(try await count(backfill, of: plan)) }
      case .verified(let checks):
        for check in checks { counts.append(try await runner.count(check)) }
      case .released, .backup: continue
      }
    }
    if number >= plan.deploys.count {
      for backfill in plan.backfills where backfill.after >= number {
        counts.append(try await count(backfill, of: plan))
      }
    }
    return counts
  }

  private func count(_ backfill: Backfill, of plan: MigrationPlan) async throws -> GateCount {
    let pending = try await runner.pending(of: runner.withoutDoneRows(backfill, of: plan), samples: 5)
    return try await runner.database.transaction(.read) { session in
      let rows = try await session.count(
        Query(backfill.table, columns: backfill.key, condition: backfill.scope))
      return GateCount(name: backfill.name, rows: rows, remaining: pending.count, samples: pending.samples)
    }
  }

  /// Returns the plans to count: those of this build that have started here and are not done, or else the last one.
  func plans(_ ledger: LedgerState) -> [(plan: MigrationPlan, record: PlanRecord)] {
    let started = runner.migrations.all.compactMap { plan in
      ledger.plan(plan.name).flatMap { $0.record.deploy > 0 ? (plan, $0.record) : nil }
    }
    let underWay = started.filter { !$0.1.isComplete }
    return underWay.isEmpty ? started.suffix(1) : underWay
  }

  /// Returns the attestation of the plans for which everything that their next deploy waits for is done here, for
  /// `bellows advance`; `nil` if there is none because rows remain.
  ///
  /// The code of the next deploy may read from a replica, so it waits until all have replayed what was counted.
  ///
  /// - Parameter report: Gets what it waits for, and notes.
  /// - Throws: `MigrationRefused.replicasBehind` after `--standby-wait`.
  func attest(_ report: (String) -> Void) async throws -> (attestation: String?, counts: [GateCount]) {
    let situation = try await runner.situation()
    let plans = situation.ledger.map(plans) ?? []
    if plans.isEmpty { throw MigrationRefused.nothingTo("attest: no plan of this build has started here") }
    let ready = plans.filter { plan, _ in
      !situation.actions.contains { $0.plan.map(plan.isCalled) ?? false && !$0.canBeAttested }
    }
    let isRefused = !situation.actions.contains { $0.plan != nil }
    guard !ready.isEmpty, !isRefused else {
      throw MigrationRefused.nothingTo("attest yet; next: \(situation.action.sentence)")
    }
    var (attested, left): ([PlanAttestation], [GateCount]) = ([], [])
    for (plan, record) in ready {
      let counts = try await counts(of: plan, at: record.deploy)
      if counts.contains(where: { $0.remaining > 0 }) {
        left += counts
      } else {
        attested.append(
          PlanAttestation(
            record: record, isReleased: record.released >= plan.release(at: record.deploy), counts: counts))
      }
    }
    if attested.isEmpty { return (nil, left) }
    let position = try await replayedPosition(report)
    let text = attestation(
      of: attested, environment: runner.author.environment, database: runner.database.name, time: Timestamp.now.text)
    let done = attested
    try await runner.database.transaction(.write) { session in
      for plan in done {
        try await session.ledger.record(
          "attested", plan: plan.record.name,
          detail: "deploy \(plan.record.deploy)\(position.map { ", log position \($0)" } ?? "")", by: runner.author)
      }
    }
    return (text, left)
  }

  /// Returns the position of the log up to which replicas have replayed it; `nil` for a database without replicas.
  private func replayedPosition(_ report: (String) -> Void) async throws -> String? {
    let limit = runner.options.standbyWait
    guard let (position, lag) = try await ReplicaWait(database: runner.database).lag(after: limit, report) else {
      return nil
    }
    switch lag {
    case .none: break
    case .hidden(let remedy):
      report(
        "\(remedy). If there are replicas, they must have replayed \(position) before the next release reads from them")
    case .behind(let replicas) where limit > .zero:
      throw MigrationRefused.replicasBehind(replicas.sentence, position: position)
    case .behind(let replicas):
      report("\(replicas.sentence): it must have replayed \(position) before the next release reads from it")
    }
    return position
  }
}

extension NextAction {
  /// Whether what the next deploy of its plan waits for may be counted as done.
  fileprivate var canBeAttested: Bool {
    switch self {
    case .advance, .verify, .done, .schema: true
    case .create, .adopt, .release, .backUp, .backfill, .offline, .ahead, .cancelled, .refused: false
    }
  }
}

/// What an attestation says of one plan.
struct PlanAttestation: Hashable, Sendable {
  var record: PlanRecord
  var isReleased: Bool
  var counts: [GateCount]
}

/// Returns the text of an attestation, format `bellows-attestation/2`.
func attestation(of plans: [PlanAttestation], environment: String, database: String, time: String) -> String {
  """
  {
    "format": "bellows-attestation/2",
    "environment": \(JSONValue.string(environment).text),
    "database": \(JSONValue.string(database).text),
    "time": \(JSONValue.string(time).text),
    "plans": [
  \(plans.map(\.text).joined(separator: ",\n"))
    ]
  }

  """
}

extension PlanAttestation {
  fileprivate var text: String {
    let counts = counts.map { count in
      "{ \"name\": \(JSONValue.string(count.name).text), \"rows\": \(count.rows), \"remaining\": \(count.remaining) }"
    }
    let list = counts.isEmpty ? "[]" : "[\n        " + counts.joined(separator: ",\n        ") + "\n      ]"
    return """
          {
            "plan": \(JSONValue.string(record.name).text),
            "deploy": \(record.deploy),
            "schema": \(JSONValue.string(record.schema).text),
            "released": \(isReleased),
            "counts": \(list)
          }
      """
  }
}
