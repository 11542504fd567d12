// Part of Bellows. MIT licence: see LICENSE.

/// A file that an emitter wants written: everything about it but the act.
package struct OutputFile: Hashable, Sendable {
  /// Relative to the root of the user's package, with `/` between its parts.
  package var path: String
  package var contents: String
  /// Whether a person owns it from its creation on, so that it is never written over.
  package var isHandWritten: Bool

  package init(path: String, contents: String, isHandWritten: Bool = false) {
    self.path = path
    self.contents = contents
    self.isHandWritten = isHandWritten
  }
}
