// Part of Bellows. MIT licence: see LICENSE.

/// A stretch of a source file: which file (by its place in the list that was parsed together), and which bytes.
package struct SourceRange: Hashable, Sendable {
  package var file: Int
  package var start: Int
  package var end: Int

  package init(file: Int, start: Int, end: Int) {
    self.file = file
    self.start = start
    self.end = end
  }
}

/// Where a declaration was written; takes no part in equality, so that a schema that moved is still the same schema.
///
/// `nil` for what was built by a stage and not by a person.
package struct Origin: Hashable, Sendable {
  package var range: SourceRange?

  package init(_ range: SourceRange? = nil) { self.range = range }

  package static func == (_: Origin, _: Origin) -> Bool { true }
  package func hash(into _: inout Hasher) {}
}
