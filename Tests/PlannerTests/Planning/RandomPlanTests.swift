// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// Random pairs of schemas through the whole module: whatever comes in, a plan that the checker passes, or a refusal
/// that says why.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct RandomPlanTests {
  @Test("The checker accepts every random plan, and it ends at the goal")
  func everyPlanIsAcceptedAndEndsAtTheGoal() throws {
    let count = Thorough.count(sample: 500, whole: 100_000)
    var planned = 0
    var refused: [String: Int] = [:]
    for seed in Thorough.seed..<(Thorough.seed + UInt64(count)) {
      let (old, new) = Self.pair(seed: seed)
      try Thorough.keep(["old.schema": printSchema(old), "new.schema": printSchema(new)], as: "pair-\(seed)")
      // Every fourth for those who never run old and new code side by side.
      switch Self.plan(from: old, to: new, PlanOptions(isOffline: seed % 4 == 0)) {
      case .success(let plan):
        planned += 1
        try check(plan, new, seed)
      case .failure(let list):
        for id in Set(list.diagnostics.map(\.id.rawValue)) { refused[id, default: 0] += 1 }
        let text = list.diagnostics.map { "\($0.id.rawValue): \($0.message)" }.joined(separator: "\n")
        let isKnown = list.diagnostics.allSatisfy { Self.refusals.contains($0.id.rawValue) }
        #expect(isKnown, "seed \(seed): \(text)\n\(printSchema(old))\n=>\n\(printSchema(new))")
      }
    }
    let counts = refused.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    print("random plans: seed \(Thorough.seed), \(count) pairs, \(planned) planned, refused: \(counts)")
  }

  private func check(_ plan: Plan, _ goal: Schema, _ seed: UInt64) throws {
    #expect(plan.deploys.count <= 4, "seed \(seed)")
    guard let last = plan.deploys.last else { return }
    for deploy in plan.deploys {
      let text = printSchema(deploy.schema)
      switch Self.read(text) {
      case .success(let again):
        #expect(again.fingerprint == deploy.schema.fingerprint, "seed \(seed):\n\(text)")
      case .failure(let list):
        Issue.record(
          "seed \(seed): deploy \(deploy.number) does not parse: \(list.diagnostics.map(\.message))\n\(text)")
      }
    }
    // A deploy without a release needs no commit, because the code before it may stay.
    if !plan.isOffline {
      for (before, after) in zip([plan.before] + plan.deploys.map(\.code), plan.deploys) where !after.isRelease {
        #expect(Set(before.uses) == Set(after.code.uses), "seed \(seed): the code of deploy \(after.number)")
      }
      #expect(plan.commits.last == last.number, "seed \(seed)")
      let releases = plan.deploys.filter(\.isRelease).map(\.number)
      let starts = [0] + plan.commits.dropLast()
      for (start, end) in zip(starts, plan.commits) {
        let own = releases.filter { start < $0 && $0 <= end }
        #expect(own.count <= 1 && (own == [start + 1] || start == 0 || own.isEmpty), "seed \(seed): one release each")
      }
    }
    let second = try planMigration(from: last.schema, to: goal).plan
    #expect(second.deploys.isEmpty, "seed \(seed): a second plan is not empty")
  }

  private static func read(_ text: String) -> Result<Schema, DiagnosticList> {
    Result { () throws(DiagnosticList) in try readSchema([SourceFile(path: "deploy", text: text)]) }
  }

  private static func plan(
    from old: Schema, to new: Schema, _ options: PlanOptions
  ) -> Result<Plan, DiagnosticList> {
    Result { () throws(DiagnosticList) in try planMigration(from: old, to: new, options: options).plan }
  }

  private static func pair(seed: UInt64) -> (old: Schema, new: Schema) {
    var generator = SchemaGenerator(seed: seed)
    let old = generator.schema()
    return (old, generator.edited(old, times: 1 + Int(seed % 6)))
  }

  /// What a plan may be refused for; a plan that the checker refuses is not among it.
  private static let refusals: Set<String> = [
    "target-changed", "table-renamed", "table-key-changed", "row-storage", "stored-name-reused", "unsafe-together",
  ]
}
