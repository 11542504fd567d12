// Part of Bellows. MIT licence: see LICENSE.
import BellowsDocuments
import BellowsSQLite
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

  @Test("A store takes plans for document stores only")
  func target() async throws {
    try await withStore { store, _ in #expect(store.target == .document) }
  }

  @Test("The collections of the ledger exist after they were created, also twice, and are not among the others")
  func ledgerTables() async throws {
    try await withStore { store, _ in
      let tables = LedgerTables.all
      for table in tables { #expect(try await !store.hasLedgerTable(table)) }
      try await store.createLedgerTables([tables[0]])
      for (index, table) in tables.enumerated() { #expect(try await store.hasLedgerTable(table) == (index == 0)) }
      for _ in 1...2 { try await store.createLedgerTables(tables) }
      for table in tables { #expect(try await store.hasLedgerTable(table)) }
      #expect(try await store.tableNames() == [])
    }
  }

  @Test("The collections of a store are those that it created, with their own names")
  func tableNames() async throws {
    try await withStore { store, path in
      let names = ["B", "a", "documents_x", "é ~%", "x.y"]
      try await store.transaction(.write) { session in
        for name in names { try await session.insert(RowChanges(name, [Filter(Column("_id", .int), 1)])) }
      }
      // Another program may have tables in the file.
      try await SQLite(path: path).transaction(.schema) { session in
        for table in ["x", "other_documents_y", "documentsx", "Documents_z_of_others"] {
          try await session.execute(.sql("CREATE TABLE \(table) (x)"))
        }
      }
      #expect(try await store.tableNames() == names.sorted())
    }
  }

  @Test("A savepoint of a store that was released is part of the one around it")
  func savepoints() async throws {
    try await withStore { store, _ in
      let id = Column("_id", .int)
      @Sendable func insert(_ session: any DatabaseSession, _ number: Int64) async throws {
        try await session.insert(RowChanges("t", [Filter(id, .int(number))]))
      }
      try await store.transaction(.write) { session in
        try await insert(session, 1)
        try await session.createSavepoint()
        try await insert(session, 2)
        try await session.createSavepoint()
        try await insert(session, 3)
        try await session.releaseSavepoint()
        try await session.rollBackToSavepoint()
        try await session.createSavepoint()
        try await insert(session, 4)
        try await session.releaseSavepoint()
        await #expect(throws: (any Error).self) { try await session.rollBackToSavepoint() }
        await #expect(throws: (any Error).self) { try await session.releaseSavepoint() }
      }
      let rows = try await store.transaction(.read) { try await $0.read(Query("t", columns: [id], order: [id])) }
      #expect(rows.map(\.values) == [[1], [4]])
    }
  }

  @Test("A session of a store cannot be used after its transaction")
  func endedSessions() async throws {
    try await withStore { store, _ in
      let row = RowChanges("t", [Filter(Column("_id", .int), 1)])
      try await store.transaction(.write) { try await $0.insert(row) }
      let session = try await store.transaction(.write) { $0 }
      let calls: [() async throws -> Void] = [
        { try await session.insert(row) }, { _ = try await session.update(row, where: []) },
        { _ = try await session.delete(from: "t", where: []) },
        { _ = try await session.count(Query("t", columns: [])) },
        { _ = try await session.read(Query("t", columns: [])) }, { _ = try await session.exists(table: "t") },
        { _ = try await session.writeContention() }, { try await session.createSavepoint() },
        { try await session.rollBackToSavepoint() }, { try await session.releaseSavepoint() },
      ]
      for (index, call) in calls.enumerated() {
        await #expect("call \(index)") { try await call() } throws: { "\($0)".contains("the transaction has ended") }
      }
      #expect(try await store.transaction(.read) { try await $0.count(Query("t", columns: [])) } == 1)
    }
  }

  @Test("A copy of a store is a file of its own, which is deleted on request")
  func copies() async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/bellows-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = Documents(path: folder + "/app.documents")
    let row = RowChanges("t", [Filter(Column("_id", .int), 1)])
    try await store.transaction(.write) { try await $0.insert(row) }
    func files() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.contains("-bellows-") }
    }
    let copy = try #require(try await store.copy() as? any CopyableDatabase)
    #expect(copy.target == .document)
    #expect(try files().count == 1)
    try await copy.transaction(.write) { try await $0.insert(row) }
    #expect(try await copy.transaction(.read) { try await $0.count(Query("t", columns: [])) } == 2)
    await copy.removeCopy()
    #expect(try files() == [])
    // The file of a store that is not a copy stays.
    await store.removeCopy()
    #expect(try await store.transaction(.read) { try await $0.count(Query("t", columns: [])) } == 1)
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
