// Part of Bellows. MIT licence: see LICENSE.

/// A calendar day without time and time zone: the type of `date` fields.
///
/// Stored as `2026-03-01`.
///
///     let day = Day("2026-03-01") ?? .init(daysSince1970: 0)
///     let due = day + 30             // 2026-03-31
///     let remaining = due - day      // 30
///     let isFree = [.saturday, .sunday].contains(due.weekday)
///     for day in day...due { print(day) }
///
/// Days are of the Gregorian calendar, also before 1582. A result out of range is the first or the last day that
/// ``daysSince1970`` can count, millions of years away.
public struct Day: StoredValue, Comparable, LosslessStringConvertible {
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
  public var components: (year: Int, month: Int, day: Int) { (date.year, date.month, date.day) }

  /// The year; 0 is the year before year 1.
  public var year: Int { date.year }
  /// The month, from 1 to 12.
  public var month: Int { date.month }
  /// The day of the month, from 1 to 31.
  public var day: Int { date.day }

  /// `2026-03-01`, as in ISO 8601.
  public var description: String { date.text }

  private var date: CalendarDate { CalendarDate(daysSince1970: Int(daysSince1970)) }

  /// Parses a JSON string such as `"2026-03-01"`; throws `RowUnreadable` for any other value.
  public init(json: JSONValue) throws {
    guard case .string(let text) = json, let day = Day(text) else {
      throw RowUnreadable(expected: "a date", found: json)
    }
    self = day
  }
  /// A JSON string such as `"2026-03-01"`.
  public var json: JSONValue { .string(description) }

  /// Returns whether the days are equal.
  public static func == (left: Day, right: Day) -> Bool { left.daysSince1970 == right.daysSince1970 }
  /// Hashes the day.
  public func hash(into hasher: inout Hasher) { hasher.combine(daysSince1970) }
  /// Returns whether the left day is earlier.
  public static func < (left: Day, right: Day) -> Bool { left.daysSince1970 < right.daysSince1970 }
}

/// A range of days is a collection: `for day in first...last`.
extension Day: Strideable {
  /// Returns the day that is later by a number of days, or earlier for a negative number.
  ///
  /// A result out of range is the first or the last day.
  public func advanced(by days: Int) -> Day {
    Day(daysSince1970: Int32(clamping: Int(daysSince1970).addingSaturated(days)))
  }

  /// Returns the number of days to another day; it is negative if the other day is earlier.
  public func distance(to other: Day) -> Int { Int(other.daysSince1970) - Int(daysSince1970) }

  /// Returns the day that is later by a number of days.
  public static func + (day: Day, days: Int) -> Day { day.advanced(by: days) }
  /// Returns the day that is earlier by a number of days.
  public static func - (day: Day, days: Int) -> Day {
    // The negative of the least `Int` does not exist; one day less is out of range too.
    day.advanced(by: days == .min ? .max : -days)
  }
  /// Moves the day later by a number of days.
  public static func += (day: inout Day, days: Int) { day = day + days }
  /// Moves the day earlier by a number of days.
  public static func -= (day: inout Day, days: Int) { day = day - days }
  /// Returns the number of days from the right day to the left one.
  public static func - (left: Day, right: Day) -> Int { right.distance(to: left) }
}

extension Day {
  /// A day of the week; the raw value is its number in ISO 8601.
  public enum Weekday: Int, CaseIterable, Hashable, Codable, Sendable {
    /// The first day of the week in ISO 8601.
    case monday = 1
    /// The second day.
    case tuesday
    /// The third day.
    case wednesday
    /// The fourth day.
    case thursday
    /// The fifth day.
    case friday
    /// The sixth day.
    case saturday
    /// The seventh day.
    case sunday
  }

  /// The day of the week.
  public var weekday: Weekday {
    // 1970-01-01 was a Thursday.
    let daysSinceMonday = (Int(daysSince1970) + 3) % 7
    return Weekday.allCases[daysSinceMonday < 0 ? daysSinceMonday + 7 : daysSinceMonday]
  }
}
