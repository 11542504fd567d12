// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// A schema step that was chosen before another run changed the ledger: the lock of the run broke meanwhile.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct OvertakenTests {
  private let author = Author(who: "test", environment: "test")

  private func adopted(rows: Int = 3) async throws -> (scratch: Scratch, runner: Runner) {
    let scratch = try Ages.scratch(rows: rows)
    let runner = Runner(Ages.build(at: 3), on: scratch.database, by: author)
    try await Adoption(runner: runner).run()
    return (scratch, runner)
  }

  /// The deploy that the ledger has, and the text of the table.
  private func state(_ scratch: Scratch) async throws -> [String] {
    let ledger = try await scratch.database.transaction(.read) { try await $0.ledger.state() }
    let table = try scratch.rows("SELECT sql FROM sqlite_schema WHERE name = 'people'")
    return table + ["\(ledger?.plan("add-age")?.record.deploy ?? 0)"]
  }

  /// - Parameter number: The deploy in the ledger afterwards; `nil` if nothing may change.
  private func expectOvertaken(
    _ runner: Runner, deploy: Int, _ scratch: Scratch, isNow number: String? = nil
  ) async throws {
    let before = try await state(scratch)
    let error = await #expect(throws: MigrationRefused.self) { try await runner.enter(plan: "add-age", deploy: deploy) }
    guard case .overtaken(let action, let next)? = error else {
      Issue.record("deploy \(deploy): \(String(describing: error))")
      return
    }
    #expect(action.contains("deploy \(deploy)"))
    #expect(next != action)
    let after = try await state(scratch)
    if let number { #expect(after.last == number) } else { #expect(after == before) }
  }

  /// A database in which something happens just before the first transaction that changes the schema.
  private struct Overtaking: Database {
    let database: SQLite
    let event: @Sendable () async throws -> Void
    let isDone = Locked(false)

    var name: String { database.name }

    func transaction<Result: Sendable>(
      _ access: Access, _ work: @Sendable (any DatabaseSession) async throws -> Result
    ) async throws -> Result {
      if case .schema = access {
        let isFirst = isDone.with { isDone in
          defer { isDone = true }
          return !isDone
        }
        if isFirst { try await event() }
      }
      return try await database.transaction(access, work)
    }

    func createLedgerTables(_ tables: [LedgerTable]) async throws { try await database.createLedgerTables(tables) }
    func hasLedgerTable(_ table: LedgerTable) async throws -> Bool { try await database.hasLedgerTable(table) }
    func tableNames() async throws -> [String] { try await database.tableNames() }
    func differences(
      from tables: [StoredTable], absent: [String], others: [StoredTable]
    ) async throws -> [String] {
      try await database.differences(from: tables, absent: absent, others: others)
    }
  }

  @Test("A deploy that another run enters at the same time is not entered again")
  func enteredAtTheSameTime() async throws {
    let (scratch, runner) = try await adopted()
    let database = Overtaking(database: scratch.database) { try await runner.enter(plan: "add-age", deploy: 1) }
    try await expectOvertaken(Runner(runner.migrations, on: database, by: author), deploy: 1, scratch, isNow: "1")
  }

  @Test("A deploy is not entered while the release before it is unconfirmed, or its backup is missing")
  func closedGates() async throws {
    let (scratch, runner) = try await adopted()
    try await runner.enter(plan: "add-age", deploy: 1)
    try await expectOvertaken(runner, deploy: 2, scratch)
    try await runner.setReleased(plan: "add-age", deploy: 1)
    #expect(try await runner.run() == .at(.release(plan: "add-age", deploy: 2)))
    try await expectOvertaken(runner, deploy: 3, scratch)
    try await runner.setReleased(plan: "add-age", deploy: 2)
    try await expectOvertaken(runner, deploy: 3, scratch)
    #expect(try await runner.run() == .at(.done(plan: "add-age")))
  }

  @Test("A deploy is not entered after the gate before it was closed again")
  func closedAgain() async throws {
    let (scratch, runner) = try await adopted()
    try await runner.enter(plan: "add-age", deploy: 1)
    try await runner.setReleased(plan: "add-age", deploy: 1)
    while try await runner.next() != .schema(plan: "add-age", deploy: 2) {
      guard case .done = try await runner.perform(runner.next()) else { break }
    }
    #expect(try await runner.next() == .schema(plan: "add-age", deploy: 2))
    try await runner.invalidateGates(plan: "add-age", at: 0)
    try await expectOvertaken(runner, deploy: 2, scratch)
  }
}
