// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Testing

@testable import BellowsSQLite

/// Many rows that are written at once end as if they had been written one by one.
@Suite struct RowUpdatesTests {
  private let id = Column("id", .int)
  private let name = Column("name", .text)

  private func scratch(_ more: String = "") throws -> Scratch {
    try Scratch(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE CHECK (name <> 'bad'), other TEXT \(more)) STRICT",
      "CREATE TABLE log (id INTEGER) STRICT",
      "CREATE TRIGGER t_log AFTER UPDATE ON t BEGIN INSERT INTO log VALUES (new.id); END",
      """
      WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 10)
      INSERT INTO t (id, name) SELECT i, 'u' || i FROM n
      """)
  }

  private func write(_ scratch: Scratch, _ rows: [(Int64, JSONValue?)]) async throws -> [RowUpdateOutcome] {
    let updates = rows.map { RowUpdate(key: [Filter(id, .int($0.0))], RowChanges("t", [Filter(name, $0.1)])) }
    return try await scratch.database.transaction(.write) { try await $0.update(updates) }
  }

  @Test("An update of many rows writes each of them once and no row between them")
  func eachRowIsWrittenOnceAndThoseBetweenThemAreNot() async throws {
    let scratch = try scratch()
    let outcomes = try await write(scratch, [(1, "a"), (3, "c"), (4, nil), (6, "f"), (9, "i")])
    #expect(outcomes.allSatisfy { $0 == .written })
    #expect(
      try scratch.rows("SELECT name FROM t ORDER BY id") == ["a", "u2", "c", "∅", "u5", "f", "u7", "u8", "i", "u10"])
    #expect(try scratch.rows("SELECT id FROM log") == ["1", "3", "4", "6", "9"])
  }

  @Test("An update of many rows supports keys and values of several columns")
  func keysOfSeveralColumnsAndSeveralValues() async throws {
    let scratch = try Scratch(
      "CREATE TABLE t (a TEXT COLLATE NOCASE, b REAL, x TEXT, y BLOB, PRIMARY KEY (a, b)) STRICT",
      "INSERT INTO t (a, b) VALUES ('p', 1), ('P', 2.5), ('q', -1), ('é', 0), ('', 1e300)")
    let (a, b) = (Column("a", .text), Column("b", .double))
    let keys: [[JSONValue]] = [["", 1e300], ["p", 1.0], ["P", 2.5], ["q", -1.0], ["é", 0.0]]
    let updates = keys.map { key in
      RowUpdate(
        key: [Filter(a, key[0]), Filter(b, key[1])],
        RowChanges("t", [Filter(Column("x", .json), .array(key)), Filter(Column("y", .bytes), .bytes(.init([1])))]))
    }
    let outcomes = try await scratch.database.transaction(.write) { try await $0.update(updates) }
    #expect(outcomes.allSatisfy { $0 == .written })
    #expect(
      try scratch.rows("SELECT x || hex(y) FROM t ORDER BY a, b") == [
        #"["",1e+300]01"#, #"["p",1.0]01"#, #"["P",2.5]01"#, #"["q",-1.0]01"#, #"["é",0.0]01"#,
      ])
  }
}
