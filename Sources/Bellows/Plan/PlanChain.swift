// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

extension MigrationPlan {
  /// A digest of what the plan does, except for its functions: equal in two builds that have the same plan.
  var chain: String {
    var lines = [name, base, goal]
    lines += deploys.map { "\($0.number) \($0.fingerprint) \($0.isRelease)" }
    for backfill in backfills {
      lines.append("\(backfill.name) \(backfill.after) \(backfill.kind.rawValue) \(backfill.pending.rawValue)")
      lines.append("\(backfill.table) \(backfill.targetTable) \(backfill.scope ?? "")")
      lines += [backfill.key, backfill.reads, backfill.writes].map { $0.map(\.name).joined(separator: " ") }
      lines += [backfill.sql?.pending ?? ""] + (backfill.sql?.values ?? []) + backfill.expressions
    }
    // Every line is quoted, so that two lists of lines never have the same text.
    return hexadecimal(sha256(Array(JSONValue.array(lines.map { .string($0) }).text.utf8)))
  }
}
