// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import TestSupport
import Testing

@testable import BellowsSQLite

/// Backed up, written, noted and restored in any order: a rollback leaves what the application wrote, as if no backfill
/// had run.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct BackupModelTests {
  private static let key = [Column("id", .int)]
  private static let backup = Backup("_bellows_backup_1", of: "t", key: key, columns: ["x", "y"])

  @Test("A restore gives the rows as the application alone would have left them")
  func anyOrder() async throws {
    for seed in Thorough.seed..<Thorough.seed + UInt64(Thorough.count(sample: 150, whole: 5_000)) {
      var random = SeededRandom(seed: seed)
      let scratch = try Scratch("CREATE TABLE t (id INTEGER PRIMARY KEY, x, y)")
      // What the application wrote last to each row, and whether a backfill wrote after it.
      var rows: [Int: Int] = [:]
      var changed: Set<Int> = []
      var absent: Set<Int> = []
      // A row that a backfill has deleted and the application has made and deleted again cannot be told from one that
      // only the backfill has deleted.
      var ever: Set<Int> = []
      var value = 0
      var did: [String] = []
      for _ in 0..<20 {
        let id = 1 + random.number(below: 6)
        value += 1
        switch random.number(below: 10) {
        case 0, 1, 2:
          // A row that a backfill has deleted is the application's again once it is written.
          try scratch.connection().run("INSERT OR REPLACE INTO t VALUES (\(id), \(value), \(value))")
          rows[id] = value
          changed.remove(id)
          absent.remove(id)
          did.append("write \(id) \(value)")
        case 3:
          guard rows[id] != nil, !ever.contains(id) else { continue }
          try scratch.connection().run("DELETE FROM t WHERE id = \(id)")
          rows[id] = nil
          changed.remove(id)
          did.append("delete \(id)")
        default:
          let first = random.number(below: 7)
          let last = first + random.number(below: 5)
          let deletes = random.happens(15)
          let only = random.happens(30) ? "id % 2 = \(random.number(below: 2))" : "1"
          let (after, upTo) = ([JSONValue.int(Int64(first))], [JSONValue.int(Int64(last))])
          let new = value
          try await scratch.database.transaction(.write) { session in
            _ = try await session.backUp(Self.backup, after: after, upTo: upTo)
            let session = session as? Session
            try await session?.run { connection in
              let range = "id > \(first) AND id <= \(last) AND \(only)"
              try connection.run(
                deletes
                  ? "DELETE FROM t WHERE \(range)" : "UPDATE t SET x = -\(new) * 10 - id, y = 'b\(new)' WHERE \(range)")
            }
            try await session?.recordResult(in: Self.backup, after: after, upTo: upTo)
          }
          did.append("\(deletes ? "remove" : "change") \(first)...\(last) where \(only)")
          for row in rows.keys where row > first && row <= last && !absent.contains(row) {
            if only == "1" || only == "id % 2 = \(row % 2)" {
              if deletes { (absent, ever) = (absent.union([row]), ever.union([row])) } else { changed.insert(row) }
            }
          }
        }
      }
      let wanted = rows.sorted { $0.key < $1.key }.map { "\($0.key)|\($0.value)|\($0.value)" }
      let before = try scratch.rows("SELECT * FROM t ORDER BY id")
      let outcome = try await scratch.database.transaction(.write) { try await $0.restore(Self.backup) }
      let found = try scratch.rows("SELECT * FROM t ORDER BY id")
      #expect(found == wanted, "seed \(seed): \(did), \(before)")
      // The backup has what did not come back, and nothing else.
      if try scratch.rows("SELECT 1 FROM sqlite_schema WHERE name = '_bellows_backup_1'") == ["1"] {
        let left = try scratch.rows(#"SELECT "k:id" FROM _bellows_backup_1 ORDER BY 1"#)
        #expect(left == outcome.touched.map { $0[0].text }.sorted(), "seed \(seed): \(did)")
      }
    }
  }
}
