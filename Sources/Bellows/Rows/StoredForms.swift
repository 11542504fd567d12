// Part of Bellows. MIT licence: see LICENSE.

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension UUID {
  /// Creates a UUID from its 16 bytes.
  package init(bytes: Data) throws {
    guard bytes.count == 16 else { throw RowUnreadable(expected: "16 bytes of a UUID", found: .bytes(bytes)) }
    let b = Array(bytes)
    self.init(
      uuid: (
        b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]
      ))
  }

  /// Its 16 bytes.
  package var bytes: Data { withUnsafeBytes(of: uuid) { Data($0) } }
}

extension Timestamp {
  private static let microsecondsOfDay: Int64 = 86_400_000_000

  /// Parses `2026-03-01T12:00:00Z` or `2026-03-01 12:00:00.000`, in UTC, with up to six digits of a second.
  package init(text: String) throws {
    var reader = InstantReader(text)
    guard let microseconds = reader.microseconds() else {
      throw RowUnreadable(expected: "an instant such as 2026-03-01T12:00:00Z", found: .string(text))
    }
    self.init(microseconds: microseconds)
  }

  /// `2026-03-01T12:00:00Z`, with six digits of a second unless all are zero: the form in JSON.
  package var text: String {
    let (day, clock, fraction) = parts
    return "\(day)T\(clock)" + (fraction == 0 ? "" : "." + Self.digits(fraction, 6)) + "Z"
  }

  /// `2026-03-01 12:00:00.000`, with six digits if three lose precision: the form that GRDB stores.
  package var columnText: String {
    let (day, clock, fraction) = parts
    return "\(day) \(clock)." + (fraction % 1000 == 0 ? Self.digits(fraction / 1000, 3) : Self.digits(fraction, 6))
  }

  private var parts: (day: Day, clock: String, fraction: Int64) {
    let days = microseconds.floored(by: Self.microsecondsOfDay)
    // Not `microseconds - days * ...`: for the earliest instants the product is out of the range of Int64.
    let remainder = microseconds % Self.microsecondsOfDay
    let rest = remainder < 0 ? remainder + Self.microsecondsOfDay : remainder
    let seconds = rest / 1_000_000
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { Self.digits($0, 2) }.joined(separator: ":")
    return (Day(daysSince1970: Int32(days)), clock, rest % 1_000_000)
  }

  private static func digits(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

/// Parses the text of an instant.
private struct InstantReader {
  private var rest: ArraySlice<UInt8>

  init(_ text: String) { rest = Array(text.utf8)[...] }

  mutating func microseconds() -> Int64? {
    let front = rest.prefix { $0 != UInt8(ascii: "T") && $0 != UInt8(ascii: " ") }
    rest = rest.dropFirst(front.count + 1)
    guard let day = Day(String(decoding: front, as: UTF8.self)), let hour = number(), hour < 24, skip(":"),
      let minute = number(), minute < 60, skip(":"), let second = number(), second < 60, let fraction = fraction(),
      skip("Z") || skip("+00:00") || skip("+00") || rest.isEmpty, rest.isEmpty
    else { return nil }
    let seconds = (Int64(day.daysSince1970) * 24 + hour) * 3600 + minute * 60 + second
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

extension Int64 {
  /// Returns the quotient, rounded down.
  fileprivate func floored(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
