// Part of Bellows. MIT licence: see LICENSE.

/// The atomic types, by their keywords.
///
/// As sets of values they are disjoint, and only `string`, `int`, `double` and `bool` contain literals.
package enum Scalar: String, CaseIterable, Hashable, Sendable {
  /// Text without U+0000.
  case string
  /// 64-bit signed.
  case int
  /// 64-bit, finite.
  case double
  case bool
  case bytes
  /// A point in time, in microseconds.
  case timestamp
  /// A calendar day, without a time zone.
  case date
  case uuid
  /// At most 38 significant digits, exact.
  case decimal
  /// The single value `null`; only inside nested types.
  case null
}
