// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// Removes the folders of copies when the process ends by `exit` or by a signal that asks it to.
///
/// A signal may come at any moment, so what its handler reads is made beforehand, and never freed: a few paths for each
/// rehearsal.
enum CopyCleanup {
  /// So many copies at a time are removed on signals; others are by the next rehearsal.
  private static let most = 64
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  /// For each copy the paths of its files and then that of the folder.
  private typealias Paths = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

  // Unsafe: the handler may not wait for a lock; a slot is written while the lock is held, one pointer at a time.
  nonisolated(unsafe) private static let slots: UnsafeMutablePointer<Paths?> = {
    let slots = UnsafeMutablePointer<Paths?>.allocate(capacity: most)
    slots.initialize(repeating: nil, count: most)
    return slots
  }()
  private static let owners = Owners()

  /// Which slot is whose.
  private final class Owners: @unchecked Sendable {
    // Unchecked: the paths are behind the lock.
    private let lock = NSLock()
    private var paths: [String?] = Array(repeating: nil, count: most)
    private var isInstalled = false

    func add(_ path: String) {
      lock.withLock {
        guard let slot = paths.firstIndex(of: nil) else { return }
        paths[slot] = path
        // The handler finds all of it made.
        slots[slot] = makePaths(path)
        if !isInstalled { install() }
        isInstalled = true
      }
    }

    func drop(_ path: String) {
      lock.withLock {
        guard let slot = paths.firstIndex(of: path) else { return }
        slots[slot] = nil
        paths[slot] = nil
      }
    }
  }

  /// From here on the folder is removed when the process ends.
  static func add(_ path: String) { owners.add(path) }

  /// The folder has been removed.
  static func drop(_ path: String) { owners.drop(path) }

  private static func makePaths(_ folder: String) -> Paths {
    let all = CopyFolder.names.map { folder + "/" + $0 } + [folder]
    let paths = Paths.allocate(capacity: fileCount + 1)
    for (index, path) in all.enumerated() { paths[index] = strdup(path) }
    return paths
  }

  private static func install() {
    atexit { CopyCleanup.removeAll() }
    for number in signals {
      let before = signal(number) { number in
        CopyCleanup.removeAll()
        // The signal ends the process as if it had no handler.
        signal(number, SIG_DFL)
        raise(number)
      }
      // A program that ignores the signal, or ends in its own way, goes on doing so.
      if before != nil { signal(number, before) }
    }
  }

  /// Only calls that a handler of signals may make.
  private static func removeAll() {
    for slot in 0..<most {
      guard let paths = slots[slot] else { continue }
      // A statement that still runs may make a file in between.
      for _ in 0..<100 {
        for index in 0..<fileCount {
          if let path = paths[index] { unlink(path) }
        }
        guard let folder = paths[fileCount], rmdir(folder) != 0, errno != ENOENT else { break }
      }
    }
  }

  /// Of each copy; `makePaths` is the first to ask, so that the handler makes nothing.
  private static let fileCount = CopyFolder.names.count
}
