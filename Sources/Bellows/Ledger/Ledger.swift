// Part of Bellows. MIT licence: see LICENSE.

/// The ledger of a database, in an open transaction.
struct Ledger: Sendable {
  let session: any DatabaseSession

  // MARK: - Reading

  /// Returns the state in the ledger; `nil` if it is empty.
  func state() async throws -> LedgerState? {
    guard let row = try await rows(of: LedgerTables.state).first else { return nil }
    let version = try row.int("version")
    guard version <= LedgerTables.version else { throw MigrationRefused.newerLedger(version) }
    guard version >= LedgerTables.oldestVersion else { throw MigrationRefused.olderLedger(version) }
    var state = LedgerState(schema: try row.text("schema"), cancelled: try row.text("cancelled"))
    state.wanted = try await wanted(in: row)
    state.plans = try await rows(of: LedgerTables.plans).map { PlanProgress(record: try PlanRecord($0)) }
    func index(of row: LedgerRow) throws -> Int? {
      let name = ByteString(try row.required("plan"))
      return state.plans.firstIndex { ByteString($0.record.name) == name }
    }
    for row in try await rows(of: LedgerTables.backfills) {
      if let index = try index(of: row) { state.plans[index].backfills.append(try BackfillRecord(row)) }
    }
    for row in try await rows(of: LedgerTables.gates) {
      guard let index = try index(of: row) else { continue }
      state.plans[index].verified.insert(
        GatePosition(deploy: try row.int("deploy"), index: try row.int("position")))
    }
    for row in try await rows(of: LedgerTables.backups) {
      if let index = try index(of: row) { state.plans[index].backups.append(try BackupRecord(row)) }
    }
    for row in version < LedgerTables.version ? [] : try await rows(of: LedgerTables.ranges) {
      if let index = try index(of: row) { state.plans[index].ranges.append(try RangeRecord(row)) }
    }
    // Earlier versions noted the position 0 before the first change: see `StepwiseRollback`.
    for row in try await rows(of: LedgerTables.steps) where try row.int("deploy") < 0 && row.int("position") > 0 {
      if let index = try index(of: row) { state.plans[index].rollingBack = -(try row.int("deploy")) }
    }
    for index in state.plans.indices {
      for backfill in state.plans[index].backfills where backfill.state != .done {
        let name = state.plans[index].record.name
        let query = LedgerTables.quarantine.query(["plan": .string(name), "backfill": .string(backfill.name)])
        let count = try await session.count(query)
        if count > 0 { state.plans[index].quarantined[backfill.name] = count }
      }
    }
    return state
  }

  /// Returns the progress of a plan; `nil` if it has not started here.
  func plan(_ name: String) async throws -> PlanRecord? {
    try await rows(of: LedgerTables.plans, where: ["name": .string(name)]).first.map(PlanRecord.init)
  }

  /// Returns what the ledger has of a plan; `nil` if it has not started here.
  func progress(of name: String) async throws -> PlanProgress? { try await state()?.plan(name) }

  /// Returns who cancelled and when, and who waits for the runner to hand over.
  func interruption() async throws -> (cancelled: String?, wanted: HandoverRequest?) {
    guard let row = try await rows(of: LedgerTables.state).first else { return (nil, nil) }
    return (try row.text("cancelled"), try await wanted(in: row))
  }

  /// Returns the runner that still waits, by the clock of the database.
  private func wanted(in row: LedgerRow) async throws -> HandoverRequest? {
    guard let request = try row.text("wanted").flatMap(HandoverRequest.init) else { return nil }
    return request.isCurrent(at: try await session.now()) ? request : nil
  }

  /// Returns the quarantined rows of a backfill, in the order of their keys' text.
  func quarantinedRows(plan: String, backfill: String, limit: Int? = nil) async throws -> [BatchOutcome.QuarantinedRow]
  {
    let filter: KeyValuePairs<String, JSONValue?> = ["plan": .string(plan), "backfill": .string(backfill)]
    return try await rows(of: LedgerTables.quarantine, where: filter, limit: limit).map { row in
      BatchOutcome.QuarantinedRow(key: try key(in: row.required("key")), reason: try row.required("reason"))
    }
  }

  // MARK: - Writing

  /// Adds an event to the history.
  func record(_ what: String, plan: String? = nil, detail: String = "", by author: Author) async throws {
    let table = LedgerTables.events
    let id = try await nextID(of: table)
    try await session.insert(
      table.row([
        "id": .int(id), "time": ledgerTime(), "what": .string(what), "plan": plan.map { .string($0) },
        "detail": .string(detail), "who": .string(author.who), "environment": .string(author.environment),
      ]))
  }

  /// Writes the first row of a new ledger: the schema of the database, and its plans.
  func open(schema: String, plans: [PlanRecord]) async throws {
    try await session.insert(
      LedgerTables.state.row([
        "id": 1, "version": .int(LedgerTables.version), "schema": .string(schema), "cancelled": nil, "wanted": nil,
        "time": ledgerTime(),
      ]))
    // A ledger that lost its first row still has the plans.
    for plan in plans where try await write(plan) == 0 { try await session.insert(plan.row) }
  }

  /// Records the progress of a plan whose deploy changed.
  func enter(_ plan: PlanRecord, of migrations: Migrations) async throws {
    if try await write(plan) == 0 { try await session.insert(plan.row) }
    try await forgetSteps(plan: plan.name)
    try await recordSchema(of: migrations)
  }

  /// Records the schema of a build, if the database is exactly where the build is.
  func recordSchema(of migrations: Migrations) async throws {
    let isAtBuild = try await state()?.isAt(migrations) ?? false
    try await update(
      LedgerTables.state, set: ["schema": isAtBuild ? .string(migrations.schema) : nil, "time": ledgerTime()],
      where: ["id": 1])
  }

  /// Updates the progress of a plan, and returns the number of rows that were updated.
  @discardableResult func write(_ plan: PlanRecord) async throws -> Int {
    try await update(
      LedgerTables.plans,
      set: [
        "base": .string(plan.base), "goal": .string(plan.goal), "schema": .string(plan.schema),
        "deploy": .int(Int64(plan.deploy)), "deploys": .int(Int64(plan.deploys)),
        "released": .int(Int64(plan.released)),
        "last_release": .int(Int64(plan.lastRelease)), "oldest": .int(Int64(plan.oldest)),
        "after": .string(text(of: plan.after)), "updated": ledgerTime(),
      ], where: ["name": .string(plan.name)])
  }

  /// Records who cancelled; `nil` revokes it.
  func setCancelled(_ who: String?) async throws {
    try await update(LedgerTables.state, set: ["cancelled": who.map { .string("\($0), \(Timestamp.now.text)") }])
  }

  /// Records who waits for the runner to hand over; `nil` deletes it.
  func setWanted(_ request: HandoverRequest?) async throws {
    try await update(LedgerTables.state, set: ["wanted": request.map { .string($0.text) }])
  }

  /// Writes the progress of a backfill.
  ///
  /// A backfill that is done, or starts over, has no key ranges: a worker that still has one cannot commit its batch.
  func write(_ backfill: BackfillRecord, plan: String) async throws {
    switch backfill.state {
    case .done, .rescan:
      try await deleteRanges(of: backfill.name, plan: plan)
      try await closeScan(plan: plan, backfill: backfill.name)
    case .scanning, .catchingUp, .scanned: break
    }
    let table = LedgerTables.backfills
    let count = try await update(
      table,
      set: [
        "state": .string(backfill.state.rawValue), "cursor": backfill.cursor.map { .string(text(of: $0)) },
        "upper": backfill.upper.map { .string(text(of: $0)) }, "total": .int(Int64(backfill.total)),
        "scanned": .int(Int64(backfill.scanned)), "changed": .int(Int64(backfill.changed)),
        "error": backfill.error.map { .string($0) }, "updated": ledgerTime(),
      ], where: ["plan": .string(plan), "name": .string(backfill.name)])
    if count > 0 { return }
    try await session.insert(
      table.row([
        "plan": .string(plan), "name": .string(backfill.name), "after": .int(Int64(backfill.after)),
        "state": .string(backfill.state.rawValue), "cursor": backfill.cursor.map { .string(text(of: $0)) },
        "upper": backfill.upper.map { .string(text(of: $0)) },
        "total": .int(Int64(backfill.total)), "scanned": .int(Int64(backfill.scanned)),
        "changed": .int(Int64(backfill.changed)), "error": backfill.error.map { .string($0) }, "started": ledgerTime(),
        "updated": ledgerTime(),
      ]))
  }

  /// Quarantines a row, or updates the reason of a row that is quarantined already.
  func quarantine(_ row: BatchOutcome.QuarantinedRow, plan: String, backfill: String) async throws {
    let table = LedgerTables.quarantine
    let key = JSONValue.string(text(of: row.key))
    let count = try await update(
      table, set: ["reason": .string(row.reason), "time": ledgerTime()],
      where: ["plan": .string(plan), "backfill": .string(backfill), "key": key])
    if count > 0 { return }
    try await session.insert(
      table.row([
        "plan": .string(plan), "backfill": .string(backfill), "key": key, "reason": .string(row.reason),
        "time": ledgerTime(),
      ]))
  }

  /// Removes a row of a backfill from quarantine; all of its rows if `key` is `nil`.
  func releaseRows(plan: String, backfill: String, key: [JSONValue]? = nil) async throws {
    let table = LedgerTables.quarantine
    guard let key else {
      try await delete(from: table, where: ["plan": .string(plan), "backfill": .string(backfill)])
      return
    }
    try await delete(
      from: table,
      where: ["plan": .string(plan), "backfill": .string(backfill), "key": .string(text(of: key))])
  }

  /// Records that a gate is verified: no row fails its checks.
  func markVerified(_ gate: GatePosition, plan: String) async throws {
    let deploy = JSONValue.int(Int64(gate.deploy))
    let index = JSONValue.int(Int64(gate.index))
    let filter: KeyValuePairs<String, JSONValue?> = ["plan": .string(plan), "deploy": deploy, "position": index]
    if try await update(LedgerTables.gates, set: ["time": ledgerTime()], where: filter) > 0 { return }
    try await session.insert(
      LedgerTables.gates.row(["plan": .string(plan), "deploy": deploy, "position": index, "time": ledgerTime()]))
  }

  /// Adds a backup, or updates whether it opens its gate.
  func write(_ backup: BackupRecord, plan: String) async throws {
    let table = LedgerTables.backups
    let id = JSONValue.int(Int64(backup.id))
    if try await update(table, set: ["open": backup.isOpen ? 1 : 0], where: ["id": id]) > 0 { return }
    try await session.insert(
      table.row([
        "id": id, "plan": .string(plan), "deploy": .int(Int64(backup.gate.deploy)),
        "position": .int(Int64(backup.gate.index)), "name": backup.name.map { .string($0) },
        "open": backup.isOpen ? 1 : 0, "time": ledgerTime(),
      ]))
  }

  /// Returns the next id of a table.
  func nextID(of table: LedgerTable) async throws -> Int64 {
    var query = table.query(limit: 1)
    query.isDescending = true
    guard let row = try await session.read(query).first else { return 1 }
    return Int64(try LedgerRow(table: table, row: row).int("id")) + 1
  }

  /// Records that a gate is no longer verified.
  func reopen(_ gate: GatePosition, plan: String) async throws {
    try await delete(
      from: LedgerTables.gates,
      where: ["plan": .string(plan), "deploy": .int(Int64(gate.deploy)), "position": .int(Int64(gate.index))])
  }

  /// Records that backfills are done, or have nothing to do here.
  func countAsDone(_ backfills: [Backfill], of plan: MigrationPlan) async throws {
    for backfill in backfills {
      var record =
        try await progress(of: plan.name)?.backfill(backfill.name)
        ?? BackfillRecord(name: backfill.name, after: backfill.after, state: .done, total: 0, scanned: 0, changed: 0)
      record.state = .done
      record.error = nil
      try await write(record, plan: plan.name)
    }
  }

  /// Executes the invalidation of a gate.
  func apply(_ invalidation: GateInvalidation, plan: String) async throws {
    switch invalidation {
    case .backfill(let record): try await write(record, plan: plan)
    case .verified(let position): try await reopen(position, plan: plan)
    case .backup(let record): try await write(record, plan: plan)
    }
  }

  // MARK: - Backups

  /// Returns the id of a new backup whose table does not exist yet.
  func nextBackupID() async throws -> Int64 {
    var id = try await nextID(of: LedgerTables.backups)
    // Backup tables outlive a ledger that was deleted and created again.
    while try await session.exists(table: OwnNames.backup(id)) { id += 1 }
    return id
  }

  /// Returns the backup tables of all plans, the oldest first.
  func backups() async throws -> [StoredBackup] {
    var backups: [StoredBackup] = []
    for row in try await rows(of: LedgerTables.backups) {
      guard let name = try row.text("name"), let contents = try await session.contents(of: name) else { continue }
      backups.append(
        StoredBackup(plan: try row.required("plan"), record: try BackupRecord(row), name: name, contents: contents))
    }
    return backups
  }

  /// Deletes a backup, and returns the event.
  func deleteBackup(_ backup: StoredBackup) async throws -> RunEvent {
    try await session.discard(Backup(backup.name, of: "", key: [], columns: []))
    let id: KeyValuePairs<String, JSONValue?> = ["id": .int(Int64(backup.record.id))]
    if backup.record.gate.isOfPlan {
      try await update(LedgerTables.backups, set: ["name": nil, "open": 0], where: id)
    } else {
      try await delete(from: LedgerTables.backups, where: id)
    }
    return .backupDeleted(plan: backup.plan, backup: backup.name, contents: backup.contents)
  }

  /// Deletes the record of a backup.
  func deleteRecord(_ record: BackupRecord) async throws {
    try await delete(from: LedgerTables.backups, where: ["id": .int(Int64(record.id))])
  }

  // MARK: - Tables

  /// Returns the rows of a ledger table, in key order.
  func rows(
    of table: LedgerTable, where filter: KeyValuePairs<String, JSONValue?> = [:], limit: Int? = nil
  ) async throws -> [LedgerRow] {
    try await session.read(table.query(filter, limit: limit)).map { LedgerRow(table: table, row: $0) }
  }

  /// Updates rows of a ledger table, and returns their number.
  @discardableResult func update(
    _ table: LedgerTable, set changes: KeyValuePairs<String, JSONValue?>,
    where filter: KeyValuePairs<String, JSONValue?> = [:]
  ) async throws -> Int {
    try await session.update(table.row(changes), where: table.values(filter))
  }

  /// Deletes rows of a ledger table, and returns their number.
  @discardableResult func delete(
    from table: LedgerTable, where filter: KeyValuePairs<String, JSONValue?>
  ) async throws -> Int {
    try await session.delete(from: table.name, where: table.values(filter))
  }
}

extension DatabaseSession {
  /// The ledger, in this transaction.
  var ledger: Ledger { Ledger(session: self) }
}

/// Returns the current time in the ledger's text form.
func ledgerTime() -> JSONValue { .string(Timestamp.now.text) }

extension BackfillRecord {
  init(_ row: LedgerRow) throws {
    let word = try row.required("state")
    guard let state = State(rawValue: word) else { throw LedgerUnreadable(table: row.table.name, column: "state") }
    self.init(
      name: try row.required("name"), after: try row.int("after"), state: state,
      cursor: try row.text("cursor").map(key(in:)),
      upper: try row.text("upper").map(key(in:)), total: try row.int("total"), scanned: try row.int("scanned"),
      changed: try row.int("changed"), error: try row.text("error"))
  }
}

extension BackupRecord {
  init(_ row: LedgerRow) throws {
    self.init(
      id: try row.int("id"), gate: GatePosition(deploy: try row.int("deploy"), index: try row.int("position")),
      name: try row.text("name"), isOpen: try row.int("open") != 0)
  }
}

/// Parses a key that the ledger stores as a JSON array.
func key(in text: String) throws -> [JSONValue] {
  guard case .array(let values) = try JSONValue(text: text) else {
    throw RowUnreadable("a key in the ledger is not a JSON array")
  }
  return values
}

/// Parses the plans that a plan began after: a JSON object of their names and deploys.
private func edges(in text: String) throws -> [PlanEdge] {
  guard case .object(let object) = try JSONValue(text: text) else {
    throw LedgerUnreadable(table: LedgerTables.plans.name, column: "after")
  }
  return try object.members.map { member in
    guard case .int(let deploy) = member.value else {
      throw LedgerUnreadable(table: LedgerTables.plans.name, column: "after")
    }
    return PlanEdge(member.key, deploy: Int(deploy))
  }
}

private func text(of edges: [PlanEdge]) -> String {
  JSONValue.object(JSONObject(edges.map { ($0.plan, .int(Int64($0.deploy))) })).text
}

/// Returns a key as a JSON array, as the ledger stores it.
func text(of key: [JSONValue]) -> String { JSONValue.array(key).text }

extension PlanRecord {
  fileprivate init(_ row: LedgerRow) throws {
    self.init(
      name: try row.required("name"), base: try row.required("base"), goal: try row.required("goal"),
      schema: try row.required("schema"), deploy: try row.int("deploy"), deploys: try row.int("deploys"),
      released: try row.int("released"), lastRelease: try row.int("last_release"), oldest: try row.int("oldest"),
      after: try edges(in: row.required("after")))
  }

  fileprivate var row: RowChanges {
    LedgerTables.plans.row([
      "name": .string(name), "base": .string(base), "goal": .string(goal), "schema": .string(schema),
      "deploy": .int(Int64(deploy)), "deploys": .int(Int64(deploys)), "released": .int(Int64(released)),
      "last_release": .int(Int64(lastRelease)), "oldest": .int(Int64(oldest)),
      "after": .string(text(of: after)), "started": ledgerTime(), "updated": ledgerTime(),
    ])
  }
}
