// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// Plans for Convex, executed on a model of it with random documents and code.
@Suite struct ConvexStoreTests {
  @Test(
    "Every push of a random plan is accepted in its order, no value is lost, and the goal at once is refused if the plan is breaking"
  )
  func randomPlans() throws {
    var planned = 0
    for seed in 0..<UInt64(Thorough.count(sample: 300, whole: 20_000)) {
      let seed = seed &+ Thorough.seed
      var samples = ConvexSamples(seed: seed)
      let old = samples.schema()
      let new = samples.edited(old)
      let plan: Plan
      do throws(DiagnosticList) {
        plan = try planMigration(from: old, to: new, options: PlanOptions(isShort: seed % 3 == 0)).plan
      } catch {
        // A name may be used twice, a reused one among them; nothing else is refused.
        let ids = Set(error.diagnostics.map(\.id.rawValue))
        #expect(
          !ids.contains("plan-refused") && !ids.contains("no-order"),
          "seed \(seed): \(error.diagnostics.map(\.message))\n\(printSchema(old))\n\(printSchema(new))")
        continue
      }
      planned += 1
      do {
        var run = ConvexRun(plan, seed: seed)
        try run.run()
      } catch {
        Issue.record("seed \(seed): \(error)\n\(printSchema(old))\n\(printSchema(new))")
        return
      }
    }
    #expect(planned > 150)
  }

  /// Pairs of schemas on disk, if `BELLOWS_CONVEX_PAIRS` names a folder of them: each a folder with `old.schema` and
  /// `new.schema`.
  @Test(
    "Every pair on disk: pushes are accepted both ways, no value is lost, the goal at once is refused if it is breaking",
    .enabled(if: ProcessInfo.processInfo.environment["BELLOWS_CONVEX_PAIRS"] != nil))
  func pairsOnDisk() throws {
    let root = try #require(ProcessInfo.processInfo.environment["BELLOWS_CONVEX_PAIRS"])
    var executed = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: root).sorted() {
      func read(_ file: String) throws -> Schema {
        let path = root + "/\(name)/\(file).schema"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        return try readSchema([SourceFile(path: path, text: "target convex\n" + text)])
      }
      let (old, new) = (try read("old"), try read("new"))
      for (base, goal) in [(old, new), (new, old)] {
        for isShort in [false, true] {
          executed += try execute(name, from: base, to: goal, isShort: isShort)
        }
      }
    }
    print("\(executed) plans were executed")
    #expect(executed > 0)
  }

  private func execute(_ name: String, from base: Schema, to goal: Schema, isShort: Bool) throws -> Int {
    let plan: Plan
    do throws(DiagnosticList) {
      plan = try planMigration(from: base, to: goal, options: PlanOptions(isShort: isShort)).plan
    } catch {
      print("\(name): \(error.diagnostics.map { "\($0.message) [\($0.id.rawValue)]" })")
      #expect(error.diagnostics.allSatisfy { $0.id.rawValue == "target-limit" }, "\(name)")
      return 0
    }
    for seed in 0..<UInt64(Thorough.count(sample: 2, whole: 20)) {
      do {
        var run = ConvexRun(plan, seed: Thorough.seed &+ seed, documents: 5)
        try run.run()
      } catch {
        Issue.record("\(name), seed \(Thorough.seed &+ seed): \(error)")
        return 0
      }
    }
    return 1
  }
}
