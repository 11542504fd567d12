// Part of Bellows. MIT licence: see LICENSE.

/// The rules for names and sizes that a database checks when it gets a schema.
package struct TargetLimits: Hashable, Sendable {
  /// The scalar types that the database has.
  package var scalars: Set<Scalar>
  /// Names of indexes that the database uses itself.
  package var reservedIndexes: Set<IndexName>
  /// The largest number of bytes of a name.
  package var longestName: Int
  package var mostIndexes: Int
  package var mostIndexFields: Int
  package var mostFilters: Int
  package var dimensions: ClosedRange<Int>
  package var deepestType: Int

  static let convex = TargetLimits(
    scalars: [.string, .int, .double, .bool, .bytes, .null], reservedIndexes: ["by_id", "by_creation_time"],
    longestName: 64, mostIndexes: 64, mostIndexFields: 16, mostFilters: 16, dimensions: 2...4096,
    deepestType: 16)
}
