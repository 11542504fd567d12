// Part of Bellows. MIT licence: see LICENSE.
import SchemaEdits

// The actions of a run: one section each.
extension Runner {
  // MARK: - Schema

  /// Creates this build's schema in an empty database.
  func create() async throws {
    if let refusal = migrations.unfilled { throw refusal }
    if try await ledger() != nil { throw MigrationRefused.alreadyAdopted }
    try await requireExternalTables()
    let names = try await ownTableNames()
    if !names.isEmpty { throw MigrationRefused.notEmpty(tables: names) }
    try await database.createLedgerTables(LedgerTables.all)
    // No older code can have written to a new database.
    let records = migrations.records {
      $0.current > 0 ? migrations.record(of: $0, at: $0.current, released: $0.current) : nil
    }
    try await database.transaction(.schema) { session in
      if try await session.ledger.state() != nil { throw MigrationRefused.alreadyAdopted }
      if let baseline = migrations.baseline {
        try await database.baselined.create(migrations.tables, with: baseline, in: session)
      } else {
        // References and triggers follow when all tables exist.
        for statement in migrations.tables.creation { try await session.execute(.sql(statement)) }
      }
      try await session.ledger.open(schema: migrations.schema, plans: records)
      for plan in migrations.all { try await session.ledger.countAsDone(plan.onceBackfills, of: plan) }
      try await session.ledger.remember(migrations.tables.map(\.name))
      try await session.ledger.record(
        "create", plan: migrations.all.last?.name, detail: "schema \(short(migrations.schema))", by: author)
    }
    report(.created(tables: migrations.tables.count))
  }

  /// Returns the names of the database's tables that are not external.
  func ownTableNames() async throws -> [String] {
    let external = Set(migrations.externalTables.map { $0.lowercased() })
    return try await database.tableNames().filter { !external.contains($0.lowercased()) }
  }

  /// Throws unless every external table of the build exists.
  func requireExternalTables() async throws {
    if migrations.externalTables.isEmpty { return }
    let names = Set(try await database.tableNames().map { $0.lowercased() })
    let missing = migrations.externalTables.filter { !names.contains($0.lowercased()) }
    if !missing.isEmpty { throw MigrationRefused.externalTablesMissing(missing) }
  }

  /// Changes the schema to that of a deploy, in one transaction with the checks of its gates and the ledger.
  func enter(plan name: String, deploy number: Int) async throws {
    guard let plan = migrations.plan(name), let deploy = plan.deploy(number) else { return }
    let notes = try await requireReady(plan, at: number - 1, for: [deploy])
    try await requireExpected { try await sql(of: deploy, plan) }
    if number == 1 { for note in notes { report(.noticed(note)) } }
    try await prepare(deploy, of: plan)
    try await prepareForDrift()
    let early = try await backUpInBatches(whatIsDeletedBy: deploy, of: plan)
    do {
      let kept = try await database.transaction(.schema) { session in
        guard let ledger = try await session.ledger.state() else { throw MigrationRefused.notAdopted }
        try requireNext(.schema(plan: name, deploy: number), in: ledger)
        try await RowGates(session: session).check(plan, deploy)
        let progress = ledger.plan(name)
        var kept = early ?? []
        for backup in early == nil ? backups(deletedBy: deploy, of: plan, progress) : [] {
          try await session.discard(backup)
          kept.append(.backedUp(table: backup.table, columns: backup.columns, rows: try await session.backUp(backup)))
        }
        let definitions = try await session.definitionsToKeep()
        try await session.enter(deploy, of: plan)
        try await session.ledger.keepDefinitions(
          definitions, of: plan, deploys: number...number, forgetting: migrations.edges(of: plan))
        let begun = migrations.record(of: plan, at: 0, released: 0)
        var record = number == 1 ? begun : progress?.record ?? begun
        record.deploy = number
        record.schema = deploy.fingerprint
        record.oldest = max(record.oldest, plan.oldest(at: number))
        if options.isGateless { record.released = number }
        if number == 1 { try await raiseOldest(before: plan, ledger, in: session.ledger) }
        try await session.ledger.enter(record, of: migrations)
        try await session.ledger.remember(presentTables(in: session.ledger))
        try await session.ledger.record("schema", plan: name, detail: "deploy \(number)", by: author)
        return kept
      }
      for event in kept { report(event) }
    } catch let error as MigrationRefused {
      // The gate is no longer verified, so it is closed again.
      if case .unverified(_, _, let path, _, _) = error { try await reopen(plan, before: number, path: path) }
      throw error
    }
    report(.entered(plan: name, deploy: number, of: plan.deploys.count, phase: deploy.phase))
    if deploy.isRelease, !options.isGateless { try await noteReplicas(behind: number, of: name) }
  }

  /// How long replicas may take to replay a change of the schema until a note says so.
  private static let replayTime = Duration.seconds(2)

  /// Says which replicas do not have the schema of a deploy yet: its code cannot read from them.
  private func noteReplicas(behind deploy: Int, of plan: String) async throws {
    guard let (position, lag) = try await ReplicaWait(database: database).lag(after: Self.replayTime),
      case .behind(let replicas) = lag
    else { return }
    report(
      .noticed(
        "\(replicas.sentence): release no code of deploy \(deploy) of \(plan) that reads from it before it has replayed "
          + position))
  }

  /// Throws if the run was cancelled, or if an action is no longer one of the next actions.
  ///
  /// The lock of a run keeps other runs away, but ends with its connection: then another run, or a rollback, may have
  /// changed the ledger after this run chose the action.
  func requireNext(_ action: NextAction, in ledger: LedgerState) throws {
    if let who = ledger.cancelled { throw MigrationRefused.cancelled(who) }
    let actions = nextActions(migrations, ledger, hasTables: true, codeRuns: !options.isGateless)
    if !actions.contains(action) { throw MigrationRefused.overtaken(action.sentence, next: actions[0].sentence) }
  }

  /// Records that code from before the plans that a plan begins after is no longer supported: the plan was not made for
  /// it.
  private func raiseOldest(before plan: MigrationPlan, _ state: LedgerState, in ledger: Ledger) async throws {
    for edge in migrations.edges(of: plan) {
      guard var record = state.plan(edge.plan)?.record, let other = migrations.plan(edge.plan) else { continue }
      record.oldest = max(record.oldest, other.release(at: edge.deploy))
      try await ledger.write(record)
    }
  }

  /// Throws if the tables differ from those of a plan's deploy, if its next steps would fail or lose something, or if
  /// the next deploys need a confirmation; returns notes for the user.
  ///
  /// - Parameter steps: The steps of a direct run; `nil` for one of the deploys.
  func requireReady(
    _ plan: MigrationPlan, at number: Int, for next: [MigrationDeploy], directly steps: [DirectStep]? = nil
  ) async throws -> [String] {
    try await expect(plan, at: number)
    let rehearsal = try await rehearse(plan, after: number, directly: steps)
    if !rehearsal.problems.isEmpty { throw MigrationRefused.inTheWay(of: plan.name, rehearsal.problems) }
    if next.flatMap(\.gates).contains(where: { $0.backup(named: "") != nil }) { try confirm(plan) }
    return rehearsal.notes
  }

  /// Rehearses what is left of a plan: the deploys, or the steps of a direct run.
  ///
  /// A direct run that does more than rename columns is rolled back deploy by deploy, so it must not lose anything that
  /// the deploys would lose.
  func rehearse(
    _ plan: MigrationPlan, after number: Int, directly steps: [DirectStep]?
  ) async throws -> SchemaRehearsal {
    if let steps, renamesBack(of: plan) != nil, let direct = database as? any DirectDatabase {
      return try await direct.rehearse(plan, directly: steps)
    }
    // What an interrupted run has begun to prepare is no obstacle.
    let begun = try await begunSteps(of: plan, deploy: number + 1)
    return try await database.rehearsed(plan.skipping(preparations: Set(begun), of: number + 1), after: number)
  }

  /// Throws if the tables differ from those of a plan's deploy.
  func expect(_ plan: MigrationPlan, at number: Int) async throws {
    let (present, absent) = plan.tables(at: number)
    let begun = try await begunSteps(of: plan, deploy: number + 1)
    // What the preparation of the next deploy has created is there already.
    let created = Set(
      begun.compactMap { position -> String? in
        guard case .table(let name)? = plan.deploy(number + 1)?.preparations[position].result else { return nil }
        return name
      })
    let differences = try await database.differences(
      from: present, absent: absent.filter { !created.contains($0) },
      others: begun.isEmpty ? plan.allStates : plan.states(before: number))
    if differences.isEmpty { return }
    let what = number == 0 ? "in the schema before \(plan.name)" : "in the schema of deploy \(number) of \(plan.name)"
    throw MigrationRefused.differs(from: what, differences)
  }

  /// Closes the gate whose check fails now.
  private func reopen(_ plan: MigrationPlan, before number: Int, path: String) async throws {
    try await database.transaction(.write) { session in
      guard let progress = try await session.ledger.progress(of: plan.name) else { return }
      for (position, gate) in plan.gates(before: number) {
        switch gate {
        case .verified: try await session.ledger.reopen(position, plan: plan.name)
        case .backfilled(let name):
          guard ByteString(name) == ByteString(path), var record = progress.backfill(name) else { continue }
          record.state = .rescan
          try await session.ledger.write(record, plan: plan.name)
        case .released, .backup: continue
        }
      }
    }
  }

  // MARK: - Checks

  /// Counts the rows that fail the checks of a gate, and opens the gate if there are none.
  func verify(plan name: String, gate position: GatePosition) async throws {
    guard let plan = migrations.plan(name), case .verified(let checks)? = plan.gate(at: position) else { return }
    for check in checks {
      let outcome = try await count(check)
      report(.counted(name: check.path, rows: outcome.rows, remaining: outcome.remaining))
      if outcome.remaining > 0 {
        throw MigrationRefused.unverified(
          plan: name, deploy: position.deploy, path: check.path, count: outcome.remaining, samples: outcome.samples)
      }
    }
    try await database.transaction(.write) { session in
      try await session.ledger.markVerified(position, plan: name)
      try await session.ledger.record(
        "verified", plan: name, detail: checks.map(\.path).joined(separator: ", "), by: author)
    }
  }

  /// Counts the rows that fail a check.
  ///
  /// A check without a query counts no rows.
  func count(_ check: StoredCheck) async throws -> GateCount {
    guard let query = check.query else { return GateCount(name: check.path, rows: 0, remaining: 0) }
    return try await database.transaction(.read) { session in
      let outcome = try await session.check(query, samples: 5)
      return GateCount(name: check.path, rows: outcome.count, remaining: outcome.count, samples: outcome.samples)
    }
  }

  /// Counts the rows that a backfill still has to change.
  ///
  /// If only the function can decide and may write other rows, the rows are counted batch by batch, in transactions
  /// that are rolled back.
  func pending(of backfill: Backfill, samples: Int = 0) async throws -> PendingRows {
    guard backfill.needsFunctionToCount, backfill.pureFunction == nil else {
      return try await database.transaction(.read) { session in
        try await PendingCounter(session: session).pending(of: backfill, samples: samples)
      }
    }
    let backfill = try await inOrder(backfill)
    var cursor: [JSONValue]?
    var total = PendingRows()
    repeat {
      let after = cursor
      let wanted = samples - total.samples.count
      do {
        try await database.transaction(.write) { session in
          throw Counted(
            by: try await PendingCounter(session: session).pending(
              of: backfill, after: after, limit: options.batchSize, samples: wanted))
        }
      } catch let counted as Counted {
        total = total + counted.by.pending
        cursor = counted.by.lastKey
      }
    } while cursor != nil
    return total
  }

  // MARK: - Backups

  /// Opens a backup gate: reports the size of the data, and creates the backup table.
  ///
  /// Each value is backed up in the transaction that deletes or overwrites it.
  func backUp(plan name: String, gate position: GatePosition) async throws {
    guard let plan = migrations.plan(name), let gate = plan.gate(at: position), let nameless = gate.backup(named: "")
    else {
      return
    }
    try await confirm(plan, nameless)
    try await database.transaction(.write) { session in
      let what = "\(nameless.table): \(nameless.columns.joined(separator: ", "))"
      try await session.ledger.record("keep", plan: plan.name, detail: what, by: author)
      let known = try await session.ledger.progress(of: plan.name)?.backups.last { $0.gate == position }
      // A backup that `migrate forget` has deleted is created again.
      if var known, known.name != nil {
        // Closed when older code ran again: its backup stays, and rows that this code wrote are added.
        known.isOpen = true
        return try await session.ledger.write(known, plan: plan.name)
      }
      let id = try await session.ledger.nextBackupID()
      var backup = nameless
      backup.name = OwnNames.backup(id)
      let canBackUp = try await session.canBackUp(backup)
      if var known, !canBackUp {
        known.isOpen = true
        return try await session.ledger.write(known, plan: plan.name)
      }
      guard canBackUp || options.ownBackup == plan.name else {
        throw DatabaseUnable(
          "\(database.name) cannot back up \(backup.table); make a backup with its own tools, then run migrate run "
            + "--own-backup \(plan.name)")
      }
      let record = BackupRecord(id: Int(id), gate: position, name: canBackUp ? backup.name : nil, isOpen: true)
      try await session.ledger.write(record, plan: plan.name)
    }
  }

  /// Reports the size of a backup, and throws in production unless it is confirmed.
  private func confirm(_ plan: MigrationPlan, _ backup: Backup) async throws {
    let bytes = try await database.transaction(.read) { try await $0.size(of: backup) }
    report(.backupAnnounced(table: backup.table, columns: backup.columns, bytes: bytes))
    try confirm(plan, bytes: bytes > 0 ? bytes : nil)
  }

  /// Throws in production unless the plan is confirmed.
  ///
  /// - Parameter bytes: The size of what will be backed up; `nil` if the message does not say.
  func confirm(_ plan: MigrationPlan, bytes: Int? = nil) throws {
    if options.isRehearsal || !author.isInProduction || options.confirmed == plan.name { return }
    throw MigrationRefused.unconfirmed(plan: plan.name, bytes: bytes)
  }

  /// Returns the backups of the values that a deploy's schema change deletes.
  ///
  /// Values that a backfill overwrites are backed up by the backfill.
  func backups(deletedBy deploy: MigrationDeploy, of plan: MigrationPlan, _ progress: PlanProgress?) -> [Backup] {
    plan.gates(before: deploy.number).compactMap { position, gate in
      guard let record = progress?.backups.last(where: { $0.gate == position && $0.isOpen }), let name = record.name,
        let backup = gate.backup(named: name)
      else { return nil }
      return plan.isFilledByBackfill(backup, at: position) ? nil : backup
    }
  }

  /// Backs up what a deploy's schema change deletes, in batches before its transaction; `nil` if the transaction has to do
  /// it.
  ///
  /// No running code writes these values. A trigger that keeps them in sync does, but then a rollback computes them.
  private func backUpInBatches(whatIsDeletedBy deploy: MigrationDeploy, of plan: MigrationPlan) async throws
    -> [RunEvent]?
  {
    guard database is any PreparableDatabase, let progress = try await ledger()?.plan(plan.name) else { return nil }
    var events: [RunEvent] = []
    for backup in backups(deletedBy: deploy, of: plan, progress) {
      let (size, key) = (options.batchSize, try await inOrder(backup.key, of: backup.table))
      try await database.transaction(.write) { session in
        try await session.discard(backup)
        _ = try await session.canBackUp(backup)
      }
      var (rows, cursor): (Int, [JSONValue]?) = (0, nil)
      repeat {
        let after = cursor
        let (last, count) = try await database.transaction(.batch) { session -> ([JSONValue]?, Int) in
          let query = Query(backup.table, columns: key, order: key, after: after, limit: size)
          guard let last = try await session.read(query).last?.values.map({ $0 ?? .null }) else { return (nil, 0) }
          var ordered = backup
          ordered.key = key
          return (last, try await session.backUp(ordered, after: after, upTo: last))
        }
        rows += count
        cursor = last
      } while cursor != nil
      events.append(.backedUp(table: backup.table, columns: backup.columns, rows: rows))
    }
    return events
  }

  /// Returns the columns of a key in the order of the table's own key.
  private func inOrder(_ key: [Column], of table: String) async throws -> [Column] {
    let order = key.count < 2 ? nil : try await database.transaction(.read) { try await $0.keyOrder(of: table) }
    let sorted = (order ?? []).compactMap { name in key.first { ByteString($0.name) == ByteString(name) } }
    return sorted.count == key.count ? sorted : key
  }

  /// Returns the backup of the values that a backfill overwrites; `nil` if it needs none.
  ///
  /// A backup without a gate is created here if the plan says that nothing else can restore the values.
  func backup(of plan: MigrationPlan, during backfill: Backfill) async throws -> Backup? {
    guard let ledger = try await ledger()?.plan(plan.name) else { return nil }
    if backfill.pending == .once { return try await backupOfDoneRows(backfill, of: plan, ledger) }
    let position = plan.gatePosition(of: backfill)
    for record in ledger.backups where record.isOpen || record.gate == position {
      guard let name = record.name, let backup = plan.backup(at: record.gate, named: name) else { continue }
      if record.gate == position || backfill.writes(over: backup) { return backup }
    }
    guard case .backup = backfill.rollback, !ledger.backups.contains(where: { $0.gate == position && $0.name != nil })
    else {
      return nil
    }
    return try await database.transaction(.write) { session in
      let id = try await session.ledger.nextBackupID()
      guard let backup = plan.backup(at: position, named: OwnNames.backup(id)), try await session.canBackUp(backup)
      else {
        return nil
      }
      // It opens no gate, so it need not be closed.
      let record = BackupRecord(id: Int(id), gate: position, name: backup.name, isOpen: false)
      try await session.ledger.write(record, plan: plan.name)
      return backup
    }
  }

  // MARK: - Backfills

  /// Runs a backfill until no row is pending, or until its slice of time is over.
  ///
  /// - Parameter isContinued: Whether this run has scanned it already, in an earlier slice.
  func backfill(
    plan planName: String, name: String, slice: Duration? = nil, isContinued: Bool = false
  ) async throws -> ScanEnd {
    guard let plan = migrations.plan(planName), let backfill = plan.backfill(name) else { return .done }
    if try await isDoneForGood(backfill, of: plan) {
      try await countAsDone(backfill, of: plan)
      return .done
    }
    if try await hasOnlyRowsWithoutKey(backfill, of: plan) { return .done }
    var scan = try await scan(of: backfill, plan)
    (scan.slice, scan.isContinued) = (slice, isContinued)
    let prepared = scan
    do {
      return try await database.onConnection { try await prepared.run() }
    } catch {
      try? await prepared.note(error)
      throw error
    }
  }

  /// Returns the scan of a backfill, with the backup of the values that it overwrites.
  func scan(of backfill: Backfill, _ plan: MigrationPlan) async throws -> BackfillScan {
    let backup = try await backup(of: plan, during: backfill)
    let rest = try await withoutDoneRows(backfill, of: plan)
    return try await inOrder(BackfillScan(runner: self, plan: plan, backfill: rest, backup: backup))
  }

  /// Returns whether no row has a key, and none is pending.
  ///
  /// Throws if one is pending.
  private func hasOnlyRowsWithoutKey(_ backfill: Backfill, of plan: MigrationPlan) async throws -> Bool {
    let last = try await database.transaction(.read) { try await $0.lastKey(of: backfill) }
    guard let last, last.contains(.null) else { return false }
    let pending = try await pending(of: backfill, samples: 5)
    guard pending.count == 0 else {
      throw MigrationRefused.noKeys(
        plan: plan.name, backfill: backfill.name, count: pending.count, samples: pending.samples)
    }
    try await countAsDone(backfill, of: plan)
    return true
  }

  /// Returns the backfill with its key in the order of the table's own key.
  func inOrder(_ backfill: Backfill) async throws -> Backfill {
    guard backfill.key.count > 1 else { return backfill }
    return try await database.transaction(.read) { try await $0.inOrder(backfill) }
  }

  /// Returns the scan in the order of the table's own key, with its backup and the key to start after.
  func inOrder(_ scan: BackfillScan) async throws -> BackfillScan {
    let key = scan.backfill.key
    var scan = scan
    scan.backfill = try await inOrder(scan.backfill)
    let order = scan.backfill.key.compactMap { key.firstIndex(of: $0) }
    if let cursor = scan.runner.options.cursor, cursor.count == key.count {
      scan.runner.options.cursor = order.map { cursor[$0] }
    }
    if let backup = scan.backup, Set(backup.key) == Set(key) { scan.backup?.key = scan.backfill.key }
    return scan
  }
}
