// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// A removed field.
struct RemovedFieldRollout {
  let table: TableContext
  let field: Field
  /// Whether another field is computed from it.
  ///
  /// Code then still writes it for running code that reads it instead of the computed field.
  let isSource: Bool

  /// The rollout of an optional field, of a required one, or of one with a default.
  ///
  /// Optional:
  /// 1. Release: code stops using the column. Backup; unset.
  /// 2. Store: drops the column.
  ///
  /// Required:
  /// 1. Release: code stops reading the column and still writes it.
  /// 2. Release: makes the column nullable; code stops writing it. Backup; unset.
  /// 3. Store: drops the column.
  ///
  /// With a default, which the database fills in when code no longer writes the column:
  /// 1. Release: code stops using the column.
  /// 2. Store: makes the column nullable, without a default. Backup.
  /// 3. Store: drops the column.
  var rollout: Rollout {
    let column = table.column(field)
    let logicalFields = table.logicalField(field)
    let all = [ColumnUse(column, field.type)]
    let used = RolloutState(
      fields: [field], code: CodeVersion(table.use(field, logicalFields, reads: all, writes: all)))
    let onlyWritten = used.with(code: CodeVersion(table.use(field, logicalFields, writes: all)))
    let unused = RolloutState(fields: [field.relaxed])
    let unset = table.unsetting(field)
    let isFilled = field.defaultValue != nil && table.target.capabilities.fillsDefaults
    let staysWritten = (!field.type.isOptional && !isFilled || isSource) && table.overlaps
    var steps: [RolloutStep] = []
    if staysWritten {
      steps = [
        .release(.stopReading, onlyWritten), .release(.stopWriting, unused, backfill: unset, backup: [column]),
      ]
    } else if isFilled, table.overlaps {
      // The previous release relies on the default, which would still write values after the backup.
      steps = [
        .release(.stopUsing, RolloutState(fields: [field])), .storeOnly(.stopWriting, unused, backup: [column]),
      ]
    } else {
      steps = [.release(.stopUsing, unused, backfill: unset, backup: [column])]
    }
    steps.append(.storeOnly(.drop, RolloutState()))
    return Rollout(
      table: table.new.name, before: used, steps: steps, oldWritesEnd: staysWritten ? 2 : 1,
      oldReferences: field.type.value.references)
  }
}
