// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite

/// A fault at a chosen statement, such as the end of the process, for tests of the recovery from it.
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
  private let failing: (number: Int, failure: Failure)?

  /// The error that SQLite reports for a statement that cannot write.
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

  /// Creates a fault before or after the statement with a number, counted from 1 over all connections.
  package init(before: Int? = nil, after: Int? = nil, act: @escaping @Sendable () -> Void = {}) {
    self.before = before
    self.after = after
    self.act = act
    failing = nil
  }

  /// Makes the statement with a number fail as SQLite does when it cannot write: its transaction is rolled back.
  ///
  /// The number counts from 1 over all connections; the other statements succeed.
  package init(failing number: Int, _ failure: Failure) {
    before = nil
    after = nil
    act = {}
    failing = (number, failure)
  }

  /// The number of statements so far.
  package var count: Int { counts.with { $0.begun } }

  func willRun(_ connection: Connection, _ sql: @autoclosure () -> String?) throws {
    let failure = counts.with { counts -> Failure? in
      counts.begun += 1
      if counts.begun == before { act() }
      return failing?.number == counts.begun ? failing?.failure : nil
    }
    guard let failure else { return }
    if connection.isInTransaction { sqlite3_exec(connection.handle, "ROLLBACK", nil, nil, nil) }
    throw SQLiteError(
      database: connection.name, code: failure.code, message: String(cString: sqlite3_errstr(failure.code)),
      statement: sql())
  }

  func didRun() {
    counts.with { counts in
      counts.ended += 1
      if counts.ended == after { act() }
    }
  }
}
