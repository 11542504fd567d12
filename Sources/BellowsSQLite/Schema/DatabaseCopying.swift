// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite
import Foundation

extension SQLite: CopyableDatabase {
  /// Creates a copy that may be changed.
  ///
  /// It is deleted with its last reference. Other connections can write meanwhile.
  ///
  /// It is a file with the mode of the original, in a folder that only its owner can open: beside the database if there
  /// is space and permission, else in the folder for temporary files.
  public func copy() async throws -> any Database {
    let parents = copyParents()
    for parent in parents { CopyFolder.removeStale(in: parent) }
    var failure: (any Error)?
    for parent in parents {
      do {
        return try await copy(in: parent)
      } catch let error as CancellationError {
        throw error
      } catch {
        // The error of the preferred folder is the useful one.
        failure = failure ?? error
      }
    }
    throw failure
      ?? DatabaseUnable(
        "\(name): no folder has space and permission for a copy; free space, or change the owner and mode of its folder"
      )
  }

  /// Deletes the database if it is a copy.
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
    // If this throws, `copy` is released and its file deleted.
    try await read { try $0.backUp(to: path) }
    return copy
  }

  /// Returns the folders for a copy, the preferred one first.
  ///
  /// - Parameter freeSize: Returns the bytes that can be written in a folder.
  func copyParents(freeSize: (String) -> Int = freeSize(of:)) -> [String] {
    let temporary = FileManager.default.temporaryDirectory.path
    if pool.options.isInMemory { return [temporary] }
    let file = canonicalPath(pool.options.path)
    let beside = folder(of: file)
    // A schema step may copy every table.
    let needed = 2 * [file, file + "-wal"].reduce(0) { $0 + size(of: $1) }
    let hasSpace = freeSize(beside) >= needed || freeSize(temporary) < needed
    return hasSpace ? [beside, temporary] : [temporary, beside]
  }

  /// The mode of the database's file, writable for its owner.
  private var copyMode: mode_t {
    var status = stat()
    guard !pool.options.isInMemory, stat(pool.options.path, &status) == 0 else { return 0o600 }
    return (status.st_mode & 0o777) | 0o600
  }

  private func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }
}

/// Returns the bytes that can be written in a folder; the most if the system does not say.
func freeSize(of folder: String) -> Int {
  let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
  return (attributes?[.systemFreeSize] as? NSNumber)?.intValue ?? .max
}

extension Connection {
  /// Copies the database, as the open transaction sees it, to a new file.
  fileprivate func backUp(to path: String) throws {
    let target = try Connection(path: path, name: name, wait: BusyWait(timeout: .zero))
    guard let backup = sqlite3_backup_init(target.handle, "main", handle, "main") else { throw target.error() }
    // In steps, so that the task can be cancelled.
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
