// Part of Bellows. MIT licence: see LICENSE.
import CSQLite
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
  private var failing: (number: Int, failure: Failure)?

  /// What SQLite reports of a statement that cannot write.
  package enum Failure: String, CaseIterable, Sendable {
    case diskFull
    case diskFailed

    fileprivate var code: Int32 {
      switch self {
      case .diskFull: SQLITE_FULL
      case .diskFailed: bellows_ioerr_write
      }
    }
  }

  /// Acts before the statement of that number, or after it; they count from 1, over all connections.
  package init(before: Int? = nil, after: Int? = nil, act: @escaping @Sendable () -> Void = {}) {
    self.before = before
    self.after = after
    self.act = act
  }

  /// Makes the statement of that number fail as SQLite does when it cannot write: nothing of its transaction is kept.
  ///
  /// Only that one fails; the numbers count from 1, over all connections.
  package convenience init(failing number: Int, _ failure: Failure) {
    self.init()
    failing = (number, failure)
  }

  /// How many statements have been begun: in a run to which nothing happens, how many there are for it to happen at.
  package var count: Int { lock.withLock { begun } }

  func willRun(_ connection: Connection, _ sql: @autoclosure () -> String?) throws {
    let failure = lock.withLock { () -> Failure? in
      begun += 1
      if begun == before { act() }
      return failing?.number == begun ? failing?.failure : nil
    }
    guard let failure else { return }
    if connection.isInTransaction { sqlite3_exec(connection.handle, "ROLLBACK", nil, nil, nil) }
    throw SQLiteError(
      database: connection.name, code: failure.code, message: String(cString: sqlite3_errstr(failure.code)),
      statement: sql())
  }

  func didRun() {
    lock.withLock {
      ended += 1
      if ended == after { act() }
    }
  }
}
