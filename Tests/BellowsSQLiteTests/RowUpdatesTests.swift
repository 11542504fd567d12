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

  @Test("Many rows with the same columns are written by one statement, and others by one for each row")
  func statements() async throws {
    let other = Column("other", .text)
    let scratch = try scratch()
    try scratch.connection().run("CREATE TABLE u (id INTEGER PRIMARY KEY, name TEXT)")
    func count(_ update: (Int64) -> RowUpdate) async throws -> Int {
      let faults = Faults()
      let database = SQLite(path: scratch.path, faults: faults)
      _ = try await database.transaction(.read) { try await $0.count(Query("t", columns: [])) }
      let updates = (1...10).map(update)
      // The first statements of a connection also prepare it.
      for _ in 1...2 { _ = try await database.transaction(.write) { try await $0.update(updates) } }
      let before = faults.count
      let outcomes = try await database.transaction(.write) { try await $0.update(updates) }
      #expect(outcomes.allSatisfy { $0 == .written })
      return faults.count - before
    }
    func row(_ number: Int64, _ table: String = "t", _ values: Filter...) -> RowUpdate {
      RowUpdate(key: [Filter(id, .int(number))], RowChanges(table, values))
    }
    let alike = try await count { row($0, "t", Filter(name, .string("a\($0)"))) }
    #expect(alike < 8)
    #expect(try scratch.rows("SELECT count(*) FROM t WHERE name = 'a' || id") == ["10"])
    let ways: [(Int64) -> RowUpdate] = [
      { row($0, $0 == 4 ? "u" : "t", Filter(name, .string("b\($0)"))) },
      { row($0, "t", Filter($0 == 10 ? other : name, .string("c\($0)"))) },
      { $0 == 2 ? row($0, "t") : row($0, "t", Filter(name, .string("d\($0)"))) },
      {
        $0 == 5 ? row($0, "t", Filter(name, "e5"), Filter(other, "o")) : row($0, "t", Filter(name, .string("e\($0)")))
      },
    ]
    let keys: [(Int64) -> [Filter]] = [
      { [$0 == 6 ? Filter(other, "none") : Filter(id, .int($0))] },
      { $0 == 7 ? [Filter(id, 7), Filter(other, "none")] : [Filter(id, .int($0))] },
      { [Filter(id, $0 == 8 ? nil : .int($0))] },
    ]
    for (index, key) in keys.enumerated() {
      let number = try await count { RowUpdate(key: key($0), RowChanges("t", [Filter(name, .string("k\($0)"))])) }
      #expect(number >= alike + 7, "key \(index)")
    }
    #expect(try scratch.rows("SELECT count(*) FROM t WHERE name = 'k' || id") == ["10"])
    for (index, way) in ways.enumerated() { #expect(try await count(way) >= alike + 7, "way \(index)") }
    // Each way left out what the next one has overwritten.
    #expect(
      try scratch.rows("SELECT name || coalesce(other, '') FROM t WHERE id IN (4, 5, 10)") == ["e4", "e5o", "e10c10"])
  }

  @Test("Updates of many rows without values write nothing")
  func noValues() async throws {
    let scratch = try scratch()
    let before = try scratch.rows("SELECT * FROM t")
    let updates = (1...6).map { RowUpdate(key: [Filter(id, .int($0))], RowChanges("t", [])) }
    let outcomes = try await scratch.database.transaction(.write) { try await $0.update(updates) }
    #expect(outcomes == updates.map { _ in .written })
    #expect(try scratch.rows("SELECT * FROM t") == before && scratch.rows("SELECT * FROM log") == [])
  }

  @Test("Updates of rows of several tables in one call each write to their own table")
  func severalTables() async throws {
    let scratch = try Scratch(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT)", "CREATE TABLE u (id INTEGER PRIMARY KEY, name TEXT)",
      "INSERT INTO t (id) VALUES (1), (2), (3), (4), (5), (6)", "INSERT INTO u (id) VALUES (1), (2), (3), (4), (5), (6)"
    )
    let updates = (1...6).map { number in
      RowUpdate(
        key: [Filter(id, .int(number))],
        RowChanges(number % 2 == 0 ? "t" : "u", [Filter(name, .string("n\(number)"))]))
    }
    let outcomes = try await scratch.database.transaction(.write) { try await $0.update(updates) }
    #expect(outcomes.allSatisfy { $0 == .written })
    #expect(try scratch.rows("SELECT id, name FROM t WHERE name NOT NULL") == ["2|n2", "4|n4", "6|n6"])
    #expect(try scratch.rows("SELECT id, name FROM u WHERE name NOT NULL") == ["1|n1", "3|n3", "5|n5"])
  }
}
