// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

func assessDefault(
  _ change: Change, _ table: TableName, from old: Field, to new: Field, _ context: AssessmentContext
) -> Assessment {
  let rule: Rule =
    if old.defaultValue == nil { .defaultAdded } else if new.defaultValue == nil { .defaultRemoved } else {
      .defaultChanged
    }
  let breaks = rule == .defaultRemoved && context.target.capabilities.fillsDefaults
  return Assessment(
    rule: rule, change: change, path: SchemaPath(table, .field([new.name])), verdict: breaks ? .breaking : .safe,
    phases: [rule == .defaultRemoved ? .tighten : .widen], hazards: rule == .defaultRemoved ? [] : [.oldWriters],
    reason: breaks
      ? "running code may leave the value to the database, which then has no default"
      : rule == .defaultRemoved
        ? "code applies the default, not the database"
        : "stored rows do not change; the default applies only to new rows",
    witness: breaks && !new.type.isOptional ? .refused(.absent) : nil)
}

func assessAction(
  _ change: Change, _ table: TableName, from old: Field, to new: Field, _ context: AssessmentContext
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
      : "running code can read every row that remains after a deletion")
}
