// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation
import TestSupport
import Testing

@Suite struct DayTests {
  static let seeds = ExactDecimalTests.seeds
  private static let first = Day(daysSince1970: .min)
  private static let last = Day(daysSince1970: .max)

  @Test("Every day from year 1 to 9999 follows the one before it")
  func everyDay() throws {
    var day = try #require(Day(year: 1, month: 1, day: 1))
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    // All years around leap days and centuries, otherwise every 37th.
    for year in 1...9999 where Thorough.isOn || year % 37 == 0 || year % 100 < 2 {
      day = try #require(Day(year: year, month: 1, day: 1))
      for month in 1...12 {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let length = lengths[month - 1] + (month == 2 && isLeap ? 1 : 0)
        for number in 1...length {
          if (day.year, day.month, day.day) != (year, month, number) { Issue.record("\(day) is not \(number)") }
          day += 1
        }
        #expect(Day(year: year, month: month, day: length + 1) == nil)
      }
      #expect(day == Day(year: year + 1, month: 1, day: 1))
    }
  }

  @Test("Days agree with Foundation's calendar", arguments: seeds)
  func calendar(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    for _ in 0..<200 {
      // From 1600 to 9999.
      let day = Day(daysSince1970: .random(in: -135_140...2_932_896, using: &random))
      let date = day.date(in: .gmt)
      #expect(date == Date(timeIntervalSince1970: Double(day.daysSince1970) * 86_400))
      #expect(calendar.dateComponents([.year, .month, .day], from: date) == day.dateComponents)
      #expect(calendar.component(.weekday, from: date) == day.weekday.rawValue % 7 + 1)
      #expect(Day(date, in: .gmt) == day && Day(day.dateComponents) == day)
      #expect(Day(day.description) == day)
      let days = Int.random(in: -10_000...10_000, using: &random)
      #expect(calendar.date(byAdding: .day, value: days, to: date) == (day + days).date(in: .gmt))
      #expect(day + days - day == days && day + days - days == day)
      #expect((day < day + days) == (0 < days))
    }
  }

  @Test(
    "A day has a weekday",
    arguments: [
      ("1970-01-01", .thursday), ("2000-02-29", .tuesday), ("1969-12-28", .sunday), ("1969-12-29", .monday),
      ("0001-01-01", .monday), ("9999-12-31", .friday), ("2026-03-01", .sunday),
    ] as [(String, Day.Weekday)])
  func weekdays(_ text: String, _ weekday: Day.Weekday) {
    #expect(Day(text)?.weekday == weekday)
  }

  @Test("Results out of range are the first or the last day")
  func limits() throws {
    #expect(Self.last + 1 == Self.last && Self.first - 1 == Self.first)
    #expect(Self.first + .max == Self.last && Self.last - .max == Self.first)
    #expect(Self.first - .min == Self.last && Self.last + .min == Self.first)
    #expect(Self.last - Self.first == Int(Int32.max) - Int(Int32.min))
    #expect(Self.last.description == "+5881580-07-11" && Self.first.description == "-5877641-06-23")
    #expect(Self.first.weekday != Self.last.weekday)
    #expect(Self.last.start(in: .gmt).microseconds == .max && Self.first.start(in: .gmt).microseconds == .min)
    #expect(Day("+294247-01-10")?.start(in: .gmt).description == "+294247-01-10T00:00:00Z")
    #expect(Day("-290308-12-21")?.start(in: .gmt).microseconds == .min)
    for name in ["Asia/Tokyo", "America/New_York"] {
      let zone = try #require(TimeZone(identifier: name))
      #expect(Self.last.date(in: zone) > Self.first.date(in: zone))
    }
    #expect(Day(Date(timeIntervalSince1970: .infinity), in: .gmt).year == 294_247)
    #expect(Day(Date(timeIntervalSince1970: -1e300), in: .gmt).year == -290_308)
    #expect(Day(Date.distantPast, in: .gmt).description == "0000-12-30")
  }

  @Test("A range of days is a collection")
  func ranges() throws {
    let start = try #require(Day("2024-02-27"))
    #expect((start...start + 3).map(\.day) == [27, 28, 29, 1])
    #expect((start..<start + 366).count == 366)
    #expect(stride(from: start, to: start + 21, by: 7).map(\.weekday) == [.tuesday, .tuesday, .tuesday])
    #expect(Array(Self.last - 1...Self.last).count == 2)
    #expect(Array(stride(from: Self.last - 1, through: Self.last, by: 2)).count <= 2)
  }

  @Test(
    "A day begins at its first instant in a time zone",
    arguments: [
      ("2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00Z"), ("2026-03-30", "Europe/Berlin", "2026-03-29T22:00:00Z"),
      // Clocks skipped from 00:00 to 01:00.
      ("2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00Z"),
      // Clocks showed midnight twice.
      ("2020-11-01", "America/Havana", "2020-11-01T04:00:00Z"),
      // Clocks were set back from 00:01 to 23:01.
      ("2010-11-07", "America/St_Johns", "2010-11-07T03:30:00Z"),
      ("2011-12-31", "Pacific/Apia", "2011-12-30T10:00:00Z"), ("2011-12-29", "Pacific/Apia", "2011-12-29T10:00:00Z"),
      ("1969-12-31", "Asia/Kathmandu", "1969-12-30T18:30:00Z"), ("0001-01-01", "UTC", "0001-01-01T00:00:00Z"),
      ("9999-12-31", "UTC", "9999-12-31T00:00:00Z"), ("0000-02-29", "UTC", "0000-02-29T00:00:00Z"),
    ])
  func starts(_ text: String, _ zone: String, _ instant: String) throws {
    let day = try #require(Day(text))
    let timeZone = try #require(TimeZone(identifier: zone))
    let start = day.start(in: timeZone)
    #expect(start.description == instant)
    #expect(day.date(in: timeZone) == start.date)
    #expect(start.day(in: timeZone) == day && (start - .microseconds(1)).day(in: timeZone) < day)
  }

  @Test("A day that a time zone skips begins with a day beside it")
  func skippedDays() throws {
    let zone = try #require(TimeZone(identifier: "Pacific/Apia"))
    let start = try #require(Day("2011-12-30")).start(in: zone)
    #expect(["2011-12-29", "2011-12-31"].contains(start.day(in: zone).description))
  }

  @Test("Components without a day are nil")
  func incompleteComponents() {
    #expect(Day(DateComponents(year: 2026, month: 3)) == nil)
    #expect(Day(DateComponents(year: 2026, month: 2, day: 30)) == nil)
    #expect(Day(DateComponents(year: 2026, month: 3, day: 1, hour: 25)) == Day("2026-03-01"))
    #expect(Day(DateComponents(year: .max, month: 3, day: 1)) == nil)
  }

  @Test(
    "Only the canonical text of an existing day is a day",
    arguments: [
      "", "2026-03", "2026-03-01-01", "2026-3-01", "2026-03-1", "2026-02-30", "2026-00-01", "2026-13-01", "2026-03-00",
      "2026-03-32", "+2026-03-01", "-0000-03-01", "12026-03-01", "+012026-03-01", "202-03-01", "2026-03-01 ",
      "+5881580-07-12", "-5877641-06-22", "+12345678-01-01", "--2026-03-01", "2026--3-01", "２026-03-01",
    ])
  func otherTexts(_ text: String) {
    #expect(Day(text) == nil)
  }

  @Test("A day with any other character instead of a digit is none", arguments: [0, 3, 5, 6, 8, 9])
  func otherCharacters(_ place: Int) {
    for byte in UInt8(0x20)...0x7E where !(0x30...0x39).contains(byte) {
      var text = Array("2026-03-01".utf8)
      text[place] = byte
      #expect(Day(String(decoding: text, as: UTF8.self)) == nil)
    }
  }
}
