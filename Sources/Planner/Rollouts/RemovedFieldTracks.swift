// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension TableContext {
  /// Optional: -> stops using f; backup; unset; E drops f.
  ///
  /// Required: -> stops reading f, still writes it; E: f? -> stops writing; backup; unset; E drops f.
  ///
  /// Where the database fills it in for code that no longer writes it: -> stops using f; E: f?; backup; E drops f.
  ///
  /// - Parameter isSource: whether another field is computed from it: then code goes on writing it for the code that
  ///   still reads it in place of that other field.
  func remove(_ field: Field, isSource: Bool) -> Track {
    let all = [ColumnUse(column(field), field.type)]
    let used = TrackState(fields: [field], code: CodeVersion(use(field, truth(field), reads: all, writes: all)))
    let onlyWritten = used.with(code: CodeVersion(use(field, truth(field), writes: all)))
    let unused = TrackState(fields: [field.relaxed])
    let unset = unset(field)
    let isFilled = field.defaultValue != nil && target.isSQL
    let staysWritten = (!field.type.isOptional && !isFilled || isSource) && overlaps
    var steps: [TrackStep] = []
    if staysWritten {
      steps = [
        .release(.stopReading, onlyWritten),
        .release(.stopWriting, unused, backfill: unset, backup: [column(field)]),
      ]
    } else if isFilled, overlaps {
      // Code of the release before counts on the default, which would go on to write after the backup.
      steps = [
        .release(.stopUsing, TrackState(fields: [field])), .storeOnly(.stopWriting, unused, backup: [column(field)]),
      ]
    } else {
      steps = [.release(.stopUsing, unused, backfill: unset, backup: [column(field)])]
    }
    steps.append(.storeOnly(.drop, TrackState()))
    return Track(
      table: new.name, before: used, steps: steps, ceasesOld: staysWritten ? 2 : 1,
      leavesBehind: field.type.value.references)
  }

  /// Removes the values of a column that the plan drops; `nil` on SQL, where they go with the column.
  func unset(_ field: Field) -> Backfill? {
    guard !target.isSQL else { return nil }
    var unset = backfill(field, to: [column(field)], .unset, .present)
    // A new field may have the same name, and a backfill of its own.
    unset.name += ".unset"
    return unset
  }
}
