// Part of Bellows. MIT licence: see LICENSE.

/// Something that happened to the database, as the ledger recorded it.
struct HistoryEvent: Hashable {
  /// In ISO 8601, UTC.
  var time: String
  /// `schema`, `released`, `rollback` and so on.
  var what: String
  var plan: String?
  var detail: String
  var who: String
  var environment: String

  fileprivate init(_ row: LedgerRow) throws {
    time = try row.required("time")
    what = try row.required("what")
    plan = try row.text("plan")
    detail = try row.text("detail") ?? ""
    who = try row.text("who") ?? ""
    environment = try row.text("environment") ?? ""
  }

  /// For a reader: `2026-03-01T10:11:12Z  schema  add-age: deploy 1  (ann on ci, production)`.
  var line: String {
    let about = [plan, detail.isEmpty ? nil : detail].compactMap { $0 }.joined(separator: ": ")
    return printable([time, what, about, "(\(who), \(environment))"].filter { !$0.isEmpty }.joined(separator: "  "))
  }

  var json: JSONValue {
    .members([
      "time": .string(time), "what": .string(what), "plan": .text(plan), "detail": .string(detail), "who": .string(who),
      "environment": .string(environment),
    ])
  }
}

extension Runner {
  /// Returns the newest events of the ledger, the oldest of them first.
  ///
  /// - Parameters:
  ///   - plan: The plan whose events are returned; `nil` for all.
  ///   - limit: The most events; `nil` for all.
  func history(of plan: String?, limit: Int?) async throws -> [HistoryEvent] {
    guard try await ledger() != nil else { throw MigrationRefused.notAdopted }
    let table = LedgerTables.events
    let events = try await database.transaction(.read) { session in
      let query = plan.map { table.query(["plan": .string($0)]) } ?? table.query()
      return try await session.read(query).map { try HistoryEvent(LedgerRow(table: table, row: $0)) }
    }
    return Array(events.suffix(limit ?? events.count))
  }
}
