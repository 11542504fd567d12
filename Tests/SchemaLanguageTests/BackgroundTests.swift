// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaModel
import Testing

/// Work beside other work, on a thread with the stack of a main thread.
@Suite struct BackgroundTests {
  /// What the work says of itself.
  private final class Log: @unchecked Sendable {
    // Unchecked: accessed under the lock.
    private let lock = NSLock()
    private var entries: [pthread_t] = []
    let begun = DispatchSemaphore(value: 0)

    func add() {
      lock.withLock { entries.append(pthread_self()) }
      begun.signal()
    }

    var threads: [pthread_t] { lock.withLock { entries } }
  }

  @Test("Work in the background is done once, on a thread of its own, and begins before its result is read")
  func background() {
    let log = Log()
    let work = Background {
      log.add()
      return 7
    }
    #expect(log.begun.wait(timeout: .now() + 20) == .success, "it has begun")
    #expect(work.result() == 7 && work.result() == 7)
    #expect(log.threads.count == 1 && log.threads.allSatisfy { pthread_equal($0, pthread_self()) == 0 })
  }

  @Test("Both closures run once, the second on another thread only if there is much to do")
  func closures() {
    for isMuch in [true, false] {
      let (first, second) = (Log(), Log())
      let results = concurrently(
        if: isMuch,
        { () -> Int in
          first.add()
          // The other one runs meanwhile.
          if isMuch { #expect(second.begun.wait(timeout: .now() + 20) == .success) }
          return 1
        },
        { () -> String in
          second.add()
          return "two"
        })
      #expect(results.0 == 1 && results.1 == "two")
      #expect(first.threads.count == 1 && second.threads.count == 1)
      #expect((pthread_equal(first.threads[0], second.threads[0]) == 0) == isMuch)
    }
  }
}
