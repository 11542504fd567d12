// Part of Bellows. MIT licence: see LICENSE.

/// A byte range in a source file.
///
/// The file is an index into the list of files that were parsed together.
package struct SourceRange: Hashable, Sendable {
  // Half the size of an `Int`: every syntax node has a range, and no file is longer.
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

/// The position of a declaration.
///
/// All origins are equal, so that moving a declaration does not change the schema.
///
/// It is `nil` for declarations that are not written in a file. Positions of fields and indexes are relative to the
/// name of their table, so that they do not change when the table moves; `Table.range(of:)` returns the absolute
/// position.
package struct Origin: Hashable, Sendable {
  package var range: SourceRange?

  package init(_ range: SourceRange? = nil) { self.range = range }

  /// Creates the origin of a part of the table whose name is at `table`.
  package init(_ range: SourceRange, in table: SourceRange) {
    self.range = SourceRange(file: 0, start: range.start - table.start, end: range.end - table.start)
  }

  /// Creates the origin of a part that may be written elsewhere than its table, such as a field that is spread in.
  ///
  /// The file, which is 0 in relative positions, is counted from 1.
  package init(absolute range: SourceRange) {
    self.range = SourceRange(file: range.file + 1, start: range.start, end: range.end)
  }

  package static func == (_: Origin, _: Origin) -> Bool { true }
  package func hash(into _: inout Hasher) {}
}

/// The positions of the names in `@was` or `@from`, in order.
///
/// Like origins, all are equal.
package struct NameOrigins: Hashable, Sendable {
  package var ranges: [SourceRange] = []

  package init(ranges: [SourceRange] = []) { self.ranges = ranges }

  package static func == (_: NameOrigins, _: NameOrigins) -> Bool { true }
  package func hash(into _: inout Hasher) {}
}
