// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite
import Foundation

extension SQLite: CopyableDatabase {
  /// A copy that may be changed and vanishes when it is let go; writers go on while it is made.
  ///
  /// It is a file with the mode of the original, in a folder of its own that only its owner can open: beside the database,
  /// where there is room and permission for one, or else in the folder for temporary files.
  public func copy() async throws -> any Database {
    for parent in copyParents { CopyFolder.removeStale(in: parent) }
    var failure: (any Error)?
    for parent in copyParents {
      do {
        return try await copy(in: parent)
      } catch let error as CancellationError {
        throw error
      } catch {
        // The first place is the better one, and so is what it says.
        failure = failure ?? error
      }
    }
    throw failure ?? DatabaseUnable("\(name): there is no folder for a copy")
  }

  /// Removes the copy, if this is one, with all that belongs to it.
  public func removeCopy() async {
    await pool.letGo()
    pool.options.copyFolder?.remove()
  }

  private func copy(in parent: String) async throws -> any Database {
    let folder = try CopyFolder(in: parent, of: pool.options.isInMemory ? "memory" : name, mode: copyMode)
    var options = pool.options
    options.path = folder.file
    options.copyFolder = folder
    options.faults = nil
    let copy = SQLite(options)
    let path = options.path
    // When this fails, `copy` is let go, and with it what there is of the file.
    try await read { try $0.backUp(to: path) }
    return copy
  }

  /// Where a copy may be, the best place first.
  private var copyParents: [String] {
    let temporary = FileManager.default.temporaryDirectory.path
    if pool.options.isInMemory { return [temporary] }
    let file = canonicalPath(pool.options.path)
    let beside = (file as NSString).deletingLastPathComponent
    // A step may rebuild each table beside the old one.
    let needed = 2 * [file, file + "-wal"].reduce(0) { $0 + size(of: $1) }
    let hasRoom = freeSize(of: beside) >= needed || freeSize(of: temporary) < needed
    return hasRoom ? [beside, temporary] : [temporary, beside]
  }

  /// The mode of the database's file; its owner must be able to write to the copy.
  private var copyMode: mode_t {
    var status = stat()
    guard !pool.options.isInMemory, stat(pool.options.path, &status) == 0 else { return 0o600 }
    return (status.st_mode & 0o777) | 0o600
  }

  private func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  private func freeSize(of folder: String) -> Int {
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
    return (attributes?[.systemFreeSize] as? NSNumber)?.intValue ?? .max
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
