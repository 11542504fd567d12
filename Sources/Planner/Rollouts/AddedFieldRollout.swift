// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// An added field.
struct AddedFieldRollout {
  let table: TableContext
  let field: Field

  private var logicalFields: Set<LogicalField> { [LogicalField(table.new.name, field.name)] }

  /// The rollout of an optional field, or of one with a database default for old rows and old code.
  ///
  /// 1. Release: adds the column; code may use it.
  func immediate() -> Rollout {
    let use = [ColumnUse(table.column(field), field.type)]
    let after = RolloutState(
      fields: [field], code: CodeVersion(table.use(field, logicalFields, reads: use, writes: use)))
    return Rollout(
      table: table.new.name, before: RolloutState(), steps: [.release(.introduce, after)],
      newReferences: field.type.value.references)
  }

  /// The rollout of a required field.
  ///
  /// 1. Release: adds the column, nullable; code writes it, and reads rows without a value by a fallback. Backfill.
  /// 2. Release: requires the column; code relies on it.
  func required() -> Rollout {
    let column = table.column(field)
    let writes = [ColumnUse(column, field.type)]
    let wide = RolloutState(
      fields: [field.relaxed],
      code: CodeVersion(
        table.use(field, logicalFields, reads: [ColumnUse(column, field.type.optional)], writes: writes)))
    let strict = RolloutState(
      fields: [field], code: CodeVersion(table.use(field, logicalFields, reads: writes, writes: writes)))
    // A constant would violate a unique index over the field.
    let known = field.defaultValue.flatMap {
      $0.isConstant && table.new.hasUnique(over: field.name) ? nil : Transform.fill($0)
    }
    let fill = table.backfill(field, to: [column], known ?? .custom, .notIn(field.type))
    return Rollout(
      table: table.new.name, before: RolloutState(),
      steps: [.release(.writeAndFallBack, wide, backfill: fill), .release(.strict, strict)],
      newReferences: field.type.value.references)
  }
}
