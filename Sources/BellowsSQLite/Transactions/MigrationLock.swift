// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation

extension SQLite {
  /// Locks a file beside the database.
  ///
  /// The system releases the lock when the process ends, however it ends.
  public func acquireMigrationLock(holder: String) async throws -> any MigrationLock {
    guard let lockPath else { return InMemoryLock() }
    return try LockFile(path: canonicalPath(lockPath) + "-bellows", holder: holder, database: name)
  }
}

/// The lock of a private database in memory.
private struct InMemoryLock: MigrationLock {
  func release() async {}
}

/// A locked file that contains the name of its holder.
private actor LockFile: MigrationLock {
  private let path: String
  private var descriptor: Int32?

  init(path: String, holder: String, database: String) throws {
    self.path = path
    descriptor = try Self.lock(path, holder: holder, database: database)
  }

  deinit {
    if let descriptor { Self.unlock(descriptor, path) }
  }

  func release() {
    if let descriptor { Self.unlock(descriptor, path) }
    descriptor = nil
  }

  private static func lock(_ path: String, holder: String, database: String) throws -> Int32 {
    while true {
      // The file is emptied: what a link leads to must not be.
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
      guard descriptor >= 0 else {
        if errno == ELOOP {
          throw DatabaseUnable("\(database): the lock file \(path) is a link; delete the link, then run again")
        }
        throw DatabaseUnable(
          "\(database): cannot open the lock file \(path) (\(String(cString: strerror(errno)))); check the path, the "
            + "folder, and their owner and mode")
      }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        let code = errno
        defer { close(descriptor) }
        guard code == EWOULDBLOCK else {
          throw DatabaseUnable("\(database): \(path) cannot be locked: \(String(cString: strerror(code)))")
        }
        throw DatabaseInUse(by: text(descriptor) ?? "a runner that has just started")
      }
      // The previous holder deletes the file: a lock on a deleted file protects nothing.
      guard FileIdentity(path: path, followsLink: false) == FileIdentity(descriptor: descriptor) else {
        close(descriptor)
        continue
      }
      ftruncate(descriptor, 0)
      let bytes = Array(holder.utf8)
      _ = pwrite(descriptor, bytes, bytes.count, 0)
      return descriptor
    }
  }

  private static func unlock(_ descriptor: Int32, _ path: String) {
    unlink(path)
    close(descriptor)
  }

  private static func text(_ descriptor: Int32) -> String? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : nil
  }
}
