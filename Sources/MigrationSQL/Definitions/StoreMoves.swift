// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import PlanModel
import SchemaModel

extension Plan {
  /// The moves out of columns and tables that the plan drops, sorted.
  ///
  /// A column that stays, or that several columns are computed from, does not move.
  var moves: [StoredMove] {
    var moves: Set<[StoredName]> = []
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
        if !goal.contains(old.table) { moves.insert([old.table, "", new.table, ""]) }
      } else if old.column != new.column, !last.has(old), last.has(new) {
        moves.insert([old.table, old.column, new.table, new.column])
      }
    }
    return moves.sorted { $0.lexicographicallyPrecedes($1) }.map { move in
      move[1] == ""
        ? StoredMove(table: move[0].text, to: move[2].text)
        : StoredMove(move[0].text, move[1].text, to: move[3].text)
    }
  }
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
    case .copy, .convert, .remap, .renameMembers, .custom, .sql: true
    case .fill, .unset: false
    }
  }
}
