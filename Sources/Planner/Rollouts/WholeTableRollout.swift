// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// An added table.
struct AddedTableRollout {
  let table: Table

  /// 1. Release: adds the table; code may use it.
  var rollout: Rollout {
    let after = RolloutState(
      tables: [table], code: CodeVersion(tables: [TableUse(table.name, stored: [table.storedName])]))
    return Rollout(
      table: table.name, before: RolloutState(), steps: [.release(.introduce, after)],
      newReferences: table.referencesToOthers)
  }
}

/// A removed table.
struct RemovedTableRollout {
  let table: Table
  let target: Target

  /// 1. Release: code stops using the table. Backup; deletion of its rows on `document`.
  /// 2. Store: drops the table, on SQL with its rows.
  var rollout: Rollout {
    let before = RolloutState(
      tables: [table], code: CodeVersion(tables: [TableUse(table.name, stored: [table.storedName])]))
    let unused = before.with(code: CodeVersion())
    return Rollout(
      table: table.name, before: before,
      steps: [
        .release(.stopUsing, unused, backfill: table.deletingRows(on: target), backup: table.columnIDs),
        .storeOnly(.drop, RolloutState()),
      ], oldWritesEnd: 1, oldReferences: table.referencesToOthers)
  }
}

extension Table {
  /// Returns the backfill that deletes all rows of a table that the plan drops; `nil` where the table is dropped with
  /// its rows.
  func deletingRows(on target: Target) -> Backfill? {
    guard !target.capabilities.dropsValues else { return nil }
    return Backfill(
      name: "\(name).delete", table: name, storedTable: storedName, fields: ["*"], sources: [], targets: columnIDs,
      transform: .unset, pending: .present, after: 0, assessment: 0)
  }

  /// The columns of its rows, for plans in which all schemas store the table alike.
  var columnIDs: [ColumnID] {
    switch content {
    case .fields(let fields): fields.map { ColumnID(storedName, $0.storedName) }
    case .variants: [ColumnID(storedName, ColumnID.wholeRow)]
    }
  }

  /// The other tables that its rows may refer to.
  var referencesToOthers: [TableName] { references.filter { $0 != name } }
}
