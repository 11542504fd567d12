// Part of Bellows. MIT licence: see LICENSE.

/// A name in a schema, told apart from other kinds of names by its tag, and compared by its UTF-8 bytes.
///
///     let users: TableName = "users"
///
/// Swift's `==` on strings equates both spellings of é; databases do not, so neither do we.
package struct Identifier<Tag>: Hashable, Comparable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
  package let text: String

  package init(_ text: String) { self.text = text }
  package init(stringLiteral text: String) { self.text = text }

  package var description: String { text }

  package static func == (lhs: Self, rhs: Self) -> Bool { lhs.text.hasSameBytes(as: rhs.text) }

  package func hash(into hasher: inout Hasher) { hasher.combine(text) }

  package static func < (lhs: Self, rhs: Self) -> Bool { lhs.text.precedesByBytes(rhs.text) }
}

package enum TableTag {}
package enum FieldTag {}
package enum IndexTag {}
package enum StoredTag {}

/// The name of a table in the language.
package typealias TableName = Identifier<TableTag>
/// The name of a field of a table, or of a member of an object.
package typealias FieldName = Identifier<FieldTag>
/// The name of an index, unique within its table.
package typealias IndexName = Identifier<IndexTag>
/// The name under which a table or a field stands in the database.
package typealias StoredName = Identifier<StoredTag>

extension String {
  /// Whether both are the same sequence of UTF-8 bytes.
  package func hasSameBytes(as other: String) -> Bool {
    // Canonical equality is coarser than equality of bytes and has a fast path: ask it first.
    self == other && utf8.elementsEqual(other.utf8)
  }

  /// Whether this one's UTF-8 bytes come first in lexicographic order.
  package func precedesByBytes(_ other: String) -> Bool {
    let fast = utf8.withContiguousStorageIfAvailable { left in
      other.utf8.withContiguousStorageIfAvailable { right in left.lexicographicallyPrecedes(right) }
    }
    return (fast ?? nil) ?? utf8.lexicographicallyPrecedes(other.utf8)
  }
}
