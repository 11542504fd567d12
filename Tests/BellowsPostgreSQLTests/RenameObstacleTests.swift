// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsPostgreSQL
import TestServers
import Testing

/// What a rehearsal finds over a column that a plan renames.
@Suite(.timeLimit(.minutes(60))) struct RenameObstacleTests {
  private static let table = #"CREATE TABLE "t" ("id" bigint PRIMARY KEY, "name" text, "price" bigint)"#

  private static let plan = MigrationPlan(
    name: "rename", base: "s0", goal: "s1", before: [StoredTable("t", [table])],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .tighten, fingerprint: "s1", isRelease: false,
        statements: [.sql(#"ALTER TABLE "t" RENAME COLUMN "name" TO "other""#)],
        tables: [StoredTable("t", [table.replacing("name", with: "other")])])
    ], backfills: [])

  private static let end = "; drop or change it first, or keep the column's name with @column(\"name\")"

  /// The statement of an obstacle, and what the rehearsal says of it; `nil` if it is none.
  static let obstacles: [(sql: String, says: String?)] = [
    (
      "CREATE TRIGGER a AFTER UPDATE OF name ON t FOR EACH ROW EXECUTE FUNCTION f()",
      "the trigger a does not run when code of the next release writes other"
    ),
    (
      "CREATE TRIGGER b BEFORE UPDATE ON t FOR EACH ROW WHEN (new.name <> '') EXECUTE FUNCTION f()",
      "the trigger b would read it before it has the value that code of the next release writes to other"
    ),
    ("CREATE TRIGGER c AFTER UPDATE ON t FOR EACH ROW WHEN (new.name <> '') EXECUTE FUNCTION f()", nil),
    ("CREATE TRIGGER d AFTER UPDATE OF price ON t FOR EACH ROW EXECUTE FUNCTION f()", nil),
    (
      "CREATE RULE e AS ON INSERT TO t DO ALSO INSERT INTO log VALUES (new.name)",
      "the rule e would read it before it has the value that code of the next release writes to other"
    ),
  ]

  private static func problems(_ statements: [String]) async throws -> [String] {
    let server = try PostgreSQLServer.shared()
    let name = try server.makeDatabase()
    let function = "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
    for statement in [table, "CREATE TABLE log (name text)", function] + statements {
      _ = try server.run(statement, in: name)
    }
    return try await PostgreSQL(server.connection(to: name)).rehearse(plan, after: 0).problems
  }

  @Test("A trigger or rule that a rename would leave behind is a problem", arguments: obstacles)
  func one(each: (sql: String, says: String?)) async throws {
    #expect(try await Self.problems([each.sql]) == (each.says.map { ["t.name: \($0)\(Self.end)"] } ?? []))
  }

  @Test("Of several triggers and rules that a rename would leave behind, each is a problem")
  func all() async throws {
    let expected = Self.obstacles.compactMap(\.says).map { "t.name: \($0)\(Self.end)" }
    #expect(try await Self.problems(Self.obstacles.map(\.sql)).sorted() == expected.sorted())
    let disabled = Self.obstacles.dropLast().map(\.sql) + ["ALTER TABLE t DISABLE TRIGGER ALL"]
    #expect(try await Self.problems(disabled) == [])
  }
}
