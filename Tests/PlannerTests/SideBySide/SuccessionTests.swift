// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// Plans that begin after another one, because they rely on what that one makes.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct SuccessionTests {
  @Test("Most plans that begin after another one pass the checker also if no code ends between the two")
  func withoutRelease() {
    let count = Thorough.count(sample: 300, whole: 30_000)
    var (pairs, safe, reasons) = (0, 0, [String: Int]())
    for number in 0..<count {
      let seed = Thorough.seed &* 3_000_017 &+ UInt64(number)
      var generator = SchemaGenerator(seed: seed)
      (generator.mostTables, generator.mostFields, generator.oddNames) = (2, 5, 0)
      let base = generator.schema(target: .sqlite).withoutHistory
      let goal = generator.edited(base, times: 1)
      guard let first = try? planMigration(from: base, to: goal).plan, !first.deploys.isEmpty else { continue }
      let planned = base.applying(from: first.base, to: first.storedGoal).withoutHistory
      let later = generator.edited(planned, times: 1)
      guard let second = try? planMigration(from: planned, to: later).plan, !second.deploys.isEmpty else { continue }
      let own = Footprint(of: second)
      if Footprint(of: first).meets(own).isEmpty { continue }
      let deploys = first.deploys.count
      let after = (1...deploys).first { Footprint(of: first, after: $0).meets(own).isEmpty } ?? deploys
      let together = SideBySide([first, second], from: base, after: [[], [(plan: 0, deploy: after)]])
      let order =
        Array(repeating: 0, count: after) + Array(repeating: 1, count: second.deploys.count)
        + Array(repeating: 0, count: deploys - after)
      let violations = check(together, in: order)
      pairs += 1
      if violations.isEmpty { safe += 1 } else { reasons[violations[0].invariant.rawValue, default: 0] += 1 }
    }
    let most = reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5).map { "\($0.value) \($0.key)" }
    print(
      "succession: seed \(Thorough.seed), \(pairs) plans that begin after another one, \(safe) pass the checker without "
        + "a release between; others: \(most.joined(separator: ", "))")
    #expect(safe * 3 > pairs * 2)
  }
}
