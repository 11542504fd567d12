// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// What the database writes when nobody gives a value.
func assessDefault(
  _ change: Change, _ table: TableName, _ old: Field, _ new: Field, _ context: AssessmentContext
) -> Assessment {
  let rule: Rule =
    if old.defaultValue == nil { .defaultAdded } else if new.defaultValue == nil { .defaultRemoved } else {
      .defaultChanged
    }
  let breaks = rule == .defaultRemoved && context.target.isSQL
  return Assessment(
    rule: rule, change: change, path: SchemaPath(table, .field([new.name])), verdict: breaks ? .breaking : .safe,
    phases: [rule == .defaultRemoved ? .tighten : .widen], hazards: rule == .defaultRemoved ? [] : [.oldWriters],
    reason: breaks
      ? "running code may leave the value to the database"
      : rule == .defaultRemoved
        ? "the default stands in code, not in the store"
        : "no stored row changes; only rows inserted from now on get another value",
    witness: breaks ? .refused(.absent) : nil)
}

/// What the database does to a row when the row that it refers to is deleted.
func assessAction(
  _ change: Change, _ table: TableName, _ old: Field, _ new: Field, _ context: AssessmentContext
) -> Assessment {
  let action = new.deleteAction(in: context.target)
  let isStricter = action != old.deleteAction(in: context.target) && (action == .cascade || action == .restrict)
  let after = new.onDelete?.rawValue ?? "no action"
  return Assessment(
    rule: .referenceActionChanged, change: change, path: SchemaPath(table, .field([new.name])),
    verdict: isStricter ? .breaking : .safe, phases: [.widen],
    hazards: new.onDelete == .cascade ? [.deletesData, .oldWriters] : [.oldWriters],
    reason: isStricter
      ? "running code deletes rows and does not expect '\(after)'"
      : "rows that running code deletes leave nothing behind that it cannot read",
    witness: isStricter ? .refused(new.type.value.example) : nil)
}
