// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension AssessmentContext {
  /// Returns the position of a change in the old file and in the new one.
  func ranges(of change: Change) -> (old: SourceRange?, new: SourceRange?) {
    switch change.part {
    case .target: (nil, nil)
    case .table(let old, let new): (old?.range, new?.range)
    case .field(let table, let old, let new):
      (
        old.first.flatMap { oldPartner(of: table)?.range(of: $0) },
        new.flatMap { newTable(table)?.range(of: $0) }
      )
    case .index(let table, let old, let new):
      (
        old.flatMap { oldPartner(of: table)?.range(of: $0) },
        new.flatMap { newTable(table)?.range(of: $0) }
      )
    }
  }
}
