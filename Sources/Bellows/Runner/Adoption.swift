// Part of Bellows. MIT licence: see LICENSE.

/// Compares an existing database with the schemas of the build, and creates its ledger.
struct Adoption {
  let runner: Runner

  /// Finds the deploy of each plan whose tables the database has, and creates the ledger with them.
  ///
  /// If several deploys of a plan have the same tables, the first one from which the plan can run on is recorded. The
  /// backfills after it run again, which changes nothing if they were complete.
  func run() async throws { try await runner.withMigrationLock("migrate adopt") { try await runLocked() } }

  /// Runs while the migration lock is held.
  func runLocked() async throws {
    if try await runner.ledger() != nil { throw MigrationRefused.alreadyAdopted }
    if !runner.migrations.isUnknowable, try await runner.ownTableNames().isEmpty {
      throw MigrationRefused.nothingTo("adopt: the database is empty; run migrate run to create the schema")
    }
    try await runner.requireExternalTables()
    let deploys = try await deploys()
    let (present, absent) = runner.migrations.tables { deploys[$0.name] }
    let differences = try await runner.database.differences(
      from: present, absent: absent, others: runner.migrations.all.flatMap(\.allStates))
    if !differences.isEmpty {
      let what = runner.migrations.all.isEmpty ? "" : ", nor in the schema before its last plan"
      throw MigrationRefused.differs(from: "in this build's schema" + what, differences)
    }
    try await checkRows(of: present)
    try await open(deploys)
  }

  /// Returns the deploy of each plan.
  ///
  /// A plan is done if the tables are those of a plan that begins after it.
  private func deploys() async throws -> [String: Int] {
    let migrations = runner.migrations
    var deploys: [String: Int] = [:]
    // Plans whose tables, or those of a plan after them, show that everything before them is done.
    var found: Set<String> = []
    for plan in migrations.latestFirst {
      let later = migrations.successors(of: plan)
      if later.contains(where: { found.contains($0.name) }) {
        deploys[plan.name] = plan.current
        found.insert(plan.name)
      } else if !plan.allStates.isEmpty || migrations.isUnknowable {
        let (deploy, isFound) = try await firstDeploy(of: plan)
        deploys[plan.name] = deploy
        if isFound { found.insert(plan.name) }
      }
    }
    for plan in migrations.latestFirst.reversed() {
      let isWaiting = migrations.edges(of: plan).contains { (deploys[$0.plan] ?? $0.deploy) < $0.deploy }
      let isDone = isWaiting ? false : try await runner.countsAsDone(plan)
      if deploys[plan.name] == nil || isDone && deploys[plan.name] == 0 {
        deploys[plan.name] = isDone ? plan.current : 0
      }
    }
    return deploys
  }

  /// Returns the first deploy of a plan whose tables the database has, or else the one whose tables are most alike.
  ///
  /// Deploys may differ only by what is not compared, such as a CHECK or an index that is added: then it is the first one
  /// after which the steps to the others of them can run.
  private func firstDeploy(of plan: MigrationPlan) async throws -> (deploy: Int, isFound: Bool) {
    var nearest = (deploy: plan.current, count: Int.max)
    var found: [Int] = []
    for deploy in 0...max(0, plan.current) {
      let (present, absent) = plan.tables(at: deploy)
      let differences = try await differences(from: present, absent: absent, of: plan)
      if differences.isEmpty { found.append(deploy) }
      if differences.count <= nearest.count { nearest = (deploy, differences.count) }
    }
    guard let first = found.first else { return (nearest.deploy, false) }
    if found.count == 1 { return (first, true) }
    for deploy in found {
      // A step that fails, and that leads to the tables that are here, was done before.
      let failing = try await runner.database.rehearsed(plan, after: deploy).failingDeploy
      if !found.contains(where: { $0 == failing }) { return (deploy, true) }
    }
    return (first, true)
  }

  /// Compares tables of a plan with those of the database: two indexes may differ only by name, of which another plan, or
  /// none, has one.
  private func differences(
    from tables: [StoredTable], absent: [String], of plan: MigrationPlan
  ) async throws -> [String] {
    guard let database = runner.database as? any IndexNamingDatabase else {
      return try await runner.database.differences(from: tables, absent: absent, others: plan.allStates)
    }
    return try await database.differences(
      from: tables, absent: absent, others: plan.allStates,
      beside: runner.migrations.tables + runner.migrations.all.flatMap(\.allStates))
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

  private func open(_ deploys: [String: Int]) async throws {
    let migrations = runner.migrations
    let records = migrations.records { plan in
      guard let deploy = deploys[plan.name], deploy > 0 else { return nil }
      let isOver = isOver(plan, deploys) || plan.isRepairOnce && deploy == plan.current
      return migrations.record(of: plan, at: deploy, released: isOver ? deploy : plan.oldest(at: deploy))
    }
    try await runner.database.createLedgerTables(LedgerTables.all)
    try await runner.database.transaction(.write) { session in
      if try await session.ledger.state() != nil { throw MigrationRefused.alreadyAdopted }
      try await session.ledger.open(schema: migrations.schema, plans: records)
      for plan in migrations.all where deploys[plan.name] == plan.current && plan.isRepairOnce {
        try await session.ledger.countAsDone(plan.onceBackfills, of: plan)
      }
      try await session.ledger.recordSchema(of: migrations)
      try await session.ledger.remember(runner.presentTables(in: session.ledger))
      try await session.ledger.record(
        "adopt", plan: records.last?.name, detail: "schema \(short(migrations.schema))", by: runner.author)
    }
    try await reportPlans(deploys)
  }

  /// Returns whether a plan that begins after another one is here.
  private func isOver(_ plan: MigrationPlan, _ deploys: [String: Int]) -> Bool {
    runner.migrations.successors(of: plan).contains { (deploys[$0.name] ?? 0) > 0 }
  }

  private func reportPlans(_ deploys: [String: Int]) async throws {
    let shown = runner.migrations.all.filter { !isOver($0, deploys) }
    if shown.isEmpty { runner.report(.adopted(plan: nil, deploy: 0)) }
    for plan in shown {
      let deploy = deploys[plan.name] ?? 0
      runner.report(.adopted(plan: plan.name, deploy: deploy))
      if plan.isRepairOnce, deploy == plan.current { runner.report(.countedAsDone(plan: plan.name)) }
      let rehearsal = try await runner.rehearse(plan, after: deploy, directly: directSteps(of: plan, after: deploy))
      if !rehearsal.problems.isEmpty { runner.report(.warned(plan: plan.name, rehearsal.problems)) }
      for note in rehearsal.notes { runner.report(.noticed(note)) }
    }
  }
}
