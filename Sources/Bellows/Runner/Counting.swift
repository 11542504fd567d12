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

  /// Returns the attestation that everything the next deploy waits for is done here, for `bellows advance`; `nil` if
  /// rows remain.
  func attest() async throws -> (attestation: String?, counts: [GateCount]) {
    let action = try await runner.next()
    guard let ledger = try await runner.ledger(), let record = ledger.plan,
      let plan = runner.migrations.plan(record.name)
    else {
      throw MigrationRefused.nothingTo("attest: no plan of this build has started here")
    }
    switch action {
    case .advance, .verify, .done, .schema: break
    case .create, .adopt, .release, .backUp, .backfill, .offline, .ahead, .cancelled, .refused:
      throw MigrationRefused.nothingTo("attest yet; next: \(action.sentence)")
    }
    let counts = try await counts(of: plan, at: record.deploy)
    if counts.contains(where: { $0.remaining > 0 }) { return (nil, counts) }
    let text = attestation(
      plan: plan.name, deploy: record.deploy, schema: ledger.schema, environment: runner.author.environment,
      database: runner.database.name, isReleased: record.released >= plan.release(at: record.deploy), counts: counts,
      time: Timestamp.now.text)
    try await runner.database.transaction(.write) { session in
      try await session.ledger.record("attested", plan: plan.name, detail: "deploy \(record.deploy)", by: runner.author)
    }
    return (text, counts)
  }
}

/// Returns the text of an attestation, format `bellows-attestation/1`.
func attestation(
  plan: String, deploy: Int, schema: String, environment: String, database: String, isReleased: Bool,
  counts: [GateCount], time: String
) -> String {
  let counts = counts.map { count in
    "{ \"name\": \(JSONValue.string(count.name).text), \"rows\": \(count.rows), \"remaining\": \(count.remaining) }"
  }
  let list = counts.isEmpty ? "[]" : "[\n    " + counts.joined(separator: ",\n    ") + "\n  ]"
  return """
    {
      "format": "bellows-attestation/1",
      "plan": \(JSONValue.string(plan).text),
      "deploy": \(deploy),
      "schema": \(JSONValue.string(schema).text),
      "environment": \(JSONValue.string(environment).text),
      "database": \(JSONValue.string(database).text),
      "released": \(isReleased),
      "counts": \(list),
      "time": \(JSONValue.string(time).text)
    }

    """
}
