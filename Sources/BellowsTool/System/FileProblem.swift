// Part of Bellows. MIT licence: see LICENSE.

/// What went wrong with a file or a folder: which one, in doing what, and how.
struct FileProblem: Error, Hashable {
  /// What was tried.
  enum Act: Hashable { case read, write }

  /// How it failed.
  enum Reason: Hashable {
    case missing
    /// A folder stands where a file is wanted.
    case isFolder
    /// A pipe, a device or a socket stands where a file is wanted.
    case isNoFile
    /// A file stands where a folder is wanted.
    case isNotFolder
    /// It has more bytes than this.
    case tooLarge(limit: Int)
    /// Another refusal by the system, by its number.
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
