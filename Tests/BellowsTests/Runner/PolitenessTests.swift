// Part of Bellows. MIT licence: see LICENSE.
import Testing

@testable import Bellows

/// How much of the time a walk leaves to others.
struct PolitenessTests {
  /// The part of the time that is left free over some batches.
  private func free(_ batches: Int, _ politeness: inout Politeness, company: (Int) -> Company?) -> Double {
    var free = Duration.zero
    for number in 0..<batches { free += politeness.pause(after: .milliseconds(2), company(number)) }
    return free / (free + .milliseconds(2 * batches))
  }

  @Test func aloneNextToNothingIsLost() {
    for company in [nil, Company(writes: 7)] {
      var politeness = Politeness()
      #expect((0.04...0.06).contains(free(1000, &politeness) { _ in company }))
    }
  }

  @Test func nothingIsLostWhereOthersHaveRoomAnyway() {
    var politeness = Politeness()
    _ = free(1, &politeness) { _ in Company(writes: 7) }
    #expect(free(1000, &politeness) { Company(writes: 7, room: .milliseconds(3 * ($0 / 20))) } == 0)
  }

  @Test func inCompanyAThirdIsFree() {
    var politeness = Politeness()
    _ = free(100, &politeness) { _ in Company(writes: 1) }
    #expect(free(1000, &politeness) { Company(writes: $0 / 100) } > 0.3)
  }
}
