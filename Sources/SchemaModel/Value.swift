// Part of Bellows. MIT licence: see LICENSE.

/// A value of the language, for counterexamples.
package indirect enum Value: Hashable, Sendable {
  /// A missing value, for an optional column or member.
  case absent
  case null
  case literal(Literal)
  case bytes([UInt8])
  /// Microseconds since 1970-01-01T00:00:00Z.
  case timestamp(Int64)
  /// Days since 1970-01-01.
  case date(Int32)
  /// Lower case, with hyphens.
  case uuid(String)
  /// In canonical text.
  case decimal(String)
  /// The key of a row of this table.
  case reference(TableName, Int64)
  case array([Value])
  /// The entries in the order in which they are shown; each key once.
  case map([Entry])
  /// A value of `any` that belongs to no other type.
  case anything

  package struct Entry: Hashable, Sendable {
    package var key: Value
    package var value: Value

    package init(_ key: Value, _ value: Value) {
      self.key = key
      self.value = value
    }
  }
}
