// Part of Bellows. MIT licence: see LICENSE.

/// How long a walk waits between batches, so that others get to write.
///
/// A database with one writer at a time hands its lock to whoever asks at the right moment, and a walk asks all the
/// time: others would wait until they give up. Where nobody else writes, next to nothing is lost.
struct Politeness {
  /// How long others are thought to go on after they wrote.
  private static let memory = Duration.seconds(1)
  /// After how much work others get a chance to show themselves.
  private static let stretch = Duration.milliseconds(100)

  private var writes: Int?
  private var company: Duration
  private var sincePause = Duration.zero

  /// The beginning of a walk: for a moment, as if there were others.
  init() { company = .milliseconds(100) }

  /// How long to wait after a batch that took so long; `writes` changes when others have written.
  mutating func pause(after work: Duration, writes: Int?) -> Duration {
    sincePause += work
    if let writes {
      if let before = self.writes, before != writes { company = Self.memory }
      self.writes = writes
    }
    if company > .zero {
      company -= work
      sincePause = .zero
      return max(.milliseconds(1), work / 2)
    }
    guard sincePause >= Self.stretch else { return .zero }
    sincePause = .zero
    return .milliseconds(5)
  }
}
