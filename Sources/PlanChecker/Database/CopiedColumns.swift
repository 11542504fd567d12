// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// The columns that backfills fill from one other column with the same logical field.
struct CopiedColumns {
  private var copies: [ColumnID: [Copy]] = [:]

  struct Copy {
    var source: ColumnID
    var transform: Transform
  }

  init(_ plan: Plan, _ columnMapping: ColumnMapping) {
    for backfill in plan.backfills where backfill.transform != .unset {
      for target in backfill.targets where !backfill.isInPlace(target) {
        let fields = columnMapping.logicalFields(in: target)
        let sources = backfill.sources.filter { !columnMapping.logicalFields(in: $0).isDisjoint(with: fields) }
        guard sources.count == 1 else { continue }
        copies[target, default: []].append(Copy(source: sources[0], transform: backfill.transform))
      }
    }
  }

  subscript(_ target: ColumnID) -> [Copy] { copies[target] ?? [] }
}

/// Columns from which a backfill computes a value together, such as `first` and `last` of `full @from(first, last)`.
///
/// Each of them holds the logical field of `full`, but none is a copy of another: an insert may write one and leave the
/// other to its default. Columns that share a further logical field are copies of one value, not parts.
struct CombinedColumns {
  private var sources: [LogicalField: [Set<ColumnID>]] = [:]
  private let columnMapping: ColumnMapping

  init(_ plan: Plan, _ columnMapping: ColumnMapping) {
    self.columnMapping = columnMapping
    for backfill in plan.backfills where backfill.transform == .custom && backfill.sources.count > 1 {
      guard backfill.targets.count == 1, let target = backfill.targets.first, !backfill.isInPlace(target) else {
        continue
      }
      for field in columnMapping.logicalFields(in: target) {
        let parts = Set(backfill.sources.filter { columnMapping.logicalFields(in: $0).contains(field) })
        if parts.count > 1 { sources[field, default: []].append(parts) }
      }
    }
  }

  /// Returns whether two columns are parts of a logical field and not copies of each other.
  func areParts(_ one: ColumnID, _ other: ColumnID, of field: LogicalField) -> Bool {
    guard let sources = sources[field], sources.contains(where: { $0.contains(one) && $0.contains(other) }) else {
      return false
    }
    let shared = columnMapping.logicalFields(in: one).intersection(columnMapping.logicalFields(in: other))
    return shared.allSatisfy { self.sources[$0] != nil }
  }
}

extension Backfill {
  /// Returns whether it replaces the values of a column by others in the same column.
  func isInPlace(_ target: ColumnID) -> Bool { sources.contains(target) }
}
