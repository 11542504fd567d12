// Part of Bellows. MIT licence: see LICENSE.
import BellowsDocuments
import Foundation
import Testing

@testable import Bellows

/// What the driver says of its store.
@Suite struct DriverTests {
  private func withStore<Result>(_ work: (Documents, _ path: String) async throws -> Result) async throws -> Result {
    let path = FileManager.default.temporaryDirectory.path + "/bellows-\(UUID().uuidString).documents"
    defer {
      for suffix in ["", "-wal", "-shm", "-journal", "-bellows"] {
        try? FileManager.default.removeItem(atPath: path + suffix)
      }
    }
    return try await work(Documents(path: path), path)
  }

  @Test(
    "A plan for a database with tables is refused before anything is written",
    arguments: [Migrations.Target.sqlite, .postgresql, .document])
  func otherTargets(_ target: Migrations.Target) async throws {
    try await withStore { store, _ in
      let plan = MigrationPlan(
        name: "p", base: "s0", goal: "s1",
        deploys: [MigrationDeploy(number: 1, phase: .widen, fingerprint: "s1", isRelease: false)], backfills: [])
      let build = Migrations(schema: "s1", target: target, plans: [plan])
      let runner = Runner(build, on: store, by: Author(who: "the test", environment: "test"))
      if target == .document {
        try await Adoption(runner: runner).run()
        #expect(try await runner.ledger() != nil)
      } else {
        let refusal = await #expect(throws: MigrationRefused.self) { try await Adoption(runner: runner).run() }
        #expect(refusal == .otherTarget(target, database: store.name, takes: .document))
        await #expect(throws: MigrationRefused.self) { _ = try await runner.run() }
        #expect(try await !store.hasLedgerTable(LedgerTables.state))
      }
    }
  }

  @Test("The writes of other connections are write contention, and own writes are not")
  func writeContention() async throws {
    try await withStore { store, path in
      func writes(after work: () async throws -> Void) async throws -> Bool {
        func contention() async throws -> Int? {
          try await store.transaction(.write) { try await $0.writeContention()?.writes }
        }
        let before = try #require(try await contention())
        try await work()
        return try #require(try await contention()) != before
      }
      let row = RowChanges("t", [Filter(Column("_id", .int), 1)])
      try await store.transaction(.write) { try await $0.insert(row) }
      #expect(try await !writes { try await store.transaction(.write) { try await $0.insert(row) } })
      let other = Documents(path: path)
      #expect(try await writes { try await other.transaction(.write) { try await $0.insert(row) } })
    }
  }

  @Test("A table of which no document was ever stored has no rows, and the count is that of the rows that are stored")
  func counts() async throws {
    try await withStore { store, _ in
      let (id, name) = (Column("_id", .int), Column("name", .text))
      let query = Query("t", columns: [id], order: [id])
      for rows in Int64(0)...3 {
        try await store.transaction(.write) { session in
          #expect(try await session.count(query) == Int(rows))
          #expect(try await session.count(Query("t", columns: [id], filter: [Filter(id, 2)])) == (rows < 2 ? 0 : 1))
          #expect(try await session.read(query).map(\.values) == (0..<rows).map { [.int($0 + 1)] })
          if rows == 0 {
            #expect(try await session.update(RowChanges("t", [Filter(name, "a")]), where: []) == 0)
            #expect(try await session.delete(from: "t", where: []) == 0)
          }
          try await session.insert(RowChanges("t", [Filter(id, .int(rows + 1))]))
        }
      }
    }
  }
}
