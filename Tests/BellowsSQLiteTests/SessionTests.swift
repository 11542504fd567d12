// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite
import Testing

@testable import BellowsSQLite

/// What the calls of a transaction refuse, and what they leave.
@Suite struct SessionTests {
  private static let id = Column("id", .int)
  private static let x = Column("x", .text)

  private func scratch() throws -> Scratch {
    try Scratch(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT UNIQUE NOT NULL CHECK (x <> 'bad'))",
      "CREATE TABLE u (id INTEGER PRIMARY KEY REFERENCES t)", "INSERT INTO t VALUES (1, 'a'), (2, 'b')",
      "INSERT INTO u VALUES (1)")
  }

  private static func insert(_ session: any DatabaseSession, _ id: JSONValue, _ x: JSONValue?) async throws {
    try await session.insert(RowChanges("t", [Filter(Self.id, id), Filter(Self.x, x)]))
  }

  @Test("A write that a constraint rejects is refused with the reason, and the transaction goes on")
  func refusals() async throws {
    let scratch = try scratch()
    let writes: [(reason: String, write: @Sendable (any DatabaseSession) async throws -> Void)] = [
      ("UNIQUE constraint failed: t.id", { try await Self.insert($0, 1, "c") }),
      ("UNIQUE constraint failed: t.x", { try await Self.insert($0, 3, "a") }),
      ("NOT NULL constraint failed: t.x", { try await Self.insert($0, 3, nil) }),
      ("CHECK constraint failed: x <> 'bad'", { try await Self.insert($0, 3, "bad") }),
      (
        "UNIQUE constraint failed: t.x",
        { _ = try await $0.update(RowChanges("t", [Filter(Self.x, "a")]), where: [Filter(Self.id, 2)]) }
      ),
      ("FOREIGN KEY constraint failed", { _ = try await $0.delete(from: "t", where: [Filter(Self.id, 1)]) }),
    ]
    try await scratch.database.transaction(.write) { session in
      for (reason, write) in writes {
        let refusal = await #expect(throws: RowRefused.self, "\(reason)") { try await write(session) }
        #expect(refusal.map { "\($0)" } == reason)
      }
      try await Self.insert(session, 4, "d")
    }
    #expect(try scratch.rows("SELECT * FROM t ORDER BY id") == ["1|a", "2|b", "4|d"])
  }

  @Test("A write that fails for another reason than a constraint is an error of the database")
  func otherErrors() async throws {
    let scratch = try scratch()
    let missing = RowChanges("missing", [Filter(Self.id, 1)])
    await #expect(throws: SQLiteError.self) {
      try await scratch.database.transaction(.write) { try await $0.insert(missing) }
    }
    await #expect(throws: SQLiteError.self) {
      try await scratch.database.transaction(.write) { _ = try await $0.delete(from: "missing", where: []) }
    }
  }

  @Test("A savepoint that was released is part of the one around it, and can no longer be rolled back to")
  func savepoints() async throws {
    let scratch = try scratch()
    try await scratch.database.transaction(.write) { session in
      try await session.createSavepoint()
      try await Self.insert(session, 3, "c")
      try await session.createSavepoint()
      try await Self.insert(session, 4, "d")
      try await session.releaseSavepoint()
      try await session.rollBackToSavepoint()
      try await Self.insert(session, 5, "e")
      try await session.createSavepoint()
      try await Self.insert(session, 6, "f")
      try await session.rollBackToSavepoint()
      await #expect(throws: SQLiteError.self) { try await session.rollBackToSavepoint() }
      await #expect(throws: SQLiteError.self) { try await session.releaseSavepoint() }
    }
    #expect(try scratch.rows("SELECT id FROM t ORDER BY id") == ["1", "2", "5"])
  }

  @Test("One row of a backup is deleted by its whole key, and an incomplete key deletes none")
  func discardedRows() async throws {
    let scratch = try scratch()
    let backup = Backup("_bellows_backup_1", of: "t", key: [Self.id], columns: ["x"])
    let rows = "SELECT \"k:id\" FROM _bellows_backup_1 ORDER BY 1"
    try await scratch.database.transaction(.write) { _ = try await $0.backUp(backup, after: nil, upTo: nil) }
    #expect(try scratch.rows(rows) == ["1", "2"])
    for key: [JSONValue] in [[], [1, 2]] {
      await #expect(throws: DatabaseUnable.self) {
        try await scratch.database.transaction(.write) { try await $0.discard(backup, key: key) }
      }
    }
    #expect(try scratch.rows(rows) == ["1", "2"])
    try await scratch.database.transaction(.write) { try await $0.discard(backup, key: [2]) }
    #expect(try scratch.rows(rows) == ["1"])
  }

  @Test("A transaction that SQLite has rolled back ends with the error that did so, although the code ignored it")
  func ignoredErrors() async throws {
    let scratch = try scratch()
    for access in [Access.write, .schema] {
      await #expect {
        try await scratch.database.pool.sessionTransaction(access) { session in
          try await Self.insert(session, 8, "h")
          try? await session.run { try $0.run("INSERT OR ROLLBACK INTO t VALUES (9, 'a')") }
        }
      } throws: {
        "\($0)".contains("UNIQUE constraint failed: t.x") && ($0 as? SQLiteError)?.primaryCode == SQLITE_CONSTRAINT
      }
      await #expect {
        try await scratch.database.pool.sessionTransaction(access) { session in
          try await session.run { try $0.run("ROLLBACK") }
        }
      } throws: { "\($0)".contains("SQLite has rolled back the transaction") }
    }
    #expect(try scratch.rows("SELECT count(*) FROM t") == ["2"])
  }

  @Test("A session cannot be used after its transaction, also while there is another one on its connection")
  func endedSessions() async throws {
    let database = SQLite(path: ":memory:")
    try await database.transaction(.schema) { try await $0.execute(.sql("CREATE TABLE t (id INTEGER, x TEXT)")) }
    let ended = try await database.transaction(.write) { $0 }
    @Sendable func use(_ session: any DatabaseSession) async {
      let calls: [() async throws -> Void] = [
        { try await Self.insert(session, 1, "a") }, { _ = try await session.count(Query("t", columns: [])) },
        { try await session.createSavepoint() }, { try await session.rollBackToSavepoint() },
        { try await session.releaseSavepoint() }, { _ = try await session.writeContention() },
      ]
      for (index, call) in calls.enumerated() {
        await #expect("call \(index)") { try await call() } throws: { "\($0)".contains("the transaction has ended") }
      }
    }
    await use(ended)
    try await database.transaction(.write) { _ in await use(ended) }
    #expect(try await database.transaction(.read) { try await $0.count(Query("t", columns: [])) } == 0)
  }
}
