// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The rows that `bellows generate --data` repairs.
package struct Repair: Hashable, Sendable {
  /// The tables whose rows are repaired, in this order.
  package var tables: [TableName]
  /// Other tables that the functions use, in addition to referenced ones.
  package var beside: [TableName]
  /// Whether each row is changed once, even if the repair runs several times.
  package var isOnce: Bool

  package init(of tables: [TableName], beside: [TableName] = [], isOnce: Bool = false) {
    self.tables = tables
    self.beside = beside
    self.isOnce = isOnce
  }
}

extension Plan {
  /// The repair for which the plan was made; `nil` for other plans.
  package var repair: Repair? {
    guard assessments.isEmpty, !backfills.isEmpty else { return nil }
    let known = Dictionary(goal.tables.map { ($0.storedName, $0.name) }) { first, _ in first }
    var beside: [TableName] = []
    for column in backfills[0].sources where column.table != backfills[0].storedTable {
      if let name = known[column.table], beside.last != name { beside.append(name) }
    }
    return Repair(of: backfills.map(\.table), beside: beside, isOnce: backfills[0].isOnce)
  }
}
