// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

/// The table of a backup: the key (`k:id`), the old value of each column (`o:name`), the recorded result (`n:name`),
/// and the state of the row (`state:`).
///
/// Its columns have no type, so they store every value unchanged. In the statements `t` is the table and `i` its
/// backup.
struct BackupTable {
  let backup: Backup
  /// The columns that are backed up.
  var columns: [String]

  var name: String { quoted(backup.name) }
  var table: String { quoted(backup.table) }
  var keys: [String] { backup.key.map { quoted("k:" + $0.name) } }
  var olds: [String] { columns.map { quoted("o:" + $0) } }
  var news: [String] { columns.map { quoted("n:" + $0) } }

  /// The columns of the backup table's key.
  var keyColumns: [Column] { backup.key.map { Column("k:" + $0.name, $0.form) } }

  /// The columns that are written when a row is restored, with their old values.
  var writable: [(name: String, value: String)] {
    zip(keys, backup.key).map { ($1.name, "i." + $0) }
      + values(of: backup.otherColumns(of: columns))
  }

  /// The columns that may have been written since: they show whether a row is unchanged.
  var compared: [String] { backup.comparedColumns(of: columns) }

  /// The columns that cannot have been written since.
  var empty: [String] { backup.emptyColumns(of: columns) }

  /// Returns columns with expressions for their old values.
  func values(of names: [String]) -> [(name: String, value: String)] { names.map { ($0, "i." + quoted("o:" + $0)) } }

  /// The condition that joins a row with its backup: `i."k:id" = t."id"`.
  var isSameRow: String {
    zip(keys, backup.key).map { "i.\($0) = t.\(quoted($1.name))" }.joined(separator: " AND ")
  }

  /// Whether the row still has its recorded result.
  var isAsRecorded: String {
    (["i.\"state:\" = \(BackupRowState.present.rawValue)"] + equalities("n:")).joined(separator: " AND ")
  }

  /// Whether a row without a recorded result has no values: its columns were dropped and created again.
  var isEmpty: String {
    (["i.\"state:\" = \(BackupRowState.backedUp.rawValue)"] + compared.map { "t.\(quoted($0)) IS NULL" }).joined(
      separator: " AND ")
  }

  /// Whether the row has its old values.
  var isAsBefore: String { compared.isEmpty ? "1" : equalities("o:").joined(separator: " AND ") }

  /// Whether the row is missing and may be inserted again.
  var isGone: String {
    let states = backup.insertedStates(of: columns)
    if states.isEmpty { return "0" }
    return "(i.\"state:\" IN (\(states.map { "\($0.rawValue)" }.joined(separator: ", "))) "
      + "AND NOT EXISTS (SELECT 1 FROM \(table) AS t WHERE \(isSameRow)))"
  }

  private func equalities(_ prefix: String) -> [String] {
    compared.map { "i.\(quoted(prefix + $0)) IS t.\(quoted($0))" }
  }
}
