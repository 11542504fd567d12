// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

func assessAdded(_ change: Change, _ table: Table) -> Assessment {
  Assessment(
    rule: .tableAdded, change: change, path: SchemaPath(table.name), verdict: .safe, phases: [.widen],
    reason: "no running code uses it yet")
}

func assessRemoved(_ change: Change, _ table: Table) -> Assessment {
  Assessment(
    rule: .tableRemoved, change: change, path: SchemaPath(table.name), verdict: .breaking, phases: [.tighten],
    hazards: [.deletesData], reason: "its rows are deleted, and running code still uses them",
    witness: .lost(table.rowType.example))
}

/// Assesses a table with a new stored name.
func assessRenamed(_ change: Change, from old: Table, to new: Table) -> Assessment {
  Assessment(
    rule: .tableRenamed, change: change, path: SchemaPath(new.name), verdict: .breaking,
    phases: [.widen, .backfill, .tighten], hazards: [.oldReaders, .oldWriters],
    reason: "running code still uses \(quoted(old.storedName))")
}

/// Assesses a table whose rows get new keys.
func assessRekeyed(_ change: Change, from old: Table, to new: Table) -> Assessment {
  // A key field that is not a field of the new table is dropped with the old table.
  let kept = Set(matchFields(old, new).pairs.map(\.old.name))
  let discardsValues = !old.keyFields.allSatisfy { kept.contains($0.name) }
  return Assessment(
    rule: .tableKeyChanged, change: change, path: SchemaPath(new.name), verdict: .breaking,
    phases: [.widen, .backfill, .tighten],
    hazards: [.oldReaders, .oldWriters, .rewritesTable] + (discardsValues ? [.deletesData] : []),
    reason: "every row gets another key, and so does every reference to it")
}

/// Assesses the rows of a table of several variants, as one type.
func assessRow(_ change: Change, from old: Table, to new: Table, _ context: AssessmentContext) -> Assessment {
  let relation = TypeRelation(
    from: FieldType(old.rowType.renamingReferences(context.tableRenames)), to: FieldType(new.rowType),
    on: context.target)
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
