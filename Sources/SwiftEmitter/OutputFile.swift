// Part of Bellows. MIT licence: see LICENSE.

/// A file to be written.
package struct OutputFile: Hashable, Sendable {
  /// Relative to the root of the user's package, with `/` between its parts.
  package var path: String
  package var contents: String
  /// Whether it is hand-written after its creation, and never overwritten.
  package var isHandWritten: Bool

  package init(path: String, contents: String, isHandWritten: Bool = false) {
    self.path = path
    self.contents = contents
    self.isHandWritten = isHandWritten
  }
}
