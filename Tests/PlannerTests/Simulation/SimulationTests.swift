// Part of Bellows. MIT licence: see LICENSE.
import TestSupport
import Testing

/// Plans carried out on rows, with code of all versions that run: what is seen there judges the checker.
@Suite struct SimulationTests {
  /// How often each plan is carried out, every time with another seed.
  static let runs = Thorough.count(sample: 5, whole: 20)

  @Test func goodPlansRunClean() throws {
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

  @Test func theCheckerRefusesEveryPlanThatIsSeenToFail() throws {
    var judgement = Judgement()
    var random = SeededRandom(seed: Thorough.seed)
    for (name, plan) in try SamplePlans.all() {
      judgement.plans += 1
      let good = Meaning(plan.withReferencesResolved, seed: 1)
      for mutant in Mutant.all(of: plan) where Thorough.isOn || random.happens(3) {
        judgement.judge(mutant, of: name, like: good, runs: Self.runs)
      }
    }
    print(judgement)
    for text in judgement.unsound { Issue.record("bad but accepted: \(text)") }
    // A sample is too small to see everything that is wrong with a plan.
    if Thorough.isOn {
      for text in judgement.unexplained { Issue.record("refused, and nobody saw why: \(text)") }
    }
  }
}
