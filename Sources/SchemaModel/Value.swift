// Part of Bellows. MIT licence: see LICENSE.

/// A value of the language: what a witness shows.
package indirect enum Value: Hashable, Sendable {
  /// No value: what an optional column or member may have.
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
  /// Canonical text.
  case decimal(String)
  /// A key of a row of that table.
  case reference(TableName, Int64)
  case array([Value])
  /// Keys in the order to be shown; each key once.
  case map([Entry])
  /// Something of `any` that no other type has.
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
