// Part of Bellows. MIT licence: see LICENSE.

/// Returns `2026-03-01`, a day of the years 1 to 9999 in the proleptic Gregorian calendar, or `nil`.
func canonicalDate(_ text: String) -> String? {
  var reader = CalendarReader(text)
  return reader.day() != nil && reader.isAtEnd ? text : nil
}

/// Returns `2026-03-01T12:30:00Z`, in UTC, with no or six fractional digits; the text may have up to six.
///
/// An offset such as `+01:00` is subtracted. The result must be in the years 1 to 9999; otherwise returns `nil`.
func canonicalTimestamp(_ text: String) -> String? {
  var reader = CalendarReader(text)
  guard let day = reader.day(), reader.skip("T"), let hour = reader.number(2, upTo: 23), reader.skip(":"),
    let minute = reader.number(2, upTo: 59), reader.skip(":"), let second = reader.number(2, upTo: 59)
  else { return nil }
  let fraction = reader.fraction()
  guard let fraction, let offset = reader.offset(), reader.isAtEnd else { return nil }
  let minutes = day * 1440 + hour * 60 + minute - offset
  let utcDay = minutes >= 0 ? minutes / 1440 : (minutes - 1439) / 1440
  guard (dayOfYearOne...lastDay).contains(utcDay) else { return nil }
  let date = civilDate(ofDay: utcDay)
  let time = minutes - utcDay * 1440
  let point = fraction.isEmpty ? "" : "." + fraction
  return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
    + "T\(padded(time / 60, 2)):\(padded(time % 60, 2)):\(padded(second, 2))\(point)Z"
}

/// Returns the microseconds from 1970 to a canonical timestamp, `2026-03-01T12:30:00.250000Z`.
package func microseconds(ofInstant text: String) -> Int64? {
  var reader = CalendarReader(text)
  guard let day = reader.day(), reader.skip("T"), let hour = reader.number(2, upTo: 23), reader.skip(":"),
    let minute = reader.number(2, upTo: 59), reader.skip(":"), let second = reader.number(2, upTo: 59),
    let fraction = reader.fraction()
  else { return nil }
  let seconds = Int64(day * 86_400 + hour * 3600 + minute * 60 + second)
  return seconds * 1_000_000 + (Int64(fraction) ?? 0)
}

/// The first and last allowed day, 0001-01-01 and 9999-12-31, in days since 1970-01-01.
private let dayOfYearOne = dayNumber(year: 1, month: 1, day: 1)
private let lastDay = dayNumber(year: 9999, month: 12, day: 31)

/// Returns the days since 1970-01-01.
///
/// Eras of 400 years begin in March, so that the leap day comes last.
func dayNumber(year: Int, month: Int, day: Int) -> Int {
  let shifted = month <= 2 ? year - 1 : year
  let era = (shifted >= 0 ? shifted : shifted - 399) / 400
  let yearOfEra = shifted - era * 400
  let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
  return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}

/// The inverse of `dayNumber`.
func civilDate(ofDay number: Int) -> (year: Int, month: Int, day: Int) {
  let shifted = number + 719_468
  let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
  let dayOfEra = shifted - era * 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let monthFromMarch = (5 * dayOfYear + 2) / 153
  let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
}

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// Parses a date or a time from the start of a text.
private struct CalendarReader {
  private var rest: ArraySlice<UInt8>

  init(_ text: String) { rest = Array(text.utf8)[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ letter: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: letter) else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// Parses a number with exactly `width` digits.
  mutating func number(_ width: Int, upTo limit: Int) -> Int? {
    let digits = rest.prefix(width)
    guard digits.count == width, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    rest = rest.dropFirst(width)
    let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return number <= limit ? number : nil
  }

  /// Parses `2026-03-01`, as days since 1970-01-01.
  mutating func day() -> Int? {
    guard let year = number(4, upTo: 9999), year > 0, skip("-"), let month = number(2, upTo: 12), skip("-"),
      let day = number(2, upTo: 31)
    else { return nil }
    let result = dayNumber(year: year, month: month, day: day)
    // A day that the month does not have is converted to a different date.
    return civilDate(ofDay: result) == (year, month, day) ? result : nil
  }

  /// Parses the six digits after a decimal point; empty without a point or if all are zero; `nil` if malformed.
  mutating func fraction() -> String? {
    guard skip(".") else { return "" }
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard (1...6).contains(digits.count) else { return nil }
    rest = rest.dropFirst(digits.count)
    let zeros = String(repeating: "0", count: 6 - digits.count)
    return digits.allSatisfy { $0 == 0x30 } ? "" : String(decoding: digits, as: UTF8.self) + zeros
  }

  /// Parses `Z` or `+01:00`, in minutes east of Greenwich.
  mutating func offset() -> Int? {
    if skip("Z") { return 0 }
    let sign = skip("+") ? 1 : skip("-") ? -1 : 0
    guard sign != 0, let hours = number(2, upTo: 23), skip(":"), let minutes = number(2, upTo: 59) else { return nil }
    return sign * (hours * 60 + minutes)
  }
}
