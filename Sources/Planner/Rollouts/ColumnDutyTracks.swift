// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension TableContext {
  /// A default that comes, changes or goes, on a column that stays as it is.
  ///
  /// A SQL database takes it at once; code that leaves the value to the database must stop before the default goes.
  /// On `document` a default stands in code alone.
  ///
  /// - Parameter isSource: whether another field is computed from it: code that computes must know the value, and so give
  ///   one itself.
  func changeDefault(_ old: Field, _ new: Field, isSource: Bool) -> Track {
    func state(_ value: Default?, relinquished: Bool) -> TrackState {
      TrackState(
        column: ColumnOverride(column: old.storedName, duty: .defaultValue(value)),
        code: CodeVersion(relinquishes: relinquished ? [column(old)] : []))
    }
    let hadDefault = old.defaultValue != nil && target.isSQL
    let before = state(old.defaultValue, relinquished: hadDefault)
    let steps: [TrackStep]
    if !target.isSQL {
      steps = [.storeOnly(.build, state(new.defaultValue, relinquished: false))]
    } else if new.defaultValue == nil {
      let writesAlways = state(old.defaultValue, relinquished: false)
      steps = [.release(.stopUsing, writesAlways), .storeOnly(.drop, state(nil, relinquished: false))]
    } else if hadDefault, isSource {
      steps = [.release(.build, state(new.defaultValue, relinquished: false))]
    } else {
      steps = [.storeOnly(.build, state(new.defaultValue, relinquished: hadDefault))]
    }
    return Track(table: self.new.name, before: before, steps: steps)
  }

  /// Towards `restrict` and `cascade`: -> expects it; E does it.
  ///
  /// Else E does it at once.
  func changeAction(_ old: Field, _ new: Field, isStricter: Bool) -> Track {
    func state(_ action: DeleteAction?, tolerating known: Field...) -> TrackState {
      TrackState(
        column: ColumnOverride(column: old.storedName, duty: .onDelete(action)),
        code: CodeVersion(tolerates: tolerance(column(old), of: known)))
    }
    if isStricter {
      return Track(
        table: self.new.name, before: state(old.onDelete, tolerating: old),
        steps: [
          .release(.respect, state(old.onDelete, tolerating: old, new)),
          .storeOnly(.enforce, state(new.onDelete, tolerating: old, new)),
        ])
    }
    // Code that was refused, or lost the row, can live with a row that merely loses its reference.
    return Track(
      table: self.new.name, before: state(old.onDelete, tolerating: old, new),
      steps: [.storeOnly(.build, state(new.onDelete, tolerating: old, new))])
  }
}
