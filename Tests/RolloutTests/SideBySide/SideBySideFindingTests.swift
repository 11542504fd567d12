// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import Testing

/// What random orders of plans side by side have found, one test for each kind of fault.
@Suite struct SideBySideFindingTests {
  /// Runs steps on a database with rows, and everything that is left after them.
  ///
  /// - Parameters:
  ///   - base: The body of a schema.
  ///   - goals: The schema after each plan alone.
  private func run(
    _ base: String, _ goals: [String], _ steps: (inout SideBySideWalk) async throws -> Void
  ) async throws {
    func schema(_ text: String) throws(DiagnosticList) -> Schema {
      try readSchema([SourceFile(path: "t.schema", text: "target sqlite\n\(text)\n")])
    }
    let old = try schema(base)
    let plans = try goals.map { try planMigration(from: old, to: schema($0)).plan }
    #expect(PlanSets.areIndependent(plans))
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-found-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("app.sqlite").path
    let beside = PlansBeside(plans, of: old, seed: 1, .sets, path: path)
    var walk = SideBySideWalk(beside, seed: 1, folder: folder, .init())
    try await walk.begin()
    try await steps(&walk)
    try walk.checkCatalog()
    try await walk.finish()
    let differences = try walk.differences()
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
  }

  @Test("Two plans change indexes of one table with variants")
  func indexesOfVariants() async throws {
    let rows = #"table t = { kind: "a", x: int, y: int }"#
    try await run(
      "\(rows) { index by_x (x)\n index by_y (y) }", ["\(rows) { index by_y (y) }", "\(rows) { index by_x (x) }"]
    ) { walk in
      for stages in [[1, nil], [1, 1], [2, 1], [2, 2]] { try await walk.command(["run"], at: stages) }
    }
  }

  @Test("Two plans change one column each of an index that stays")
  func columnsOfOneIndex() async throws {
    try await run(
      "table t { x: int?\n y: int?\n index by_both (x, y) }",
      [
        "table t { x: int = 1\n y: int?\n index by_both (x, y) }",
        "table t { x: int?\n y: int = 2\n index by_both (x, y) }",
      ]
    ) { walk in
      for stages in [[1, nil], [1, 1], [2, 1]] {
        try await walk.command(["run"], at: stages)
        try await walk.command(["released"], at: stages)
        try await walk.command(["run"], at: stages)
        try walk.checkCatalog()
      }
    }
  }

  @Test(
    "A database in the middle of a plan is adopted at a deploy from which the plan can run on",
    arguments: [
      ("x: int", "x: int\n index by_x (x)"), ("x: [int]?", "x: any?"),
      ("x: string", "x: string\n search by_x (x)"),
    ])
  func adoptionInTheMiddle(old: String, new: String) async throws {
    try await run(
      "table t { \(old)\n y: int }", ["table t { \(new)\n y: int }", "table t { \(old)\n z: int @was(y) }"]
    ) { walk in
      try await walk.command(["run"], at: [1, 1])
      try await walk.adoptCopy()
      try await walk.command(["released"], at: [1, 1])
      try await walk.command(["run"], at: [1, 2])
      try await walk.adoptCopy()
    }
  }

  @Test(
    "Of two indexes that differ only by name, a database without a ledger is adopted with those that it has",
    arguments: [
      ("index by_a (x)", "index by_a (x)\n index by_b (x)"),
      ("index by_a (x)\n index by_b (x)", "index by_a (x)"), ("index by_a (x)\n index by_b (x)", "index by_b (x)"),
      ("index by_a (x)\n index by_b (x)", ""), ("", "index by_a (x)\n index by_b (x)"),
      ("index by_a (x)", "index by_b (x)"), ("unique by_a (x)\n index by_b (x)", "unique by_a (x)"),
      ("unique by_a (x)\n unique by_b (x)", "unique by_b (x)"),
    ])
  func equalIndexes(old: String, new: String) async throws {
    try await run(
      "table t { x: int\n y: int\n \(old) }",
      ["table t { x: int\n y: int\n \(new) }", "table t { x: int\n z: int @was(y)\n \(old) }"]
    ) { walk in
      for stages in [[nil, 1], [1, 1], [2, 1], [2, 2]] where stages[0] ?? 0 <= walk.beside.counts[0] {
        for command in ["run", "released", "run"] {
          try await walk.command([command], at: stages)
          walk.stages = stages
          try await walk.adoptCopy()
        }
      }
    }
  }

  @Test("A plan that is rolled back, begins again and is rolled back before its backfill runs")
  func rollbackTwice() async throws {
    try await run(
      "table t { x: string?\n y: int }",
      ["table t { x: string = \"\"\n y: int }", "table t { x: string?\n z: int @was(y) }"]
    ) { walk in
      try await walk.command(["run"], at: [1, 1])
      try await walk.command(["released"], at: [1, 1])
      try await walk.command(["run"], at: [2, 1])
      try await walk.command(["rollback", PlansBeside.names[0], "--to", "0", "--offline"], at: [2, 1])
      try walk.checkRestored(0)
      try await walk.command(["run"], at: [1, 1])
      try await walk.command(["rollback", PlansBeside.names[0], "--to", "0"], at: [1, 1])
      try walk.checkRestored(0)
    }
  }
}
