// Part of Bellows. MIT licence: see LICENSE.
import PlanModel

/// For each column with a backup, the values that may have been written since.
struct Backups {
  private var written: [ColumnID: Contents] = [:]

  mutating func backUp(_ column: ColumnID) { written[column] = .nothing }

  mutating func add(_ contents: Contents, writtenTo column: ColumnID) {
    if !written.isEmpty { written[column]?.formUnion(contents) }
  }

  /// Returns the values that may have been written since the backup; `nil` without a backup.
  func writtenSinceBackup(of column: ColumnID) -> Contents? { written[column] }

  mutating func remove(_ column: ColumnID) { written[column] = nil }
}
