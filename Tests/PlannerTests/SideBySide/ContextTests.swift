// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// A plan does not depend on what it does not meet: in random schemas, it is the same before and after another change.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct ContextTests {
  @Test("The plan of a random change is the same before and after another one that it does not meet")
  func context() {
    let count = Thorough.count(sample: 200, whole: 100_000)
    var (pairs, apart, impossible) = (0, 0, 0)
    for number in 0..<count {
      let seed = Thorough.seed &* 1_000_003 &+ UInt64(number)
      guard let pair = Changes(of: 2, seed: seed) else { continue }
      pairs += 1
      let footprints = pair.plans.map { Footprint(of: $0) }
      guard footprints[0].meets(footprints[1]).isEmpty else { continue }
      apart += 1
      for (index, plan) in pair.plans.enumerated() {
        let other = pair.plans[1 - index]
        let base = pair.base.applying(from: other.base, to: other.stagesEnd)
        guard let later = pair.plan(index, after: base) else {
          impossible += 1
          Issue.record("seed \(seed): \(pair.edits): there is no plan after the other one")
          continue
        }
        if let difference = plan.difference(in: later) {
          Issue.record("seed \(seed): \(pair.edits): another plan after the other one: \(difference)")
        }
        for deploy in plan.deploys {
          let moved = base.applying(from: plan.base, to: deploy.schema)
          let back = moved.applying(from: deploy.schema, to: plan.base)
          #expect(back.saysTheSame(as: base), "seed \(seed): deploy \(deploy.number) is not undone")
        }
      }
      let together = SideBySide(pair.plans, from: pair.base)
      let (one, two) = (pair.plans[0].deploys.count, pair.plans[1].deploys.count)
      let straight = Array(repeating: 0, count: one) + Array(repeating: 1, count: two)
      for order in [straight, straight.reversed()] {
        let violations = check(together, in: order)
        #expect(violations.isEmpty, "seed \(seed): \(pair.edits): \(violations.first.map(\.description) ?? "")")
      }
    }
    print(
      "context: seed \(Thorough.seed), \(pairs) pairs of random changes, \(apart) do not meet, \(impossible) without a plan"
    )
    #expect(apart >= count / 20)
  }

  @Test("Three plans that do not meet pass the checker in random orders of their deploys")
  func triples() {
    let count = Thorough.count(sample: 300, whole: 40_000)
    var (triples, orders) = (0, 0)
    for number in 0..<count {
      let seed = Thorough.seed &* 2_000_003 &+ UInt64(number)
      guard let changes = Changes(of: 3, seed: seed) else { continue }
      let footprints = changes.plans.map { Footprint(of: $0) }
      let isApart = footprints.indices.allSatisfy { index in
        footprints[..<index].allSatisfy { $0.meets(footprints[index]).isEmpty }
      }
      guard isApart else { continue }
      triples += 1
      let together = SideBySide(changes.plans, from: changes.base)
      let all = changes.plans.enumerated().flatMap { index, plan in
        repeatElement(index, count: plan.deploys.count)
      }
      var random = SeededRandom(seed: seed)
      for order in [all, all.reversed(), all.shuffled(using: &random), all.shuffled(using: &random)] {
        orders += 1
        let violations = check(together, in: order)
        let example = violations.first.map(\.description) ?? ""
        #expect(violations.isEmpty, "seed \(seed): \(changes.edits), in the order \(order): \(example)")
      }
    }
    print("triples: seed \(Thorough.seed), \(triples) that do not meet, \(orders) orders checked")
    #expect(triples > count / 60)
  }

  /// Some changes of a random schema, each with its plan.
  private struct Changes {
    let base: Schema
    let goals: [Schema]
    let plans: [Plan]
    let edits: String

    init?(of count: Int, seed: UInt64) {
      var generator = SchemaGenerator(seed: seed)
      let base = generator.schema().withoutHistory
      self.base = base
      let edits = (0..<count).map { _ in generator.random.pick(SchemaEdit.allCases) }
      self.edits = edits.map(\.rawValue).joined(separator: " and ")
      goals = edits.compactMap { generator.edited(base, by: $0) }
      plans = goals.compactMap { goal in
        guard let plan = try? planMigration(from: base, to: goal).plan, !plan.deploys.isEmpty else { return nil }
        return plan
      }
      if plans.count < count { return nil }
    }

    /// The plan of a change in a schema in which the other one is finished.
    func plan(_ index: Int, after schema: Schema) -> Plan? {
      let goal = schema.applying(from: base, to: goals[index])
      return try? planMigration(from: schema, to: goal).plan
    }
  }
}

extension Plan {
  /// The schema after its last deploy.
  fileprivate var stagesEnd: Schema { deploys.last?.schema ?? goal }
}
