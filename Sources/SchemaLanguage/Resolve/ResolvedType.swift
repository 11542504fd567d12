// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A type with names replaced by their definitions.
struct ResolvedType {
  var type: ValueType
  /// The number of nodes without names.
  var size: Int
  /// The number of nested levels.
  var depth: Int
  /// The renamed literals inside it, each with its path.
  var renames: [LiteralRename]
  /// The renamed members of objects inside it, each with the path of its object.
  var memberRenames: [MemberRename]

  init(
    _ type: ValueType, size: Int = 1, depth: Int = 1, renames: [LiteralRename] = [],
    memberRenames: [MemberRename] = []
  ) {
    self.type = type
    self.size = size
    self.depth = depth
    self.renames = renames
    self.memberRenames = memberRenames
  }

  /// The limit for one type: a few named types that each contain the next one twice would exceed any memory.
  static let largest = 20_000
  static let deepest = 256
  /// The limit for all named types and fields of a schema together: 50,000 fields of a hundred nodes.
  static let largestSchema = 5_000_000
}
