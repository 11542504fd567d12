// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import SwiftEmitter
import TestSupport
import Testing

/// The Swift for every example schema compiles: each plan, the row types of each of its deploys, and the bodies that a
/// person wrote for it.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct EveryExampleTests {
  /// All folders under `schemas` that can be planned.
  private static func plans() throws -> [(name: String, folder: String, plan: Plan)] {
    let root = SchemaFiles.root.appending(path: "schemas")
    let paths = try #require(FileManager.default.subpaths(atPath: root.path))
    return paths.filter { $0.hasSuffix("/before.schema") }.sorted().compactMap { path in
      let folder = String(path.dropLast("/before.schema".count))
      let name = folder.replacingOccurrences(of: "/", with: "-")
      // What is refused has no Swift.
      return (try? SchemaFiles.plan(in: "schemas/\(folder)")).map { (name, "schemas/\(folder)", $0) }
    }
  }

  /// Plans between random schemas with odd types, and names from a pool: at first the usual ones, then of all scripts.
  private static func randomPlans(_ count: Int) -> [(name: String, folder: String?, plan: Plan)] {
    var plans: [(name: String, folder: String?, plan: Plan)] = []
    let pools = [
      [], ScriptNames.ofScripts, ScriptNames.ofDigitsAndTwins, ScriptNames.ofKeywords, ScriptNames.ofTypes,
      ScriptNames.all,
    ]
    for seed in Thorough.seed... {
      if plans.count == count { break }
      var generator = SchemaGenerator(seed: seed)
      generator.namePool = pools[Int(seed % UInt64(pools.count))]
      if !Thorough.isOn { (generator.mostTables, generator.mostFields, generator.deepest) = (2, 4, 2) }
      let old = generator.schema()
      let new = generator.edited(old, times: 1 + Int(seed % 6))
      guard let planned = try? planMigration(from: old, to: new), !planned.plan.deploys.isEmpty else { continue }
      plans.append(("random-\(seed)-pair", nil, planned.plan))
    }
    return plans
  }

  @Test("The emitted Swift of every example compiles")
  func emittedSwiftCompiles() throws {
    let plans = try Self.plans()
    #expect(plans.count > 25)
    try check(plans.map { ($0.name, $0.folder, $0.plan) })
  }

  @Test(
    "Swift of plans that once did not compile",
    arguments: [
      ("table t { a: int }", "table t { a: string? }"),
      ("table `用户` { name: string }", "table `用户` { name: string, `年齢`: int, `2fa`: \"a\" | \"b\" }"),
      ("table t { x: int }", "table t { x: int, `数`: { `名`: \"一\" | { `値`: int } }, `1`: \"1\" | \"２\" }"),
      ("table stored { a: int }", "table stored { a: string, check: id<schema> } table schema { statement: int }"),
      ("table t { a: string @key, b: date @key }", "table t { a: string @key }"),
      ("table t { `borrowing`: int? }", "table t { `borrowing`: int, `inout`: int = 1 }"),
    ])
  func emittedSwiftOfFormerFaultsCompiles(_ before: String, _ after: String) throws {
    let schemas = try [before, after].map {
      try readSchema([SourceFile(path: "app.schema", text: "target sqlite \($0)")])
    }
    try check([("former-fault-pair", nil, planMigration(from: schemas[0], to: schemas[1]).plan)])
  }

  @Test("The emitted Swift of random plans compiles")
  func emittedSwiftOfRandomPlansCompiles() throws {
    let plans = Self.randomPlans(Thorough.count(sample: 40, whole: 600))
    // Some plans make one module, so that the compiler starts a few times only.
    for first in stride(from: 0, to: plans.count, by: 50) {
      try check(Array(plans[first..<min(first + 50, plans.count)]))
    }
  }

  private func check(_ plans: [(name: String, folder: String?, plan: Plan)]) throws {
    var files: [(name: String, contents: String)] = []
    var stubs = 0
    for (name, folder, plan) in plans {
      let migration = try #require(MigrationName(name))
      for file in migrationFiles(plan, named: migration, typeName: migration.typeName) {
        let bodies = file.isHandWritten ? folder.flatMap { Self.bodies(in: $0, of: migration.typeName) } : nil
        files.append((URL(filePath: file.path).lastPathComponent, bodies ?? file.contents))
        if file.isHandWritten, bodies == nil { stubs += plan.backfills.count { $0.transform == .custom } }
      }
      // Many deploys have the rows of others: each text is compiled once.
      var texts: Set<String> = []
      let rows = (0...plan.deploys.count).map { rowsFile(for: plan, deploy: $0) } + [rowsFile(for: plan.goal)]
      for (number, file) in rows.enumerated() where texts.insert(file.contents).inserted {
        let type = "\(migration.typeName)\(number)"
        files.append(("\(type).swift", SwiftCompiler.nested(file.contents, in: type)))
      }
    }
    let found = try SwiftCompiler.findings(files)
    let stray = found.filter { $0.isError || !$0.message.contains(": return ") }
    #expect(stray.isEmpty, "\(stray.map(\.description).joined(separator: "\n"))")
    #expect(found.count == stubs)
  }

  /// The bodies that a person wrote for an example, if there are any, as an extension of its plan's type here.
  private static func bodies(in folder: String, of typeName: String) -> String? {
    guard
      let text = try? String(contentsOf: SchemaFiles.root.appending(path: "\(folder)/bodies.swift"), encoding: .utf8)
    else { return nil }
    return text.replacing(/extension \w+ \{/, with: "extension \(typeName) {", maxReplacements: 1)
  }

  @Test("Every pattern with hand-written functions shows them")
  func everyPatternShowsItsBodies() throws {
    for (name, folder, plan) in try Self.plans() where folder.hasPrefix("schemas/patterns/") {
      let isAsked = plan.backfills.contains { $0.transform == .custom }
      #expect((Self.bodies(in: folder, of: "Plan") != nil) == isAsked, "\(name)")
    }
  }
}
