// Part of Bellows. MIT licence: see LICENSE.
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// What a rehearsal finds is counted once, and does not hide what comes after it.
@Suite struct RehearsalFindingTests {
  private func rehearse(_ scratch: Scratch, _ build: Migrations) async -> (status: Int32, output: String) {
    let result = await scratch.migrate(build, "dry-run", "--json")
    return (result.status, result.output)
  }

  @Test(
    "Rows that are quarantined are deleted from the copy, and the later deploys are rehearsed",
    arguments: Ages.Way.allCases)
  func refusedRows(_ way: Ages.Way) async throws {
    // If a statement moves the rows, none is quarantined: they violate a check of the next deploy.
    if way == .sql { return }
    let scratch = try Ages.scratch(rows: 20)
    try scratch.connection().run("UPDATE people SET year = NULL WHERE _id IN (3, 4)")
    let build = Ages.build(at: 1, way)
    let found = await rehearse(scratch, build)
    #expect(found.status == 1 && found.output.contains(#""problem":"refused-rows""#), "\(found)")
    #expect(found.output.contains(#"{"event":"rehearsed","problems":1,"complete":false}"#), "\(found)")
    #expect(!found.output.contains(#""problem":"ended""#), "\(found)")
    // A row that others refer to stays in the copy: there the rehearsal ends, and the row counts once.
    try scratch.connection().run(
      "CREATE TABLE pets (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES people); INSERT INTO pets VALUES (1, 3)")
    let held = await rehearse(scratch, build)
    #expect(held.output.contains(#"{"event":"rehearsed","problems":1,"complete":false}"#), "\(held)")
    #expect(held.output.contains(#""problem":"ended""#), "\(held)")
    #expect(try scratch.rows("SELECT count(*) FROM people") == ["20"])
  }

  @Test("A dry run lists more rows than the limit of quarantined rows")
  func manyRows() async throws {
    let scratch = try await Prices.scratch([])
    try scratch.connection().run(
      "INSERT INTO items (price) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1100) SELECT i FROM n"
    )
    let build = Prices.build(.differs) { throw RowRefused("none of \($0)") }
    let found = await rehearse(scratch, build)
    #expect(found.status == 1 && found.output.contains(#""count":1100"#), "\(found.output.suffix(500))")
    #expect(!found.output.contains(#""problem":"ended""#), "\(found.output.suffix(500))")
  }

  @Test("A dry run lists all rows that are pending again after each scan", arguments: Ages.Way.allCases)
  func rowsThatArePendingAgain(_ way: Ages.Way) async throws {
    let scratch = try Ages.scratch(rows: 40)
    try scratch.connection().run(
      """
      CREATE TRIGGER undo AFTER UPDATE ON people WHEN new._id <= 30
      BEGIN UPDATE people SET age = NULL WHERE _id = new._id; END
      """)
    let build = Ages.build(at: 1, way)
    let found = await rehearse(scratch, build)
    #expect(found.status == 1, "\(found)")
    let lines = try found.output.split(separator: "\n").map { try JSONValue(text: String($0)) }
    let problems = lines.compactMap { line -> JSONObject? in
      if case .object(let object) = line, object["problem"] != nil { object } else { nil }
    }
    // The next deploy cannot begin with such rows: there the rehearsal ends, and they count once.
    #expect(problems.map { $0["problem"] } == ["pending-rows", "ended"], "\(found)")
    #expect(found.output.contains(#"{"event":"rehearsed","problems":1,"complete":false}"#), "\(found)")
    let problem = try #require(problems.first)
    #expect(problem["plan"] == "add-age" && problem["backfill"] == "people.age", "\(problem)")
    guard case .array(let samples)? = problem["samples"] else {
      Issue.record("\(problem)")
      return
    }
    #expect(problem["count"] == 30 && samples.count == 30, "\(problem)")
  }

  @Test(
    "A statement that fails is shown in one line, and cut after 120 characters",
    arguments: [60, 119, 120, 121, 122, 500])
  func failingStatements(length: Int) async throws {
    let scratch = try Ages.scratch(rows: 0)
    let statement = "CREATE TABLE \"people\"\n(\"" + String(repeating: "x", count: length - 26) + "\")"
    let line = statement.replacing("\n", with: " ")
    #expect(line.count == length)
    let plan = MigrationPlan(
      name: "again", base: "people-0", goal: "people-1", before: [StoredTable("people", [Ages.base])],
      deploys: [
        MigrationDeploy(
          number: 1, phase: .widen, fingerprint: "people-1", isRelease: false, statements: [.sql(statement)],
          tables: [StoredTable("people", [Ages.base])])
      ], backfills: [])
    let shown = length > 120 ? line.prefix(120) + "…" : line
    let rehearsal = try await scratch.database.rehearse(plan, after: 0)
    #expect(
      rehearsal.problems == ["deploy 1 would fail: table \"people\" already exists, in: \(shown)"])
    #expect(rehearsal.failingDeploy == 1)
  }

  @Test(
    "An object that would read otherwise after a direct rename names the renames to take back",
    arguments: [
      ("SELECT a FROM t", "t.a"), ("SELECT note, c FROM t", "t.c"), ("SELECT * FROM t", "t.a, t.c"),
      ("SELECT a AS k, c AS l FROM t", nil),
      // `d` is that of `u`, and then the new name of `c`: any of the renames may be the cause.
      ("SELECT (SELECT d FROM t) AS k FROM u", "t.a, t.c"), ("SELECT note FROM t NATURAL JOIN u", "t.a, t.c"),
      ("SELECT note, y FROM t NATURAL JOIN w", "t.a"), ("SELECT note, y FROM t JOIN w", nil),
      ("SELECT note, y FROM t NATURAL JOIN vw", "t.a"),
    ])
  func renamesThatChangeReads(query: String, names: String?) async throws {
    let table = "CREATE TABLE \"t\" (\"a\" INTEGER, \"c\" INTEGER, \"note\" TEXT)"
    let goal = "CREATE TABLE \"t\" (\"b\" INTEGER, \"d\" INTEGER, \"note\" TEXT)"
    let scratch = try Scratch(
      table, "CREATE TABLE u (d INTEGER)", "CREATE TABLE w (a INTEGER, y INTEGER)", "CREATE VIEW vw AS SELECT * FROM w",
      "CREATE VIEW v AS \(query)")
    let plan = MigrationPlan(
      name: "rename", base: "s0", goal: "s1", before: [StoredTable("t", [table])],
      deploys: [
        MigrationDeploy(
          number: 1, phase: .widen, fingerprint: "s1", isRelease: false, tables: [StoredTable("t", [goal])])
      ], backfills: [])
    let steps = [("a", "b"), ("c", "d")].map { old, new in
      DirectStep.statement(.sql("ALTER TABLE \"t\" RENAME COLUMN \"\(old)\" TO \"\(new)\""))
    }
    let expected = names.map {
      "the view v would have or read other columns: change or drop it first, or keep the name of \($0)"
    }
    let rehearsal = try await scratch.database.rehearse(plan, directly: steps)
    #expect(rehearsal.problems == (expected.map { [$0] } ?? []))
  }

  @Test(
    "A column that a NATURAL JOIN would begin or cease to join by is a problem, whether or not it is named",
    arguments: [
      ("ADD COLUMN \"z\" INTEGER", "w", "would read the new column t.z"),
      ("ADD COLUMN \"z\" INTEGER", "aw", "would read the new column t.z"),
      ("ADD COLUMN \"q\" INTEGER", "w", nil), ("DROP COLUMN \"a\"", "w", "uses t.a"),
      ("DROP COLUMN \"a\"", "aw", "uses t.a"),
      ("DROP COLUMN \"c\"", "w", nil),
    ], ["view", "trigger"])
  func naturalJoins(each: (change: String, other: String, says: String?), kind: String) async throws {
    let (change, other, says) = each
    // `SELECT *` has a column of a NATURAL JOIN once.
    let columns = kind == "view" && change.hasPrefix("ADD") ? "*" : "id, y"
    let table = "CREATE TABLE \"t\" (\"id\" INTEGER, \"a\" INTEGER, \"c\" INTEGER)"
    let goal =
      change.hasPrefix("ADD")
      ? table.dropLast() + ", \(change.dropFirst("ADD COLUMN ".count)))"
      : table.replacing(", \(change.dropFirst("DROP COLUMN ".count)) INTEGER", with: "")
    func scratch(_ join: String) throws -> Scratch {
      let query = "SELECT \(columns) FROM t \(join) \(other)"
      return try Scratch(
        table, "CREATE TABLE w (a INTEGER, y INTEGER, z INTEGER)", "CREATE VIEW aw AS SELECT * FROM w",
        "CREATE TABLE log (id INTEGER, y INTEGER)", "CREATE TABLE events (id INTEGER)",
        kind == "view"
          ? "CREATE VIEW v AS \(query)"
          : "CREATE TRIGGER v AFTER INSERT ON events BEGIN INSERT INTO log \(query); END")
    }
    let plan = MigrationPlan(
      name: "change", base: "s0", goal: "s1", before: [StoredTable("t", [table])],
      deploys: [
        MigrationDeploy(
          number: 1, phase: .widen, fingerprint: "s1", isRelease: false,
          statements: [.sql("ALTER TABLE \"t\" \(change)")], tables: [StoredTable("t", [goal])])
      ], backfills: [])
    let (natural, plain) = (try scratch("NATURAL JOIN"), try scratch("JOIN"))
    let problems = try await natural.database.rehearse(plan, after: 0).problems
    #expect(problems.count == (says == nil ? 0 : 1), "\(problems)")
    if let says {
      #expect(problems.first?.contains("the \(kind) v") == true && problems[0].contains(says), "\(problems)")
    }
    #expect(try await plain.database.rehearse(plan, after: 0).problems == [])
  }
}
