// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// Columns that together determine a value, each of them a part of it: `first` and `last` of `full @from(first, last)`.
///
/// All of them hold the truth of `full`, but no two of them hold the same: an insert that writes one and leaves the other
/// to its default means the default, and `full` follows from both. Copies of one value are not apart: they share a truth
/// of their own.
struct Parts {
  private var sources: [TruthID: [Set<ColumnID>]] = [:]
  private let meanings: Meanings

  init(_ plan: Plan, meanings: Meanings) {
    self.meanings = meanings
    for backfill in plan.backfills where backfill.transform == .custom && backfill.sources.count > 1 {
      guard backfill.targets.count == 1, let target = backfill.targets.first, !backfill.isInPlace(target) else {
        continue
      }
      for truth in meanings.truths(in: target) {
        let carriers = Set(backfill.sources.filter { meanings.truths(in: $0).contains(truth) })
        if carriers.count > 1 { sources[truth, default: []].append(carriers) }
      }
    }
  }

  /// Whether two columns are parts of a truth and say nothing of each other.
  func areApart(_ one: ColumnID, _ other: ColumnID, of truth: TruthID) -> Bool {
    guard let sources = sources[truth], sources.contains(where: { $0.contains(one) && $0.contains(other) }) else {
      return false
    }
    let shared = meanings.truths(in: one).intersection(meanings.truths(in: other))
    return shared.allSatisfy { self.sources[$0] != nil }
  }
}
