// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// Ends the process in the midst of its work, as a power cut would: for tests that go on from there.
///
///     SQLite(path: path, faults: Faults(killBefore: 17))
package final class Faults: @unchecked Sendable {
  // Unchecked: the count is behind the lock.
  private let lock = NSLock()
  private var begun = 0
  private var ended = 0
  private let killBefore: Int?
  private let killAfter: Int?

  /// Kills the process before the statement of that number, or after it; they count from 1, over all connections.
  package init(killBefore: Int? = nil, killAfter: Int? = nil) {
    self.killBefore = killBefore
    self.killAfter = killAfter
  }

  /// How many statements have been begun: in a run that isn't killed, how many there are to kill it at.
  package var count: Int { lock.withLock { begun } }

  func willRun() {
    lock.withLock {
      begun += 1
      if begun == killBefore { kill(getpid(), SIGKILL) }
    }
  }

  func didRun() {
    lock.withLock {
      ended += 1
      if ended == killAfter { kill(getpid(), SIGKILL) }
    }
  }
}
