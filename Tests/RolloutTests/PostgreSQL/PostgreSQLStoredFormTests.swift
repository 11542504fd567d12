// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsPostgreSQL
import BellowsPostgreSQLInspect
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestServers
import TestSupport
import Testing

@testable import MigrationSQL

/// Enum types and arrays of PostgreSQL on a real server.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct PostgreSQLStoredFormTests {
  private static let mood = #"@stored(enum("mood"))"#

  /// The fields of a table before and after.
  static let changes: [(old: String, new: String)] = [
    ("n: int", #"n: int; a: ("x" | "y")? \#(mood)"#),
    ("n: int", #"n: int; a: "x" | "y" \#(mood) = "y""#),
    (#"a: "x" | "y" \#(mood)"#, #"a: "x" | "y" | "it's" \#(mood)"#),
    (#"a: "x" | "y" | "z" \#(mood)"#, #"a: "x" | "y" \#(mood)"#),
    (#"a: "x" | "y" \#(mood)"#, #"a: "y" | "z" \#(mood)"#),
    (#"a: "x" | "y" \#(mood)"#, #"a: ("x" | "z" @was("y")) \#(mood)"#),
    (#"a: "x" | "y" \#(mood)"#, #"b: "x" | "y" \#(mood) @was(a)"#),
    (#"a: "x" | "y""#, #"a: "x" | "y" \#(mood)"#),
    (#"a: "x" | "y" \#(mood)"#, #"a: "x" | "y""#),
    (#"a: "x" | "y" \#(mood)"#, "a: string"),
    (#"a: "x" | "y" \#(mood)"#, #"a: "x" | "y" @stored(enum("other"))"#),
    (#"a: "x" | "y" \#(mood)"#, #"a: ["x" | "y"]"#),
    (#"a: "x" | "y" \#(mood)"#, #"a: "x" | "y" | int"#),
    (#"a: "x" | "y" \#(mood); index i(a)"#, #"a: "x" | "y" | "z" \#(mood); unique u(a, n); n: int = 1"#),
    (#"a: "x" | "y" \#(mood)"#, "n: int"),
    (#"a: "x" | "y" \#(mood); b: "y" | "z" \#(mood)"#, #"a: "x" | "y" | "w" \#(mood); b: "z" \#(mood)"#),
    ("n: int", "n: int; a: [string]? @stored(array)"),
    ("n: int", "n: int; a: [int] @stored(array) = []"),
    ("a: [string] @stored(array)", "b: [string] @stored(array) @was(a)"),
    ("a: [string] @stored(array)", "a: [string]"), ("a: [string]?", "a: [string]? @stored(array)"),
    ("a: [timestamp]", "a: [timestamp] @stored(array)"), ("a: [timestamp] @stored(array)", "a: [timestamp]"),
    ("a: [decimal]", "a: [decimal] @stored(array)"), ("a: [decimal] @stored(array)", "a: [decimal]"),
    ("a: [double]", "a: [double] @stored(array)"), ("a: [bool] @stored(array)", "a: [bool]"),
    ("a: [date]", "a: [date] @stored(array)"), ("a: [uuid] @stored(array)", "a: [uuid]"),
    ("a: string", "a: [string] @stored(array)"), ("a: [uuid] @stored(array)", "n: int"),
  ]

  @Test(
    "On PostgreSQL, plans with enum types and arrays end as computed, and are rolled back", arguments: sample(changes))
  func changed(each: (old: String, new: String)) async throws {
    let plan = try planMigration(from: Self.schema(each.old), to: Self.schema(each.new)).plan
    for way in Thorough.isOn ? Rollout.Way.allCases : [.sets] {
      let oracle = try await PostgreSQLOracleTests.outcome(of: plan, seed: Thorough.seed, way, isDirect: way == .sets)
      #expect(oracle.differences.isEmpty, "\(way): \(oracle.differences.joined(separator: "\n"))")
    }
    let back = try await PostgreSQLRollbackTests.outcome(of: plan, seed: Thorough.seed, .sets, isDirect: false)
    #expect(back.differences.isEmpty, "\(back.differences.joined(separator: "\n"))")
    let dry = try await PostgreSQLDryRunTests.findings(of: plan, seed: Thorough.seed, .sets)
    #expect(dry.isEmpty, "\(dry.joined(separator: "\n"))")
  }

  @Test("On PostgreSQL, a value is added to an enum type before the transaction, and none is removed")
  func statements() throws {
    let more = #"a: "x" | "y" | "it's" \#(Self.mood)"#
    let plan = try planMigration(from: Self.schema(#"a: "x" | "y" \#(Self.mood)"#), to: Self.schema(more)).plan
    let changes = plan.storeChanges(.postgresql)
    let first = changes.deploys.flatMap(\.preparations).first?.step
    #expect(first?.statement == #"ALTER TYPE "mood" ADD VALUE IF NOT EXISTS 'it''s'"#)
    #expect(first?.result == .labels(["it's"], of: "mood"))
    let all = changes.deploys.flatMap(\.steps) + changes.rollbackSteps.joined()
    #expect(!all.contains { "\($0.statement)".contains("TYPE") })
    let back = try planMigration(from: Self.schema(more), to: Self.schema(#"a: "x" | "y" \#(Self.mood)"#)).plan
    #expect(!back.forwardChanges(.postgresql).contains { "\($0)".contains("ALTER TYPE") })
  }

  @Test("Enum types and arrays of another tool are read as a schema, adopted and widened")
  func adopted() async throws {
    let database = try await ForeignPostgreSQL(
      """
      CREATE TYPE mood AS ENUM ('bad', 'good', 'it''s');
      CREATE TABLE t (id bigint PRIMARY KEY, state mood NOT NULL DEFAULT 'good', tags text[] NOT NULL DEFAULT '{}',
        ids uuid[], small integer[], words varchar[]);
      INSERT INTO t VALUES (1, 'bad', '{a,"b c"}', NULL), (2, 'it''s', '{}', '{}');
      """, on: PostgreSQLServer.shared())
    #expect(database.inspected.contains(#"state: "bad" | "good" | "it's" @stored(enum("mood")) = "good""#))
    #expect(database.inspected.contains("tags: [string] @stored(array) = []"))
    #expect(database.inspected.contains("ids: [uuid]? @stored(array)"))
    #expect(database.inspected.contains("t.small, which is of the type integer[]"), "\(database.inspected)")
    let before = try database.definitions()
    let outcome = try await database.migrate {
      $0.replacing(#""it's" @stored"#, with: #""it's" | "new" @stored"#).renaming("tags", of: "t", to: "labels")
    }
    #expect(outcome == .done)
    let after = try database.definitions()
    #expect(after["type mood"] == "e bad,good,it's,new")
    #expect(after["column t.labels"] == before["column t.tags"])
    try await database.rollBack()
    let back = try database.definitions()
    for (object, definition) in before where object != "type mood" { #expect(back[object] == definition, "\(object)") }
    #expect(back["type mood"] == "e bad,good,it's,new")
  }

  @Test(
    "Arrays with NULL, of several dimensions, and with values that the language does not have are counted by adoption")
  func misfits() async throws {
    for value in ["'{a,NULL}'::text[]", "'{{a}}'::text[]", "'[0:0]={a}'::text[]", "'{NaN}'::numeric[]"] {
      let type = value.hasSuffix("numeric[]") ? "numeric[]" : "text[]"
      let database = try await ForeignPostgreSQL(
        "CREATE TABLE t (id bigint PRIMARY KEY, v \(type)); INSERT INTO t VALUES (1, '{}'), (7, \(value))",
        on: PostgreSQLServer.shared())
      await #expect(throws: (any Error).self, "\(value)") {
        _ = try await database.migrate { $0.adding("more: string?", to: "t") }
      }
    }
  }

  private static func schema(_ fields: String) throws -> Schema {
    let lines = fields.replacing("; ", with: "\n  ")
    return try readSchema([
      SourceFile(path: "app.schema", text: "target postgresql\ntable t {\n  m: int\n  \(lines)\n}\n")
    ])
  }
}

/// Some of the cases in everyday runs, others with another seed.
func sample<Case>(_ cases: [Case], of parts: Int = 4) -> [Case] {
  cases.enumerated().filter { Thorough.isOn || ($0.offset + Int(Thorough.seed % 1_000)) % parts == 0 }.map(\.element)
}
