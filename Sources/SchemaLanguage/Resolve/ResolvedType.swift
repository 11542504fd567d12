// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A type whose names are all replaced by what they stand for.
struct ResolvedType {
  var type: ValueType
  /// How many nodes it has when written out without names.
  var size: Int
  /// How many levels they are nested.
  var depth: Int
  /// Literals with old spellings inside it, each with its path.
  var renames: [LiteralRename]

  init(_ type: ValueType, size: Int = 1, depth: Int = 1, renames: [LiteralRename] = []) {
    self.type = type
    self.size = size
    self.depth = depth
    self.renames = renames
  }

  /// A few named types, each holding two of the next, describe more than any memory holds.
  static let largest = 20_000
  static let deepest = 256
  /// Of all named types and fields of a schema together: 50,000 fields of a hundred nodes.
  static let largestSchema = 5_000_000
}
