// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// A new field that is computed from fields of the old schema.
struct DerivedFieldRollout {
  let table: TableContext
  let field: Field
  let sources: [Field]

  /// 1. Release: adds the column, nullable; code writes it, and computes it from the sources instead of reading it.
  ///    Backfill of rows whose column differs.
  /// 2. Release: requires the column; code reads it.
  /// 3. Store, only if the database itself clears the column (`setNull`): sets the delete action. It comes last, after
  ///    all code that computes the value from the sources.
  var rollout: Rollout {
    let logicalFields: Set = [LogicalField(table.new.name, field.name)]
    let column = table.column(field)
    let writes = [ColumnUse(column, field.type)]
    let fromSources = sources.map { ColumnUse(table.column($0), $0.type) }
    let isCleared = field.onDelete == .setNull
    func state(_ stored: Field, hasAction: Bool, reads: [ColumnUse]) -> RolloutState {
      RolloutState(
        fields: [hasAction ? stored : stored.with(onDelete: nil)],
        code: CodeVersion(
          uses: [table.use(stored, logicalFields, reads: reads, writes: writes)],
          tolerates: isCleared ? table.tolerance(column, of: [stored.with(onDelete: nil), stored]) : [:]))
    }
    let wide = state(field.relaxed, hasAction: !isCleared, reads: fromSources)
    let narrow = state(field, hasAction: !(isCleared && table.overlaps), reads: writes)
    let fill = table.backfill(field, from: fromSources.map(\.column), to: [column], .custom, .differs)
    return Rollout(
      table: table.new.name, before: RolloutState(),
      steps: [.release(.writeBothReadOld, wide, backfill: fill), .release(.writeBothReadNew, narrow)]
        + (isCleared && table.overlaps ? [.storeOnly(.enforce, narrow.with(fields: [field]))] : []),
      newReferences: field.type.value.references)
  }

  /// Returns a rollout without steps for a source that is kept, so that the plan lists the code that writes it.
  static func unchangedSource(_ field: Field, of table: TableContext) -> Rollout {
    let all = [ColumnUse(table.column(field), field.type)]
    let state = RolloutState(
      fields: [field], code: CodeVersion(table.use(field, table.logicalField(field), reads: all, writes: all)))
    return Rollout(table: table.new.name, before: state, steps: [])
  }
}
