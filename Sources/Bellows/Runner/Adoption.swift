// Part of Bellows. MIT licence: see LICENSE.

/// Compares an existing database with the schemas of the build, and creates its ledger.
struct Adoption {
  let runner: Runner

  /// Finds the schema that the tables have, and creates the ledger with it.
  ///
  /// If several deploys of the last plan have the same tables, the first one is recorded. The backfills after it run
  /// again, which changes nothing if they were complete.
  func run() async throws { try await runner.withMigrationLock("migrate adopt") { try await runLocked() } }

  /// Runs while the migration lock is held.
  func runLocked() async throws {
    if try await runner.ledger() != nil { throw MigrationRefused.alreadyAdopted }
    if !runner.migrations.isUnknowable, try await runner.ownTableNames().isEmpty {
      throw MigrationRefused.nothingTo("adopt: the database is empty; run migrate run to create the schema")
    }
    try await runner.requireExternalTables()
    guard let plan = runner.migrations.all.last else {
      let differences = try await runner.database.differences(from: runner.migrations.tables, absent: [], others: [])
      if !differences.isEmpty { throw MigrationRefused.differs(from: "in this build's schema", differences) }
      try await checkRows(of: runner.migrations.tables)
      try await open(schema: runner.migrations.schema, plan: nil)
      runner.report(.adopted(plan: nil, deploy: 0))
      return
    }
    var nearest: [String]?
    for deploy in 0...max(0, plan.current) {
      let (present, absent) = runner.migrations.tables(at: deploy, of: plan)
      let differences = try await runner.database.differences(from: present, absent: absent, others: plan.allStates)
      if differences.isEmpty {
        try await checkRows(of: present)
        if try await runner.countsAsDone(plan, at: deploy) {
          let record = plan.record(at: plan.current, released: plan.current)
          try await open(
            schema: plan.fingerprint(at: plan.current) ?? plan.base, plan: record, done: plan.onceBackfills, of: plan)
          runner.report(.adopted(plan: plan.name, deploy: plan.current))
          return runner.report(.countedAsDone(plan: plan.name))
        }
        try await open(
          schema: plan.fingerprint(at: deploy) ?? plan.base,
          plan: deploy == 0 ? nil : plan.record(at: deploy, released: plan.oldest(at: deploy)))
        runner.report(.adopted(plan: plan.name, deploy: deploy))
        let rehearsal = try await runner.rehearse(plan, after: deploy, directly: directSteps(of: plan, after: deploy))
        if !rehearsal.problems.isEmpty { runner.report(.warned(plan: plan.name, rehearsal.problems)) }
        for note in rehearsal.notes { runner.report(.noticed(note)) }
        return
      }
      if differences.count <= nearest?.count ?? .max { nearest = differences }
    }
    throw MigrationRefused.differs(
      from: "in this build's schema, nor in the schema before its last plan", nearest ?? [])
  }

  /// Returns the steps of an offline plan that has not started; `nil` for another one.
  private func directSteps(of plan: MigrationPlan, after deploy: Int) -> [DirectStep]? {
    guard plan.isOffline, deploy == 0 else { return nil }
    var offline = runner
    offline.options.isGateless = true
    return DirectRun(offline, plan.name, from: 1)?.steps
  }

  /// Throws if rows have values that the generated code cannot read; reports rows without a key.
  private func checkRows(of tables: [StoredTable]) async throws {
    guard let database = runner.database as? any RowCheckingDatabase else { return }
    let misfits = try await database.misfits(in: tables)
    for misfit in misfits where misfit.isNote { runner.report(.noticed(misfit.sentence)) }
    let wrong = misfits.filter { !$0.isNote }
    if !wrong.isEmpty { throw MigrationRefused.misfits(wrong.map(\.sentence)) }
  }

  private func open(
    schema: String, plan: PlanRecord?, done: [Backfill] = [], of repair: MigrationPlan? = nil
  ) async throws {
    try await runner.database.createLedgerTables(LedgerTables.all)
    try await runner.database.transaction(.write) { session in
      if try await session.ledger.state() != nil { throw MigrationRefused.alreadyAdopted }
      try await session.ledger.open(schema: schema, plan: plan)
      let adopted = plan.flatMap { runner.migrations.plan($0.name) } ?? runner.migrations.all.last
      try await session.ledger.remember(runner.tables(at: plan?.deploy ?? 0, of: adopted))
      if let repair { try await session.ledger.countAsDone(done, of: repair) }
      try await session.ledger.record("adopt", plan: plan?.name, detail: "schema \(short(schema))", by: runner.author)
    }
  }
}
