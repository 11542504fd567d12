// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// What something else changes in the tables of the schema is listed by `status` and `verify`.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct DriftTests {
  private func started() async throws -> Scratch {
    let scratch = try Ages.scratch(rows: 3)
    try scratch.connection().run("CREATE INDEX by_name ON people (name); CREATE TABLE other (x)")
    #expect(await scratch.migrate(Ages.build(at: 1), "adopt").status == 0)
    #expect(await scratch.migrate(Ages.build(at: 1), "run").status == 0)
    return scratch
  }

  private func drift(_ scratch: Scratch) async throws -> [String] {
    let status = await scratch.migrate(Ages.build(at: 1), "status")
    return status.output.split(separator: "\n").filter { $0.hasPrefix("drift") }
      .map { $0.dropFirst(5).trimmingCharacters(in: .whitespaces) }
  }

  @Test("Each change outside of Bellows is a line; other tables are not compared")
  func changes() async throws {
    let scratch = try await started()
    #expect(try await drift(scratch) == [])
    try scratch.connection().run("ALTER TABLE other ADD COLUMN y; CREATE INDEX o ON other (y)")
    #expect(try await drift(scratch) == [])
    try scratch.connection().run("CREATE INDEX by_year ON people (year)")
    #expect(try await drift(scratch) == ["the index by_year of people was added"])
    #expect(await scratch.migrate(Ages.build(at: 1), "status", "--fail-on-drift").status == 0)
    try scratch.connection().run("DROP INDEX by_name; ALTER TABLE people ADD COLUMN note TEXT")
    #expect(
      try await drift(scratch) == [
        "the index by_name of people is gone", "the table people was changed", "the index by_year of people was added",
      ])
    for word in ["status", "verify"] {
      #expect(await scratch.migrate(Ages.build(at: 1), word, "--fail-on-drift").status == 1)
      #expect(await scratch.migrate(Ages.build(at: 1), word).output.contains("the index by_name of people is gone"))
    }
    let json = await scratch.migrate(Ages.build(at: 1), "status", "--json")
    #expect(json.output.contains(#"{"change":"gone","kind":"index","name":"by_name","table":"people"}"#), "\(json)")
  }

  @Test("A comment or a blank in a definition is no drift")
  func spelling() async throws {
    let scratch = try await started()
    try scratch.connection().run("DROP INDEX by_name; CREATE INDEX by_name /* again */ ON   people(name)")
    #expect(try await drift(scratch) == [])
  }

  @Test("Every step of a plan and its rollback leaves no drift", arguments: [false, true])
  func ownSteps(isOffline: Bool) async throws {
    let scratch = try Ages.scratch(rows: 3)
    let build = Ages.build(at: 3)
    #expect(await scratch.migrate(build, "adopt").status == 0)
    let words = ["run", "--offline"] + (isOffline ? [] : ["--transaction-rows", "0"])
    #expect(await scratch.run(build, words).status == 0)
    #expect(await scratch.migrate(build, "status", "--fail-on-drift").output.contains("drift") == false)
    for _ in 1...3 where isOffline == false {
      #expect(await scratch.migrate(build, "rollback", "--offline").status == 0)
      #expect(await scratch.migrate(build, "status", "--fail-on-drift").status == 0)
    }
    if isOffline {
      #expect(await scratch.migrate(build, "rollback", "--to", "0", "--offline").status == 0)
      #expect(await scratch.migrate(build, "status", "--fail-on-drift").status == 0)
    }
  }

  @Test("A database that was created has no drift")
  func created() async throws {
    let scratch = try Scratch()
    #expect(await scratch.migrate(Ages.build(at: 3), "create").status == 0)
    #expect(await scratch.migrate(Ages.build(at: 3), "status", "--fail-on-drift").status == 0)
    try scratch.connection().run("ALTER TABLE people RENAME COLUMN name TO label")
    #expect(await scratch.migrate(Ages.build(at: 3), "status", "--fail-on-drift").status == 1)
  }
}
