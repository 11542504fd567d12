// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation
import TestSupport
import Testing

@Suite struct TimestampTests {
  static let seeds = ExactDecimalTests.seeds
  private static let first = Timestamp(microseconds: .min)
  private static let last = Timestamp(microseconds: .max)

  @Test(
    "ISO 8601 is parsed",
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("1970-01-01T01:00:00+01:00", 0), ("1969-12-31T19:00:00-05:00", 0),
      ("1970-01-01T05:45:00.5+05:45", 500_000), ("1970-01-01 00:00:01", 1_000_000), ("1970-01-01T02:00:00+02", 0),
      ("1969-12-31T23:59:59.999999Z", -1), ("1970-01-01T00:00:00-00:00", 0), ("1970-01-01T00:00:00+00:00", 0),
      ("2024-02-29T12:30:00.25+01:00", 1_709_206_200_250_000), ("0001-01-01T00:00:00Z", -62_135_596_800_000_000),
      ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999), ("-0001-12-31T23:00:00-01:00", -62_167_219_200_000_000),
      ("-290308-12-21T19:59:05.224192Z", .min), ("+294247-01-10T04:00:54.775807Z", .max),
    ] as [(String, Int64)])
  func parsing(_ text: String, _ microseconds: Int64) {
    #expect(Timestamp(text)?.microseconds == microseconds)
  }

  @Test(
    "A text that is not an instant is nil",
    arguments: [
      "", "2026-03-01", "2026-03-01T12:00Z", "2026-02-29T12:00:00Z", "2026-03-01T24:00:00Z", "2026-03-01T12:00:60Z",
      "2026-03-01T12:00:00.1234567Z", "2026-03-01T12:00:00.Z", "2026-03-01T12:00:00+1:00", "2026-03-01T12:00:00+24:00",
      "2026-03-01T12:00:00+01:60", "2026-03-01T12:00:00+01:00Z", "2026-03-01T12:00:00Z+01:00", "2026-03-01T12:00:00+",
      "2026-03-01T12:00:00+00:00+01:00", "2026-03-01T12:00:00+0100", "2026-03-01T12:00:00 +01:00", "12:00:00+01:00",
      "2026-03-01T12:00:00é+1", "2026-03-01T12:00:00+é1", "+294247-01-10T04:00:54.775808Z", ":", ":+", "+01:00",
      "-290308-12-21T19:59:05.224192+01:00", "+294247-01-10T04:00:54.775807-01:00", "2026-03-01T12:00:00+٠١:٠٠",
    ])
  func invalidTexts(_ text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test("Texts and dates are converted back", arguments: seeds)
  func conversions(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let years: ClosedRange<Int64> = -5_364_662_400_000_000...7_258_118_400_000_000
    for _ in 0..<300 {
      let any = Timestamp(microseconds: .random(in: .min ... .max, using: &random))
      #expect(Timestamp(any.description) == any)
      #expect(try JSONDecoder().decode([Timestamp].self, from: JSONEncoder().encode([any])) == [any])
      // From 1800 to 2200.
      let near = Timestamp(microseconds: .random(in: years, using: &random))
      #expect(Timestamp(near.date) == near)
      #expect(abs(near.date.timeIntervalSince1970 - Double(near.microseconds) / 1_000_000) < 1e-6)
      // A far date is nearest: it differs by half of what a double can represent.
      let difference = any.date.timeIntervalSince1970 - Double(any.microseconds) / 1_000_000
      #expect(abs(difference) <= any.date.timeIntervalSince1970.ulp)
      let offset = Int.random(in: -23 * 60 - 59...23 * 60 + 59, using: &random)
      let (hours, minutes) = (abs(offset) / 60, abs(offset) % 60)
      let zone = "\(offset < 0 ? "-" : "+")\(String(10_000 + hours * 100 + minutes).dropFirst())"
      let local = (near + .seconds(offset * 60)).description.dropLast()
      let text = "\(local)\(zone.prefix(3)):\(zone.suffix(2))"
      #expect(Timestamp(text) == near, "\(text)")
    }
  }

  @Test("The time is read any number of times")
  func now() {
    let first = Timestamp.now
    for _ in 0..<300_000 { _ = Timestamp.now }
    #expect(Timestamp.now >= first)
  }

  @Test("Dates out of range give the first or the last instant")
  func dates() {
    #expect(Timestamp(Date.distantPast).description == "0000-12-30T00:00:00Z")
    #expect(Timestamp(Date(timeIntervalSince1970: 1e300)) == Self.last)
    #expect(Timestamp(Date(timeIntervalSince1970: -1e300)) == Self.first)
    #expect(Timestamp(Date(timeIntervalSince1970: 1e16)) == Self.last)
    #expect(Timestamp(Date(timeIntervalSince1970: -1e16)) == Self.first)
    #expect(Timestamp(Date(timeIntervalSince1970: .infinity)) == Self.last)
    #expect(Timestamp(Date(timeIntervalSince1970: .nan)) == Self.last)
    // There a double counts in two milliseconds.
    #expect(Timestamp(Self.first.date) - Self.first < .milliseconds(2))
    #expect(Self.last - Timestamp(Self.last.date) < .milliseconds(2))
    // 1/128 second is 7812.5 microseconds.
    #expect(Timestamp(Date(timeIntervalSinceReferenceDate: 1.0 / 128)).microseconds % 1_000_000 == 7813)
    #expect(Timestamp(Date(timeIntervalSinceReferenceDate: -1.0 / 128)).microseconds % 1_000_000 == 992_188)
    #expect(Timestamp(microseconds: -1).date < Date(timeIntervalSince1970: 0))
  }

  @Test("Durations are added and subtracted", arguments: seeds)
  func durations(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<300 {
      let (a, b) = (Int64.random(in: .min ... .max, using: &random), Int64.random(in: .min ... .max, using: &random))
      let (left, right) = (Timestamp(microseconds: a), Timestamp(microseconds: b))
      #expect(left - right == .microseconds(a) - .microseconds(b))
      #expect(right + (left - right) == left)
      #expect(left - (left - right) == right)
      #expect((left < right) == (a < b))
      let (sum, overflow) = a.addingReportingOverflow(b)
      #expect((left + .microseconds(b)).microseconds == (overflow ? (b < 0 ? .min : .max) : sum))
    }
  }

  @Test("Durations at the limits give the first or the last instant; parts of a microsecond are rounded")
  func limits() {
    let zero = Timestamp(microseconds: 0)
    let longest = Duration(secondsComponent: .max, attosecondsComponent: 0) * 18
    #expect(zero + longest == Self.last && zero - longest == Self.first)
    #expect(Self.first + longest == Self.last && Self.last - longest == Self.first)
    #expect(Self.first + (Self.last - Self.first) == Self.last)
    #expect(Self.last + .nanoseconds(499) == Self.last && Self.last + .nanoseconds(500) == Self.last)
    #expect((zero + .nanoseconds(1499)).microseconds == 1 && (zero + .nanoseconds(1500)).microseconds == 2)
    #expect((zero - .nanoseconds(1499)).microseconds == -1 && (zero - .nanoseconds(1500)).microseconds == -2)
    #expect((zero + .nanoseconds(-999_999_500)).microseconds == -1_000_000)
    var time = zero
    time += .milliseconds(2)
    time -= .microseconds(500)
    #expect(time.microseconds == 1500)
  }

  @Test(
    "The day and the time of day are those of a time zone",
    arguments: [
      ("2026-03-01T23:30:00Z", "Europe/Berlin", "2026-03-02", 0, 30, 0),
      ("2026-07-01T22:30:00.5Z", "Europe/Berlin", "2026-07-02", 0, 30, 500_000_000),
      ("1969-12-31T23:59:59.999999Z", "UTC", "1969-12-31", 23, 59, 999_999_000),
      ("1969-12-31T23:59:59.999999Z", "Asia/Kathmandu", "1970-01-01", 5, 29, 999_999_000),
      ("2026-03-08T06:59:59.999999Z", "America/New_York", "2026-03-08", 1, 59, 999_999_000),
      ("2026-03-08T07:00:00Z", "America/New_York", "2026-03-08", 3, 0, 0),
      ("0001-01-01T00:00:00Z", "UTC", "0001-01-01", 0, 0, 0),
      ("9999-12-31T23:59:59Z", "UTC", "9999-12-31", 23, 59, 0),
    ])
  func timeZones(_ text: String, _ zone: String, _ day: String, _ hour: Int, _ minute: Int, _ nanosecond: Int) throws {
    let instant = try #require(Timestamp(text))
    let timeZone = try #require(TimeZone(identifier: zone))
    #expect(instant.day(in: timeZone).description == day)
    let components = instant.dateComponents(in: timeZone)
    #expect((components.hour, components.minute, components.nanosecond) == (hour, minute, nanosecond))
    #expect(Day(components)?.description == day)
    #expect(components.timeZone == timeZone)
  }

  @Test("Components agree with those of Foundation's calendar", arguments: seeds)
  func components(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for name in ["Europe/Berlin", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Apia", "UTC"] {
      var calendar = Calendar(identifier: .gregorian)
      calendar.timeZone = try #require(TimeZone(identifier: name))
      for _ in 0..<50 {
        // Whole seconds of the years 1600 to 9999: before, the calendar of Foundation is the Julian one.
        let seconds = Int64.random(in: -11_670_000_000...253_370_000_000, using: &random)
        let instant = Timestamp(microseconds: seconds * 1_000_000)
        let wanted = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: instant.date)
        let found = instant.dateComponents(in: calendar.timeZone)
        #expect(
          [found.year, found.month, found.day, found.hour, found.minute, found.second]
            == [wanted.year, wanted.month, wanted.day, wanted.hour, wanted.minute, wanted.second], "\(instant) \(name)")
        #expect(calendar.date(from: found) == instant.date || instant.isRepeated(in: calendar.timeZone))
      }
    }
  }

  @Test("Time zones do not fail at the limits")
  func zonesAtLimits() throws {
    for name in ["Asia/Tokyo", "America/New_York", "UTC"] {
      let zone = try #require(TimeZone(identifier: name))
      #expect([-290_308].contains(Self.first.day(in: zone).year))
      #expect([294_247].contains(Self.last.day(in: zone).year))
      #expect(Self.first.dateComponents(in: zone).hour != nil && Self.last.dateComponents(in: zone).hour != nil)
    }
  }

  @Test("Formats of Foundation's Date are formats of timestamps")
  func formats() throws {
    let instant = try #require(Timestamp("2026-03-01T13:30:00+01:00"))
    #expect(instant.formatted(.iso8601) == "2026-03-01T12:30:00Z")
    #expect("\(instant)" == "2026-03-01T12:30:00Z")
  }
}

extension Timestamp {
  /// Whether clocks in a time zone show this time twice or show it again within a day.
  fileprivate func isRepeated(in zone: TimeZone) -> Bool {
    let offsets = [-86_400, 0, 86_400].map { zone.secondsFromGMT(for: date.addingTimeInterval($0)) }
    return Set(offsets).count > 1
  }
}
