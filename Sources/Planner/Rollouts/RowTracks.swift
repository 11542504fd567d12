// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension TableContext {
  /// The rows of a table of several shapes change as one column does, in place.
  func changeRow(_ relation: TypeRelation) -> Track {
    let place = ColumnID(old.storedName, ColumnID.wholeRow)
    let truths: Set = [TruthID(old.name, "*")]
    let oldUse = [ColumnUse(place, relation.old)]
    let newUse = [ColumnUse(place, relation.new)]
    let both = relation.old.union(relation.new)
    let bothUse = [ColumnUse(place, both)]
    func state(_ content: Table.Content, reads: [ColumnUse], writes: [ColumnUse]) -> TrackState {
      let use = FieldUse(table: new.name, field: "*", truths: truths, reads: reads, writes: writes)
      return TrackState(content: content, code: CodeVersion(use))
    }
    let before = state(old.content, reads: oldUse, writes: oldUse)
    let after = state(new.content, reads: newUse, writes: newUse)
    let fill = Backfill(
      name: "\(new.name).*", table: new.name, storedTable: old.storedName, fields: ["*"], sources: [place],
      targets: [place], transform: .custom, pending: .notIn(relation.new), after: 0, assessment: 0)
    let union = Table.Content.shapes(both.value.alternatives.compactMap(\.objectMembers))
    let steps: [TrackStep]
    switch relation.kind {
    case .same, .widened:
      let reading = state(new.content, reads: newUse, writes: oldUse)
      steps = (overlaps ? [.release(.readWide, reading)] : []) + [.release(.writeWide, after)]
    case .narrowed:
      steps = [
        .release(
          .writeOnlyNew, state(old.content, reads: oldUse, writes: newUse), backfill: fill, backup: [place]),
        .release(.strict, after),
      ]
    case .converted:
      steps =
        (overlaps ? [.release(.readBothWriteOld, state(union, reads: bothUse, writes: oldUse))] : [])
        + [
          .release(
            .readBothWriteNew, state(union, reads: bothUse, writes: newUse), backfill: fill, backup: [place]),
          .release(.strict, after),
        ]
    }
    return Track(
      table: new.name, before: before, steps: steps, ceasesOld: max(steps.count - 1, 0),
      leavesBehind: old.references, needs: new.references)
  }
}

extension ValueType {
  /// The members of an object; `nil` of anything else.
  fileprivate var objectMembers: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }
}
