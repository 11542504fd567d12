// Part of Bellows. MIT licence: see LICENSE.

/// Something that would stop a run, found on a copy.
enum RehearsalProblem: Hashable, Sendable {
  /// Rows that a backfill cannot move, each with its reason.
  case quarantined(plan: String, backfill: String, rows: [BatchOutcome.QuarantinedRow])
  /// Rows that stay pending although a backfill went over all: it never ends.
  case pending(plan: String, backfill: String, count: Int, samples: [String])
  /// Rows that break what a deploy demands.
  case unverified(plan: String, deploy: Int, path: String, count: Int, samples: [String])
  /// What ends the rehearsal; what comes after it was not looked at.
  case ended(action: String, reason: String)

  /// What it is about: a backfill that leaves rows pending, and the deploy that waits for them, are about the same.
  var path: String {
    switch self {
    case .quarantined(let plan, let backfill, _): "\(plan) \(backfill)"
    case .pending(let plan, let backfill, _, _): "\(plan) \(backfill)"
    case .unverified(let plan, _, let path, _, _): "\(plan) \(path)"
    case .ended(let action, let reason): "\(action) \(reason)"
    }
  }

  /// So many rows are shown to people.
  private static let shown = 20

  /// What is wrong, for people.
  var sentence: String {
    switch self {
    case .quarantined(let plan, let backfill, let rows):
      "\(plan): \(Bellows.rows(rows.count)) of \(backfill) could not be moved:"
        + rows.prefix(Self.shown).map { "\n  \(printable(text(of: $0.key))) \(printable($0.reason))" }.joined()
        + (rows.count > Self.shown ? "\n  and \(grouped(rows.count - Self.shown)) more; --json lists all" : "")
    case .pending(let plan, let backfill, let count, let samples):
      "\(plan): \(Bellows.rows(count)) of \(backfill) stay pending after a scan of all rows, so it would never end; a row "
        + "without a value in its key is never scanned:" + list(samples, of: count)
    case .unverified(let plan, let deploy, let path, let count, let samples):
      "\(plan): \(Bellows.rows(count)) \(count == 1 ? "breaks" : "break") \(path), which deploy \(deploy) demands:"
        + list(samples, of: count)
    case .ended(let action, let reason): "\(reason)\nthe rehearsal ends here, at: \(action)"
    }
  }

  private func list(_ samples: [String], of count: Int) -> String {
    samples.prefix(Self.shown).map { "\n  \(printable($0))" }.joined()
      + (count > Self.shown ? "\n  and \(grouped(count - Self.shown)) more; --json lists all" : "")
  }

  /// What is wrong, for machines.
  var json: JSONValue {
    switch self {
    case .quarantined(let plan, let backfill, let rows):
      .members([
        "event": "problem", "problem": "refused-rows", "plan": .string(plan), "backfill": .string(backfill),
        "count": .count(rows.count),
        "rows": .array(rows.map { .members(["key": .array($0.key), "reason": .string($0.reason)]) }),
      ])
    case .pending(let plan, let backfill, let count, let samples):
      .members([
        "event": "problem", "problem": "pending-rows", "plan": .string(plan), "backfill": .string(backfill),
        "count": .count(count), "samples": .texts(samples),
      ])
    case .unverified(let plan, let deploy, let path, let count, let samples):
      .members([
        "event": "problem", "problem": "unverified", "plan": .string(plan), "deploy": .count(deploy),
        "path": .string(path), "count": .count(count), "samples": .texts(samples),
      ])
    case .ended(let action, let reason):
      .members([
        "event": "problem", "problem": "ended", "action": .string(action), "reason": .string(reason),
      ])
    }
  }
}
