// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// A database that a build of another branch has changed: `migrate rollback` of a build without that plan.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct UnknownPlanTests {
  private static let people = "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL)"

  private func plan(_ name: String, _ statements: [String], gates: [MigrationGate] = []) -> MigrationPlan {
    MigrationPlan(
      name: name, base: "\(name)-0", goal: "\(name)-1", after: [],
      deploys: [
        MigrationDeploy(
          number: 1, phase: .widen, fingerprint: "\(name)-1", isRelease: true, gates: gates,
          statements: statements.map(SchemaStatement.sql))
      ], backfills: [])
  }

  private func build(_ plans: MigrationPlan...) -> Migrations {
    Migrations(schema: "s\(plans.count)", tables: [StoredTable("people", [Self.people])], plans: plans)
  }

  private func scratch() async throws -> Scratch {
    let scratch = try Scratch(Self.people, "INSERT INTO people VALUES (1, 'Ada')")
    #expect(await scratch.migrate(build(), "adopt").status == 0)
    return scratch
  }

  @Test("What a plan created is dropped by a build without it, beside another plan")
  func created() async throws {
    let scratch = try await scratch()
    let branch = plan(
      "branch",
      [
        "ALTER TABLE people ADD COLUMN age INTEGER DEFAULT 3", "CREATE INDEX people_by_age ON people (age)",
        "CREATE TABLE pets (id INTEGER PRIMARY KEY)",
        "CREATE TRIGGER watch AFTER INSERT ON people BEGIN DELETE FROM pets; END",
      ])
    let other = plan("other", ["ALTER TABLE people ADD COLUMN city TEXT"])
    let before = try scratch.rows("SELECT sql FROM sqlite_schema WHERE name = 'people'")
    #expect(await scratch.migrate(build(branch), "run").status == 0)
    #expect(await scratch.migrate(build(other), "run").status == 0)
    let early = await scratch.migrate(build(other), "rollback", "branch")
    #expect(early.status == 1 && early.errors.contains("--confirm branch"), "\(early)")
    let done = await scratch.migrate(build(other), "rollback", "branch", "--confirm", "branch")
    #expect(done.status == 0 && done.output.contains("branch: deploy 1 is rolled back"), "\(done)")
    #expect(try scratch.rows("SELECT name FROM pragma_table_xinfo('people')") == ["id", "name", "city"])
    #expect(
      try scratch.rows("SELECT count(*) FROM sqlite_schema WHERE name IN ('pets', 'people_by_age', 'watch')") == ["0"])
    #expect(try scratch.rows("SELECT name FROM people") == ["Ada"])
    #expect(before != [], "\(before)")
    // The branch may begin it again.
    #expect(await scratch.migrate(build(other, branch), "run").status == 0)
    #expect(try scratch.rows("SELECT name FROM pragma_table_xinfo('people')") == ["id", "name", "city", "age"])
  }

  @Test("A plan that did more than create is left alone")
  func changed() async throws {
    let scratch = try await scratch()
    let deploy = MigrationDeploy(
      number: 1, phase: .widen, fingerprint: "branch-1", isRelease: true,
      statements: [
        .sql("ALTER TABLE people ADD COLUMN age INTEGER"),
        .rebuild(Rebuild(table: "people", changes: [.changeColumn(from: "name TEXT NOT NULL", to: "name TEXT")])),
      ],
      tables: [StoredTable("people", ["CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, age INTEGER)"])])
    let branch = MigrationPlan(
      name: "branch", base: "branch-0", goal: "branch-1", after: [], before: [StoredTable("people", [Self.people])],
      deploys: [deploy], backfills: [])
    let run = await scratch.migrate(build(branch), "run")
    #expect(run.status == 0, "\(run)")
    let present = try scratch.rows("SELECT sql FROM sqlite_schema ORDER BY name")
    let result = await scratch.migrate(build(), "rollback", "branch", "--confirm", "branch")
    #expect(result.status == 1 && result.errors.contains("run a build that has it"), "\(result)")
    #expect(try scratch.rows("SELECT sql FROM sqlite_schema ORDER BY name") == present)
  }

  @Test("Objects that something else changed since are left alone")
  func changedSince() async throws {
    let scratch = try await scratch()
    let branch = plan("branch", ["CREATE INDEX people_by_name ON people (name)"])
    #expect(await scratch.migrate(build(branch), "run").status == 0)
    try scratch.connection().run("DROP INDEX people_by_name")
    try scratch.connection().run("CREATE INDEX people_by_name ON people (name, id)")
    let result = await scratch.migrate(build(), "rollback", "branch", "--confirm", "branch")
    #expect(result.status == 1, "\(result)")
    #expect(try scratch.rows("SELECT count(*) FROM sqlite_schema WHERE name = 'people_by_name'") == ["1"])
  }
}
