// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The columns that may be stale for a logical field, and the tables that may lack rows of the table that they copy.
struct StaleCopies: Hashable {
  /// Without empty values.
  private var columns: [ColumnID: [LogicalField: Staleness]] = [:]
  private var tables: Set<StoredName> = []

  func logicalFields(of column: ColumnID) -> [LogicalField: Staleness] { columns[column] ?? [:] }

  func isStale(_ column: ColumnID) -> Bool { columns[column] != nil }

  func isStale(_ column: ColumnID, in field: LogicalField) -> Bool { columns[column]?[field] != nil }

  /// Marks a column; never reduces its staleness.
  mutating func mark(_ column: ColumnID, _ field: LogicalField, as staleness: Staleness) {
    let before = columns[column]?[field] ?? .missing
    columns[column, default: [:]][field] = max(before, staleness)
  }

  mutating func refresh(_ column: ColumnID, _ field: LogicalField) {
    columns[column]?[field] = nil
    if columns[column]?.isEmpty == true { columns[column] = nil }
  }

  mutating func remove(_ column: ColumnID) { columns[column] = nil }

  func hasStaleRows(_ table: StoredName) -> Bool { tables.contains(table) }

  mutating func markRows(of table: StoredName) { tables.insert(table) }

  mutating func refreshRows(of table: StoredName) { tables.remove(table) }
}

enum Staleness: Int, Comparable {
  /// It has no value although another column has one.
  case missing
  /// It may have an older value.
  case outdated

  static func < (lhs: Staleness, rhs: Staleness) -> Bool { lhs.rawValue < rhs.rawValue }
}
