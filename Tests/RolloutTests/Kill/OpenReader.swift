// Part of Bellows. MIT licence: see LICENSE.
import CSQLite

/// Another connection, which stays open while a run is killed and completed: with a prepared statement that is not
/// running and, in WAL mode, a query that has read one row.
///
/// In rollback journal mode a reader would make the run wait.
final class OpenReader {
  private var handle: OpaquePointer?
  private var idle: OpaquePointer?
  private var halfRead: OpaquePointer?

  init(path: String, isReading: Bool) throws {
    guard sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK,
      sqlite3_prepare_v2(handle, "SELECT count(*) FROM users", -1, &idle, nil) == SQLITE_OK
    else { throw failure }
    sqlite3_busy_timeout(handle, 10_000)
    _ = try count()
    guard isReading else { return }
    guard sqlite3_prepare_v2(handle, "SELECT * FROM users", -1, &halfRead, nil) == SQLITE_OK,
      sqlite3_step(halfRead) == SQLITE_ROW
    else { throw failure }
  }

  deinit {
    sqlite3_finalize(idle)
    sqlite3_finalize(halfRead)
    sqlite3_close_v2(handle)
  }

  private var failure: RawDatabase.Failure {
    RawDatabase.Failure(description: String(cString: sqlite3_errmsg(handle)))
  }

  /// Runs the prepared statement.
  func count() throws -> Int {
    defer { sqlite3_reset(idle) }
    guard sqlite3_step(idle) == SQLITE_ROW else { throw failure }
    return Int(sqlite3_column_int64(idle, 0))
  }

  /// Reads the rest of the query, and returns the number of its rows; `nil` without a query.
  func finish() throws -> Int? {
    guard let statement = halfRead else { return nil }
    var rows = 1
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: rows += 1
      case SQLITE_DONE:
        sqlite3_reset(statement)
        return rows
      default: throw failure
      }
    }
  }
}
