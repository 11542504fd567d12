// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

@testable import MigrationSQL

/// Tables, indexes, the tables of search indexes and triggers share spaces of names in SQLite, which ignores the case of
/// ASCII letters: a plan gives all of them names of their own at every deploy and on the way back, or is refused.
@Suite struct AlikeNamesTests {
  @Test("Plans between schemas with alike names run on SQLite, forward and back, or are refused by a rule")
  func singleAndPairedEdits() throws {
    let count = Thorough.count(sample: 150, whole: 20_000)
    var (ran, refused) = (0, 0)
    for seed in Thorough.seed..<(Thorough.seed + UInt64(count)) {
      for (number, edit) in NameEdit.allCases.enumerated() {
        var generator = SchemaGenerator(seed: seed &* 64 &+ UInt64(number))
        let old = generator.alikeNames(target: .sqlite)
        guard var new = generator.edited(old, by: edit) else { continue }
        // Every second with another edit on top.
        if seed % 2 == 0, let next = generator.edited(new, by: generator.random.pick(NameEdit.allCases)) { new = next }
        let name = "\(edit), seed \(seed)\n\(printSchema(old))\n=>\n\(printSchema(new))"
        do throws(DiagnosticList) {
          let plan = try planMigration(from: old, to: new).plan
          run(plan, name)
          ran += 1
        } catch {
          refused += 1
          let ids = Set(error.diagnostics.map(\.id.rawValue))
          #expect(ids.isDisjoint(with: ["plan-refused", "no-order"]), "\(name): \(error.diagnostics.map(\.message))")
        }
      }
    }
    print("alike names: seed \(Thorough.seed), \(ran) plans carried out and undone, \(refused) refused")
    #expect(ran > count && refused > count)
  }

  private func run(_ plan: Plan, _ name: String) {
    do {
      try RevisionTests().check(plan, name)
    } catch {
      Issue.record("\(name): \(error)")
    }
  }

  @Test("No two sync triggers have one name, whatever parts their names are made of")
  func triggers() throws {
    let parts = ["a", "b", "a_b", "a.b", "a%2Eb", "a_to_b", "b_to_a", "a.b.inserted", "%", ".", "A_b"]
    for table in ["t", "t_a", "t.a", "t_to_a", "t%2Ea"] {
      // Tables with two renames each, side by side.
      let old = parts.prefix(6).map { "  \($0.spelledAsName): string?\n" }.joined()
      let new = parts.prefix(6).enumerated().map {
        "  `n\($0.offset).\($0.element)`: string? @was(\($0.element.spelledAsName))\n"
      }
      .joined()
      func schema(_ fields: String) throws -> Schema {
        let tables = [table, "t_a_b", "t.a.b"].map { "table \($0.spelledAsName) {\n\(fields)}\n" }.joined()
        return try readSchema([SourceFile(path: "t.schema", text: "target sqlite\n" + tables)])
      }
      run(try planMigration(from: schema(old), to: schema(new)).plan, table)
    }
  }
}
