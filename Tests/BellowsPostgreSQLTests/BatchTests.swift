// Part of Bellows. MIT licence: see LICENSE.
import TestServers
import Testing

@testable import Bellows
@testable import BellowsPostgreSQL

/// Which rows a batch changes, and which it only reads.
@Suite struct BatchTests {
  private static let id = Column("id", .int)
  private static let age = Column("age", .int)
  private static let table = "CREATE TABLE people (id bigint PRIMARY KEY, year bigint, age bigint CHECK (age >= 0))"

  private func database(_ rows: String) throws -> (PostgreSQLServer, String, PostgreSQL) {
    let server = try PostgreSQLServer.shared()
    let name = try server.makeDatabase()
    _ = try server.run("\(Self.table); INSERT INTO people VALUES \(rows)", in: name)
    return (server, name, PostgreSQL(server.connection(to: name)))
  }

  private func backfill(scope: String? = nil) -> Backfill {
    let backfill = Backfill(
      "people.age", after: 1, kind: .custom, pending: .invalid, table: "people", key: [Self.id], writes: [Self.age],
      sql: BackfillSQL(pending: "age IS NULL", values: ["2026 - year"]))
    guard let scope else { return backfill }
    let plan = MigrationPlan(name: "ages", base: "a", goal: "b", deploys: [], backfills: [backfill])
    return plan.limiting("people.age", to: scope).backfills[0]
  }

  private func ages(_ server: PostgreSQLServer, _ name: String) throws -> [String] {
    try server.run("SELECT id, coalesce(age::text, '-') FROM people ORDER BY id", in: name)
  }

  @Test("A batch changes the pending rows of its range, and counts the others as read", .timeLimit(.minutes(60)))
  func range() async throws {
    let (server, name, database) = try database("(1, 1990, 7), (2, 1991, NULL), (3, 1992, NULL), (4, 1993, NULL)")
    let first = try await database.transaction(.batch) { session in
      try await session.execute(Batch(backfill(), after: nil, upTo: nil, limit: 3))
    }
    #expect(first == BatchOutcome(lastKey: [3], scanned: 3, changed: 2))
    #expect(try ages(server, name) == ["1|7", "2|35", "3|34", "4|-"])
    let second = try await database.transaction(.batch) { session in
      try await session.execute(Batch(backfill(), after: [3], upTo: [4], limit: 3))
    }
    #expect(second == BatchOutcome(lastKey: [4], scanned: 1, changed: 1))
    let end = try await database.transaction(.batch) { session in
      try await session.execute(Batch(backfill(), after: [4], upTo: nil, limit: 3))
    }
    #expect(end == BatchOutcome(lastKey: nil, scanned: 0, changed: 0))
  }

  @Test("A batch reads and changes only rows that pass its condition and its backfill's", .timeLimit(.minutes(60)))
  func conditions() async throws {
    let (server, name, database) = try database(
      "(1, 1990, NULL), (2, 1991, NULL), (3, 1992, NULL), (4, 1993, NULL), (5, 1994, NULL)")
    let limited = try await database.transaction(.batch) { session in
      try await session.execute(
        Batch(backfill(scope: "year < 1994"), after: nil, upTo: nil, condition: "year > 1990 OR year = 1", limit: 2))
    }
    #expect(limited == BatchOutcome(lastKey: [3], scanned: 2, changed: 2))
    #expect(try ages(server, name) == ["1|-", "2|35", "3|34", "4|-", "5|-"])
    let rest = try await database.transaction(.batch) { session in
      try await session.execute(
        Batch(backfill(scope: "year < 1994"), after: [3], upTo: nil, condition: "year > 1990 OR year = 1", limit: 2))
    }
    #expect(rest == BatchOutcome(lastKey: [4], scanned: 1, changed: 1))
    #expect(try ages(server, name) == ["1|-", "2|35", "3|34", "4|33", "5|-"])
  }

  @Test(
    "A batch with a row that the server rejects changes nothing, and is left to its caller", .timeLimit(.minutes(60)))
  func rejected() async throws {
    let (server, name, database) = try database("(1, 1990, NULL), (2, 3000, NULL)")
    let outcome = try await database.transaction(.batch) { session in
      try await session.execute(Batch(backfill(), after: nil, upTo: nil, limit: 3))
    }
    #expect(outcome == nil)
    #expect(try ages(server, name) == ["1|-", "2|-"])
  }

  @Test("Rows of other tables, keys and columns are written together, each as it says", .timeLimit(.minutes(60)))
  func mixedRows() async throws {
    let (server, name, database) = try database("(1, 1, 1), (2, 2, 2)")
    _ = try server.run(
      "CREATE TABLE pets (id bigint PRIMARY KEY, year bigint, age bigint); INSERT INTO pets VALUES (1, 1, 1), (2, 2, 2)",
      in: name)
    let year = Column("year", .int)
    func update(_ table: String, key: Filter, _ values: [Filter], expected: [Filter] = []) -> RowUpdate {
      RowUpdate(key: [key], RowChanges(table, values), expected: expected)
    }
    let updates = [
      update("people", key: Filter(Self.id, 1), [Filter(Self.age, 11)]),
      update("pets", key: Filter(Self.id, 1), [Filter(Self.age, 12)]),
      update("pets", key: Filter(Self.id, 2), [Filter(year, 13)]),
      update("pets", key: Filter(year, 1), [Filter(year, 14)]),
      update("people", key: Filter(Self.id, 2), [Filter(year, 15)]),
      update("people", key: Filter(Self.id, 2), [Filter(year, 16)], expected: [Filter(Self.age, 9)]),
      update("people", key: Filter(Self.id, 2), [Filter(Self.age, 17)], expected: [Filter(year, 15)]),
      update("people", key: Filter(Self.id, 1), [Filter(Self.age, -1)]),
    ]
    let outcomes = try await database.transaction(.batch) { try await $0.update(updates) }
    #expect(outcomes.prefix(5).allSatisfy { $0 == .written })
    #expect(outcomes[5] == .changedMeanwhile && outcomes[6] == .written)
    if case .refused = outcomes[7] {} else { Issue.record("\(outcomes[7])") }
    #expect(try server.run("SELECT * FROM people ORDER BY id", in: name) == ["1|1|11", "2|15|17"])
    #expect(try server.run("SELECT * FROM pets ORDER BY id", in: name) == ["1|14|12", "2|13|2"])
  }
}
