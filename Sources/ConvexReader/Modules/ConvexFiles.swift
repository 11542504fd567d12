// Part of Bellows. MIT licence: see LICENSE.

/// The files of a project, on disk or in a git tree.
///
/// Paths have slashes and no `.` inside; they may begin with `..` if the project's root is above the current folder.
package protocol ConvexFiles {
  /// Returns a regular file; never anything outside the project or a device.
  func contents(of path: String) -> ConvexFile
  /// Returns the names of the folders in a folder, sorted; none if it cannot be read.
  func folders(in path: String) -> [String]
}

/// The contents of a file, or why there are none.
package enum ConvexFile: Hashable, Sendable {
  case text([UInt8])
  case missing
  /// It exists and is not read, with the reason as a clause.
  case refused(String)
}

/// The largest file that is read: far above any source that people write.
package let largestScript = 5_000_000

/// Paths as text.
enum Path {
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Returns a path relative to a folder, without `.` and inner `..`.
  static func join(_ folder: String, _ relative: String) -> String {
    normalised(relative.hasPrefix("/") ? relative : folder + "/" + relative)
  }

  static func normalised(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    let text = parts.joined(separator: "/")
    return path.hasPrefix("/") ? "/" + text : text.isEmpty ? "." : text
  }

  /// The folders that contain a path, from the nearest; they end where the path has no further names.
  static func folders(above path: String) -> [String] {
    var result: [String] = []
    var folder = Self.folder(of: normalised(path))
    while result.count < 64 {
      result.append(folder)
      if folder == "/" { break }
      let isOutside = folder == "." || folder.hasSuffix("..")
      folder = isOutside ? join(folder, "..") : Self.folder(of: folder)
      // A git tree has nothing above its root; a disk refuses what is outside the project.
      if isOutside, result.count > 40 { break }
    }
    return result
  }
}
