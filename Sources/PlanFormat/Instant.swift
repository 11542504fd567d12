// Part of Bellows. MIT licence: see LICENSE.

/// An instant as its microseconds since 1970-01-01T00:00:00Z.
package struct Instant: Hashable, Sendable {
  package let microseconds: Int64

  private static let microsecondsInDay: Int64 = 86_400_000_000

  package init(microseconds: Int64) { self.microseconds = microseconds }

  /// Parses `2026-03-01T12:00:00Z` or `2026-03-01 12:00:00.000`, in UTC, with up to six digits of a second.
  package init?(_ text: String) {
    var reader = InstantReader(text)
    guard let microseconds = reader.microseconds() else { return nil }
    self.init(microseconds: microseconds)
  }

  /// Parses what `init(_:)` does, and an offset such as `+01:00` or `+01`, which is subtracted.
  package init?(withOffset text: String) {
    // A sign after the time of day: one before it belongs to the date.
    guard let colon = text.firstIndex(of: ":"), let sign = text[colon...].firstIndex(where: { "+-".contains($0) })
    else {
      self.init(text)
      return
    }
    let offset = text[sign...].utf8.count == 3 ? text[sign...] + ":00" : text[sign...]
    guard let minutes = Self.minutes(ofOffset: offset.utf8), let local = Instant(text[..<sign] + "Z") else {
      return nil
    }
    let (microseconds, overflow) = local.microseconds.subtractingReportingOverflow(minutes * 60_000_000)
    if overflow { return nil }
    self.init(microseconds: microseconds)
  }

  /// Parses `Z` or `+01:00`, in minutes east of Greenwich.
  package static func minutes(ofOffset zone: some Collection<UInt8>) -> Int64? {
    if zone.elementsEqual([UInt8(ascii: "Z")]) { return 0 }
    let sign: Int64 = zone.first == UInt8(ascii: "+") ? 1 : zone.first == UInt8(ascii: "-") ? -1 : 0
    let parts = zone.dropFirst().split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard sign != 0, parts.count == 2,
      parts.allSatisfy({ $0.count == 2 && $0.allSatisfy { (0x30...0x39).contains($0) } })
    else { return nil }
    let numbers = parts.map { $0.reduce(0) { $0 * 10 + Int64($1 - 0x30) } }
    return numbers[0] < 24 && numbers[1] < 60 ? sign * (numbers[0] * 60 + numbers[1]) : nil
  }

  /// `2026-03-01T12:00:00Z`, with six digits of a second unless all are zero: the form in JSON.
  package var text: String {
    let (clock, fraction) = time
    return "\(date.text)T\(clock)" + (fraction == 0 ? "" : "." + padded(fraction, 6)) + "Z"
  }

  /// `2026-03-01 12:00:00.000`, with six digits if three lose precision: the form that GRDB stores.
  package var columnText: String {
    let (clock, fraction) = time
    return "\(date.text) \(clock)." + (fraction % 1000 == 0 ? padded(fraction / 1000, 3) : padded(fraction, 6))
  }

  /// The day in UTC.
  package var date: CalendarDate {
    let (day, rest) = microseconds.quotientAndRemainder(dividingBy: Self.microsecondsInDay)
    return CalendarDate(daysSince1970: Int(rest < 0 ? day - 1 : day))
  }

  /// The microseconds since the start of the day in UTC.
  package var microsecondsOfDay: Int64 {
    // Not `microseconds - days * ...`: for the earliest instants the product is out of the range of Int64.
    let remainder = microseconds % Self.microsecondsInDay
    return remainder < 0 ? remainder + Self.microsecondsInDay : remainder
  }

  private var time: (clock: String, fraction: Int64) {
    let seconds = microsecondsOfDay / 1_000_000
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined(separator: ":")
    return (clock, microsecondsOfDay % 1_000_000)
  }
}

/// Parses the text of an instant.
private struct InstantReader {
  private var rest: ArraySlice<UInt8>

  init(_ text: String) { rest = Array(text.utf8)[...] }

  mutating func microseconds() -> Int64? {
    let front = rest.prefix { $0 != UInt8(ascii: "T") && $0 != UInt8(ascii: " ") }
    rest = rest.dropFirst(front.count + 1)
    guard let date = CalendarDate(String(decoding: front, as: UTF8.self)), let hour = number(), hour < 24, skip(":"),
      let minute = number(), minute < 60, skip(":"), let second = number(), second < 60, let fraction = fraction(),
      skip("Z") || skip("+00:00") || skip("+00") || rest.isEmpty, rest.isEmpty
    else { return nil }
    let seconds = (Int64(date.daysSince1970) * 24 + hour) * 3600 + minute * 60 + second
    // Rounded towards zero before the multiplication: for the earliest instants, rounding down would overflow Int64.
    let (whole, overflow) = (seconds < 0 ? seconds + 1 : seconds).multipliedReportingOverflow(by: 1_000_000)
    let (sum, tooFar) = whole.addingReportingOverflow(seconds < 0 ? fraction - 1_000_000 : fraction)
    return overflow || tooFar ? nil : sum
  }

  private mutating func skip(_ text: String) -> Bool {
    guard rest.starts(with: text.utf8) else { return false }
    rest = rest.dropFirst(text.utf8.count)
    return true
  }

  private mutating func number() -> Int64? { digits(2...2) }

  private mutating func digits(_ count: ClosedRange<Int>) -> Int64? {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard count.contains(digits.count) else { return nil }
    rest = rest.dropFirst(digits.count)
    return digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
  }

  private mutating func fraction() -> Int64? {
    guard skip(".") else { return 0 }
    let before = rest.count
    guard let value = digits(1...6) else { return nil }
    return (before - rest.count..<6).reduce(value) { value, _ in value * 10 }
  }
}
