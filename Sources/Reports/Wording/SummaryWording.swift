// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension PlanSummary {
  /// The text after the verdict: `3 of 5 changes; 3 deploys, 2 code releases, 1 backfill`.
  var wording: String {
    switch verdict {
    case .none where backfills > 0: "no schema change; \(rollout)"
    case .none: deploys == 0 ? "no change" : "no change to stored data; \(rollout)"
    case .safe: "\(counted(changes, "change")); \(rollout)"
    case .breaking: "\(breaking) of \(counted(changes, "change")); \(rollout)"
    }
  }

  private var rollout: String {
    var parts = [isOffline && deploys > 0 ? "1 offline deploy" : counted(deploys, "deploy")]
    if !isOffline, releases > 0 || verdict != .none { parts.append(counted(releases, "code release")) }
    if backfills > 0 {
      parts.append(counted(backfills, "backfill") + (handWritten > 0 ? " (\(handWritten) manual)" : ""))
    }
    return parts.joined(separator: ", ")
  }
}

/// `1 deploy`, `2 deploys`.
package func counted(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}

extension Witness {
  /// The counterexample in a few words: `counterexample: no value`.
  var wording: String {
    switch self {
    case .refused(let value): "counterexample: \(value)"
    case .lost(let value): "data lost, e.g. \(value)"
    case .pair(let first, let second): "duplicates, e.g. \(Value.map(first)), \(Value.map(second))"
    case .undecided: "too complex to decide; treated as breaking"
    }
  }
}

extension Phase {
  /// The effect of the phase, for headings.
  var wording: String {
    switch self {
    case .widen: "the store accepts old and new"
    case .backfill: "rows are moved"
    case .tighten: "the store accepts only what is new"
    }
  }
}

/// A clause as a sentence, with a capital letter and a full stop.
func sentence(_ clause: String) -> String {
  let text = clause.prefix(1).uppercased() + clause.dropFirst()
  return text.hasSuffix(".") || text.isEmpty ? text : text + "."
}
