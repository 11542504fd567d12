// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// A value that moves to another column, or rows that move to another table; the runtime's `StoredMove`.
package struct StoreMove: Hashable {
  package var old: End
  package var new: End

  /// A table and, unless all its rows move, a column.
  package struct End: Hashable {
    package var table: StoredName
    package var column: StoredName?
  }
}

extension Plan {
  /// The moves out of columns and tables that the plan drops, sorted.
  ///
  /// A column that stays, or that several columns are computed from, does not move.
  var moves: [StoreMove] {
    var moves: Set<StoreMove> = []
    // The schema of the last deploy contains the stored names of the plan.
    let last = deploys.last?.schema ?? base
    let goal = Set(last.tables.map(\.storedName))
    let pairs = syncedBefore.map { ($0.old, $0.new) } + deploys.flatMap(\.synced).map { ($0.old, $0.new) }
    let single = backfills.filter { $0.sources.count == 1 && $0.targets.count == 1 && $0.transform.isOneToOne }
      .map { ($0.sources[0], $0.targets[0]) }
    let uses = Dictionary(grouping: backfills.flatMap(\.sources), by: { $0 }).mapValues(\.count)
    let copies = single.filter { uses[$0.0] == 1 }
    for (old, new) in pairs + copies {
      if old.table != new.table {
        if !goal.contains(old.table) {
          moves.insert(StoreMove(old: .init(table: old.table), new: .init(table: new.table)))
        }
      } else if old.column != new.column, !last.has(old), last.has(new) {
        moves.insert(
          StoreMove(
            old: .init(table: old.table, column: old.column), new: .init(table: new.table, column: new.column)))
      }
    }
    return moves.sorted { $0.order < $1.order }
  }
}

extension StoreMove {
  fileprivate var order: [StoredName] { [old.table, old.column ?? "", new.table, new.column ?? ""] }
}

extension [StoredName] {
  fileprivate static func < (left: Self, right: Self) -> Bool { left.lexicographicallyPrecedes(right) }
}

extension Schema {
  /// Whether a table has that column.
  fileprivate func has(_ column: ColumnID) -> Bool {
    tables.contains { table in
      table.storedName == column.table && table.fields.contains { $0.storedName == column.column }
    }
  }
}

extension Transform {
  /// Whether each value is converted to one value.
  fileprivate var isOneToOne: Bool {
    switch self {
    case .copy, .convert, .remap, .custom: true
    case .fill, .unset: false
    }
  }
}
