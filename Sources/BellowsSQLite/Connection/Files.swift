// Part of Bellows. MIT licence: see LICENSE.
import Foundation

// Foundation's operations on paths end the process for some of them, such as `.`.

/// Returns the folder of a path: everything before its last part; empty if it has one part.
func folder(of path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// Returns the last part of a path; the path itself if that is empty.
func lastPart(of path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
  let last = path[path.utf8.index(after: slash)...]
  return last.isEmpty ? path : String(last)
}

/// Returns why no file can be opened at a path, and what to do; `nil` if the path says nothing about it.
func whyNoFile(at path: String) -> String? {
  var status = stat()
  if stat(path, &status) == 0 {
    return (status.st_mode & S_IFMT) == S_IFDIR ? "\(path) is a folder; give the path of a file in it" : nil
  }
  let above = folder(of: path)
  if above.isEmpty || stat(above, &status) == 0 { return nil }
  return "the folder \(above) does not exist; create it, or correct the path"
}

/// The identity of a file: another file at the same path is another database.
struct FileIdentity: Equatable {
  private let device: UInt64
  private let number: UInt64

  /// Creates the identity of the file at a path; `nil` if there is none.
  ///
  /// - Parameter followsLink: Whether a link at the path stands for the file that it leads to.
  init?(path: String, followsLink: Bool = true) {
    var status = stat()
    guard (followsLink ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
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
  let folder = folder(of: path)
  guard let real = realpath(folder.isEmpty ? "." : folder, nil) else { return path }
  defer { free(real) }
  return String(cString: real) + "/" + lastPart(of: path)
}
