// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

/// The table that holds a backup: the key (`k:id`), what each column held (`o:name`), and what it was noted to hold
/// afterwards (`n:name`).
///
/// Columns without a type take every value as it is. In the statements `t` is the table itself and `i` its backup.
struct BackupTable {
  /// What `state:` says of a row.
  enum RowState: Int {
    /// Nothing: the columns went, or the backfill has not come to the row.
    case backedUp = 0
    /// The row is there, with the values in `n:...`.
    case present = 1
    /// The row is not there.
    case absent = 2
    /// The row holds what was noted, is about to be written again, and stays as it was kept.
    case again = 3
  }

  let backup: Backup
  /// The columns whose values it keeps: those that were asked for, or all that are not the key.
  var columns: [String]

  var name: String { quoted(backup.name) }
  var table: String { quoted(backup.table) }
  var keys: [String] { backup.key.map { quoted("k:" + $0.name) } }
  var olds: [String] { columns.map { quoted("o:" + $0) } }
  var news: [String] { columns.map { quoted("n:" + $0) } }

  /// The same columns as those of the backup's own key.
  var keyColumns: [Column] { backup.key.map { Column("k:" + $0.name, $0.form) } }

  /// Whether rows of which nothing was noted come back when they are gone: their table went with them.
  var isWhole: Bool { backup.key.allSatisfy { columns.contains($0.name) } }

  /// What is written when rows come back: the key, and what was kept beside it.
  var writable: [(name: String, value: String)] {
    zip(keys, backup.key).map { ($1.name, "i." + $0) }
      + values(of: columns.filter { name in !backup.key.contains { $0.name == name } })
  }

  /// The columns to which somebody may have written since: they tell whether a row is as it was left.
  var compared: [String] {
    columns.filter { name in
      !backup.empty.contains(name) && !backup.current.contains(name) && !backup.key.contains { $0.name == name }
    }
  }

  /// The columns to which nobody can have written.
  var empty: [String] {
    columns.filter { name in backup.empty.contains(name) && !backup.key.contains { $0.name == name } }
  }

  /// What was kept of some columns.
  func values(of names: [String]) -> [(name: String, value: String)] { names.map { ($0, "i." + quoted("o:" + $0)) } }

  /// `i."k:id" = t."id"`.
  var isSameRow: String {
    zip(keys, backup.key).map { "i.\($0) = t.\(quoted($1.name))" }.joined(separator: " AND ")
  }

  /// Whether the row holds what was noted for it.
  var isAsRecorded: String { (["i.\"state:\" = \(RowState.present.rawValue)"] + equalities("n:")).joined(separator: " AND ") }

  /// Whether the row, of which nothing was noted, holds nothing: its columns went and came back empty.
  var isEmpty: String {
    (["i.\"state:\" = \(RowState.backedUp.rawValue)"] + compared.map { "t.\(quoted($0)) IS NULL" }).joined(separator: " AND ")
  }

  /// Whether the row holds what it held.
  var isAsBefore: String { compared.isEmpty ? "1" : equalities("o:").joined(separator: " AND ") }

  /// Whether the row is gone and may come back.
  var isGone: String {
    if backup.absent == .none { return "0" }
    let states = backup.absent == .all || isWhole ? [RowState.backedUp, .absent] : [.absent]
    return "(i.\"state:\" IN (\(states.map { "\($0.rawValue)" }.joined(separator: ", "))) "
      + "AND NOT EXISTS (SELECT 1 FROM \(table) AS t WHERE \(isSameRow)))"
  }

  private func equalities(_ prefix: String) -> [String] {
    compared.map { "i.\(quoted(prefix + $0)) IS t.\(quoted($0))" }
  }
}
