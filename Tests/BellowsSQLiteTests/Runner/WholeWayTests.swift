// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// Without gates, on copies, and what is printed for others to read.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct WholeWayTests {
  @Test("A dry run does not change the database") func aRehearsalChangesNothing() async throws {
    let scratch = try Ages.scratch(rows: 2000)
    let before = try scratch.rows("SELECT * FROM sqlite_schema") + scratch.rows("SELECT * FROM people")
    let result = await scratch.migrate(Ages.build(at: 1), "dry-run", "--show-values")
    #expect(result.status == 0, "\(result)")
    #expect(result.output.contains("_id 1, age no value -> _id 1, age 75"), "\(result)")
    #expect(result.output.contains("the schema of deploy 3 of 3 (tighten) is in force"), "\(result)")
    #expect(try scratch.rows("SELECT * FROM sqlite_schema") + scratch.rows("SELECT * FROM people") == before)

    try scratch.connection().run("UPDATE people SET year = NULL WHERE _id = 5")
    let fails = await scratch.migrate(Ages.build(at: 1), "dry-run")
    #expect(fails.status == 1 && fails.errors.contains("1 row of people.age is quarantined"), "\(fails)")
  }

  @Test("Every command with --json prints only JSON") func jsonThroughout() async throws {
    let scratch = try Ages.scratch(rows: 42)
    let build = Ages.build(at: 1)
    var lines: [Substring] = []
    for words in [["adopt"], ["run"], ["released"], ["run"], ["verify"], ["status"], ["next"]] {
      let printed = Printed()
      let status = await MigrateCommand.run(
        build, on: scratch.database, environment: "test", arguments: words + ["--json"], console: printed.console)
      #expect(status == 0, "\(words): \(printed.errors)")
      lines += printed.output.split(separator: "\n")
    }
    #expect(lines.count > 10)
    for line in lines {
      guard case .object = try JSONValue(text: String(line)) else {
        Issue.record("\(line)")
        continue
      }
    }
  }
}
