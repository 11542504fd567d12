// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// `migrate log` and `migrate recreate`.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct LogTests {
  @Test("The log lists what happened, the newest last, for all plans or one")
  func log() async throws {
    let scratch = try Ages.scratch(rows: 3)
    let build = Ages.build(at: 1)
    #expect(await scratch.migrate(build, "log").status == 1)
    for word in ["adopt", "run", "released", "run"] { #expect(await scratch.migrate(build, word).status == 0) }
    let log = await scratch.migrate(build, "log")
    let words = log.output.split(separator: "\n").map { $0.split(separator: " ", omittingEmptySubsequences: true)[1] }
    #expect(words.first == "adopt" && words.dropFirst().first == "schema" && words.contains("released"), "\(log)")
    #expect(log.output.contains("add-age: deploy 1  ("), "\(log)")
    let one = await scratch.migrate(build, "log", "--limit", "1", "--json")
    let event = try JSONSerialization.jsonObject(with: Data(one.output.utf8)) as? [String: Any]
    #expect(event?["what"] as? String == words.last.map(String.init))
    #expect(event?["environment"] as? String == "development")
    #expect(await scratch.migrate(build, "log", "--plan", "add-age").output.contains("adopt") == false)
    #expect(await scratch.migrate(build, "log", "--plan", "other").output == "")
  }

  @Test("In development the database is erased, with its views, triggers and search tables, and created again")
  func recreate() async throws {
    let scratch = try Scratch(
      "CREATE TABLE people (id INTEGER PRIMARY KEY, note TEXT)", "INSERT INTO people VALUES (1, 'x')",
      "CREATE TABLE old (id INTEGER PRIMARY KEY, person INTEGER REFERENCES people)", "INSERT INTO old VALUES (1, 1)",
      "CREATE VIEW v AS SELECT * FROM people", "CREATE TRIGGER t AFTER INSERT ON old BEGIN DELETE FROM people; END",
      "CREATE VIRTUAL TABLE f USING fts5(note)", "INSERT INTO f VALUES ('x')",
      "CREATE TABLE seq (id INTEGER PRIMARY KEY AUTOINCREMENT)")
    let build = Ages.build(at: 3)
    for environment in ["production", "staging"] {
      let refused = await scratch.migrate(build, "recreate", environment: environment)
      #expect(refused.status == 1 && refused.errors.contains("called development or test"), "\(refused)")
    }
    #expect(try scratch.rows("SELECT count(*) FROM old") == ["1"])
    for environment in ["development", "test"] {
      let created = await scratch.migrate(build, "recreate", environment: environment)
      #expect(created.status == 0, "\(created)")
      #expect(
        try scratch.rows(
          "SELECT name FROM sqlite_schema WHERE name NOT LIKE '~_bellows%' ESCAPE '~' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
        ) == [
          "people"
        ])
      #expect(try scratch.rows("SELECT name FROM pragma_table_info('people')") == ["_id", "name", "age"])
      #expect(await scratch.migrate(build, "next").output.contains("nothing to do"))
    }
  }
}
