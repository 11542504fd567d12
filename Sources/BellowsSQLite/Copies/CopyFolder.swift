// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation

/// A folder with a copy of a database that only its owner can open.
///
/// It is deleted with the last reference, when the process exits, and on SIGINT, SIGTERM and SIGHUP. Its name contains
/// the process, so that the next dry run can delete folders that were left after SIGKILL:
/// `.app.sqlite-bellows-4711-88231-1a2b3c4d`.
final class CopyFolder: Sendable {
  /// The copy's file.
  let file: String
  private let path: String
  /// A locked file; the system releases the lock when the process ends, however it ends.
  private let lock: Int32
  private let isRemoved = Locked(false)

  /// All files that it may contain.
  static let names = ["", "-wal", "-shm", "-journal", "-bellows"].map { "copy.sqlite" + $0 } + ["lock"]

  /// Creates the folder, with an empty file of a mode.
  init(in parent: String, of database: String, mode: mode_t) throws {
    let number = UInt32.random(in: .min ... .max)
    path = parent + "/" + CopyName(database: database, number: number).text
    file = path + "/" + Self.names[0]
    guard mkdir(path, 0o700) == 0 else { throw Self.unable(path, errno) }
    // From here on the folder is deleted on every exit.
    CopyCleanup.add(path)
    lock = open(path + "/lock", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    let copy = open(file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    let code = errno
    defer { if copy >= 0 { close(copy) } }
    guard lock >= 0, copy >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0, fchmod(copy, mode) == 0 else {
      remove()
      throw Self.unable(path, code)
    }
  }

  deinit { remove() }

  /// Deletes the folder and its files; once.
  func remove() {
    let isFirst = isRemoved.with { isRemoved in
      defer { isRemoved = true }
      return !isRemoved
    }
    guard isFirst else { return }
    for name in Self.names { unlink(path + "/" + name) }
    rmdir(path)
    if lock >= 0 { close(lock) }
    CopyCleanup.drop(path)
  }

  private static func unable(_ path: String, _ code: Int32) -> DatabaseUnable {
    DatabaseUnable(
      "cannot create the folder \(path) for a copy (\(String(cString: strerror(code)))); check the owner and mode of its "
        + "parent")
  }
}
