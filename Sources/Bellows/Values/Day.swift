// Part of Bellows. MIT licence: see LICENSE.

/// A calendar day without time and time zone.
///
/// Stored as `2026-03-01`.
///
///     let day = Day(year: 2026, month: 3, day: 1)
///     let same = Day("2026-03-01")
public struct Day: StoredValue, Comparable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public var daysSince1970: Int32

  /// Creates a day from the number of days since 1970-01-01.
  public init(daysSince1970: Int32) { self.daysSince1970 = daysSince1970 }

  /// Creates a day of the Gregorian calendar.
  ///
  /// Returns `nil` if there is no such day, or if its year is out of range.
  public init?(year: Int, month: Int, day: Int) {
    guard let date = CalendarDate(year: year, month: month, day: day) else { return nil }
    daysSince1970 = Int32(date.daysSince1970)
  }

  /// Creates a day from a text that the compiler has checked; any other text gives 1970-01-01.
  public init(canonical text: String) { self = Day(text) ?? Day(daysSince1970: 0) }

  /// Parses `2026-03-01`.
  ///
  /// Returns `nil` for any other text.
  ///
  /// Years outside 0000 to 9999 have a sign.
  public init?(_ text: String) {
    guard let date = CalendarDate(text) else { return nil }
    daysSince1970 = Int32(date.daysSince1970)
  }

  /// Year, month and day.
  public var components: (year: Int, month: Int, day: Int) {
    let date = CalendarDate(daysSince1970: Int(daysSince1970))
    return (date.year, date.month, date.day)
  }

  /// `2026-03-01`.
  public var description: String { CalendarDate(daysSince1970: Int(daysSince1970)).text }

  /// Parses a JSON string such as `"2026-03-01"`; throws `RowUnreadable` for any other value.
  public init(json: JSONValue) throws {
    guard case .string(let text) = json, let day = Day(text) else {
      throw RowUnreadable(expected: "a date", found: json)
    }
    self = day
  }
  /// A JSON string such as `"2026-03-01"`.
  public var json: JSONValue { .string(description) }

  /// Returns whether the left day is earlier.
  public static func < (left: Day, right: Day) -> Bool { left.daysSince1970 < right.daysSince1970 }
}
