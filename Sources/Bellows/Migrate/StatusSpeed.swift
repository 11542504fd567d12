// Part of Bellows. MIT licence: see LICENSE.

/// The speed of backfills between two readings of the status.
struct StatusSpeed {
  private var last: (time: ContinuousClock.Instant, scanned: [String: Int])?

  /// Adds the time that is left to the running backfills of a status, from the reading before it.
  mutating func estimate(_ status: inout MigrationStatus, at time: ContinuousClock.Instant = .now) {
    var scanned: [String: Int] = [:]
    for (index, plan) in status.plans.enumerated() {
      for (position, backfill) in plan.backfills.enumerated() where backfill.state == .underway {
        let name = "\(plan.plan) \(backfill.name)"
        scanned[name] = backfill.scanned
        guard let last, let before = last.scanned[name] else { continue }
        status.plans[index].backfills[position].secondsLeft = Self.secondsLeft(
          rows: backfill.total - backfill.scanned, scanned: backfill.scanned - before, in: time - last.time)
      }
    }
    last = (time, scanned)
  }

  /// Returns the number of seconds for some rows at the speed of others; `nil` if none were scanned.
  static func secondsLeft(rows: Int, scanned: Int, in time: Duration) -> Int? {
    guard scanned > 0, time > .zero else { return nil }
    return Int((Double(max(0, rows)) * (time / .seconds(1)) / Double(scanned)).rounded(.up))
  }
}
