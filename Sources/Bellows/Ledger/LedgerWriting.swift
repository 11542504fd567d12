// Part of Bellows. MIT licence: see LICENSE.

/// Who writes to the ledger, and where.
struct Author: Hashable, Sendable {
  /// `anna on web-1, process 4711`.
  var who: String
  var environment: String
}

/// The moment, as the ledger writes it.
private func now() -> JSONValue { .string(Timestamp.now.text) }

extension DatabaseSession {
  /// Notes that something happened.
  func recordEvent(_ what: String, plan: String? = nil, detail: String = "", by author: Author) async throws {
    let table = LedgerTables.events
    let id = try await nextID(of: table)
    try await insert(
      table.row([
        "id": .int(id), "time": now(), "what": .string(what), "plan": plan.map { .string($0) },
        "detail": .string(detail), "who": .string(author.who), "environment": .string(author.environment),
      ]))
  }

  /// The first row of a new ledger: the schema in force, and the plan that it belongs to.
  func openLedger(schema: String, plan: PlanRecord?) async throws {
    try await insert(
      LedgerTables.state.row([
        "id": 1, "version": .int(LedgerTables.version), "schema": .string(schema),
        "plan": plan.map { .string($0.name) }, "cancelled": nil, "time": now(),
      ]))
    // A ledger that lost its first row still has the plan.
    if let plan, try await write(plan) == 0 { try await insert(plan.row) }
  }

  /// Notes that a schema is in force now, and how far its plan is.
  func enter(_ plan: PlanRecord, schema: String) async throws {
    try await update(
      LedgerTables.state, set: ["schema": .string(schema), "plan": .string(plan.name), "time": now()], where: ["id": 1])
    if try await write(plan) == 0 { try await insert(plan.row) }
  }

  /// Writes how far a plan is.
  @discardableResult func write(_ plan: PlanRecord) async throws -> Int {
    try await update(
      LedgerTables.plans,
      set: [
        "base": .string(plan.base), "goal": .string(plan.goal), "deploy": .int(Int64(plan.deploy)),
        "deploys": .int(Int64(plan.deploys)), "released": .int(Int64(plan.released)),
        "last_release": .int(Int64(plan.lastRelease)), "oldest": .int(Int64(plan.oldest)), "updated": now(),
      ], where: ["name": .string(plan.name)])
  }

  /// Remembers that somebody cancelled, or with `nil` that work goes on.
  func setCancelled(_ who: String?) async throws {
    try await update(LedgerTables.state, set: ["cancelled": who.map { .string("\($0), \(Timestamp.now.text)") }])
  }

  /// Writes how far a backfill is.
  func write(_ backfill: BackfillRecord, plan: String) async throws {
    let table = LedgerTables.backfills
    let count = try await update(
      table,
      set: [
        "state": .string(backfill.state.rawValue), "cursor": backfill.cursor.map { .string(text(of: $0)) },
        "upper": backfill.upper.map { .string(text(of: $0)) }, "total": .int(Int64(backfill.total)),
        "scanned": .int(Int64(backfill.scanned)), "changed": .int(Int64(backfill.changed)),
        "error": backfill.error.map { .string($0) }, "updated": now(),
      ], where: ["plan": .string(plan), "name": .string(backfill.name)])
    if count > 0 { return }
    try await insert(
      table.row([
        "plan": .string(plan), "name": .string(backfill.name), "after": .int(Int64(backfill.after)),
        "state": .string(backfill.state.rawValue), "cursor": backfill.cursor.map { .string(text(of: $0)) },
        "upper": backfill.upper.map { .string(text(of: $0)) },
        "total": .int(Int64(backfill.total)), "scanned": .int(Int64(backfill.scanned)),
        "changed": .int(Int64(backfill.changed)), "error": backfill.error.map { .string($0) }, "started": now(),
        "updated": now(),
      ]))
  }

  /// Sets a row aside, or writes a new reason for one that already is.
  func quarantine(_ row: BatchOutcome.QuarantinedRow, plan: String, backfill: String) async throws {
    let table = LedgerTables.quarantine
    let key = JSONValue.string(text(of: row.key))
    let count = try await update(
      table, set: ["reason": .string(row.reason), "time": now()],
      where: ["plan": .string(plan), "backfill": .string(backfill), "key": key])
    if count > 0 { return }
    try await insert(
      table.row([
        "plan": .string(plan), "backfill": .string(backfill), "key": key, "reason": .string(row.reason), "time": now(),
      ]))
  }

  /// Takes a row out of quarantine, or all of a backfill's.
  func release(plan: String, backfill: String, key: [JSONValue]? = nil) async throws {
    let table = LedgerTables.quarantine
    guard let key else {
      try await delete(from: table, where: ["plan": .string(plan), "backfill": .string(backfill)])
      return
    }
    try await delete(
      from: table,
      where: ["plan": .string(plan), "backfill": .string(backfill), "key": .string(text(of: key))])
  }

  /// Notes that rows were counted at a gate, and none remained.
  func pass(_ gate: GatePosition, plan: String) async throws {
    let deploy = JSONValue.int(Int64(gate.deploy))
    let index = JSONValue.int(Int64(gate.index))
    let filter: KeyValuePairs<String, JSONValue?> = ["plan": .string(plan), "deploy": deploy, "position": index]
    if try await update(LedgerTables.gates, set: ["time": now()], where: filter) > 0 { return }
    try await insert(
      LedgerTables.gates.row(["plan": .string(plan), "deploy": deploy, "position": index, "time": now()]))
  }

  /// Notes that values are kept aside from now on, or that this opens no gate any more.
  func write(_ backup: BackupRecord, plan: String) async throws {
    let table = LedgerTables.backups
    let id = JSONValue.int(Int64(backup.id))
    if try await update(table, set: ["open": backup.isOpen ? 1 : 0], where: ["id": id]) > 0 { return }
    try await insert(
      table.row([
        "id": id, "plan": .string(plan), "deploy": .int(Int64(backup.gate.deploy)),
        "position": .int(Int64(backup.gate.index)), "name": backup.name.map { .string($0) },
        "open": backup.isOpen ? 1 : 0, "time": now(),
      ]))
  }

  /// The number after the highest of a table that counts its rows.
  func nextID(of table: LedgerTable) async throws -> Int64 {
    var query = table.query(limit: 1)
    query.isDescending = true
    guard let row = try await read(query).first else { return 1 }
    return Int64(try LedgerRow(table: table, row: row).int("id")) + 1
  }
}

extension PlanRecord {
  fileprivate var row: RowChanges {
    LedgerTables.plans.row([
      "name": .string(name), "base": .string(base), "goal": .string(goal), "deploy": .int(Int64(deploy)),
      "deploys": .int(Int64(deploys)), "released": .int(Int64(released)), "last_release": .int(Int64(lastRelease)),
      "oldest": .int(Int64(oldest)), "started": now(), "updated": now(),
    ])
  }
}
