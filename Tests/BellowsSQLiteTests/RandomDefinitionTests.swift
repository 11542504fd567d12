// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation
import TestSupport
import Testing

@testable import BellowsSQLite

/// A definition that is edited, or a copy of its rows, behaves as the definition says.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct RandomDefinitionTests {
  /// The page where the rows begin: a copy gets another one.
  private func root(_ scratch: Scratch) throws -> [String] {
    try scratch.rows("SELECT rootpage FROM sqlite_schema WHERE name = 't'")
  }

  @Test("Random definitions behave as in a database that was created with them")
  func random() async throws {
    let count = Thorough.count(sample: 150, whole: 5_000)
    var edited = 0
    for seed in Thorough.seed..<Thorough.seed + UInt64(count) {
      var random = SeededRandom(seed: seed)
      let definition = RandomDefinition(&random)
      let changes = definition.changes(&random)
      let scratch = try Scratch(
        "CREATE TABLE p (id INTEGER PRIMARY KEY)", "INSERT INTO p VALUES (1), (2)", definition.sql)
      let connection = try scratch.connection()
      for row in definition.rows(&random) { try? connection.run(row) }
      let values = "SELECT quote(id), quote(a), quote(b), quote(c) FROM t ORDER BY id"
      let (before, rows) = (try root(scratch), try scratch.rows(values))
      let isDone = (try? await scratch.execute(.rebuild(Rebuild(table: "t", changes: changes)))) != nil
      #expect(try scratch.rows(values) == rows, "seed \(seed): \(definition.sql) \(changes)")
      guard isDone else { continue }
      if try root(scratch) == before { edited += 1 }
      let text = try scratch.rows("SELECT sql FROM sqlite_schema WHERE name = 't'")[0]
      let fresh = try Scratch("CREATE TABLE p (id INTEGER PRIMARY KEY)", "INSERT INTO p VALUES (1), (2)", text)
      for row in rows {
        try fresh.connection().run("INSERT INTO t VALUES (\(row.replacingOccurrences(of: "|", with: ", ")))")
      }
      #expect(try scratch.rows("PRAGMA integrity_check") == ["ok"], "seed \(seed): \(definition.sql) \(changes)")
      for probe in definition.probes {
        let outcomes = try [scratch, fresh].map { database in
          let connection = try database.connection()
          try connection.run("PRAGMA foreign_keys = ON")
          let isRefused = (try? connection.run(probe)) == nil
          return "\(isRefused) \(try database.rows(values))"
        }
        #expect(outcomes[0] == outcomes[1], "seed \(seed): \(probe) after \(definition.sql) \(changes)")
      }
    }
    print("definitions: seed \(Thorough.seed), \(count) tables, \(edited) edited without a copy")
    #expect(edited > count / 4)
  }
}

/// A table with random clauses, and changes of them.
private struct RandomDefinition {
  private var columns: [(name: String, type: String, clauses: [String])] = []

  private static let notNull = ["NOT NULL", "not null on conflict ignore"]
  private static let defaults = ["DEFAULT 3", "DEFAULT ('a' || 'b')", "DEFAULT -1"]
  private static let references = ["REFERENCES p", "REFERENCES p (id) ON DELETE CASCADE", "REFERENCES p DEFERRABLE"]

  init(_ random: inout SeededRandom) {
    for name in ["a", "b", "c"] {
      let type = random.pick(["TEXT", "INTEGER", "INT", "", "VARCHAR(9)", "REAL"])
      var clauses: [String] = []
      if random.happens(40) { clauses.append(random.pick(Self.notNull)) }
      if random.happens(40) { clauses.append(random.pick(Self.defaults)) }
      if random.happens(30) { clauses.append(Self.check(name, &random)) }
      if random.happens(20) { clauses.append(random.pick(Self.references)) }
      if random.happens(15) { clauses.append("UNIQUE") }
      if random.happens(15) { clauses.append("COLLATE NOCASE") }
      columns.append((name, type, clauses))
    }
  }

  private static func check(_ name: String, _ random: inout SeededRandom) -> String {
    "CHECK ("
      + random.pick(["\(name) <> 7", "length(\(name)) < 4 -- short\n", "(\(name) > -5)", "\(name) IN (1, 2, 'x')"])
      + ")"
  }

  var sql: String {
    let list = columns.map { ([$0.name, $0.type] + $0.clauses).filter { !$0.isEmpty }.joined(separator: " ") }
    return "CREATE TABLE t (id INTEGER PRIMARY KEY, \(list.joined(separator: ",\n  ")))"
  }

  func changes(_ random: inout SeededRandom) -> [TableChange] {
    var changes: [TableChange] = []
    for column in columns where random.happens(60) {
      func text(_ clauses: [String]) -> String {
        ([column.name, column.type] + clauses).filter { !$0.isEmpty }.joined(separator: " ")
      }
      let (begin, new): (String, String) =
        switch random.number(below: 4) {
        case 0: ("NOT NULL", "NOT NULL")
        case 1: ("DEFAULT", random.pick(Self.defaults))
        case 2: ("CHECK", Self.check(column.name, &random))
        default: ("REFERENCES", random.pick(Self.references))
        }
      let same = column.clauses.filter { $0.uppercased().hasPrefix(begin) }
      changes.append(.changeColumn(from: text(same), to: text(same.isEmpty || random.happens(50) ? [new] : [])))
    }
    if random.happens(30) { changes.append(.addConstraint("CHECK (a IS NOT NULL OR b IS NOT NULL)")) }
    return changes
  }

  private static let values = ["NULL", "1", "2", "'x'", "7", "'long text'", "2.5"]

  func rows(_ random: inout SeededRandom) -> [String] {
    (0..<random.number(below: 12)).map { _ in
      "INSERT INTO t (a, b, c) VALUES (\((0..<3).map { _ in random.pick(Self.values) }.joined(separator: ", ")))"
    }
  }

  var probes: [String] {
    ["INSERT INTO t DEFAULT VALUES", "DELETE FROM p WHERE id = 1", "UPDATE t SET a = 1"]
      + Self.values.flatMap { value in
        ["a", "b", "c"].map { "INSERT INTO t (\($0)) VALUES (\(value))" }
      }
  }
}
