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
  /// The new values in SQL; `nil` if hand-written functions compute them.
  package var sql: RepairSQL?

  package init(
    of tables: [TableName], beside: [TableName] = [], isOnce: Bool = false, sql: RepairSQL? = nil
  ) {
    self.tables = tables
    self.beside = beside
    self.isOnce = isOnce
    self.sql = sql
  }
}

/// A repair in SQL, as `--set` and `--where` say it.
package struct RepairSQL: Hashable, Sendable {
  /// Columns with their new values: `email = lower(email)`.
  package var assignments: [String]
  /// Only rows that pass this condition are changed; `nil` for all.
  package var condition: String?

  package init(_ assignments: [String], where condition: String? = nil) {
    self.assignments = assignments
    self.condition = condition
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
    return Repair(of: backfills.map(\.table), beside: beside, isOnce: backfills[0].isOnce, sql: backfills[0].repairSQL)
  }
}

extension Backfill {
  /// The assignments and the condition of a repair in SQL; `nil` for other backfills.
  package var repairSQL: RepairSQL? {
    guard case .sql(let values, let condition) = transform else { return nil }
    return RepairSQL(zip(targets, values).map { "\($0.column.sqlName) = \($1)" }, where: condition)
  }
}

extension StoredName {
  /// The name as a user writes it in SQL: in quotation marks only if it needs them.
  private var isPlain: Bool {
    let bytes = Array(text.utf8)
    func isLetter(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    return bytes.first.map(isLetter) == true
      && bytes.allSatisfy { isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// The name as a user writes it in SQL: in quotation marks only if it needs them.
  package var sqlName: String { isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\"" }
}
