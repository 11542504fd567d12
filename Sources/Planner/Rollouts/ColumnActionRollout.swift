// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// A default that is added, changed or removed, on a column that does not change otherwise.
struct DefaultRollout {
  let table: TableContext
  let old: Field
  let new: Field
  /// Whether another field is computed from it: code that computes must know the value, and so must write it itself.
  let isSource: Bool

  /// One schema-only step, or two steps if the default is removed.
  ///
  /// 1. Release: code stops leaving the value to the database.
  /// 2. Store: removes the default.
  ///
  /// Where only code applies defaults, one schema-only step is enough.
  var rollout: Rollout {
    func state(_ value: Default?, isRelinquished: Bool) -> RolloutState {
      RolloutState(
        column: ColumnOverride(column: old.storedName, action: .defaultValue(value)),
        code: CodeVersion(relinquishes: isRelinquished ? [table.column(old)] : []))
    }
    let fillsDefaults = table.target.capabilities.fillsDefaults
    let hadDefault = old.defaultValue != nil && fillsDefaults
    let before = state(old.defaultValue, isRelinquished: hadDefault)
    let steps: [RolloutStep]
    if !fillsDefaults {
      steps = [.storeOnly(.build, state(new.defaultValue, isRelinquished: false))]
    } else if new.defaultValue == nil {
      let writesAlways = state(old.defaultValue, isRelinquished: false)
      steps = [.release(.stopUsing, writesAlways), .storeOnly(.drop, state(nil, isRelinquished: false))]
    } else if hadDefault, isSource {
      steps = [.release(.build, state(new.defaultValue, isRelinquished: false))]
    } else {
      steps = [.storeOnly(.build, state(new.defaultValue, isRelinquished: hadDefault))]
    }
    return Rollout(table: table.new.name, before: before, steps: steps)
  }
}

/// A delete action that changes, on a column that does not change otherwise.
struct ReferenceActionRollout {
  let table: TableContext
  let old: Field
  let new: Field
  /// Whether the new action is `restrict` or `cascade`.
  let isStricter: Bool

  /// One schema-only step, or two steps if the action is stricter.
  ///
  /// 1. Release: code tolerates the new action.
  /// 2. Store: sets it.
  var rollout: Rollout {
    func state(_ action: DeleteAction?, tolerating known: Field...) -> RolloutState {
      RolloutState(
        column: ColumnOverride(column: old.storedName, action: .onDelete(action)),
        code: CodeVersion(tolerates: table.tolerance(table.column(old), of: known)))
    }
    if isStricter {
      return Rollout(
        table: table.new.name, before: state(old.onDelete, tolerating: old),
        steps: [
          .release(.respect, state(old.onDelete, tolerating: old, new)),
          .storeOnly(.enforce, state(new.onDelete, tolerating: old, new)),
        ])
    }
    // Code that tolerated a rejected deletion, or a deleted row, also tolerates a row that only loses its reference.
    return Rollout(
      table: table.new.name, before: state(old.onDelete, tolerating: old, new),
      steps: [.storeOnly(.build, state(new.onDelete, tolerating: old, new))])
  }
}
