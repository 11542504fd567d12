// Part of Bellows. MIT licence: see LICENSE.

/// The state of a row in a backup table.
package enum BackupRowState: Int {
  /// Backed up; no result is recorded: the columns were dropped, or the backfill has not reached the row.
  case backedUp = 0
  /// The result is recorded: the row exists and has it.
  case present = 1
  /// The result is recorded: the row does not exist.
  case absent = 2
  /// The row still has its recorded result and is about to be written again; its first copy stays.
  case again = 3
}

// What drivers decide alike about the rows and columns of a backup. Names of columns are compared as they are spelled.
extension Backup {
  /// Returns the columns outside the key that may have been written since: they show whether a row is unchanged.
  package func comparedColumns(of columns: [String]) -> [String] {
    columns.filter { !empty.contains($0) && !current.contains($0) && !isKey($0) }
  }

  /// Returns the columns outside the key that cannot have been written since.
  package func emptyColumns(of columns: [String]) -> [String] { columns.filter { empty.contains($0) && !isKey($0) } }

  /// Returns the columns outside the key.
  package func otherColumns(of columns: [String]) -> [String] { columns.filter { !isKey($0) } }

  /// Whether whole rows are backed up, with their keys: missing rows without a recorded result are restored.
  package func isWhole(_ columns: [String]) -> Bool { key.allSatisfy { columns.contains($0.name) } }

  /// Returns the states in which a row that does not exist is inserted again.
  package func insertedStates(of columns: [String]) -> [BackupRowState] {
    switch absent {
    case .none: []
    case .all: [.backedUp, .absent]
    case .asRecorded: isWhole(columns) ? [.backedUp, .absent] : [.absent]
    }
  }

  /// Returns the greatest key of rows that existed when a repair began.
  ///
  /// Throws `DatabaseUnable` if keys do not distinguish new rows from old ones.
  package func greatestKey(_ last: [JSONValue]) throws -> Int64 {
    guard last.count == 1, key.count == 1, case .int(let number) = last[0] else {
      throw DatabaseUnable(
        "the keys of \(table) are not single integers, so they do not distinguish new rows from old ones")
    }
    return number
  }

  /// Throws `DatabaseUnable` unless a key has a value for each of its columns.
  package func requireReadable(_ key: [JSONValue]) throws {
    guard key.count == self.key.count, !key.isEmpty else {
      throw DatabaseUnable(
        "a row of \(table) has an unreadable key, so it cannot be quarantined; correct the key, then run again")
    }
  }

  private func isKey(_ column: String) -> Bool { key.contains { $0.name == column } }
}
