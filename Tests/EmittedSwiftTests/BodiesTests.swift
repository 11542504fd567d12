// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import enum DocumentsMigrations.TidyDocuments
import SchemaLanguage
import Testing
import TutorialMigrations

/// The backfills of an emitted plan, run row by row.
@Suite struct BodiesTests {
  private func backfill(_ name: String, of plan: MigrationPlan = TidyUsers.plan) throws -> Backfill {
    try #require(plan.backfills.first { $0.name == name })
  }

  /// A row of the columns that a backfill reads.
  private func row(_ backfill: Backfill, _ values: [String: JSONValue]) -> StoredRow {
    StoredRow(backfill.reads.map { values[$0.name] })
  }

  private static let guest: [String: JSONValue] = [
    "_id": 1, "name": "Ann", "email": "ann@example.de", "role": "guest", "joinedAt": "2026-03-01T00:00:00Z",
  ]

  private func changes(_ name: String, _ values: [String: JSONValue] = guest) async throws -> [String: JSONValue?] {
    let backfill = try backfill(name)
    let changes = try await backfill.changes(for: row(backfill, values), Rows(NoSession()))
    #expect(changes.table == "users")
    return Dictionary(uniqueKeysWithValues: changes.values.map { ($0.column.name, $0.value) })
  }

  @Test("A known function of a document store is complete; in SQL it needs no function")
  func knownBodiesAreComplete() async throws {
    let copied = try backfill("users.fullName", of: TidyDocuments.plan)
    let changes = try await copied.changes(
      for: row(copied, ["_id": 1, "name": "Ann", "email": "a@b"]), Rows(NoSession()))
    #expect(changes.values.map(\.value) == ["Ann"])
    let inSQL = try backfill("users.fullName")
    #expect(inSQL.pureFunction == nil && inSQL.sql?.values != nil && inSQL.sql?.pending != nil)
  }

  @Test("A hand-written backfill function runs and may reject a row")
  func aPersonsBodyRunsAndMayRefuseARow() async throws {
    #expect(try await changes("users.locale") == ["locale": "de"])
    var row = Self.guest
    row["email"] = "nobody@example.invalid"
    await #expect(throws: RowRefused.self) { try await changes("users.locale", row) }
  }

  @Test("A row is pending until it is written")
  func aRowIsPendingUntilItIsDone() async throws {
    let locale = try backfill("users.locale")
    let guest = row(locale, Self.guest)
    #expect(try await locale.isPending(guest, current: StoredRow([nil]), Rows(NoSession())))
    #expect(try await !locale.isPending(guest, current: StoredRow(["fr"]), Rows(NoSession())))
    let name = try backfill("users.fullName", of: TidyDocuments.plan)
    let stored = row(name, ["_id": 1, "name": "Ann", "email": "a@b"])
    #expect(try await name.isPending(stored, current: StoredRow([nil]), Rows(NoSession())))
    #expect(try await name.isPending(stored, current: StoredRow(["Bob"]), Rows(NoSession())))
    #expect(try await !name.isPending(stored, current: StoredRow(["Ann"]), Rows(NoSession())))
  }

  @Test("The emitted plan has the deploys, backfills and gates of the plan")
  func thePlanSaysWhatItIs() {
    let plan = plans.all[0]
    #expect(plan.name == "2026-03-01-tidy-users")
    #expect(plan.current == 1)
    #expect(plan.deploys.map(\.number) == Array(1...plan.deploys.count))
    #expect(plan.base != plan.goal)
    #expect(plan.goal == plan.deploys.last?.fingerprint)
    #expect(plan.unfilled.isEmpty)
  }

  @Test("A backfill function that is not written is reported before it runs")
  func aBodyThatNobodyWroteIsKnownBeforeItRuns() {
    let backfill = Backfill("users.locale", after: 1, kind: .custom, pending: .invalid, function: unfilled)
    #expect(backfill.isUnfilled)
    let plan = MigrationPlan(name: "p", base: "a", goal: "b", deploys: [], backfills: [backfill])
    #expect(plan.unfilled == ["users.locale"])
  }

  @Sendable private func unfilled(
    _ row: TidyUsers.UsersBefore, _ rows: Rows
  ) async throws(Unfilled) -> TidyUsers.UsersLocale { throw Unfilled() }
}

/// A transaction of a database that has nothing in it.
private struct NoSession: DatabaseSession {
  func read(_ query: Query) async throws -> [StoredRow] { [] }
  func count(_ query: Query) async throws -> Int { 0 }
  func insert(_ row: RowChanges) async throws {}
  func update(_ changes: RowChanges, where filter: [Filter]) async throws -> Int { 0 }
  func delete(from table: String, where filter: [Filter]) async throws -> Int { 0 }
  func execute(_ statement: String) async throws {}
}
