// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The rows of a table of several variants, which change in place like one column.
struct RowRollout {
  let table: TableContext
  let relation: TypeRelation

  /// The steps of `WidenRollout`, `NarrowRollout` or `ConvertRollout`.
  var rollout: Rollout {
    let (old, new) = (table.old, table.new)
    let column = ColumnID(old.storedName, ColumnID.wholeRow)
    let logicalFields: Set = [LogicalField(old.name, "*")]
    let oldUse = [ColumnUse(column, relation.old)]
    let newUse = [ColumnUse(column, relation.new)]
    let both = relation.old.union(relation.new)
    let bothUse = [ColumnUse(column, both)]
    func state(_ content: Table.Content, reads: [ColumnUse], writes: [ColumnUse]) -> RolloutState {
      let use = FieldUse(table: new.name, field: "*", logicalFields: logicalFields, reads: reads, writes: writes)
      return RolloutState(content: content, code: CodeVersion(use))
    }
    let before = state(old.content, reads: oldUse, writes: oldUse)
    let after = state(new.content, reads: newUse, writes: newUse)
    let fill = Backfill(
      name: "\(new.name).*", table: new.name, storedTable: old.storedName, fields: ["*"], sources: [column],
      targets: [column], transform: .custom, pending: .notIn(relation.new), after: 0, assessment: 0)
    let union = Table.Content.variants(both.value.alternatives.compactMap(\.objectMembers))
    let steps: [RolloutStep]
    switch relation.kind {
    case .same, .widened:
      let reading = state(new.content, reads: newUse, writes: oldUse)
      steps = (table.overlaps ? [.release(.readWide, reading)] : []) + [.release(.writeWide, after)]
    case .narrowed:
      let writing = state(old.content, reads: oldUse, writes: newUse)
      steps = [.release(.writeOnlyNew, writing, backfill: fill, backup: [column]), .release(.strict, after)]
    case .converted:
      let writesOld = state(union, reads: bothUse, writes: oldUse)
      let writesNew = state(union, reads: bothUse, writes: newUse)
      steps =
        (table.overlaps ? [.release(.readBothWriteOld, writesOld)] : [])
        + [.release(.readBothWriteNew, writesNew, backfill: fill, backup: [column]), .release(.strict, after)]
    }
    return Rollout(
      table: new.name, before: before, steps: steps, oldWritesEnd: max(steps.count - 1, 0),
      oldReferences: old.references, newReferences: new.references)
  }
}

extension ValueType {
  /// The members of an object; `nil` for any other type.
  fileprivate var objectMembers: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }
}
