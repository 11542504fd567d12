// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The rollout in place of a column whose old and new types both have values that the other rejects.
struct ConvertRollout {
  let table: TableContext
  let old: Field
  let new: Field
  let transform: Transform

  /// 1. Release: the column accepts both types; code reads both, and writes the old.
  /// 2. Release: code reads both, and writes the new. Backup if the transform has no inverse; backfill.
  /// 3. Release: the column accepts only the new type.
  var rollout: Rollout {
    let column = table.column(old)
    let logicalFields = table.logicalField(old)
    let both = old.type.renamingReferences(table.assessment.tableRenames).union(new.type)
    let oldUse = [ColumnUse(column, old.type)]
    let bothUse = [ColumnUse(column, both)]
    let newUse = [ColumnUse(column, new.type)]
    let field = old.described(as: new).widened(to: both)
    func state(
      _ stored: Field, _ named: Field, reads: [ColumnUse], writes: [ColumnUse], tolerating known: Field...
    ) -> RolloutState {
      let use = table.use(named, logicalFields, reads: reads, writes: writes)
      return RolloutState(
        fields: [stored], code: CodeVersion(uses: [use], tolerates: table.tolerance(column, of: known)))
    }
    let before = state(old, old, reads: oldUse, writes: oldUse, tolerating: old)
    let writesOld = state(field, new, reads: bothUse, writes: oldUse, tolerating: old, new)
    let writesNew = state(field.with(defaultValue: nil), new, reads: bothUse, writes: newUse, tolerating: old, new)
    let strict = state(new, new, reads: newUse, writes: newUse, tolerating: old, new)
    let fill = table.backfill(new, from: [column], to: [column], transform, .notIn(new.type))
    let backup = transform.isInvertible(on: old.type) ? [] : [column]
    let steps: [RolloutStep] =
      table.stoppingUseOfDefault(from: before, to: writesOld)
      + (table.overlaps ? [.release(.readBothWriteOld, writesOld)] : [])
      + [.release(.readBothWriteNew, writesNew, backfill: fill, backup: backup), .release(.strict, strict)]
    return Rollout(
      table: table.new.name, before: before, steps: steps, oldWritesEnd: steps.count - 1,
      oldReferences: old.type.value.references, newReferences: new.type.value.references)
  }
}
