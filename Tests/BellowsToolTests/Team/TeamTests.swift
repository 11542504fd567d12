// Part of Bellows. MIT licence: see LICENSE.
import Testing
import TestSupport

/// Simulated teams: random edits on branches that are merged, rebased, reverted and cherry-picked, in real repositories.
@Suite(.timeLimit(.minutes(Thorough.minutes)))
struct TeamTests {
  @Test("Whatever a team does with its branches, one sync makes each of them mergeable")
  func randomTeams() throws {
    var counts: [String: Int] = [:]
    let count = Thorough.count(sample: 2, whole: 60)
    for seed in Thorough.seed..<(Thorough.seed + UInt64(count)) {
      let team = try Team(seed: seed)
      do {
        for _ in 0..<40 { try team.step() }
        try team.finish()
      } catch let fault as TeamFault {
        Issue.record("\(fault)")
      }
      counts.merge(team.counts, uniquingKeysWith: +)
    }
    let events = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    print("team: seed \(Thorough.seed), \(count) teams: \(events)")
  }
}
