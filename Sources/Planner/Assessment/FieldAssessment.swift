// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

func assessAdded(
  _ change: Change, _ table: TableName, _ field: Field, _ context: AssessmentContext
) -> Assessment {
  let path = SchemaPath(table, .field([field.name]))
  if field.type.isOptional {
    return Assessment(
      rule: .fieldAddedOptional, change: change, path: path, verdict: .safe, phases: [.widen],
      reason: "stored rows have no value there, which the type allows")
  }
  if context.target.capabilities.fillsDefaults, field.defaultValue?.isConstant == true {
    return Assessment(
      rule: .fieldAddedDefaulted, change: change, path: path, verdict: .safe, phases: [.widen],
      reason: "the database fills in the default, for stored rows and for rows that running code inserts")
  }
  return Assessment(
    rule: .fieldAddedRequired, change: change, path: path, verdict: .breaking, phases: [.widen, .backfill, .tighten],
    hazards: context.target.capabilities.checksValues ? [.scansTable] : [],
    reason: "stored rows have no value there, and running code writes none", witness: .refused(.absent))
}

func assessRemoved(_ change: Change, _ table: TableName, _ field: Field) -> Assessment {
  Assessment(
    rule: field.type.isOptional ? .fieldRemovedOptional : .fieldRemovedRequired, change: change,
    path: SchemaPath(table, .field([field.name])), verdict: .breaking,
    phases: field.type.isOptional ? [.tighten] : [.widen, .tighten], hazards: [.deletesData],
    reason: field.type.isOptional
      ? "its values are deleted, and running code still uses them"
      : "its values are deleted, and running code still requires one in every row",
    witness: .lost(field.type.value.example))
}

/// Assesses a field whose values move to a second column.
func assessMoved(
  _ rule: Rule, _ change: Change, _ table: TableName, from old: Field, to new: Field, _ context: AssessmentContext,
  reason: String, alternative: String? = nil
) -> Assessment {
  let transform = Transform(from: old, to: new, in: table, context)
  return Assessment(
    rule: rule, change: change, path: SchemaPath(table, .field([new.name])), verdict: .breaking,
    phases: [.widen, .backfill, .tighten],
    hazards: transform.hazards(from: old.type, to: new.type), reason: reason, alternative: alternative,
    witness: new.type.isOptional ? nil : .refused(.absent))
}

func assessDerived(_ change: Change, _ table: TableName, _ sources: [Field], _ new: Field) -> Assessment {
  Assessment(
    rule: .fieldDerived, change: change, path: SchemaPath(table, .field([new.name])), verdict: .breaking,
    phases: [.widen, .backfill, .tighten],
    reason: "stored rows have no value yet, and running code still changes "
      + sources.map { quoted($0.name) }.joined(separator: ", "),
    witness: new.type.isOptional ? nil : .refused(.absent))
}

/// Assesses a field with a different set of values, or the same set with renamed literals.
func assessType(
  _ change: Change, _ table: TableName, from old: Field, to new: Field, _ context: AssessmentContext
) -> Assessment {
  let oldType = old.type.renamingReferences(context.tableRenames)
  let relation = TypeRelation(from: oldType, to: new.type, on: context.target)
  let transform = Transform(from: old, to: new, in: table, context)
  let inside = oldType.pathOfDifference(to: new.type)
  let renamesOnly = relation.kind == .same || (relation.kind == .widened && !new.effectiveRenames(from: old).isEmpty)
  var kind = TypeRelation.Kind.converted
  var rule = Rule.fieldConverted
  var reason = relation.reason(subject: "value")
  if relation.kind == .widened, !renamesOnly, !context.storesAlike(old, new) {
    rule = .fieldStorageChanged
    reason = "the column of the old type cannot store every new value, so the values move to a new column"
  } else if renamesOnly {
    reason = "rows and running code still use the old spelling"
  } else {
    kind = relation.kind
    switch kind {
    case .same, .converted: break
    case .widened where relation.differsInOptionalityOnly:
      rule = .fieldMadeOptional
      reason = "every stored row is still valid; running code cannot read a row without a value"
    case .widened: rule = .fieldWidened
    case .narrowed where relation.differsInOptionalityOnly:
      rule = .fieldMadeRequired
      reason = "stored rows may have no value, and running code may write more such rows"
    case .narrowed: rule = .fieldNarrowed
    }
  }
  var hazards = kind == .widened ? kind.hazards : transform.hazards(from: oldType, to: new.type)
  if rule == .fieldMadeRequired { hazards.removeAll { $0 == .deletesData } }
  if context.target.capabilities.checksValues, kind == .narrowed || kind == .converted { hazards.append(.scansTable) }
  return Assessment(
    rule: rule, change: change, path: SchemaPath(table, .field([new.name] + inside)), verdict: kind.verdict,
    phases: kind.phases, hazards: hazards, reason: reason,
    witness: relation.witness ?? (renamesOnly ? new.renamedLiteral(from: old).map(Witness.refused) : nil))
}

extension Field {
  /// Returns an old value that running code still writes and that the new type excludes, for a change that only renames
  /// literals.
  fileprivate func renamedLiteral(from old: Field) -> Value? {
    effectiveRenames(from: old).lazy.map { .literal($0.old) }.first { !type.contains($0) }
  }
}
