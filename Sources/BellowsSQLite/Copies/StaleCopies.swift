// Part of Bellows. MIT licence: see LICENSE.
import Foundation

extension CopyFolder {
  /// Deletes the folders of copies whose processes were killed.
  ///
  /// A folder is deleted only if it has the name of a copy, belongs to this user, its process is gone, and its lock is
  /// free. Links are never followed, and only the files of a copy are deleted.
  static func removeStale(in parent: String) {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: parent) else { return }
    for name in names {
      guard let copy = CopyName(name), !copy.isOfLivingProcess else { continue }
      removeStale(parent + "/" + name)
    }
  }

  private static func removeStale(_ path: String) {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard folder >= 0 else { return }
    defer { close(folder) }
    var status = stat()
    guard fstat(folder, &status) == 0, status.st_uid == geteuid() else { return }
    let lock = openat(folder, "lock", O_RDWR | O_NOFOLLOW | O_CLOEXEC)
    defer { if lock >= 0 { close(lock) } }
    // The process may be alive in another container: then it holds the lock.
    if lock >= 0, flock(lock, LOCK_EX | LOCK_NB) != 0 { return }
    for name in Self.names { unlinkat(folder, name, 0) }
    rmdir(path)
  }
}

/// The name of a copy's folder.
struct CopyName: Equatable {
  let text: String
  private let process: Int32
  private let start: UInt64

  private static let mark = "-bellows-"
  /// A file name has at most 255 bytes; the rest is for the numbers.
  private static let mostBytes = 180

  /// Creates the name of a new folder of this process.
  init(database: String, number: UInt32) {
    process = getpid()
    start = ProcessStart.of(process) ?? 0
    let hexadecimal = String(number, radix: 16)
    let digits = String(repeating: "0", count: 8 - hexadecimal.count) + hexadecimal
    var database = database
    while database.utf8.count > Self.mostBytes { database.removeLast() }
    text = ".\(database)\(Self.mark)\(process)-\(start)-\(digits)"
  }

  /// Parses a name.
  ///
  /// Returns `nil` for any other file.
  init?(_ name: String) {
    guard name.hasPrefix("."), let mark = name.range(of: Self.mark, options: .backwards) else { return nil }
    let parts = name[mark.upperBound...].split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let process = Int32(parts[0]), process > 0, let start = UInt64(parts[1]),
      parts[2].utf8.count == 8, UInt32(parts[2], radix: 16) != nil
    else { return nil }
    text = name
    self.process = process
    self.start = start
  }

  /// Whether the process is alive: a later process with the same number has another start time.
  var isOfLivingProcess: Bool {
    if kill(process, 0) != 0, errno == ESRCH { return false }
    guard start != 0, let now = ProcessStart.of(process) else { return true }
    return now == start
  }
}

/// The start time of a process, in a unit of the system.
enum ProcessStart {
  /// Returns `nil` if the system does not provide it.
  static func of(_ process: Int32) -> UInt64? {
    #if canImport(Darwin)
      var info = kinfo_proc()
      var size = MemoryLayout<kinfo_proc>.stride
      var name = [CTL_KERN, KERN_PROC, KERN_PROC_PID, process]
      guard sysctl(&name, UInt32(name.count), &info, &size, nil, 0) == 0, size > 0 else { return nil }
      let start = info.kp_proc.p_starttime
      return UInt64(start.tv_sec) * 1_000_000 + UInt64(start.tv_usec)
    #else
      guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
        let end = text.range(of: ")", options: .backwards)
      else { return nil }
      // The 22nd field. The second, the program's name, may contain anything.
      let fields = text[end.upperBound...].split(separator: " ")
      return fields.count > 19 ? UInt64(fields[19]) : nil
    #endif
  }
}
