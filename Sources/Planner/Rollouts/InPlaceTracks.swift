// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension TableContext {
  /// E wide -> reads wide, writes narrow; -> writes wide.
  func widen(_ old: Field, _ new: Field) -> Track {
    let oldUse = [ColumnUse(column(old), old.type)]
    let newUse = [ColumnUse(column(old), new.type)]
    func code(_ field: Field, reads: [ColumnUse], writes: [ColumnUse], _ known: Field...) -> CodeVersion {
      CodeVersion(
        uses: [use(field, truth(old), reads: reads, writes: writes)], tolerates: tolerance(column(old), of: known))
    }
    let before = TrackState(fields: [old], code: code(old, reads: oldUse, writes: oldUse, old))
    // The old default and delete action stay until code may write, and read, all of the new.
    let reading = TrackState(
      fields: [old.described(as: new).widened(to: new.type)],
      code: code(new, reads: newUse, writes: oldUse, old, new))
    let after = TrackState(
      fields: [new], code: code(new, reads: newUse, writes: newUse, old, new))
    return Track(
      table: self.new.name, before: before,
      steps: givingUpDefault(before, reading.fields)
        + (overlaps ? [.release(.readWide, reading)] : []) + [.release(.writeWide, after)],
      needs: new.type.value.references)
  }

  /// -> always gives a value, where the column cannot keep its default while it holds more.
  private func givingUpDefault(_ before: TrackState, _ next: [Field]) -> [TrackStep] {
    let hasDefault = before.fields.contains { $0.defaultValue != nil }
    guard target.isSQL, overlaps, hasDefault, next.allSatisfy({ $0.defaultValue == nil }) else { return [] }
    return [.release(.stopUsing, before)]
  }

  /// -> writes only the new; backup if it deletes; backfill; E new -> strict.
  func narrow(_ old: Field, _ new: Field, _ transform: Transform) -> Track {
    let place = column(old)
    let oldUse = [ColumnUse(place, old.type)]
    let newUse = [ColumnUse(place, new.type)]
    let losesValues = !transform.isInvertible(on: old.type) && !old.type.required.isSubset(of: new.type.required)
    let fill = backfill(new, from: [place], to: [place], transform, .notIn(new.type))
    func code(_ field: Field, reads: [ColumnUse], writes: [ColumnUse], _ known: Field...) -> CodeVersion {
      CodeVersion(
        uses: [use(field, truth(old), reads: reads, writes: writes)], tolerates: tolerance(place, of: known))
    }
    let before = TrackState(fields: [old], code: code(old, reads: oldUse, writes: oldUse, old))
    let writing = TrackState(
      fields: [old.described(as: new)], code: code(new, reads: oldUse, writes: newUse, old, new))
    let strict = TrackState(
      fields: [new], code: code(new, reads: newUse, writes: newUse, old, new))
    var steps: [TrackStep] = [
      .release(.writeOnlyNew, writing, backfill: fill, backup: losesValues ? [place] : []),
      .release(.strict, strict),
    ]
    if old.onDelete == .setNull, new.onDelete != .setNull {
      // The database itself would take values away behind the backfill: it must stop before.
      let quiet = writing.with(fields: [old.described(as: new).with(onDelete: new.onDelete)])
      if new.deleteAction(in: target) == nil {
        steps[0].state = quiet
      } else {
        steps[0].backfill = nil
        steps[0].backup = []
        steps.insert(.storeOnly(.enforce, quiet, backfill: fill, backup: losesValues ? [place] : []), at: 1)
      }
    }
    return Track(
      table: self.new.name, before: before, steps: steps, ceasesOld: 1, leavesBehind: old.type.value.references)
  }

  /// E old ∪ new -> reads both, writes old; -> reads both, writes new; backfill; E new -> strict.
  func convertInPlace(_ old: Field, _ new: Field, _ transform: Transform) -> Track {
    let place = column(old)
    let both = old.type.renamingReferences(assessment.tableRenames).union(new.type)
    let oldUse = [ColumnUse(place, old.type)]
    let bothUse = [ColumnUse(place, both)]
    let newUse = [ColumnUse(place, new.type)]
    let field = old.described(as: new).widened(to: both)
    let before = TrackState(fields: [old], code: CodeVersion(use(old, truth(old), reads: oldUse, writes: oldUse)))
    let writesOld = TrackState(
      fields: [field], code: CodeVersion(use(new, truth(old), reads: bothUse, writes: oldUse)))
    let writesNew = TrackState(
      fields: [field.with(defaultValue: nil)],
      code: CodeVersion(use(new, truth(old), reads: bothUse, writes: newUse)))
    let strict = TrackState(
      fields: [new], code: CodeVersion(use(new, truth(old), reads: newUse, writes: newUse)))
    let fill = backfill(new, from: [place], to: [place], transform, .notIn(new.type))
    let backup = transform.isInvertible(on: old.type) ? [] : [place]
    let steps: [TrackStep] =
      givingUpDefault(before, writesOld.fields)
      + (overlaps ? [.release(.readBothWriteOld, writesOld)] : [])
      + [.release(.readBothWriteNew, writesNew, backfill: fill, backup: backup), .release(.strict, strict)]
    return Track(
      table: self.new.name, before: before, steps: steps, ceasesOld: steps.count - 1,
      leavesBehind: old.type.value.references, needs: new.type.value.references)
  }
}
