// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel
import TestSupport
import Testing

/// Plans whose footprints meet: how often they would have worked side by side.
///
/// Such plans are never run so; a large number says that the footprints are too large.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct SideBySideMeetingTests {
  @Test("Plans whose footprints meet fail in some order of their deploys")
  func falseAlarms() async throws {
    let count = Thorough.count(sample: 8, whole: 1_000)
    var (pairs, orders, working, alarms, seed) = (0, 0, 0, [String](), Thorough.seed)
    while pairs < count {
      defer { seed += 1 }
      guard let (set, name) = Self.pair(seed: seed) else { continue }
      var results: [Bool] = []
      for order in 0..<3 {
        let walked = try await SideBySideTests.walk(set, seed: seed &+ UInt64(order) << 32, .init())
        if let walked { results.append(walked.differences.isEmpty) }
      }
      if results.isEmpty { continue }
      pairs += 1
      orders += results.count
      working += results.filter { $0 }.count
      if !results.contains(false) { alarms.append(name) }
    }
    print(
      "beside: seeds \(Thorough.seed) to \(seed - 1), \(pairs) pairs of plans that meet, \(orders) orders tried, "
        + "\(working) of them work; all that were tried of \(alarms.count) pairs (false alarms): \(alarms.sorted())")
    #expect(alarms.count < pairs)
  }

  @Test("Of pairs of changes of different fields of one table, none is refused for more than what a function may read")
  func refusedPairs() {
    var (pairs, rows, sources) = (0, 0, 0)
    var random = SeededRandom(seed: Thorough.seed)
    for (number, one) in SearchCase.all.enumerated() {
      for other in SearchCase.all[number...] where Thorough.isOn || random.happens(5) {
        guard let set = PlanSets.changes([one, other], named: ["a", "b"]) else { continue }
        pairs += 1
        if !PlanSets.areIndependent(set.plans) { rows += 1 }
        if !PlanSets.areIndependent(set.plans, functionsRead: .sources) { sources += 1 }
      }
    }
    print(
      "beside: seed \(Thorough.seed), \(pairs) pairs of changes of one table, \(rows) refused because a hand-written "
        + "function may read its whole row, \(sources) for another reason")
    #expect(sources == 0)
  }

  /// Two plans that meet: random ones, or changes of the same field.
  private static func pair(seed: UInt64) -> (set: SideBySideTests.PlanSet, name: String)? {
    if seed % 2 == 0 { return PlanSets.random(seed: seed, meeting: true).map { ($0, "seed \(seed)") } }
    var random = SeededRandom(seed: seed)
    let one = random.pick(SearchCase.all)
    let others = SearchCase.all.filter { $0.old == one.old && $0.oldTables == one.oldTables }
    let other = random.pick(others)
    guard let set = PlanSets.changes([one, other], named: ["a", "a"]), !PlanSets.areIndependent(set.plans) else {
      return nil
    }
    return (set, "\(one.name) beside \(other.name)")
  }
}
