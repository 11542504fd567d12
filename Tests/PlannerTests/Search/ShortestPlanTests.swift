// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel
import TestSupport
import Testing

/// No safe rollout has fewer releases than the planner's, or as many and fewer deploys.
///
/// Everyday runs try the changes that leave little to choose; `BELLOWS_THOROUGH=1` tries all of them.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct ShortestPlanTests {
  @Test("No rollout of one change is shorter than the planned one")
  func noRolloutOfOneChangeIsShorter() throws {
    var trial = SearchTrial()
    for target in Target.withKeys {
      for item in SearchCase.all { try trial.tryAlone(item, target) }
    }
    print("search, changes alone: \(trial)")
  }

  /// Changes that have nothing in common: a rollout of several, seen from one of them, is a rollout of that one.
  @Test("No rollout of two changes is shorter than the planned one")
  func noRolloutOfTwoChangesIsShorter() throws {
    var trial = SearchTrial()
    var random = SeededRandom(seed: Thorough.seed)
    for target in Target.withKeys {
      for (place, one) in SearchCase.all.enumerated() {
        for other in SearchCase.all[place...] where Thorough.isOn || random.happens(4) {
          try trial.tryTogether([one, other], target)
        }
      }
    }
    print("search, pairs of changes: \(trial)")
  }

  @Test("No rollout of three changes is shorter than the planned one")
  func noRolloutOfThreeChangesIsShorter() throws {
    var trial = SearchTrial()
    var random = SeededRandom(seed: Thorough.seed)
    for _ in 0..<Thorough.count(sample: 60, whole: 20_000) {
      let cases = (0..<3).map { _ in random.pick(SearchCase.all) }
      try trial.tryTogether(cases, random.pick(Target.withKeys))
    }
    print("search, triples of changes: seed \(Thorough.seed), \(trial)")
  }

  /// The same of pairs with little to choose, searched as what they are: this does not take changes apart.
  @Test("No rollout of two independent changes, searched together, is shorter")
  func noRolloutOfTwoChangesThatIsSearchedWholeIsShorter() throws {
    var trial = SearchTrial()
    var random = SeededRandom(seed: Thorough.seed)
    for target in Target.withKeys {
      for (place, one) in SearchCase.all.enumerated() {
        for other in SearchCase.all[place...] where Thorough.isOn || random.happens(4) {
          try trial.tryWhole([one, other], target)
        }
      }
    }
    print("search, pairs searched whole: \(trial)")
  }
}
