// Part of Bellows. MIT licence: see LICENSE.

/// Computes the pauses between batches, so that other connections can write.
///
/// A database with one writer gives its lock to the connection that requests it first after its release; without pauses
/// a scan would almost always get it. Without other writers, the pauses take about 5 % of the time.
struct Throttle {
  /// How long other writers are assumed to continue after a write.
  private static let memory = Duration.seconds(1)
  /// While no other writer was seen, one part in this many is reserved for them.
  private static let parts = 20
  /// The shortest useful pause.
  private static let rest = Duration.milliseconds(5)

  private var last: WriteContention?
  /// How long other writers are still assumed to continue.
  private var near = Duration.zero
  /// The pause time that is due; starts with one pause.
  private var owed = Self.rest

  /// Returns the pause after a batch that took `work`.
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
