// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import TestServers
import Testing

@testable import BellowsPostgreSQL

/// Old values that a plan overwrites or drops, and what a rollback makes of them.
@Suite(.timeLimit(.minutes(60))) struct BackupTests {
  private static let key = [Column("id", .int)]
  private static let name = "_bellows_backup_1"

  private func database() throws -> (database: PostgreSQL, run: (String) throws -> [String]) {
    let server = try PostgreSQLServer.shared()
    let name = try server.makeDatabase()
    _ = try server.run(
      """
      CREATE TABLE t (id bigint PRIMARY KEY, x text, y json, z text);
      INSERT INTO t VALUES (1, 'a', '{"a":1}', 'p'), (2, 'b', NULL, 'q'), (3, NULL, '[]', 'r'), (4, 'd', '4', 's')
      """, in: name)
    return (PostgreSQL(server.connection(to: name)), { try server.run($0, in: name) })
  }

  /// Backs up all rows, and records the result after a statement that overwrites them.
  private func overwrite(_ database: PostgreSQL, _ backup: Backup, _ statement: String) async throws {
    try await database.transaction(.schema) { session in
      _ = try await session.backUp(backup, after: nil, upTo: [9])
      try await session.execute(.sql(statement))
      try await session.recordResult(in: backup, after: nil, upTo: [9])
    }
  }

  @Test("Rows are restored unless something has written or deleted them since, and the backup keeps the others")
  func restored() async throws {
    let (database, run) = try database()
    let backup = Backup(Self.name, of: "t", key: Self.key, columns: ["x", "y"])
    try await overwrite(database, backup, "UPDATE t SET x = 'new', y = '0'")
    _ = try run("UPDATE t SET y = '1' WHERE id = 2; DELETE FROM t WHERE id = 3; UPDATE t SET z = 'other' WHERE id = 4")
    let outcome = try await database.transaction(.write) { try await $0.restore(backup) }
    #expect(outcome == RestoreOutcome(restored: 2, touched: [[2], [3]]))
    #expect(try run("SELECT * FROM t ORDER BY id") == [#"1|a|{"a":1}|p"#, "2|new|1|q", "4|d|4|other"])
    let contents = try await database.transaction(.read) { try await $0.contents(of: Self.name) }
    #expect(contents == BackupContents(table: "t", columns: ["x", "y"], rows: 2))
  }

  @Test("A row that has its old values again is no row that was written since")
  func asBefore() async throws {
    let (database, run) = try database()
    let backup = Backup(Self.name, of: "t", key: Self.key, columns: ["x", "y"])
    try await overwrite(database, backup, "UPDATE t SET x = 'new', y = '0'")
    _ = try run(#"UPDATE t SET x = 'a', y = '{"a":1}' WHERE id = 1; UPDATE t SET x = 'b' WHERE id = 2"#)
    let outcome = try await database.transaction(.write) { try await $0.restore(backup) }
    #expect(outcome == RestoreOutcome(restored: 2, touched: [[2]]))
    #expect(try run("SELECT id, x FROM t ORDER BY id") == ["1|a", "2|b", "3|∅", "4|d"])
  }

  @Test("Columns that were dropped and are empty again are filled, whether other columns of the backup can be compared")
  func emptyColumns() async throws {
    for others in [[], ["x"]] {
      let (database, run) = try database()
      let backup = Backup(Self.name, of: "t", key: Self.key, columns: ["y", "z"] + others)
      let isCompared = !others.isEmpty
      try await database.transaction(.schema) { session in
        #expect(try await session.backUp(backup, after: nil, upTo: nil) == 4)
        try await session.execute(.sql("ALTER TABLE t DROP COLUMN y, DROP COLUMN z"))
        if isCompared { try await session.execute(.sql("ALTER TABLE t DROP COLUMN x")) }
      }
      _ = try run("ALTER TABLE t ADD COLUMN y json, ADD COLUMN z text\(isCompared ? ", ADD COLUMN x text" : "")")
      if isCompared { _ = try run("UPDATE t SET x = 'mine' WHERE id = 1") }
      let restored = backup.with { $0.empty = ["y", "z"] }
      let outcome = try await database.transaction(.write) { try await $0.restore(restored) }
      #expect(outcome == RestoreOutcome(restored: 4, touched: isCompared ? [[1]] : []))
      let found = try run("SELECT id, x, y, z FROM t ORDER BY id")
      #expect(found == [#"1|\#(isCompared ? "mine" : "a")|{"a":1}|p"#, "2|b|∅|q", "3|∅|[]|r", "4|d|4|s"])
      #expect(try run("SELECT k1 FROM bellows.\(Self.name)") == (isCompared ? ["1"] : []))
    }
  }

  @Test("Values that are newer than the backup stay, and so do missing rows if their table came back with its rows")
  func currentColumns() async throws {
    let (database, run) = try database()
    let backup = Backup(Self.name, of: "t", key: Self.key, columns: ["x", "z"])
    try await overwrite(database, backup, "UPDATE t SET x = 'new', z = 'new'")
    _ = try run("UPDATE t SET z = 'newer' WHERE id = 1; DELETE FROM t WHERE id = 2")
    let restored = backup.with { ($0.current, $0.absent) = (["z"], .none) }
    let outcome = try await database.transaction(.write) { try await $0.restore(restored) }
    #expect(outcome == RestoreOutcome(restored: 3, touched: [[2]]))
    #expect(try run("SELECT id, x, z FROM t ORDER BY id") == ["1|a|newer", "3|∅|new", "4|d|new"])
  }

  @Test(
    "Rows that a backfill deleted are inserted again, unless others have their keys; the server computes what it can")
  func deletedRows() async throws {
    let (database, run) = try database()
    _ = try run("ALTER TABLE t ADD COLUMN w text GENERATED ALWAYS AS (z || '!') STORED")
    let backup = Backup(Self.name, of: "t", key: Self.key, columns: ["*"])
    try await overwrite(database, backup, "DELETE FROM t WHERE id < 4")
    let contents = try await database.transaction(.read) { try await $0.contents(of: Self.name) }
    #expect(contents == BackupContents(table: "t", columns: ["x", "y", "z"], rows: 3))
    _ = try run("INSERT INTO t (id, x) VALUES (2, 'mine')")
    let outcome = try await database.transaction(.write) { try await $0.restore(backup) }
    #expect(outcome == RestoreOutcome(restored: 2, touched: [[2]]))
    #expect(
      try run("SELECT * FROM t ORDER BY id") == [
        #"1|a|{"a":1}|p|p!"#, "2|mine|∅|∅|∅", "3|∅|[]|r|r!", "4|d|4|s|s!",
      ])
  }

  @Test("Rows of a table that was dropped are inserted again with everything that was backed up")
  func droppedTable() async throws {
    let (database, run) = try database()
    let backup = Backup(Self.name, of: "t", key: Self.key, columns: ["id", "x", "y", "z"])
    let before = try run("SELECT * FROM t ORDER BY id")
    try await database.transaction(.schema) { session in
      _ = try await session.backUp(backup, after: nil, upTo: nil)
      try await session.execute(.sql("DROP TABLE t"))
      try await session.execute(
        .sql("CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, x text, y json, z text)"))
    }
    let restored = backup.with { $0.absent = .all }
    let outcome = try await database.transaction(.write) { try await $0.restore(restored) }
    #expect(outcome == RestoreOutcome(restored: 4, touched: []))
    #expect(try run("SELECT * FROM t ORDER BY id") == before)
    #expect(try run("INSERT INTO t (x) VALUES ('new') RETURNING id") == ["5"], "no number is assigned again")
  }
}

extension Backup {
  /// Returns the backup with changes.
  fileprivate func with(_ change: (inout Backup) -> Void) -> Backup {
    var backup = self
    change(&backup)
    return backup
  }
}
