// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

/// Returns `2026-03-01`, a day of the years 1 to 9999 in the proleptic Gregorian calendar, or `nil`.
func canonicalDate(_ text: String) -> String? {
  CalendarDate(text).flatMap { years.contains($0.year) ? text : nil }
}

/// Returns `2026-03-01T12:30:00Z`, in UTC, with no or six fractional digits; the text may have up to six.
///
/// An offset such as `+01:00` is subtracted. The result must be in the years 1 to 9999; otherwise returns `nil`.
func canonicalTimestamp(_ text: String) -> String? {
  let bytes = Array(text.utf8)
  guard bytes.count > 19, bytes[10] == UInt8(ascii: "T"),
    canonicalDate(String(decoding: bytes[..<10], as: UTF8.self)) != nil
  else { return nil }
  let zone = bytes.last == UInt8(ascii: "Z") ? bytes.suffix(1) : bytes.suffix(6)
  let local = String(decoding: bytes.dropLast(zone.count), as: UTF8.self)
  guard let minutes = Instant.minutes(ofOffset: zone), let utc = Instant(local + "Z") else { return nil }
  let instant = Instant(microseconds: utc.microseconds - minutes * 60_000_000)
  return years.contains(instant.date.year) ? instant.text : nil
}

private let years = 1...9999
