// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestServers
import TestSupport
import Testing

@testable import MigrationSQL

/// Renames on a real server, beside other changes of the same table: the column stays, and its copy is dropped.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct PostgreSQLRenameTests {
  /// What changes, the table `t` before and after, and whether the column stays.
  static let cases: [(what: String, old: String, new: String, isKept: Bool)] = [
    ("a required column", "a: string", "b: string @was(a)", true),
    ("an optional column", "a: string?", "b: string? @was(a)", true),
    ("a column with a default", #"a: string = "x""#, #"b: string = "x" @was(a)"#, true),
    ("an optional column with a default", #"a: string? = "x""#, #"b: string? = "x" @was(a)"#, true),
    ("a column of literals", #"a: "x" | "y""#, #"b: "x" | "y" @was(a)"#, true),
    ("a nested column", "a: { x: int, y: [string] }", "b: { x: int, y: [string] } @was(a)", true),
    ("a narrow column", "a: int @stored(int4)", "b: int @stored(int4) @was(a)", true),
    ("a reference", "a: id<p>? @onDelete(setNull)", "b: id<p>? @onDelete(setNull) @was(a)", true),
    ("a required reference", "a: id<p> @onDelete(cascade)", "b: id<p> @onDelete(cascade) @was(a)", true),
    ("an indexed column", "a: string\nindex x(a)\nindex y(n, a)", "b: string @was(a)\nindex x(b)\nindex y(n, b)", true),
    ("a unique column", "a: string\nunique x(a)", "b: string @was(a)\nunique x(b)", true),
    ("a column and its index", "a: string\nindex x(a)", "b: string @was(a)\nindex y(b)", true),
    ("a column and its unique index", "a: string?\nunique x(a)", "b: string? @was(a)\nunique y(b)", true),
    ("an indexed column, and the index", "a: string\nindex x(a)", "b: string @was(a)\nindex x(b, n)", true),
    ("a column with a new index", "a: string", "b: string @was(a)\nindex x(b)", true),
    ("a column with a new unique index", "a: string", "b: string @was(a)\nunique x(b)", true),
    ("a searched column", "a: string\nsearch x(a)", "b: string @was(a)\nsearch x(b)", true),
    ("two columns", "a: string\nc: int\nunique x(a, c)", "b: string @was(a)\nd: int @was(c)\nunique x(b, d)", true),
    ("beside a dropped column", "a: string\nc: int", "b: string @was(a)", true),
    ("beside a new required column", "a: string", "b: string @was(a)\nc: int = 7", true),
    ("beside a narrowed column", #"a: string; c: "x" | "y""#, #"b: string @was(a); c: "x""#, true),
    ("a column that becomes required", "a: string?", #"b: string = "x" @was(a)"#, false),
    ("a column of another type", "a: int", "b: string @was(a)", false),
  ]

  @Test(
    "On PostgreSQL, a renamed column is the same column at the end, and again after a rollback",
    arguments: sample(cases))
  func renamed(each: (what: String, old: String, new: String, isKept: Bool)) async throws {
    let plan = try Self.plan(each.old, each.new)
    let statements = plan.forwardChanges(.postgresql).flatMap(\.steps).map { "\($0.statement)" }
    #expect(statements.contains { $0.contains("RENAME COLUMN") } == each.isKept, "\(statements)")
    let oracle = try await PostgreSQLOracleTests.outcome(of: plan, seed: Thorough.seed, .sets, isDirect: false)
    #expect(oracle.differences.isEmpty, "\(each.what): \(oracle.differences.joined(separator: "\n"))")
    let back = try await PostgreSQLRollbackTests.outcome(of: plan, seed: Thorough.seed, .sets, isDirect: false)
    #expect(back.differences.isEmpty, "\(each.what): \(back.differences.joined(separator: "\n"))")
    guard each.isKept, !oracle.needsManualChange else { return }
    let rollout = try PostgreSQLRollout(plan, seed: Thorough.seed)
    try await rollout.begin()
    let position = try rollout.position(of: "a")
    try await rollout.execute(.sets, isDirect: false)
    #expect(try position != nil && rollout.position(of: "b") == position)
  }

  @Test(
    "On PostgreSQL, the transactions of a rename read no row and build no index, and nothing is scanned before them")
  func work() throws {
    let plan = try Self.plan("a: string\nunique x(a)", "b: string @was(a)\nunique x(b)")
    let changes = plan.storeChanges(.postgresql)
    let steps =
      changes.deploys.flatMap(\.steps) + changes.rollbackSteps.joined() + changes.rollbackEnds.flatMap(\.steps)
    #expect(steps.allSatisfy { $0.work == .none })
    let prepared = (changes.deploys.flatMap(\.preparations) + changes.rollbackEnds.flatMap(\.preparations))
    // The second index is over the copy: code of the next release uses it.
    #expect(
      prepared.map(\.step.statement).allSatisfy { $0.hasPrefix("CREATE UNIQUE INDEX CONCURRENTLY") }, "\(prepared)")
    #expect(prepared.count == 2)
  }

  private static func plan(_ old: String, _ new: String) throws -> Plan {
    func schema(_ fields: String) throws -> Schema {
      let lines = fields.replacing("; ", with: "\n").replacing("\n", with: "\n  ")
      return try readSchema([
        SourceFile(
          path: "app.schema",
          text: "target postgresql\ntable p {\n  name: string\n}\ntable t {\n  n: int\n  \(lines)\n}\n")
      ])
    }
    return try planMigration(from: schema(old), to: schema(new)).plan
  }
}

extension PostgreSQLRollout {
  /// The number of a column in the catalog, which stays for its lifetime.
  fileprivate func position(of column: String) throws -> String? {
    try RawPostgreSQL(connection).rows(
      "SELECT attnum FROM pg_attribute WHERE attrelid = 'public.t'::regclass AND attname = '\(column)'"
    ).first?[0]
  }
}
