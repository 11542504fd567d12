// Part of Bellows. MIT licence: see LICENSE.

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Day {
  /// Creates the calendar day of a date in a time zone.
  ///
  ///     let today = Day(Date(), in: .current)
  ///
  /// A date that is out of range of ``Timestamp`` gives the day of the first or the last instant.
  public init(_ date: Date, in timeZone: TimeZone) { self = Timestamp(date).day(in: timeZone) }

  /// Creates a day from year, month and day, and ignores other components.
  ///
  /// Returns `nil` if one of them is missing, if there is no such day, or if its year is out of range.
  public init?(_ components: DateComponents) {
    guard let year = components.year, let month = components.month, let day = components.day else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Year, month and day for Foundation's `Calendar`.
  public var dateComponents: DateComponents { DateComponents(year: year, month: month, day: day) }

  /// Returns the instant at which the day begins in a time zone: `day.start(in: .current)`, or `.gmt` for UTC.
  ///
  /// It is not always midnight: clocks may skip from 23:59 to 01:00. If they are set back across midnight, it is the last
  /// midnight. If they skip the whole day, as on 2011-12-30 in Samoa, it is in a day beside it. If it is out of range, it
  /// is the first or the last instant.
  public func start(in timeZone: TimeZone) -> Timestamp {
    let noon = Int64(daysSince1970) * 86_400 + 43_200
    let offset = Int64(timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(noon))))
    let midnight = Timestamp(microseconds: 0) + .seconds(noon - 43_200 - offset)
    if timeZone.secondsFromGMT(for: (midnight - .seconds(1)).date) == offset { return midnight }
    // Clocks are changed in these hours; noon is in the day nevertheless.
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = timeZone
    return Timestamp(calendar.startOfDay(for: Date(timeIntervalSince1970: Double(noon - offset))))
  }

  /// Returns the instant at which the day begins in a time zone as Foundation's `Date`.
  ///
  ///     day.date(in: .current).formatted(date: .long, time: .omitted)  // with `import Foundation`
  public func date(in timeZone: TimeZone) -> Date { start(in: timeZone).date }
}
