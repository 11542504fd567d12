// Part of Bellows. MIT licence: see LICENSE.

/// The counts of a scan, which the workers of a process share.
final class ScanProgress: Sendable {
  private struct State {
    var total: Int
    var scanned = 0
    var changed = 0
    var quarantined: Int
    /// The number of rows until the run stops.
    var left: Int
    /// When the lag of replicas was read last.
    var lagTime: ContinuousClock.Instant?
    /// Whether the user knows that the lag cannot be read.
    var hasReportedLag = false
  }

  private let state: Locked<State>
  private let reporting = Locked(())

  init(total: Int, quarantined: Int, left: Int) {
    state = Locked(State(total: total, quarantined: quarantined, left: left))
  }

  /// The number of rows until the run stops.
  var left: Int { state.with { $0.left } }
  var quarantined: Int { state.with { $0.quarantined } }

  /// Returns whether a second has passed since the lag of replicas was read; then this worker reads it.
  func beginsLagCheck() -> Bool {
    state.with { state in
      let now = ContinuousClock.now
      if let last = state.lagTime, now - last < .seconds(1) { return false }
      state.lagTime = now
      return true
    }
  }

  /// Returns whether the user does not know yet that the lag cannot be read.
  func reportsLag() -> Bool {
    state.with { state in
      defer { state.hasReportedLag = true }
      return !state.hasReportedLag
    }
  }

  /// Sets the counts to those of the ledger, which has the rows of all workers.
  func set(_ record: BackfillRecord) {
    state.with {
      $0.scanned = max($0.scanned, record.scanned)
      $0.changed = max($0.changed, record.changed)
    }
  }

  /// Adds a batch, and reports the progress; one worker at a time.
  ///
  /// - Parameter quarantined: The number of quarantined rows, if the batch has changed it.
  func add(_ outcome: BatchOutcome, quarantined: Int?, of backfill: String, _ report: (RunEvent) -> Void) {
    let progress = state.with { state in
      state.scanned += outcome.scanned
      state.changed += outcome.changed
      state.left -= outcome.scanned
      if let quarantined { state.quarantined = quarantined }
      return RunEvent.Progress(
        backfill: backfill, total: max(state.total, state.scanned), scanned: state.scanned, changed: state.changed,
        quarantined: state.quarantined)
    }
    self.report(.progressed(progress), report)
  }

  /// Reports an event; one worker at a time.
  func report(_ event: RunEvent, _ report: (RunEvent) -> Void) { reporting.with { _ in report(event) } }
}
