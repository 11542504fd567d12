// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension PlanSummary {
  /// `3 of 5 changes; 3 deploys, 2 code releases, 1 backfill`, to stand after the verdict.
  var wording: String {
    switch verdict {
    case .none where backfills > 0: "no schema change; \(way)"
    case .none: deploys == 0 ? "no change" : "no change to what is stored; \(way)"
    case .safe: "\(counted(changes, "change")); \(way)"
    case .breaking: "\(breaking) of \(counted(changes, "change")); \(way)"
    }
  }

  private var way: String {
    var parts = [counted(deploys, "deploy")]
    if releases > 0 || verdict != .none { parts.append(counted(releases, "code release")) }
    if backfills > 0 { parts.append(counted(backfills, "backfill") + (bodies > 0 ? " (\(bodies) yours)" : "")) }
    return parts.joined(separator: ", ")
  }
}

/// `1 deploy`, `2 deploys`.
func counted(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}

extension Witness {
  /// What it shows, in a few words: `refused: no value`.
  var wording: String {
    switch self {
    case .refused(let value): "refused: \(value)"
    case .lost(let value): "lost: \(value)"
    case .pair(let first, let second): "not both: \(Value.map(first)), \(Value.map(second))"
    case .undecided: "too intricate to decide; counted as breaking"
    }
  }
}

extension Phase {
  /// What the phase does, for a heading's second half.
  var wording: String {
    switch self {
    case .widen: "the store accepts old and new"
    case .backfill: "rows are moved"
    case .tighten: "the store accepts only what is new"
    }
  }
}

/// A clause as a sentence: with a capital letter and a full stop.
func sentence(_ clause: String) -> String {
  let text = clause.prefix(1).uppercased() + clause.dropFirst()
  return text.hasSuffix(".") || text.isEmpty ? text : text + "."
}
