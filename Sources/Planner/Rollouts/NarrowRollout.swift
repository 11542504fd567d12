// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// A column that accepts fewer values, in place.
struct NarrowRollout {
  let table: TableContext
  let old: Field
  let new: Field
  let transform: Transform

  /// 1. Release: code writes only the new type. Backup if values are lost; backfill.
  /// 2. Release: the column accepts only the new type.
  ///
  /// If the database itself clears the column (`setNull`), that action is replaced before the backfill: by step 1, or
  /// by a schema-only step after it.
  var rollout: Rollout {
    let column = table.column(old)
    let oldUse = [ColumnUse(column, old.type)]
    let newUse = [ColumnUse(column, new.type)]
    let discardsValues =
      !transform.isInvertible(on: old.type) && !old.type.required.isSubset(of: new.type.required, on: table.target)
    let fill = table.backfill(new, from: [column], to: [column], transform, .notIn(new.type))
    func code(_ field: Field, reads: [ColumnUse], writes: [ColumnUse], tolerating known: Field...) -> CodeVersion {
      CodeVersion(
        uses: [table.use(field, table.logicalField(old), reads: reads, writes: writes)],
        tolerates: table.tolerance(column, of: known))
    }
    let before = RolloutState(fields: [old], code: code(old, reads: oldUse, writes: oldUse, tolerating: old))
    let writing = RolloutState(
      fields: [old.described(as: new)], code: code(new, reads: oldUse, writes: newUse, tolerating: old, new))
    let strict = RolloutState(fields: [new], code: code(new, reads: newUse, writes: newUse, tolerating: old, new))
    var steps: [RolloutStep] = [
      .release(.writeOnlyNew, writing, backfill: fill, backup: discardsValues ? [column] : []),
      .release(.strict, strict),
    ]
    if old.onDelete == .setNull, new.onDelete != .setNull {
      // Otherwise the database would clear values that the backfill has already set.
      let withNewAction = writing.with(fields: [old.described(as: new).with(onDelete: new.onDelete)])
      if new.deleteAction(in: table.target) == nil {
        steps[0].state = withNewAction
      } else {
        steps[0].backfill = nil
        steps[0].backup = []
        steps.insert(.storeOnly(.enforce, withNewAction, backfill: fill, backup: discardsValues ? [column] : []), at: 1)
      }
    }
    return Rollout(
      table: table.new.name, before: before, steps: steps, oldWritesEnd: 1, oldReferences: old.type.value.references)
  }
}
