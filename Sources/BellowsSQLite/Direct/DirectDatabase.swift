// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension SQLite: DirectDatabase {
  /// Derives the steps; see `DirectDatabase`.
  public func directSteps(of plan: MigrationPlan) -> [DirectStep]? {
    guard plan.deploys.allSatisfy({ $0.preparations.isEmpty }) else { return nil }
    return DirectSteps(plan.direct)?.steps
  }

  /// Returns whether a constraint or an expression rejected a row.
  public func isOfRows(_ error: any Error) -> Bool { (error as? SQLiteError)?.isOfRow ?? false }
}

extension MigrationPlan {
  /// The plan in the form from which the direct way is derived.
  fileprivate var direct: DirectPlan {
    let states = (0...deploys.count).map { tables(at: $0).present }
    return DirectPlan(states: states, moves: moves, backfills: backfills.map(\.direct))
  }

  /// The columns that only get another name.
  var renamedColumns: [RenamedColumn] { moves.isEmpty ? [] : direct.renamedColumns }
}

extension Backfill {
  fileprivate var direct: DirectBackfill {
    let isWhole = deletesRows || writes.contains { $0.form == .wholeRow }
    let copies = kind == .copy && targetKey.isEmpty && scope == nil && sql?.values?.count == 1
    return DirectBackfill(
      name: name, after: after, table: table, targetTable: targetTable,
      columns: isWhole ? nil : writes.map(\.name), copied: copies ? sql?.values?[0] : nil,
      fitsTransaction: !isUnfilled && !deletesRows && pending != .once && (sql?.values != nil || pureFunction != nil))
  }
}
