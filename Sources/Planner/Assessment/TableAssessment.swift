// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// A new table.
func assessAdded(_ change: Change, _ table: Table) -> Assessment {
  Assessment(
    rule: .tableAdded, change: change, path: SchemaPath(table.name), verdict: .safe, phases: [.widen],
    reason: "no row and no running code knows it yet")
}

/// A table that is gone, rows and all.
func assessRemoved(_ change: Change, _ table: Table) -> Assessment {
  Assessment(
    rule: .tableRemoved, change: change, path: SchemaPath(table.name), verdict: .breaking, phases: [.tighten],
    hazards: [.deletesData], reason: "its rows are deleted, and running code still uses them",
    witness: .lost(table.rowType.example))
}

/// A table under another stored name.
func assessRenamed(_ change: Change, _ old: Table, _ new: Table) -> Assessment {
  Assessment(
    rule: .tableRenamed, change: change, path: SchemaPath(new.name), verdict: .breaking,
    phases: [.widen, .backfill, .tighten], hazards: [.oldReaders, .oldWriters],
    reason: "running code still looks for \(quoted(old.storedName))", witness: .refused(.absent))
}

/// A table whose rows are called by other keys.
func assessRekeyed(_ change: Change, _ old: Table, _ new: Table) -> Assessment {
  // A part of the key that does not go on as a field goes with the old table.
  let kept = Set(matchFields(old, new).pairs.map(\.old.name))
  let losesValues = !old.keyFields.allSatisfy { kept.contains($0.name) }
  return Assessment(
    rule: .tableKeyChanged, change: change, path: SchemaPath(new.name), verdict: .breaking,
    phases: [.widen, .backfill, .tighten],
    hazards: [.oldReaders, .oldWriters, .rewritesTable] + (losesValues ? [.deletesData] : []),
    reason: "every row gets another key, and every reference to it too", witness: .refused(old.keyExample))
}

/// The rows of a table of several shapes, as one type.
func assessRow(_ change: Change, _ old: Table, _ new: Table, _ context: AssessmentContext) -> Assessment {
  let relation = TypeRelation(FieldType(old.rowType.renamingReferences(context.tableRenames)), FieldType(new.rowType))
  let rule: Rule =
    switch relation.kind {
    case .same, .widened: .rowWidened
    case .narrowed: .rowNarrowed
    case .converted: .rowConverted
    }
  return Assessment(
    rule: rule, change: change, path: SchemaPath(new.name, .row), verdict: relation.kind.verdict,
    phases: relation.kind.phases, hazards: relation.kind.hazards, reason: relation.reason(subject: "row"),
    witness: relation.witness)
}

extension Table {
  /// A key that a row may have.
  fileprivate var keyExample: Value {
    if keyFields.isEmpty { return .literal(.int(1)) }
    let values = keyFields.map(\.type.value.example)
    return values.count == 1 ? values[0] : .array(values)
  }
}
