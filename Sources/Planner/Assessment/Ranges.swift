// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension AssessmentContext {
  /// Where a change was written: in the old file and in the new one.
  func ranges(of change: Change) -> (old: SourceRange?, new: SourceRange?) {
    switch change {
    case .targetChanged: (nil, nil)
    case .tableAdded(let table): (nil, table.range)
    case .tableRemoved(let table): (table.range, nil)
    case .tableRenamed(let old, let new), .tableKeyChanged(let old, let new), .rowChanged(let old, let new):
      (old.range, new.range)
    case .fieldAdded(let table, let field): (nil, newTable(table)?.range(of: field))
    case .fieldRemoved(let table, let field): (oldPartner(of: table)?.range(of: field), nil)
    case .fieldDerived(let table, let sources, let new):
      (sources.first.flatMap { oldPartner(of: table)?.range(of: $0) }, newTable(table)?.range(of: new))
    case .referenceKeyChanged(let table, let old, let new), .fieldRenamed(let table, let old, let new),
      .fieldTypeChanged(let table, let old, let new), .fieldStorageChanged(let table, let old, let new),
      .defaultChanged(let table, let old, let new), .referenceActionChanged(let table, let old, let new):
      (oldPartner(of: table)?.range(of: old), newTable(table)?.range(of: new))
    case .indexAdded(let table, let index): (nil, newTable(table)?.range(of: index))
    case .indexRemoved(let table, let index): (oldPartner(of: table)?.range(of: index), nil)
    case .indexChanged(let table, let old, let new):
      (oldPartner(of: table)?.range(of: old), newTable(table)?.range(of: new))
    }
  }
}
