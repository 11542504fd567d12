// Part of Bellows. MIT licence: see LICENSE.

/// A name in a schema.
///
/// The tag makes names of different kinds different types.
///
///     let users: TableName = "users"
///
/// Names are compared by their UTF-8 bytes, as databases do; `==` of `String` treats both encodings of é as equal.
package struct Identifier<Tag>: Hashable, Comparable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
  package let text: String

  @inlinable package init(_ text: String) { self.text = text }
  @inlinable package init(stringLiteral text: String) { self.text = text }

  package var description: String { text }

  // Inlinable, because names are compared often: a call across modules would go through witness tables.
  @inlinable package static func == (lhs: Self, rhs: Self) -> Bool { lhs.text.hasSameBytes(as: rhs.text) }

  @inlinable package func hash(into hasher: inout Hasher) { hasher.combine(text) }

  @inlinable package static func < (lhs: Self, rhs: Self) -> Bool { lhs.text.precedesByBytes(rhs.text) }
}

package enum TableTag {}
package enum FieldTag {}
package enum IndexTag {}
package enum StoredTag {}
package enum TypeTag {}

/// The name of a table in the language.
package typealias TableName = Identifier<TableTag>
/// The name of a field of a table, or of a member of an object.
package typealias FieldName = Identifier<FieldTag>
/// The name of an index, unique within its table.
package typealias IndexName = Identifier<IndexTag>
/// The name of a `type` declaration.
package typealias TypeName = Identifier<TypeTag>
/// The name of a table or column in the database.
package typealias StoredName = Identifier<StoredTag>
