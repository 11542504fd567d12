// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Testing

@testable import BellowsSQLite

@Suite struct BackupTests {
  private let key = [Column("id", .int)]
  private let backup = Backup("_bellows_backup_1", of: "t", key: [Column("id", .int)], columns: ["x", "y"])

  private func scratch() throws -> Scratch {
    try Scratch(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, x ANY, y TEXT, noted, t)",
      "INSERT INTO t (id, x, y) VALUES (1, 'a', 'p'), (2, 5, NULL), (3, x'00', ''), (4, 1.5, '''')")
  }

  private func write(_ scratch: Scratch, _ work: @Sendable (Session) async throws -> Void) async throws {
    try await scratch.database.pool.sessionTransaction(.write, work)
  }

  @Test("Rows that were not written since are restored") func unchangedRowsAreRestored() async throws {
    let scratch = try scratch()
    let before = try scratch.rows("SELECT id, quote(x), quote(y) FROM t")
    let backfill = Backfill(
      "t", after: 1, kind: .unset, pending: .present, table: "t", key: key, reads: key,
      writes: [Column("x", .text), Column("y", .text)], sql: BackfillSQL(pending: nil, values: ["NULL", "NULL"]),
      fits: { _ in false }
    ) { _ in RowChanges("t", []) }
    // Written between the gate and the batch: part of what was there before.
    try scratch.connection().run("UPDATE t SET x = 'late' WHERE id = 1")
    for after: [JSONValue]? in [nil, [2]] {
      try await write(scratch) {
        _ = try await $0.execute(Batch(backfill, after: after, upTo: nil, limit: 2, backup: backup))
      }
    }
    #expect(try scratch.rows("SELECT count(*) FROM t WHERE x IS NOT NULL OR y IS NOT NULL") == ["0"])
    // A second scan finds nothing to keep.
    try await write(scratch) {
      _ = try await $0.execute(Batch(backfill, after: nil, upTo: nil, limit: 9, backup: backup))
    }
    try scratch.connection().run("UPDATE t SET x = 'mine' WHERE id = 2")
    try scratch.connection().run("DELETE FROM t WHERE id = 3")
    try await write(scratch) {
      let outcome = try await $0.restore(backup)
      #expect(outcome == RestoreOutcome(restored: 2, touched: [[2], [3]]))
      try await $0.discard(backup)
    }
    var expected = before
    expected[0] = "1|'late'|'p'"
    expected[1] = "2|'mine'|NULL"
    expected.remove(at: 2)
    #expect(try scratch.rows("SELECT id, quote(x), quote(y) FROM t") == expected)
    #expect(try scratch.rows("SELECT name FROM sqlite_schema") == ["t"])
  }

  @Test("A dropped or emptied table is restored", arguments: [true, false])
  func droppedTablesAreRestored(deleted: Bool) async throws {
    let scratch = try scratch()
    let before = try scratch.rows("SELECT id, quote(x), quote(y) FROM t")
    let whole = Backup("_bellows_backup_1", of: "t", key: key, columns: deleted ? ["*"] : ["id", "x", "y"])
    if deleted {
      let backfill = Backfill("t", after: 1, deletingRowsOf: "t", key: key)
      try await write(scratch) {
        _ = try await $0.execute(Batch(backfill, after: nil, upTo: nil, limit: 9, backup: whole))
      }
    } else {
      try await scratch.database.transaction(.schema) { session in
        _ = try await session.backUp(whole)
        try await session.execute(.sql("DROP TABLE t"))
        try await session.execute(.sql("CREATE TABLE t (id INTEGER PRIMARY KEY, x ANY, y TEXT)"))
      }
    }
    #expect(try scratch.rows("SELECT * FROM t").isEmpty)
    try scratch.connection().run("INSERT INTO t (id, x, y) VALUES (2, 'new', 'new')")
    try await write(scratch) {
      let outcome = try await $0.restore(whole)
      #expect(outcome == RestoreOutcome(restored: 3, touched: [[2]]))
    }
    var expected = before
    expected[1] = "2|'new'|'new'"
    #expect(try scratch.rows("SELECT id, quote(x), quote(y) FROM t") == expected)
  }
}
