// Part of Bellows. MIT licence: see LICENSE.

/// A failed access to a file or folder: its path, the operation, and the reason.
struct FileProblem: Error, Hashable {
  /// The operation.
  enum Act: Hashable { case read, write }

  /// The reason.
  enum Reason: Hashable {
    case missing
    /// A folder exists where a file is needed.
    case isFolder
    /// A pipe, device or socket exists where a file is needed.
    case isNoFile
    /// A file exists where a folder is needed.
    case isNotFolder
    /// A symbolic link, by its path, leads out of the package.
    case leavesPackage(link: String)
    /// The file has more bytes than this.
    case tooLarge(limit: Int)
    /// Another error, by its `errno`.
    case system(Int32)
  }

  var path: String
  var act: Act
  var reason: Reason

  init(_ path: String, _ act: Act, _ reason: Reason) {
    self.path = path
    self.act = act
    self.reason = reason
  }
}
