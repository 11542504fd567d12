// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// `migrate run` from the first deploy to the last, on a real file.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct RunTests {
  @Test("A run prints what it did and what is next") func prints() async throws {
    let scratch = try Ages.scratch(rows: 2500)
    let first = Ages.build(at: 1)
    #expect(await scratch.migrate(first, "run").errors.contains("migrate adopt"))
    #expect(await scratch.migrate(first, "adopt").output.contains("the tables have the schema before add-age"))

    let widened = await scratch.migrate(first, "run")
    #expect(widened.status == 0, "\(widened)")
    #expect(widened.output.contains("add-age: the schema of deploy 1 of 3 (widen) is in force"))
    #expect(widened.output.contains("next: release the code of deploy 1"))
    #expect(try scratch.rows("SELECT count(*) FROM people WHERE age IS NULL") == ["2500"])

    #expect(await scratch.migrate(first, "released").status == 0)
    let filled = await scratch.migrate(first, "run")
    #expect(filled.status == 0, "\(filled)")
    #expect(filled.output.contains("people.age: done; 2,500 rows scanned, 2,500 changed"))
    #expect(filled.output.contains("next: migrate verify --attest"))
    #expect(try scratch.rows("SELECT count(*) FROM people WHERE age = 2026 - year") == ["2500"])

    let second = Ages.build(at: 2)
    let tightened = await scratch.migrate(second, "run")
    #expect(tightened.status == 0, "\(tightened)")
    #expect(throws: (any Error).self) { try scratch.connection().run("INSERT INTO people (name) VALUES ('x')") }
    #expect(await scratch.migrate(second, "released").status == 0)
    #expect(await scratch.migrate(second, "run").status == 0)

    let third = Ages.build(at: 3)
    let dropped = await scratch.migrate(third, "run")
    #expect(dropped.status == 0, "\(dropped)")
    #expect(dropped.output.contains("backed up year of people: 2,500 rows"))
    #expect(dropped.output.contains("next: nothing to do: add-age is done"))
    #expect(try scratch.rows("SELECT name FROM pragma_table_xinfo('people')") == ["_id", "name", "age"])
    #expect(
      await scratch.migrate(third, "run").output
        == "next: nothing to do: add-age is done, and the database has this build's schema\n")
  }

  @Test("--only runs a backfill and changes no schema")
  func only() async throws {
    let build = Ages.build(at: 1)
    let scratch = try Ages.scratch(rows: 5)
    #expect(await scratch.migrate(build, "adopt").status == 0)
    let unknown = await scratch.run(build, ["run", "--only", "people.agee"])
    #expect(unknown.status == 1 && unknown.errors.contains("the plans have people.age"), "\(unknown)")
    let early = await scratch.run(build, ["run", "--only", "people.age"])
    #expect(early.status == 1 && early.errors.contains("--only changes no schema"), "\(early)")
    #expect(try scratch.rows("SELECT name FROM pragma_table_xinfo('people')") == ["_id", "name", "year"])
    for word in ["run", "released"] { #expect(await scratch.migrate(build, word).status == 0) }
    for cursor in ["[]", "abc", "[1, 2]"] {
      let wrong = await scratch.run(build, ["run", "--cursor", cursor])
      #expect(wrong.status == 1 && wrong.errors.contains("--cursor needs"), "\(wrong)")
    }
    #expect(try scratch.rows("SELECT count(*) FROM _bellows_backfills") == ["0"])
    #expect(await scratch.run(build, ["run", "--only", "people.age"]).status == 0)
    #expect(try scratch.rows("SELECT count(*) FROM people WHERE age IS NULL") == ["0"])
  }

  @Test("Several workers are refused") func workers() async throws {
    let build = Ages.build(at: 1)
    let scratch = try Ages.scratch(rows: 5)
    for word in ["adopt", "run", "released"] { #expect(await scratch.migrate(build, word).status == 0) }
    #expect(await scratch.migrate(build, "run", "--workers", "4").errors.contains("one writer at a time"))
  }
}
