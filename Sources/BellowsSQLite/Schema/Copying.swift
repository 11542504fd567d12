// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite
import Foundation

extension SQLite {
  /// A copy that may be changed and vanishes when it is let go; writers go on while it is made.
  ///
  /// It is a file beside the database, where there is room for one, or else in the folder for temporary files.
  public func copy() async throws -> any Database {
    var options = pool.options
    options.path = scratchPath
    options.isScratch = true
    options.faults = nil
    let copy = SQLite(options)
    let path = options.path
    // When this fails, `copy` is let go, and with it what there is of the file.
    try await read { try $0.backUp(to: path) }
    return copy
  }

  private var scratchPath: String {
    let file = ".\(pool.options.isInMemory ? "memory" : name)-bellows-\(UUID().uuidString)"
    let folder = (canonicalPath(pool.options.path) as NSString).deletingLastPathComponent
    let isUsable = !pool.options.isInMemory && FileManager.default.isWritableFile(atPath: folder)
    return (isUsable ? folder : FileManager.default.temporaryDirectory.path) + "/" + file
  }
}

extension Connection {
  /// Copies the database, as the open transaction sees it, into a new file.
  fileprivate func backUp(to path: String) throws {
    let target = try Connection(path: path, name: name, wait: BusyWait(timeout: .zero))
    guard let backup = sqlite3_backup_init(target.handle, "main", handle, "main") else { throw target.error() }
    // A stretch at a time, so that a cancelled task is heard.
    let pages: Int32 = 4096
    var code = SQLITE_OK
    repeat { code = sqlite3_backup_step(backup, pages) } while code == SQLITE_OK && !isCancelled
    sqlite3_backup_finish(backup)
    if code == SQLITE_OK { throw CancellationError() }
    guard code == SQLITE_DONE else {
      throw SQLiteError(
        database: name, code: code, message: String(cString: sqlite3_errstr(code)), situation: "the copy \(path) failed"
      )
    }
  }
}
