// Part of Bellows. MIT licence: see LICENSE.

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension UUID {
  /// A UUID from its 16 bytes.
  init(bytes: Data) throws {
    guard bytes.count == 16 else { throw RowUnreadable(expected: "16 bytes of a UUID", found: .bytes(bytes)) }
    let b = Array(bytes)
    self.init(
      uuid: (
        b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]
      ))
  }

  /// Its 16 bytes.
  var bytes: Data { withUnsafeBytes(of: uuid) { Data($0) } }
}

extension Timestamp {
  private static let microsecondsOfDay: Int64 = 86_400_000_000

  /// An instant from `2026-03-01 12:00:00.000`, in UTC, with up to six digits of a second.
  init(text: String) throws {
    let unreadable = RowUnreadable(expected: "an instant such as 2026-03-01 12:00:00.000", found: .string(text))
    let bytes = Array(text.utf8)
    guard bytes.count >= 19, let day = Day(String(decoding: bytes[0..<10], as: UTF8.self)),
      bytes[10] == UInt8(ascii: " ") || bytes[10] == UInt8(ascii: "T"),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let hour = Self.number(bytes[11..<13]), let minute = Self.number(bytes[14..<16]),
      let second = Self.number(bytes[17..<19]), hour < 24, minute < 60, second < 60
    else { throw unreadable }
    var fraction: Int64 = 0
    var rest = bytes[19...]
    if rest.last == UInt8(ascii: "Z") { rest.removeLast() }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard (1...6).contains(rest.count), let digits = Self.number(rest) else { throw unreadable }
      fraction = (rest.count..<6).reduce(digits) { value, _ in value * 10 }
      rest = []
    }
    guard rest.isEmpty else { throw unreadable }
    let seconds = (hour * 60 + minute) * 60 + second
    self.init(microseconds: Int64(day.daysSince1970) * Self.microsecondsOfDay + seconds * 1_000_000 + fraction)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
  }

  /// `2026-03-01 12:00:00.000`, in UTC; six digits of a second where three would lose something.
  var text: String {
    let days = microseconds.floored(by: Self.microsecondsOfDay)
    let rest = microseconds - days * Self.microsecondsOfDay
    let seconds = rest / 1_000_000
    let fraction = rest % 1_000_000
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { Self.digits($0, 2) }.joined(separator: ":")
    let tail = fraction % 1000 == 0 ? Self.digits(fraction / 1000, 3) : Self.digits(fraction, 6)
    return "\(Day(daysSince1970: Int32(days))) \(clock).\(tail)"
  }

  private static func digits(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Int64 {
  /// The quotient, rounded down.
  fileprivate func floored(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
