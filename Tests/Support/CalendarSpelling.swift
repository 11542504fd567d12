// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// `2026-03-01`, from the days since 1970-01-01.
///
/// Days to civil: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
package func dayText(_ days: Int64) -> String {
  let shifted = days + 719_468
  let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
  let dayOfEra = shifted - era * 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let month = (5 * dayOfYear + 2) / 153
  let day = dayOfYear - (153 * month + 2) / 5 + 1
  let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
  return "\(padded(year, 4))-\(padded(month < 10 ? month + 3 : month - 9, 2))-\(padded(day, 2))"
}

/// `2026-03-01T12:30:00.250000Z`, from the microseconds since 1970: as JSON holds it.
package func instantText(_ microseconds: Int64) -> String {
  let (day, clock, fraction) = parts(of: microseconds)
  return "\(day)T\(clock)" + (fraction == 0 ? "" : "." + padded(fraction, 6)) + "Z"
}

/// `2026-03-01 12:30:00.250`, with six digits where three would lose something: as a column of text holds it.
package func columnText(ofInstant microseconds: Int64) -> String {
  let (day, clock, fraction) = parts(of: microseconds)
  return "\(day) \(clock)." + (fraction % 1000 == 0 ? padded(fraction / 1000, 3) : padded(fraction, 6))
}

private func parts(of microseconds: Int64) -> (day: String, clock: String, fraction: Int64) {
  let length: Int64 = 86_400_000_000
  let days = microseconds / length - (microseconds % length < 0 ? 1 : 0)
  // Not `microseconds - days * length`: the first day of all 64 bits began before them.
  let rest = (microseconds % length + length) % length
  let clock = [rest / 3_600_000_000, rest / 60_000_000 % 60, rest / 1_000_000 % 60].map { padded($0, 2) }
  return (dayText(days), clock.joined(separator: ":"), rest % 1_000_000)
}

private func padded(_ number: Int64, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
