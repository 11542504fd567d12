// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// A column that accepts more values, in place.
struct WidenRollout {
  let table: TableContext
  let old: Field
  let new: Field

  /// 1. Release: the column accepts the new type; code reads it, and writes the old type.
  /// 2. Release: code writes the new type.
  var rollout: Rollout {
    let column = table.column(old)
    let oldUse = [ColumnUse(column, old.type)]
    let newUse = [ColumnUse(column, new.type)]
    func code(_ field: Field, reads: [ColumnUse], writes: [ColumnUse], tolerating known: Field...) -> CodeVersion {
      CodeVersion(
        uses: [table.use(field, table.logicalField(old), reads: reads, writes: writes)],
        tolerates: table.tolerance(column, of: known))
    }
    let before = RolloutState(fields: [old], code: code(old, reads: oldUse, writes: oldUse, tolerating: old))
    // The old default and delete action are kept until all code reads, and may write, the new type.
    let reading = RolloutState(
      fields: [old.described(as: new).widened(to: new.type)],
      code: code(new, reads: newUse, writes: oldUse, tolerating: old, new))
    let after = RolloutState(fields: [new], code: code(new, reads: newUse, writes: newUse, tolerating: old, new))
    return Rollout(
      table: table.new.name, before: before,
      steps: table.stoppingUseOfDefault(from: before, to: reading)
        + (table.overlaps ? [.release(.readWide, reading)] : []) + [.release(.writeWide, after)],
      newReferences: new.type.value.references)
  }
}
