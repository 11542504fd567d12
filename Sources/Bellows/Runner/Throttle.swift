// Part of Bellows. MIT licence: see LICENSE.

/// How long a scan waits between batches, so that others get to write.
///
/// A database with one writer at a time hands its lock to whoever asks at the right moment, and a scan asks all the
/// time: others would wait until they give up. Where nobody else writes, next to nothing is lost.
struct Throttle {
  /// How long others are thought to go on after they wrote.
  private static let memory = Duration.seconds(1)
  /// One part in so many of the time is owed to others who have not shown themselves.
  private static let parts = 20
  /// A pause that is long enough to be met.
  private static let rest = Duration.milliseconds(5)

  private var last: WriteContention?
  private var near = Duration.zero
  /// At the beginning, one pause.
  private var owed = Self.rest

  /// How long to wait after a batch that took so long.
  mutating func pause(after work: Duration, _ contention: WriteContention?) -> Duration {
    owed += work / Self.parts
    if let contention {
      if let last {
        if last.writes != contention.writes { near = Self.memory }
        owed = max(owed - (contention.writableTime - last.writableTime), .zero)
      }
      last = contention
    }
    if near > .zero {
      near -= work
      owed = .zero
      return max(.milliseconds(1), work / 2)
    }
    guard owed >= Self.rest else { return .zero }
    owed = .zero
    return Self.rest
  }
}
