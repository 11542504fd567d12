// Part of Bellows. MIT licence: see LICENSE.

/// A stretch of a source file: which file (by its place in the list that was parsed together), and which bytes.
package struct SourceRange: Hashable, Sendable {
  // Half the width of an `Int`: every node of a tree has one, and no file is that long.
  private var storedFile: UInt32
  private var storedStart: UInt32
  private var storedEnd: UInt32

  package init(file: Int, start: Int, end: Int) {
    storedFile = UInt32(clamping: file)
    storedStart = UInt32(clamping: start)
    storedEnd = UInt32(clamping: end)
  }

  package var file: Int { Int(storedFile) }
  package var start: Int { Int(storedStart) }
  package var end: Int { Int(storedEnd) }
}

/// Where a declaration was written; takes no part in equality, so that a schema that moved is still the same schema.
///
/// `nil` for what was built by a stage and not by a person. Fields and indexes count from the name of their table, so that
/// they are the same wherever the table stands: `Table.range(of:)` says where that is.
package struct Origin: Hashable, Sendable {
  package var range: SourceRange?

  package init(_ range: SourceRange? = nil) { self.range = range }

  /// A part of the table whose name stands at `table`.
  package init(_ range: SourceRange, in table: SourceRange) {
    self.range = SourceRange(file: 0, start: range.start - table.start, end: range.end - table.start)
  }

  package static func == (_: Origin, _: Origin) -> Bool { true }
  package func hash(into _: inout Hasher) {}
}

/// Where the names in `@was` or `@from` were written, in their order; takes no part in equality, as for `Origin`.
package struct NameOrigins: Hashable, Sendable {
  package var ranges: [SourceRange] = []

  package init(ranges: [SourceRange] = []) { self.ranges = ranges }

  package static func == (_: NameOrigins, _: NameOrigins) -> Bool { true }
  package func hash(into _: inout Hasher) {}
}
