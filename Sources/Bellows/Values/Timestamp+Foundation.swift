// Part of Bellows. MIT licence: see LICENSE.

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Timestamp {
  /// 2001-01-01T00:00:00Z, from which `Date` counts.
  private static let reference = Timestamp(
    microseconds: Int64(Date.timeIntervalBetween1970AndReferenceDate) * 1_000_000)

  /// Creates the instant nearest to a date; half a microsecond is rounded up.
  ///
  /// A date out of range gives the first or the last instant.
  public init(_ date: Date) {
    let interval = date.timeIntervalSinceReferenceDate
    let whole = interval.rounded(.down)
    if let seconds = Int64(exactly: whole) {
      let fraction = ((interval - whole) * 1_000_000).rounded()
      self = Self.reference.advanced(by: .seconds(seconds) + .microseconds(Int64(fraction)))
    } else {
      self.init(microseconds: whole < 0 ? .min : .max)
    }
  }

  /// The date nearest to the instant.
  ///
  /// `Timestamp(timestamp.date)` is the same timestamp in the years 1800 to 2200. Far from them a `Date` is not precise
  /// to the microsecond.
  public var date: Date {
    // Whole seconds and the fraction are exact; only their sum is rounded.
    let (seconds, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    let reference = Int64(Date.timeIntervalBetween1970AndReferenceDate)
    return Date(timeIntervalSinceReferenceDate: Double(seconds - reference) + Double(rest) / 1_000_000)
  }

  /// Returns the calendar day in a time zone: `timestamp.day(in: .current)`, or `.gmt` for UTC.
  public func day(in timeZone: TimeZone) -> Day {
    Day(daysSince1970: Int32(local(in: timeZone).date.daysSince1970))
  }

  /// Returns year, month, day, hour, minute, second and nanosecond in a time zone.
  ///
  /// The year is that of the Gregorian calendar, also before 1582.
  public func dateComponents(in timeZone: TimeZone) -> DateComponents {
    let local = local(in: timeZone)
    let seconds = Int(local.microsecondsOfDay / 1_000_000)
    return DateComponents(
      timeZone: timeZone, year: local.date.year, month: local.date.month, day: local.date.day, hour: seconds / 3600,
      minute: seconds / 60 % 60, second: seconds % 60, nanosecond: Int(local.microsecondsOfDay % 1_000_000) * 1000)
  }

  /// Returns the instant in a format of Foundation's `Date`.
  ///
  ///     timestamp.formatted(.iso8601)
  ///     timestamp.formatted(.dateTime.day().month().year())  // with `import Foundation`
  public func formatted<Style: FormatStyle>(_ style: Style) -> Style.FormatOutput where Style.FormatInput == Date {
    style.format(date)
  }

  /// What clocks in a time zone show, as if it were UTC.
  private func local(in timeZone: TimeZone) -> Instant {
    // The start of the second: near a change of the offset, `date` could be rounded across it.
    let (seconds, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    let start = Date(timeIntervalSince1970: Double(rest < 0 ? seconds - 1 : seconds))
    let offset = Int64(timeZone.secondsFromGMT(for: start))
    return Instant(microseconds: microseconds.addingSaturated(offset * 1_000_000))
  }
}
