// Part of Bellows. MIT licence: see LICENSE.

/// A name in a schema, told apart from other kinds of names by its tag, and compared by its UTF-8 bytes.
///
///     let users: TableName = "users"
///
/// Swift's `==` on strings equates both spellings of é; databases do not, so neither do we.
package struct Identifier<Tag>: Hashable, Comparable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
  package let text: String

  @inlinable package init(_ text: String) { self.text = text }
  @inlinable package init(stringLiteral text: String) { self.text = text }

  package var description: String { text }

  // Names are compared everywhere: in the caller's module this costs a few instructions, across it a call through
  // tables of witnesses.
  @inlinable package static func == (lhs: Self, rhs: Self) -> Bool { lhs.text.hasSameBytes(as: rhs.text) }

  @inlinable package func hash(into hasher: inout Hasher) { hasher.combine(text) }

  @inlinable package static func < (lhs: Self, rhs: Self) -> Bool { lhs.text.precedesByBytes(rhs.text) }
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
