// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

extension Runner {
  /// Makes this build's schema in an empty database.
  func create() async throws {
    if let refusal = build.unfilled(from: build.all.startIndex) { throw refusal }
    if try await ledger() != nil { throw MigrationRefused.alreadyAdopted }
    let names = try await database.tableNames()
    if !names.isEmpty { throw MigrationRefused.notEmpty(tables: names) }
    try await database.createLedgerTables(LedgerTables.all)
    // Nothing older can have written to a database that was not there.
    let record = build.all.last.map { $0.record(at: $0.current, released: $0.current) }
    try await database.transaction(.schema) { session in
      if try await session.ledgerState() != nil { throw MigrationRefused.alreadyAdopted }
      for table in build.tables {
        for statement in table.statements { try await session.execute(.sql(statement)) }
      }
      try await session.openLedger(schema: build.schema, plan: record)
      if let plan = build.all.last { try await session.countAsDone(plan.onceBackfills, of: plan) }
      try await session.recordEvent("create", plan: record?.name, detail: "schema \(short(build.schema))", by: author)
    }
    report(.created(tables: build.tables.count))
  }

  /// Brings the schema to a deploy, in one transaction with all that its gates demand and all that the ledger notes.
  func enter(plan name: String, deploy number: Int) async throws {
    guard let plan = build.plan(name), let deploy = plan.deploy(number) else { return }
    try await expect(plan, at: number - 1)
    let rehearsal = try await database.rehearsed(plan, after: number - 1)
    if !rehearsal.problems.isEmpty { throw MigrationRefused.inTheWay(of: plan.name, rehearsal.problems) }
    if number == 1 { for note in rehearsal.notes { report(.noticed(note)) } }
    if deploy.gates.contains(where: { $0.backup(named: "") != nil }) { try confirm(plan, bytes: 0) }
    do {
      let kept = try await database.transaction(.schema) { session in
        guard let ledger = try await session.ledgerState() else { throw MigrationRefused.notAdopted }
        if let who = ledger.cancelled { throw MigrationRefused.cancelled(who) }
        try await session.demand(plan, deploy)
        var kept: [RunEvent] = []
        for backup in backups(deletedBy: deploy, of: plan, ledger) {
          try await session.discard(backup)
          kept.append(.backedUp(table: backup.table, columns: backup.columns, rows: try await session.backUp(backup)))
        }
        for statement in deploy.statements { try await session.execute(statement) }
        var record = ledger.plan.flatMap { plan.isCalled($0.name) ? $0 : nil } ?? plan.record(at: 0, released: 0)
        record.deploy = number
        record.oldest = max(record.oldest, plan.oldest(at: number))
        if options.isGateless { record.released = number }
        try await session.enter(record, schema: deploy.fingerprint)
        try await session.recordEvent("schema", plan: name, detail: "deploy \(number)", by: author)
        return kept
      }
      for event in kept { report(event) }
    } catch let error as MigrationRefused {
      // What was counted at the gate is no longer so: the gate is closed until it is.
      if case .unverified(_, _, let path, _, _) = error { try await reopen(plan, before: number, path: path) }
      throw error
    }
    report(.entered(plan: name, deploy: number, of: plan.deploys.count, phase: deploy.phase))
  }

  /// Refuses a database whose tables are not those of a plan's deploy.
  func expect(_ plan: MigrationPlan, at number: Int) async throws {
    let (present, absent) = plan.tables(at: number)
    let differences = try await database.differences(from: present, absent: absent, others: plan.allStates)
    if differences.isEmpty { return }
    let what = number == 0 ? "what \(plan.name) starts from" : "as deploy \(number) of \(plan.name) left it"
    throw MigrationRefused.differs(from: what, differences)
  }

  /// Closes the gate at which something was counted that is no longer so.
  private func reopen(_ plan: MigrationPlan, before number: Int, path: String) async throws {
    try await database.transaction(.write) { session in
      guard let ledger = try await session.ledgerState() else { return }
      for (position, gate) in plan.gates(before: number) {
        switch gate {
        case .verified: try await session.reopen(position, plan: plan.name)
        case .backfilled(let name):
          guard ByteString(name) == ByteString(path), var record = ledger.backfill(name) else { continue }
          record.state = .rescan
          try await session.write(record, plan: plan.name)
        case .released, .backup: continue
        }
      }
    }
  }
}

extension DatabaseSession {
  /// Refuses a deploy while rows are stored that it would refuse.
  func demand(_ plan: MigrationPlan, _ deploy: MigrationDeploy) async throws {
    for gate in deploy.gates {
      switch gate {
      case .backfilled(let name):
        guard let backfill = plan.backfill(name) else { continue }
        let pending = try await pending(of: backfill, samples: 5)
        if pending.count > 0 {
          throw MigrationRefused.unverified(
            plan: plan.name, deploy: deploy.number, path: name, count: pending.count, samples: pending.samples)
        }
      case .verified(let checks):
        for check in checks {
          guard let query = check.query else { continue }
          let outcome = try await self.check(query, samples: 5)
          if outcome.count > 0 {
            throw MigrationRefused.unverified(
              plan: plan.name, deploy: deploy.number, path: check.path, count: outcome.count, samples: outcome.samples)
          }
        }
      case .released, .backup: continue
      }
    }
  }

  /// Forgets that rows were counted at a gate.
  func reopen(_ gate: GatePosition, plan: String) async throws {
    try await delete(
      from: LedgerTables.gates,
      where: ["plan": .string(plan), "deploy": .int(Int64(gate.deploy)), "position": .int(Int64(gate.index))])
  }
}
