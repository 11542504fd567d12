// Part of Bellows. MIT licence: see LICENSE.

/// A day of the Gregorian calendar.
package struct CalendarDate: Hashable, Sendable {
  package let year: Int
  package let month: Int
  package let day: Int

  /// Creates a date.
  ///
  /// Returns `nil` if there is no such day, or if its year is out of range.
  package init?(year: Int, month: Int, day: Int) {
    guard (-5_000_000...5_000_000).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    self.year = year
    self.month = month
    self.day = day
    // A day that the month does not have is converted to a different date.
    guard CalendarDate(daysSince1970: daysSince1970) == self else { return nil }
  }

  /// Creates a date from the number of days since 1970-01-01.
  package init(daysSince1970 days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
  }

  /// Parses `2026-03-01`.
  ///
  /// Returns `nil` for any other text. Years outside 0000 to 9999 have a sign.
  package init?(_ text: String) {
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
    guard self.text == text else { return nil }
  }

  /// The number of days since 1970-01-01.
  package var daysSince1970: Int {
    // Years begin in March here, so that the leap day is the last of its year.
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// `2026-03-01`; years outside 0000 to 9999 have a sign.
  package var text: String {
    let sign = year < 0 ? "-" : year > 9999 ? "+" : ""
    return "\(sign)\(padded(abs(year), 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}

/// Returns a number with leading zeros.
func padded(_ number: some BinaryInteger, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
