// Part of Bellows. MIT licence: see LICENSE.

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// An instant, to the microsecond.
///
/// `Date` counts seconds in a double and cannot hold every 64-bit count of microseconds; this can.
public struct Timestamp: StoredValue, Comparable {
  /// Since 1970-01-01T00:00:00Z.
  public var microseconds: Int64

  /// An instant by its microseconds since 1970-01-01T00:00:00Z.
  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// An instant from a date, to the nearest microsecond; dates out of range are the nearest instant in range.
  public init(_ date: Date) {
    let count = (date.timeIntervalSince1970 * 1_000_000).rounded()
    microseconds = Int64(exactly: count) ?? (count < 0 ? .min : .max)
  }

  /// An instant from its text, which a compiler has checked; of any other text, 1970-01-01T00:00:00Z.
  public init(canonical text: String) { self = (try? Timestamp(text: text)) ?? Timestamp(microseconds: 0) }

  /// The moment of the call.
  public static var now: Timestamp { Timestamp(Date()) }

  /// The instant as a date, as exactly as a date can say it.
  public var date: Date { Date(timeIntervalSince1970: Double(microseconds) / 1_000_000) }

  /// Reads `2026-03-01T12:30:00Z`.
  public init(json: JSONValue) throws {
    guard case .string(let text) = json else { throw RowUnreadable(expected: "an instant", found: json) }
    try self.init(text: text)
  }
  /// `2026-03-01T12:30:00Z`, with six digits of a second where they are not all zero.
  public var json: JSONValue { .string(text) }

  /// Whether the first comes before the second.
  public static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }
}
