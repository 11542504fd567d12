// Part of Bellows. MIT licence: see LICENSE.

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// An instant with a precision of one microsecond: the type of `timestamp` fields.
///
///     let created = Timestamp.now
///     let expires = created + .seconds(3600)
///     let left = expires - .now           // a Duration
///     let day = created.day(in: .current)  // a Day
///     let date = created.date              // as Foundation's Date
///
/// `Date` stores seconds as a double and cannot represent every 64-bit count of microseconds.
///
/// The first instant is in the year -290308, the last one in the year 294247. A result beyond them is the first or the
/// last instant.
public struct Timestamp: StoredValue, Comparable, LosslessStringConvertible {
  /// Microseconds since 1970-01-01T00:00:00Z.
  public var microseconds: Int64

  /// Creates an instant from microseconds since 1970-01-01T00:00:00Z.
  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// Creates an instant from a text that the compiler has checked; any other text gives 1970-01-01T00:00:00Z.
  public init(canonical text: String) { self = (try? Timestamp(text: text)) ?? Timestamp(microseconds: 0) }

  /// Parses a date and a time of ISO 8601: `2026-03-01T12:30:00Z`, `2026-03-01T13:30:00.25+01:00`.
  ///
  /// - A second may have up to six fractional digits.
  /// - The offset is `Z`, `+01:00` or `+01`; a text without an offset is in UTC.
  /// - A space may replace the `T`.
  ///
  /// Returns `nil` for any other text, and for an instant out of range.
  public init?(_ text: String) {
    guard let instant = Instant(withOffset: text) else { return nil }
    microseconds = instant.microseconds
  }

  /// The current time.
  public static var now: Timestamp { Timestamp(Date(timeIntervalSinceNow: clockError.with { $0 })) }

  /// How many seconds the clock of this process is fast: tests set it.
  package static let clockError = Locked<Double>(0)

  /// The instant in ISO 8601 and UTC: `2026-03-01T12:30:00Z`, with six digits of a second unless all are zero.
  public var description: String { text }

  /// Parses a JSON string such as `"2026-03-01T12:30:00Z"`; throws `RowUnreadable` for any other value.
  public init(json: JSONValue) throws {
    guard case .string(let text) = json else { throw RowUnreadable(expected: "an instant", found: json) }
    try self.init(text: text)
  }
  /// `2026-03-01T12:30:00Z`, with six digits of a second where they are not all zero.
  public var json: JSONValue { .string(text) }

  /// Returns whether the instants are equal.
  public static func == (left: Timestamp, right: Timestamp) -> Bool { left.microseconds == right.microseconds }
  /// Hashes the instant.
  public func hash(into hasher: inout Hasher) { hasher.combine(microseconds) }
  /// Returns whether the left instant is earlier.
  public static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }
}

extension Timestamp: InstantProtocol {
  /// Returns the instant that is later by a duration, which is rounded to microseconds.
  ///
  /// Halves are rounded away from zero. A result out of range is the first or the last instant.
  public func advanced(by duration: Duration) -> Timestamp {
    let (seconds, rest) = min(max(duration, .zero - Self.longest), Self.longest).components
    let half: Int64 = duration < .zero ? -500_000_000_000 : 500_000_000_000
    let rounded = Duration.seconds(seconds) + .microseconds((rest + half) / 1_000_000_000_000)
    // As durations, which have 128 bits.
    let sum = Duration.microseconds(microseconds) + rounded
    let result = min(max(sum, .microseconds(Int64.min)), .microseconds(Int64.max)).components
    return Timestamp(microseconds: result.seconds * 1_000_000 + result.attoseconds / 1_000_000_000_000)
  }

  /// Returns the exact duration from this instant to another one; it is negative if the other one is earlier.
  public func duration(to other: Timestamp) -> Duration {
    .microseconds(other.microseconds) - .microseconds(microseconds)
  }

  /// Returns the instant that is later by a duration, which is rounded to microseconds.
  public static func + (instant: Timestamp, duration: Duration) -> Timestamp { instant.advanced(by: duration) }

  /// Returns the instant that is earlier by a duration, which is rounded to microseconds.
  public static func - (instant: Timestamp, duration: Duration) -> Timestamp {
    // The shortest duration has no negative.
    instant.advanced(by: .zero - max(duration, .zero - longest))
  }

  /// Moves the instant later by a duration.
  public static func += (instant: inout Timestamp, duration: Duration) { instant = instant + duration }

  /// Moves the instant earlier by a duration.
  public static func -= (instant: inout Timestamp, duration: Duration) { instant = instant - duration }

  /// Returns the exact duration from the right instant to the left one; it is negative if the left one is earlier.
  public static func - (left: Timestamp, right: Timestamp) -> Duration { right.duration(to: left) }

  /// More than all instants span, and less than what `Duration.components` can represent.
  private static let longest = Duration.seconds(1 << 45)
}

extension FixedWidthInteger {
  /// Returns the sum, or the first or last value of the type if the sum is out of range.
  func addingSaturated(_ other: Self) -> Self {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }
}
