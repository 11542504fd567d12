// Part of Bellows. MIT licence: see LICENSE.
import Testing

@testable import Bellows

/// How much of the time a scan leaves to others.
struct ThrottleTests {
  /// The part of the time that is left free over some batches.
  private func free(_ batches: Int, _ throttle: inout Throttle, writeContention: (Int) -> WriteContention?) -> Double {
    var free = Duration.zero
    for number in 0..<batches { free += throttle.pause(after: .milliseconds(2), writeContention(number)) }
    return free / (free + .milliseconds(2 * batches))
  }

  @Test("Without other writers the pauses take about 5 % of the time") func pausesWithoutOtherWriters() {
    for writeContention in [nil, WriteContention(writes: 7)] {
      var throttle = Throttle()
      #expect((0.04...0.06).contains(free(1000, &throttle) { _ in writeContention }))
    }
  }

  @Test("A scan does not pause if other connections have enough writable time") func noPausesWithEnoughWritableTime() {
    var throttle = Throttle()
    _ = free(1, &throttle) { _ in WriteContention(writes: 7) }
    #expect(free(1000, &throttle) { WriteContention(writes: 7, writableTime: .milliseconds(3 * ($0 / 20))) } == 0)
  }

  @Test("With write contention a third of the time is left to other writers") func pausesWithWriteContention() {
    var throttle = Throttle()
    _ = free(100, &throttle) { _ in WriteContention(writes: 1) }
    #expect(free(1000, &throttle) { WriteContention(writes: $0 / 100) } > 0.3)
  }
}
