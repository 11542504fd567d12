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
}
