// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation

/// Deletes the folders of copies when the process ends by `exit` or by SIGINT, SIGTERM or SIGHUP.
///
/// A signal handler may not allocate, so its data is allocated before and never freed: a few paths for each dry run.
enum CopyCleanup {
  /// The number of copies that a signal deletes; the next dry run deletes others.
  private static let most = 64
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  /// For each copy the paths of its files, then the path of the folder.
  private typealias Paths = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

  // Unsafe: the handler may not wait for a lock. A slot is written while the lock is held, one pointer at a time.
  nonisolated(unsafe) private static let slots: UnsafeMutablePointer<Paths?> = {
    let slots = UnsafeMutablePointer<Paths?>.allocate(capacity: most)
    slots.initialize(repeating: nil, count: most)
    return slots
  }()
  private static let owners = Locked(Owners())

  /// The folder of each slot.
  private struct Owners {
    private var paths: [String?] = Array(repeating: nil, count: most)
    private var isInstalled = false

    mutating func add(_ path: String) {
      guard let slot = paths.firstIndex(of: nil) else { return }
      paths[slot] = path
      slots[slot] = makePaths(path)
      if !isInstalled { install() }
      isInstalled = true
    }

    mutating func drop(_ path: String) {
      guard let slot = paths.firstIndex(of: path) else { return }
      slots[slot] = nil
      paths[slot] = nil
    }
  }

  /// Registers a folder, which is deleted when the process ends.
  static func add(_ path: String) { owners.with { $0.add(path) } }

  /// Unregisters a folder that was deleted.
  static func drop(_ path: String) { owners.with { $0.drop(path) } }

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
      // A handler that the program has installed is restored.
      if before != nil { signal(number, before) }
    }
  }

  /// Deletes all registered folders, with calls that are allowed in a signal handler.
  private static func removeAll() {
    for slot in 0..<most {
      guard let paths = slots[slot] else { continue }
      // A running statement may create a file meanwhile.
      for _ in 0..<100 {
        for index in 0..<fileCount {
          if let path = paths[index] { unlink(path) }
        }
        guard let folder = paths[fileCount], rmdir(folder) != 0, errno != ENOENT else { break }
      }
    }
  }

  /// The number of files of a copy; initialised by `makePaths`, before the handler.
  private static let fileCount = CopyFolder.names.count
}
