// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

@testable import MigrationSQL

/// Columns and tables that triggers keep in step, and search indexes, on real rows.
@Suite struct TriggerTests {
  private func plan(_ old: String, _ new: String) throws -> Plan {
    func schema(_ text: String) throws -> Schema {
      try readSchema([SourceFile(path: "t.schema", text: "target sqlite\n" + text)])
    }
    return try planMigration(from: schema(old), to: schema(new)).plan
  }

  /// The database after some deploys of a plan, with the rows that `fill` makes before the first.
  private func database(_ plan: Plan, fill: String = "", deploys: Int) throws -> ScratchDatabase {
    let database = try ScratchDatabase()
    try database.make(plan.revision(after: 0).storedTables(in: .sqlite))
    try database.run(fill)
    for change in plan.storeChanges(.sqlite).deploys.prefix(deploys) { try database.carryOut(change.steps) }
    return database
  }

  private static let rename = ("table t {\n  a: string\n}\n", "table t {\n  b: string @was(a)\n}\n")

  @Test("Renamed columns stay equal, whichever is written", arguments: [false, true])
  func renamedColumnsStayEqualWhicheverIsWritten(isRecursive: Bool) throws {
    let plan = try plan(Self.rename.0, Self.rename.1)
    let database = try database(plan, fill: "INSERT INTO t (a) VALUES ('before')", deploys: 2)
    try database.run("PRAGMA recursive_triggers = \(isRecursive ? "ON" : "OFF")")
    try database.run("INSERT INTO t (a) VALUES ('old code'), ('it''s 🎈')")
    try database.run("INSERT INTO t (b) VALUES ('new code')")
    #expect(
      try database.rows("SELECT a, b FROM t") == [
        ["before", "NULL"], ["old code", "old code"], ["it's 🎈", "it's 🎈"], ["new code", "new code"],
      ])
    try database.run("UPDATE t SET a = 'a' || _id WHERE _id = 2")
    try database.run("UPDATE t SET b = 'b' || _id WHERE _id > 2")
    try database.run("INSERT INTO t (_id, b) VALUES (2, 'upsert') ON CONFLICT DO UPDATE SET b = excluded.b")
    // A row that the backfill has not reached is right as soon as somebody writes it.
    try database.run("UPDATE t SET a = 'written' WHERE _id = 1")
    #expect(
      try database.rows("SELECT a, b FROM t") == [
        ["written", "written"], ["upsert", "upsert"], ["b3", "b3"], ["b4", "b4"],
      ])
    #expect(throws: ScratchDatabase.Failure.self, "one of the two must have a value") {
      try database.run("INSERT INTO t (_id) VALUES (9)")
    }
  }

  @Test("Renamed columns stay equal by their bytes where their collation takes different texts for equal")
  func collations() throws {
    let plan = try plan(Self.rename.0, Self.rename.1)
    for (collation, texts) in [("NOCASE", ["ann", "Ann", "ANN"]), ("RTRIM", ["ann", "ann ", "ann  "])] {
      let database = try ScratchDatabase()
      try database.run("CREATE TABLE t (_id INTEGER PRIMARY KEY, a TEXT NOT NULL COLLATE \(collation))")
      for change in plan.storeChanges(.sqlite).deploys.prefix(1) { try database.carryOut(change.steps) }
      try database.run("INSERT INTO t (a) VALUES ('\(texts[0])')")
      for column in ["a", "b", "a"] {
        for text in texts.dropFirst() + texts.prefix(1) {
          try database.run("UPDATE t SET \(column) = '\(text)'")
          #expect(try database.rows("SELECT a, b FROM t") == [[text, text]], "\(collation) \(column)")
        }
      }
    }
  }

  @Test("If an insert gives both columns a value, the new one wins, unless it is only a default")
  func insertsOfBothColumns() throws {
    func synced(_ plan: Plan) throws -> ScratchDatabase {
      let last = try #require(plan.deploys.last { !$0.synced.isEmpty })
      return try database(plan, deploys: last.number)
    }
    let plain = try synced(plan(Self.rename.0, Self.rename.1))
    try plain.run("INSERT INTO t (a, b) VALUES ('old', 'new')")
    #expect(try plain.rows("SELECT a, b FROM t") == [["new", "new"]])
    let defaulted = try synced(plan(Self.rename.0, "table t {\n  b: string = \"d\" @was(a)\n}\n"))
    try defaulted.run("INSERT INTO t (a) VALUES ('old')")
    try defaulted.run("INSERT INTO t (b) VALUES ('new')")
    #expect(try defaulted.rows("SELECT a, b FROM t") == [["old", "old"], ["new", "new"]])
  }

  /// A value that moves and need not be there any more, in both of its ways: beside a removal and alone.
  @Test("A row may lack both columns as soon as code may write it so")
  func aRowMayLackBothColumnsOnceCodeMayWriteIt() throws {
    let beside = try plan("table t {\n  a: int\n  x: int\n}\n", "table t {\n  b: int? @was(a)\n}\n")
    #expect(beside.deploys.map(\.isRelease) == [true, true, false])
    let open = try database(beside, fill: "INSERT INTO t (a, x) VALUES (1, 1)", deploys: 2)
    try open.run("INSERT INTO t (a, b) VALUES (2, 2)")
    try open.run("INSERT INTO t (b) VALUES (3), (NULL)")
    try open.run("UPDATE t SET b = NULL WHERE _id = 2")
    try open.run("UPDATE t SET a = 4, b = 4 WHERE _id = 4")
    #expect(try open.rows("SELECT a, b FROM t") == [["1", "NULL"], ["NULL", "NULL"], ["3", "3"], ["4", "4"]])

    let alone = try plan("table t {\n  a: int\n}\n", "table t {\n  b: int? @was(a)\n}\n")
    #expect(alone.deploys.map(\.isRelease) == [false, true, true])
    let strict = try database(alone, deploys: 2)
    #expect(throws: ScratchDatabase.Failure.self, "code of before counts on a value") {
      try strict.run("INSERT INTO t (b) VALUES (NULL)")
    }
  }

  @Test("Values written after a column was dropped are in it after the rollback")
  func whatIsWrittenAfterTheDropComesBackWhenItIsUndone() throws {
    let plan = try plan(Self.rename.0, Self.rename.1)
    let database = try database(plan, deploys: 3)
    try database.run("INSERT INTO t (b) VALUES ('late')")
    let rollback = plan.storeChanges(.sqlite).rollbackSteps
    for steps in rollback.reversed() { try database.carryOut(steps) }
    #expect(try database.rows("SELECT a FROM t") == [["late"]])
  }

  @Test("Columns with renamed literals stay in sync")
  func remappedLiteralsStayInStep() throws {
    let plan = try plan(
      "table t {\n  a: \"x\" | \"y\"\n}\n", "table t {\n  b: (\"new\" @was(\"x\") | \"y\") @was(a)\n}\n")
    #expect(plan.deploys.contains { !$0.synced.isEmpty })
    let database = try database(plan, deploys: 2)
    try database.run("INSERT INTO t (a) VALUES ('x'), ('y')")
    try database.run("INSERT INTO t (b) VALUES ('new'), ('y')")
    try database.run("UPDATE t SET b = 'new' WHERE _id = 2")
    try database.run("UPDATE t SET a = 'y' WHERE _id = 1")
    #expect(try database.rows("SELECT a, b FROM t") == [["y", "y"], ["x", "new"], ["x", "new"], ["y", "y"]])
  }

  @Test("A column and its JSON copy stay in sync")
  func wideningToJSONStaysInStep() throws {
    let plan = try plan("table t {\n  a: int?\n}\n", "table t {\n  a: (int | string)?\n}\n")
    let pair = try #require(plan.deploys.lazy.flatMap(\.synced).first)
    let (a, b) = (pair.old.column.sql, pair.new.column.sql)
    let database = try database(plan, deploys: 2)
    try database.run("INSERT INTO t (\(a)) VALUES (\(Int64.min)), (NULL)")
    try database.run("INSERT INTO t (\(b)) VALUES ('\(Int64.max)'), ('7')")
    try database.run("UPDATE t SET \(b) = NULL WHERE _id = 4")
    let rows = try database.rows("SELECT typeof(\(a)), \(a), \(b) FROM t")
    #expect(
      rows == [
        ["integer", "\(Int64.min)", "\(Int64.min)"], ["null", "NULL", "NULL"],
        ["integer", "\(Int64.max)", "\(Int64.max)"], ["null", "NULL", "NULL"],
      ])
  }

  @Test("Bytes and JSON are not kept in sync")
  func bytesAreNotKeptInStepWithJSON() throws {
    let plan = try plan("table t {\n  a: bytes\n}\n", "table t {\n  a: bytes | int\n}\n")
    #expect(plan.deploys.allSatisfy { $0.synced.isEmpty })
  }

  @Test("A copied table stays equal to its source", arguments: [false, true]) func copiedTablesStayEqual(
    isRecursive: Bool
  ) throws {
    let fields = "{\n  id: string @key\n  name: string?\n}\n"
    let plan = try plan("table a \(fields)", "table b @was(a) \(fields)")
    let database = try database(plan, fill: "INSERT INTO a VALUES ('1', 'before')", deploys: 1)
    try database.run("PRAGMA recursive_triggers = \(isRecursive ? "ON" : "OFF")")
    try database.run("INSERT INTO a VALUES ('2', NULL), ('3', 'x')")
    try database.run("INSERT INTO b VALUES ('4', 'new')")
    try database.run("UPDATE b SET name = 'y', id = '5' WHERE id = '3'")
    try database.run("UPDATE a SET name = 'z' WHERE id IN ('2', '1')")
    try database.run("INSERT OR REPLACE INTO a VALUES ('4', 'replaced')")
    #expect(
      try database.rows("SELECT * FROM a ORDER BY id") == [
        ["1", "z"], ["2", "z"], ["4", "replaced"], ["5", "y"],
      ])
    #expect(
      try database.rows("SELECT * FROM b ORDER BY id") == [["2", "z"], ["4", "replaced"], ["5", "y"]],
      "row 1 waits for the backfill")
    try database.run("DELETE FROM a WHERE id = '4'")
    try database.run("DELETE FROM b WHERE id = '5'")
    #expect(try database.rows("SELECT id FROM a ORDER BY id") == [["1"], ["2"]])
    #expect(try database.rows("SELECT id FROM b") == [["2"]])
  }

  // MARK: - Search

  @Test("A search index follows its table", arguments: ["", "  key: string @key\n"]) func searchFollowsItsTable(
    key: String
  ) throws {
    let plan = try plan(
      "table t {\n\(key)  name: string\n  rank: int?\n}\n",
      "table t {\n\(key)  name: string\n  rank: int?\n\n  search by_name (name) filter (rank)\n}\n")
    let hasKey = !key.isEmpty
    let names = hasKey ? "key, name" : "name"
    func row(_ key: String, _ name: String) -> String { hasKey ? "('\(key)', '\(name)')" : "('\(name)')" }
    let database = try database(
      plan, fill: "INSERT INTO t (\(names)) VALUES \(row("k1", "red balloon")), \(row("k2", "blue bike"))", deploys: 9)
    func found(_ word: String) throws -> [String] {
      let join =
        hasKey ? "JOIN t_by_name_rows r ON r._row = f.rowid JOIN t ON t.key = r.key" : "JOIN t ON t._id = f.rowid"
      return try database.rows("SELECT t.name FROM t_by_name f \(join) WHERE t_by_name MATCH '\(word)' ORDER BY 1")
        .map { $0[0] }
    }
    #expect(try found("balloon") == ["red balloon"])
    try database.run("INSERT INTO t (\(names)) VALUES \(row("k3", "green balloon"))")
    try database.run("UPDATE t SET name = 'yellow bike' WHERE name = 'red balloon'")
    try database.run("DELETE FROM t WHERE name = 'blue bike'")
    try database.run("VACUUM")
    try database.run("INSERT INTO t (\(names)) VALUES \(row("k4", "old bike"))")
    if hasKey { try database.run("UPDATE t SET key = 'k9' WHERE key = 'k3'") }
    if hasKey { try database.run("INSERT OR REPLACE INTO t (key, name) VALUES ('k4', 'new bike')") }
    #expect(try found("balloon") == ["green balloon"])
    #expect(try found("bike") == (hasKey ? ["new bike", "yellow bike"] : ["old bike", "yellow bike"]))
    try database.run("INSERT INTO t_by_name (t_by_name) VALUES ('integrity-check')")
    #expect(try database.rows("SELECT count(*) FROM t_by_name") == [["3"]])
  }

  private static let policies = ["", "OR REPLACE", "OR IGNORE", "OR ABORT", "OR FAIL", "OR ROLLBACK"]

  @Test(
    "A search joined with its table finds the text of all rows, whatever statements do about conflicts",
    arguments: ["  id: int @key\n", "  id: string @key\n", "  id: int @key\n  part: int @key\n"], [false, true])
  func searchAndConflicts(key: String, isRecursive: Bool) throws {
    let fields = "  name: string\n  email: string?\n  data: { code: int }\n  team: string\n"
    let hasPart = key.contains("part")
    let names = hasPart ? "id, part" : "id"
    let hasRowID = !hasPart && !key.contains("string")
    let join =
      hasRowID ? "JOIN t ON t.id = f.rowid" : "JOIN t_text_rows AS r ON r._row = f.rowid JOIN t USING (\(names))"
    for uniques in ["", "  unique by_email (email)\n  unique by_code (team, data.code)\n"] {
      let plan = try plan("", "table t {\n\(key)\(fields)\(uniques)  search text (name)\n}\n")
      var random = SeededRandom(seed: 7)
      let database = try database(plan, deploys: 9)
      try database.run("PRAGMA recursive_triggers = \(isRecursive ? "ON" : "OFF")")
      for _ in 0..<150 {
        let statement = Self.statement(&random, hasPart, hasUniques: !uniques.isEmpty)
        // Most policies refuse some of them.
        try? database.run(statement)
        let rows = try database.rows("SELECT \(names), name FROM t ORDER BY \(names)")
        let found = try database.rows("SELECT \(names), f.name FROM t_text AS f \(join) ORDER BY \(names)")
        #expect(found == rows, "\(statement)")
        // Without delete triggers, REPLACE through other unique values leaves text that no join finds.
        if uniques.isEmpty || isRecursive {
          #expect(try database.rows("SELECT count(*) FROM t_text") == [["\(rows.count)"]], "\(statement)")
        }
      }
      let number = hasRowID ? "id FROM t" : "_row FROM t_text_rows JOIN t USING (\(names))"
      try database.run("DELETE FROM t_text WHERE rowid NOT IN (SELECT \(number))")
      #expect(try database.rows("SELECT count(*) FROM t_text") == database.rows("SELECT count(*) FROM t"))
      try database.run("INSERT INTO t_text (t_text) VALUES ('integrity-check')")
    }
  }

  /// A random statement about few rows, which often violates a constraint.
  private static func statement(_ random: inout SeededRandom, _ hasPart: Bool, hasUniques: Bool) -> String {
    var values: [Int] = []
    for limit in [policies.count, 8, 2, 3, 5, 3, 2, 8] { values.append(random.number(below: limit)) }
    let (policy, id, email) = (policies[values[0]], values[1], "'e\(values[4])'")
    let part = hasPart ? "\(values[2]), " : ""
    let row = "(\(id), \(part)'w\(values[3])', \(email), '{\"code\":\(values[5])}', 't\(values[6])')"
    let columns = hasPart ? "(id, part, name, email, data, team)" : "(id, name, email, data, team)"
    switch random.number(below: 5) {
    case 0: return "UPDATE \(policy) t SET email = \(email), id = \(id) WHERE id = \(values[7])"
    case 1 where hasUniques:
      return "INSERT INTO t \(columns) VALUES \(row) ON CONFLICT (email) DO UPDATE SET name = excluded.name || ' x'"
    case 2:
      return "UPDATE \(policy) t SET data = '{\"code\":\(values[5])}', name = name || ' y' WHERE team = 't\(values[6])'"
    case 3:
      let copied = hasPart ? "id + 1, part" : "id + 1"
      return "INSERT \(policy) INTO t \(columns) SELECT \(copied), name, email, data, team FROM t WHERE id < \(id)"
    case _: return "INSERT \(policy) INTO t \(columns) VALUES \(row)"
    }
  }

  @Test("A copied table with unique values stays equal to its source under REPLACE", arguments: [false, true])
  func copiedTablesAndConflicts(isRecursive: Bool) throws {
    let fields = "{\n  id: int @key\n  name: string\n  email: string?\n  data: { code: int }\n  team: string\n"
    let uniques = "  unique by_email (email)\n  unique by_code (team, data.code)\n}\n"
    let plan = try plan("table t \(fields)\(uniques)", "table u @was(t) \(fields)\(uniques)")
    let database = try database(plan, deploys: 1)
    try database.run("PRAGMA recursive_triggers = \(isRecursive ? "ON" : "OFF")")
    var random = SeededRandom(seed: 3)
    for _ in 0..<300 {
      let statement = Self.statement(&random, false, hasUniques: true)
      let written = random.happens(50) ? statement : statement.replacing(#/\bt\b(?!')/#, with: "u")
      try? database.run(written)
      #expect(
        try database.rows("SELECT * FROM t ORDER BY id") == database.rows("SELECT * FROM u ORDER BY id"), "\(written)")
    }
    #expect(try database.rows("SELECT count(*) > 0 FROM t") == [["1"]])
  }
}
