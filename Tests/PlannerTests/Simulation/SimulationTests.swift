// Part of Bellows. MIT licence: see LICENSE.
import Testing

@testable import TestSupport

/// Runs plans on rows, with code of all running versions, and compares the result with the checker.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct SimulationTests {
  /// Runs of each plan, each with another seed.
  static let runs = Thorough.count(sample: 5, whole: 20)

  @Test("The planner's plans run without a fault")
  func goodPlansRunClean() throws {
    let plans = try SamplePlans.all()
    for (name, plan) in plans {
      let rollout = Rollout(plan)
      for seed in Thorough.seed..<(Thorough.seed + UInt64(Self.runs)) {
        guard let fault = rollout.run(seed: seed) else { continue }
        Issue.record("\(name), seed \(seed): \(fault)")
        break
      }
    }
    print("simulation: seed \(Thorough.seed), \(plans.count) good plans, \(Self.runs) runs of each")
  }

  @Test("The checker rejects every mutant that fails in the simulation")
  func theCheckerRefusesEveryPlanThatIsSeenToFail() throws {
    var judgement = Judgement()
    var random = SeededRandom(seed: Thorough.seed)
    for (name, plan) in try SamplePlans.all() {
      judgement.plans += 1
      let good = ValueSemantics(plan.withReferencesResolved, seed: 1)
      for mutant in Mutant.all(of: plan) where Thorough.isOn || random.happens(20) {
        judgement.judge(mutant, of: name, like: good, runs: Self.runs)
      }
    }
    print(judgement)
    for text in judgement.unsound { Issue.record("fails but accepted: \(text)") }
    // A sample is too small to show every fault of a plan.
    if Thorough.isOn {
      for text in judgement.unexplained { Issue.record("rejected without a fault in the simulation: \(text)") }
    }
  }
}
