// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// Something that happens in the midst of a process's work, such as its end by a power cut: for tests that go on from there.
///
///     SQLite(path: path, faults: Faults(before: 17) { kill(getpid(), SIGKILL) })
package final class Faults: @unchecked Sendable {
  // Unchecked: the counts are behind the lock.
  private let lock = NSLock()
  private var begun = 0
  private var ended = 0
  private let before: Int?
  private let after: Int?
  private let act: @Sendable () -> Void

  /// Acts before the statement of that number, or after it; they count from 1, over all connections.
  package init(before: Int? = nil, after: Int? = nil, act: @escaping @Sendable () -> Void = {}) {
    self.before = before
    self.after = after
    self.act = act
  }

  /// How many statements have been begun: in a run to which nothing happens, how many there are for it to happen at.
  package var count: Int { lock.withLock { begun } }

  func willRun() {
    lock.withLock {
      begun += 1
      if begun == before { act() }
    }
  }

  func didRun() {
    lock.withLock {
      ended += 1
      if ended == after { act() }
    }
  }
}
