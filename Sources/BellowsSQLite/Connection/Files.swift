// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// Returns the folder of a path if the folder does not exist.
func missingFolder(of path: String) -> String? {
  let folder = (path as NSString).deletingLastPathComponent
  guard !folder.isEmpty, !FileManager.default.fileExists(atPath: folder) else { return nil }
  return folder
}

/// The identity of a file: another file at the same path is another database.
struct FileIdentity: Equatable {
  private let device: UInt64
  private let number: UInt64

  /// Creates the identity of the file at a path; `nil` if there is none.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(status.st_ino)
  }

  /// Creates the identity of an open file.
  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(status.st_ino)
  }
}

/// Returns the canonical path of a file: without links and `..`.
func canonicalPath(_ path: String) -> String {
  if let real = realpath(path, nil) {
    defer { free(real) }
    return String(cString: real)
  }
  // A file that does not exist yet: its folder must exist.
  let folder = (path as NSString).deletingLastPathComponent
  guard let real = realpath(folder.isEmpty ? "." : folder, nil) else { return path }
  defer { free(real) }
  return String(cString: real) + "/" + (path as NSString).lastPathComponent
}
