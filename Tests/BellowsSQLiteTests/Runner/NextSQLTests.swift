// Part of Bellows. MIT licence: see LICENSE.
import CSQLite
import Foundation
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// `migrate next --sql` says what `migrate run` executes, and `--expect` lets nothing else run.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct NextSQLTests {
  private func digest(_ output: String) throws -> String {
    let mark = try #require(output.range(of: "-- digest "))
    return String(output[mark.upperBound...].prefix(16))
  }

  private func definitions(_ scratch: Scratch) throws -> [String] {
    try scratch.rows(
      "SELECT type || ' ' || name || ': ' || sql FROM sqlite_schema WHERE name NOT LIKE '~_bellows~_%' ESCAPE '~' ORDER BY 1"
    )
  }

  @Test("The statements, executed by hand, end in the definitions in which a run ends", arguments: [false, true])
  func statementsAreThoseOfARun(isOffline: Bool) async throws {
    let (scratch, other) = (try Ages.scratch(rows: 20), try Ages.scratch(rows: 20))
    for database in [scratch, other] {
      try database.connection().run("DROP TABLE people")
      try database.connection().run(
        """
        CREATE TABLE people (_id INTEGER PRIMARY KEY, -- the number
          name TEXT COLLATE NOCASE NOT NULL, "year" INTEGER, note TEXT DEFAULT (1 + 1)) STRICT
        """)
      #expect(await database.migrate(Ages.build(at: isOffline ? 3 : 1), "adopt").status == 0)
    }
    for deploy in isOffline ? [3] : [1, 2, 3] {
      let build = Ages.build(at: deploy)
      let words = isOffline ? ["--offline"] : []
      let before = try definitions(scratch)
      let next = await scratch.run(build, ["next", "--sql"] + words)
      #expect(next.status == 0, "\(next)")
      #expect(try definitions(scratch) == before)
      let json = await scratch.run(build, ["next", "--sql", "--json"] + words)
      let lines = json.output.split(separator: "\n")
      let event = try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any]
      let shown = try digest(next.output)
      #expect(event?["digest"] as? String == shown)
      let statements = try #require(event?["statements"] as? [String])
      let connection = try other.connection()
      bellows_configure(connection.handle, SQLITE_DBCONFIG_DEFENSIVE, 0)
      for statement in statements { try connection.run(statement) }
      let wrong = await scratch.run(build, ["run", "--expect", "0123456789abcdef"] + words)
      #expect(wrong.status == 1 && wrong.errors.contains("nothing was changed"), "\(wrong)")
      #expect(try definitions(scratch) == before)
      // Up to the gate; later steps of this run would have other digests.
      let run = await scratch.run(build, ["run", "--expect", shown] + words)
      #expect(run.status == 0, "\(run)")
      #expect(try definitions(scratch) == definitions(other))
      _ = await scratch.run(build, ["released"])
      _ = await scratch.run(build, ["run"])
    }
    let table = try definitions(scratch).joined()
    #expect(table.contains("COLLATE NOCASE NOT NULL") && table.contains("-- the number"), "\(table)")
    #expect(await scratch.run(Ages.build(at: 3), ["next", "--sql"]).output.contains("no further change of the schema"))
  }

  @Test("Triggers that a backfill fires are listed, and objects that block the plan are refused")
  func notes() async throws {
    let scratch = try Ages.scratch(rows: 2)
    let build = Ages.build(at: 1)
    #expect(await scratch.migrate(build, "adopt").status == 0)
    try scratch.connection().run(
      "CREATE TABLE log (x); CREATE TRIGGER touch AFTER UPDATE ON people BEGIN INSERT INTO log VALUES (new._id); END")
    let noted = await scratch.run(build, ["next", "--sql"])
    #expect(noted.status == 0 && noted.output.contains("-- note: the backfill people.age fires the trigger touch"))
    try scratch.connection().run("CREATE VIEW years AS SELECT year FROM people")
    let refused = await scratch.run(build, ["next", "--sql"])
    #expect(refused.status == 1 && refused.errors.contains("the view years uses people.year"), "\(refused)")
  }

  @Test("A table that was changed meanwhile is not the expected one")
  func changedMeanwhile() async throws {
    let scratch = try Ages.scratch(rows: 2)
    let build = Ages.build(at: 1)
    #expect(await scratch.migrate(build, "adopt").status == 0)
    let next = await scratch.run(build, ["next", "--sql"])
    let seen = try digest(next.output)
    try scratch.connection().run("ALTER TABLE people ADD COLUMN note TEXT")
    let run = await scratch.run(build, ["run", "--expect", seen])
    #expect(run.status == 1 && run.errors.contains("digest"), "\(run)")
    #expect(try scratch.rows("SELECT name FROM pragma_table_info('people')") == ["_id", "name", "year", "note"])
  }
}
