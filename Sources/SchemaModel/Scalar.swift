// Part of Bellows. MIT licence: see LICENSE.

/// The types that have no parts, by their keywords.
///
/// As sets of values they are disjoint, but for the literals that belong to `string`, `int`, `double` and `bool`.
package enum Scalar: String, CaseIterable, Hashable, Sendable {
  /// Text without U+0000.
  case string
  /// 64-bit signed.
  case int
  /// 64-bit, finite.
  case double
  case bool
  case bytes
  /// An instant, in microseconds.
  case timestamp
  /// A calendar day, without a time zone.
  case date
  case uuid
  /// At most 38 significant digits, exact.
  case decimal
  /// The one value `null`; inside nested types only.
  case null
}
