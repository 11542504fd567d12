// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// An event at a chosen statement, such as the end of the process: for tests that recover from it.
///
///     SQLite(path: path, faults: Faults(before: 17) { kill(getpid(), SIGKILL) })
package final class Faults: Sendable {
  private struct Counts {
    var begun = 0
    var ended = 0
  }

  private let counts = Locked(Counts())
  private let before: Int?
  private let after: Int?
  private let act: @Sendable () -> Void

  /// Creates a fault before or after the statement with a number, counted from 1 over all connections.
  package init(before: Int? = nil, after: Int? = nil, act: @escaping @Sendable () -> Void = {}) {
    self.before = before
    self.after = after
    self.act = act
  }

  /// The number of statements so far.
  package var count: Int { counts.with { $0.begun } }

  func willRun() {
    counts.with { counts in
      counts.begun += 1
      if counts.begun == before { act() }
    }
  }

  func didRun() {
    counts.with { counts in
      counts.ended += 1
      if counts.ended == after { act() }
    }
  }
}
