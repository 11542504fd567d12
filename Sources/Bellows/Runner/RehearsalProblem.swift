// Part of Bellows. MIT licence: see LICENSE.

/// A problem that a dry run has found: it would stop a run.
package enum RehearsalProblem: Hashable, Sendable {
  /// Quarantined rows, with their reasons.
  case quarantined(plan: String, backfill: String, rows: [BatchOutcome.QuarantinedRow])
  /// Rows that stay pending after a scan of all rows.
  case pending(plan: String, backfill: String, count: Int, samples: [String])
  /// Rows that fail a check of a deploy.
  case unverified(plan: String, deploy: Int, path: String, count: Int, samples: [String])
  /// The error that ended the dry run; later steps were not tried.
  case ended(action: String, reason: String)

  /// The object of the problem.
  ///
  /// A backfill with pending rows and the deploy that waits for them have the same path.
  var path: String {
    switch self {
    case .quarantined(let plan, let backfill, _): "\(plan) \(backfill)"
    case .pending(let plan, let backfill, _, _): "\(plan) \(backfill)"
    case .unverified(let plan, _, let path, _, _): "\(plan) \(path)"
    case .ended(let action, let reason): "\(action) \(reason)"
    }
  }

  /// The number of rows in the text.
  private static let shown = 20

  /// The problem as text.
  var sentence: String {
    switch self {
    case .quarantined(let plan, let backfill, let rows):
      "\(plan): \(Bellows.rows(rows.count)) of \(backfill) \(rows.count == 1 ? "is" : "are") quarantined:"
        + rows.prefix(Self.shown).map { "\n  \(printable(text(of: $0.key))) \(printable($0.reason))" }.joined()
        + (rows.count > Self.shown ? "\n  and \(grouped(rows.count - Self.shown)) more; --json lists all" : "")
    case .pending(let plan, let backfill, let count, let samples):
      "\(plan): \(Bellows.rows(count)) of \(backfill) \(count == 1 ? "stays" : "stay") pending after a scan of all rows, so "
        + "it would never end; a row with NULL in its key is never scanned:" + list(samples, of: count)
    case .unverified(let plan, let deploy, let path, let count, let samples):
      "\(plan): \(Bellows.rows(count)) \(count == 1 ? "fails" : "fail") the check \(path) of deploy \(deploy):"
        + list(samples, of: count)
    case .ended(let action, let reason): "\(reason)\nthe rehearsal ends here, at: \(action)"
    }
  }

  private func list(_ samples: [String], of count: Int) -> String {
    samples.prefix(Self.shown).map { "\n  \(printable($0))" }.joined()
      + (count > Self.shown ? "\n  and \(grouped(count - Self.shown)) more; --json lists all" : "")
  }

  /// The problem for programs.
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
