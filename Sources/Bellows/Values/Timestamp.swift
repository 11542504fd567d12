// Part of Bellows. MIT licence: see LICENSE.

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// An instant with a precision of one microsecond.
///
///     let created = Timestamp.now
///     let date = created.date  // as Foundation's Date
///
/// `Date` stores seconds as a double and cannot represent every 64-bit count of microseconds.
public struct Timestamp: StoredValue, Comparable {
  /// Microseconds since 1970-01-01T00:00:00Z.
  public var microseconds: Int64

  /// Creates an instant from microseconds since 1970-01-01T00:00:00Z.
  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// Creates the instant nearest to a date.
  ///
  /// A date out of range gives the first or the last instant.
  public init(_ date: Date) {
    let count = (date.timeIntervalSince1970 * 1_000_000).rounded()
    microseconds = Int64(exactly: count) ?? (count < 0 ? .min : .max)
  }

  /// Creates an instant from a text that the compiler has checked; any other text gives 1970-01-01T00:00:00Z.
  public init(canonical text: String) { self = (try? Timestamp(text: text)) ?? Timestamp(microseconds: 0) }

  /// The current time.
  public static var now: Timestamp { Timestamp(Date()) }

  /// The date nearest to the instant.
  public var date: Date { Date(timeIntervalSince1970: Double(microseconds) / 1_000_000) }

  /// Parses a JSON string such as `"2026-03-01T12:30:00Z"`; throws `RowUnreadable` for any other value.
  public init(json: JSONValue) throws {
    guard case .string(let text) = json else { throw RowUnreadable(expected: "an instant", found: json) }
    try self.init(text: text)
  }
  /// `2026-03-01T12:30:00Z`, with six digits of a second where they are not all zero.
  public var json: JSONValue { .string(text) }

  /// Returns whether the left instant is earlier.
  public static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }
}
