// Part of Bellows. MIT licence: see LICENSE.

extension Value: CustomStringConvertible {
  /// The spelling in the language: `"x"`, `{ theme: null }`, `[1, 2]`, `no value`.
  package var description: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .absent: text += "no value"
    case .null: text += "null"
    case .literal(let literal): text += literal.description
    case .bytes(let bytes):
      text += "0x"
      for byte in bytes { text += (byte < 16 ? "0" : "") + String(byte, radix: 16) }
    case .timestamp(let microseconds): text += isoTimestamp(microseconds)
    case .date(let days): text += isoDate(Int64(days))
    case .uuid(let canonical), .decimal(let canonical): text += canonical
    case .reference(let table, let key): text += "id<\(table.text.spelledAsName)>(\(key))"
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += ", " }
        element.write(to: &text)
      }
      text += "]"
    case .map(let entries):
      text += entries.isEmpty ? "{" : "{ "
      for (index, entry) in entries.enumerated() {
        if index > 0 { text += ", " }
        if case .literal(.string(let name)) = entry.key, name.isPlainName {
          text += name
        } else {
          entry.key.write(to: &text)
        }
        text += ": "
        entry.value.write(to: &text)
      }
      text += entries.isEmpty ? "}" : " }"
    case .anything: text += "a value that only any holds"
    }
  }
}

/// Returns `2026-01-31T00:00:00Z`, with six fractional digits if they are not zero.
private func isoTimestamp(_ microseconds: Int64) -> String {
  let (days, inDay) = microseconds.flooredDivision(by: 86_400_000_000)
  let (seconds, fraction) = inDay.quotientAndRemainder(dividingBy: 1_000_000)
  let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, to: 2) }.joined(separator: ":")
  return isoDate(days) + "T" + clock + (fraction == 0 ? "" : "." + padded(fraction, to: 6)) + "Z"
}

/// Returns `2026-01-31`; years outside 0000 to 9999 have a sign, as in ISO 8601.
private func isoDate(_ daysSince1970: Int64) -> String {
  // Counted from 0000-03-01, so that the leap day is the last of its year; the calendar repeats every 400 years.
  let (era, dayOfEra) = (daysSince1970 + 719_468).flooredDivision(by: 146_097)
  let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  // March is 0; 153 days are five months.
  let shiftedMonth = (5 * dayOfYear + 2) / 153
  let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
  let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
  let sign = year < 0 ? "-" : year > 9999 ? "+" : ""
  return sign + padded(abs(year), to: 4) + "-" + padded(month, to: 2) + "-" + padded(day, to: 2)
}

private func padded(_ number: Int64, to width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension Int64 {
  /// Returns the quotient rounded down, and the remainder, which is never negative.
  fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
