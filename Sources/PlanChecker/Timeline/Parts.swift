// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// Columns that together determine a value, each of them a part of it: `first` and `last` of `full @from(first, last)`.
///
/// All of them hold the truth of `full`, but no two of them hold the same: an insert that writes one and leaves the other
/// to its default means the default, and `full` follows from both. Copies of one value are not apart: they share a truth
/// of their own.
struct Parts {
  private var sources: [LogicalField: [Set<ColumnID>]] = [:]
  private let columnMapping: ColumnMapping

  init(_ plan: Plan, columnMapping: ColumnMapping) {
    self.columnMapping = columnMapping
    for backfill in plan.backfills where backfill.transform == .custom && backfill.sources.count > 1 {
      guard backfill.targets.count == 1, let target = backfill.targets.first, !backfill.isInPlace(target) else {
        continue
      }
      for logicalField in columnMapping.logicalFields(in: target) {
        let carriers = Set(backfill.sources.filter { columnMapping.logicalFields(in: $0).contains(logicalField) })
        if carriers.count > 1 { sources[logicalField, default: []].append(carriers) }
      }
    }
  }

  /// Whether two columns are parts of a truth and say nothing of each other.
  func areApart(_ one: ColumnID, _ other: ColumnID, of logicalField: LogicalField) -> Bool {
    guard let sources = sources[logicalField], sources.contains(where: { $0.contains(one) && $0.contains(other) }) else {
      return false
    }
    let shared = columnMapping.logicalFields(in: one).intersection(columnMapping.logicalFields(in: other))
    return shared.allSatisfy { self.sources[$0] != nil }
  }
}
