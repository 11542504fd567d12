// Part of Bellows. MIT licence: see LICENSE.
import BellowsSQLite
import Foundation
import PlanModel
import SchemaLanguage
import TestSupport
import Testing

@testable import Bellows

/// A dry run ends with 0 for every plan that goes through, second columns and all.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct RehearsalExamplesTests {
  @Test("A dry run of every example completes all deploys", .timeLimit(.minutes(60)))
  func everyExample() async throws {
    var (count, beside) = (0, 0)
    for (name, plan) in try Examples.plans(target: .sqlite, isOffline: false) {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-dry-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let path = folder.appendingPathComponent("app.sqlite").path
      let rollout = Rollout(plan, seed: Thorough.seed, rowsOfTable: 5, path: path)
      if rollout.needsManualChange || plan.deploys.isEmpty { continue }
      try await rollout.begin()
      let problems = Locked<[String]>([])
      let runner = Runner(
        try build(of: plan, rollout), on: SQLite(path: path), by: Author(who: "the test", environment: "test")
      ) { event in
        if case .problem(let problem) = event { problems.with { $0.append(problem.sentence) } }
      }
      #expect(try await DryRun.run(runner) { _ in }.problems == 0, "\(name): \(problems.with { $0 })")
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix(".") }
      #expect(left == [], "\(name)")
      count += 1
      if plan.goal.fingerprint != plan.last.fingerprint { beside += 1 }
    }
    print("rehearsed: \(count) examples, \(beside) of which end beside their goal")
    #expect(count > 30 && beside > 3)
  }

  /// A build of the first deploy, with the goal that the emitted Swift has.
  private func build(of plan: Plan, _ rollout: Rollout) throws -> Migrations {
    let written = rollout.runtimePlan().migrations
    let runtime = try #require(written.all.first)
    let whole = MigrationPlan(
      name: runtime.name, base: runtime.base, goal: plan.goal.fingerprint, before: runtime.before,
      deploys: runtime.deploys, backfills: runtime.backfills)
    return Migrations(
      schema: runtime.deploys[0].fingerprint, tables: written.tables, plans: [whole.at(deploy: 1)])
  }
}
