// Part of Bellows. MIT licence: see LICENSE.
import Testing

@testable import Bellows

/// How much of the time a walk leaves to others.
struct PolitenessTests {
  /// The part of the time that is left free over some batches.
  private func free(_ batches: Int, _ politeness: inout Politeness, writes: (Int) -> Int?) -> Double {
    var free = Duration.zero
    for number in 0..<batches { free += politeness.pause(after: .milliseconds(2), writes: writes(number)) }
    return free / (free + .milliseconds(2 * batches))
  }

  @Test func aloneNextToNothingIsLost() {
    for writes in [nil, 7] as [Int?] {
      var politeness = Politeness()
      _ = free(50, &politeness) { _ in writes }
      #expect(free(1000, &politeness) { _ in writes } < 0.06)
    }
  }

  @Test func inCompanyAThirdIsFree() {
    var politeness = Politeness()
    _ = free(100, &politeness) { _ in 1 }
    #expect(free(1000, &politeness) { $0 / 100 } > 0.3)
  }
}
