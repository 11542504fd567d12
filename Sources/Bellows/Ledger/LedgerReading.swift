// Part of Bellows. MIT licence: see LICENSE.

extension DatabaseSession {
  /// What the ledger says; `nil` when nothing was written to it yet.
  func ledgerState() async throws -> LedgerState? {
    guard let row = try await read(LedgerTables.state).first else { return nil }
    let version = try row.int("version")
    guard version <= LedgerTables.version else { throw MigrationRefused.newerLedger(version) }
    var state = LedgerState(schema: try row.required("schema"), cancelled: try row.text("cancelled"))
    guard let name = try row.text("plan") else { return state }
    guard let plan = try await planRecord(name) else {
      throw LedgerUnreadable(table: LedgerTables.state.name, column: "plan")
    }
    state.plan = plan
    state.backfills = try await read(LedgerTables.backfills, where: ["plan": .string(name)]).map(BackfillRecord.init)
    for row in try await read(LedgerTables.gates, where: ["plan": .string(name)]) {
      state.verified.insert(GatePosition(deploy: try row.int("deploy"), index: try row.int("position")))
    }
    state.backups = try await read(LedgerTables.backups, where: ["plan": .string(name)]).map(BackupRecord.init)
    for backfill in state.backfills {
      let table = LedgerTables.quarantine
      let count = try await count(table.query(["plan": .string(name), "backfill": .string(backfill.name)]))
      if count > 0 { state.quarantined[backfill.name] = count }
    }
    return state
  }

  /// A plan that was begun here.
  func planRecord(_ name: String) async throws -> PlanRecord? {
    try await read(LedgerTables.plans, where: ["name": .string(name)]).first.map { row in
      PlanRecord(
        name: try row.required("name"), base: try row.required("base"), goal: try row.required("goal"),
        deploy: try row.int("deploy"), deploys: try row.int("deploys"), released: try row.int("released"),
        lastRelease: try row.int("last_release"), oldest: try row.int("oldest"))
    }
  }

  /// Who cancelled and when, if somebody did.
  func cancellation() async throws -> String? { try await read(LedgerTables.state).first?.text("cancelled") }

  /// Rows that a backfill has set aside, in the order of their keys' text.
  func quarantined(plan: String, backfill: String, limit: Int? = nil) async throws -> [BatchOutcome.QuarantinedRow] {
    let filter: KeyValuePairs<String, JSONValue?> = ["plan": .string(plan), "backfill": .string(backfill)]
    return try await read(LedgerTables.quarantine, where: filter, limit: limit).map { row in
      BatchOutcome.QuarantinedRow(key: try key(in: row.required("key")), reason: try row.required("reason"))
    }
  }
}

extension BackfillRecord {
  fileprivate init(_ row: LedgerRow) throws {
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

/// A key as the ledger writes it: a JSON array.
func key(in text: String) throws -> [JSONValue] {
  guard case .array(let values) = try JSONValue(text: text) else {
    throw RowUnreadable("a key of the ledger is not an array")
  }
  return values
}

/// A key as the ledger writes it.
func text(of key: [JSONValue]) -> String { JSONValue.array(key).text }
