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
    guard (-5_000_000...5_000_000).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.days(inMonth: month, of: year)
    else { return nil }
    // Years begin in March here, so that the leap day is the last of its year.
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    daysSince1970 = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Creates a day from a text that the compiler has checked; any other text gives 1970-01-01.
  public init(canonical text: String) { self = Day(text) ?? Day(daysSince1970: 0) }

  /// Parses `2026-03-01`.
  ///
  /// Returns `nil` for any other text.
  ///
  /// Years outside 0000 to 9999 have a sign.
  public init?(_ text: String) {
    var digits = Array(text.utf8)[...]
    let sign = digits.first == UInt8(ascii: "-") ? -1 : 1
    let isSigned = sign < 0 || digits.first == UInt8(ascii: "+")
    if isSigned { digits = digits.dropFirst() }
    let parts = digits.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 3, isSigned ? (4...7).contains(parts[0].count) : parts[0].count == 4, parts[1].count == 2,
      parts[2].count == 2,
      parts.allSatisfy({ $0.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } })
    else { return nil }
    let numbers = parts.map { $0.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } }
    self.init(year: sign * numbers[0], month: numbers[1], day: numbers[2])
    // Only the canonical form: not `+2026-03-01`.
    guard description == text else { return nil }
  }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Year, month and day.
  public var components: (year: Int, month: Int, day: Int) {
    let shifted = Int(daysSince1970) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// `2026-03-01`.
  public var description: String {
    let (year, month, day) = components
    let sign = year < 0 ? "-" : year > 9999 ? "+" : ""
    return sign
      + [(abs(year), 4), (month, 2), (day, 2)].map { number, width in
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
      }.joined(separator: "-")
  }

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
