// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension Session {
  /// Deletes one row of a backup.
  func discard(_ backup: Backup, key: [JSONValue]) async throws {
    guard key.count == backup.key.count, !key.isEmpty else {
      throw DatabaseUnable("a row of \(backup.table) has an unreadable key, so it cannot be quarantined; correct the key, then run again")
    }
    _ = try await delete(
      from: backup.name, where: zip(backup.key, key).map { Filter(Column("k:" + $0.name, $0.form), $1) })
  }

  /// Returns the condition that a backup has no finished copy of a row, and that the row's key is not greater than `last`.
  ///
  /// The table has no alias; the backup has one that no user table has.
  func condition(notIn backup: Backup, upTo last: [JSONValue]?) async throws -> String {
    let table = quoted(backup.table)
    let done = "\"_bellows_done\""
    let isSame = backup.key.map { "\(done).\(quoted("k:" + $0.name)) = \(table).\(quoted($0.name))" }
    let isDone = (isSame + ["\(done).\"state:\" <> 0"]).joined(separator: " AND ")
    let condition = "NOT EXISTS (SELECT 1 FROM \(quoted(backup.name)) AS \(done) WHERE \(isDone))"
    guard let last else { return condition }
    guard last.count == 1, backup.key.count == 1, case .int(let number) = last[0] else {
      throw DatabaseUnable(
        "the keys of \(backup.table) are not single integers, so they do not distinguish new rows from old ones")
    }
    return "\(table).\(quoted(backup.key[0].name)) <= \(number) AND \(condition)"
  }

  /// Whether a table with this name exists.
  func exists(table: String) async throws -> Bool { try await run { try $0.exists(table) } }

  /// Returns what a backup table contains.
  func contents(of backup: String) async throws -> BackupContents? {
    try await run { connection in
      let columns = try connection.rows("SELECT name FROM pragma_table_xinfo(?)", backup) { $0.text(0) ?? "" }
      if columns.isEmpty { return nil }
      let rows = try connection.number("SELECT count(*) FROM \(quoted(backup))")
      // A table that was not created by this version does not say which table it backs up.
      let table =
        columns.contains("of:")
        ? try connection.rows("SELECT \"of:\" FROM \(quoted(backup)) LIMIT 1") { $0.text(0) }.first ?? nil : nil
      return BackupContents(
        table: table, columns: columns.filter { $0.hasPrefix("o:") }.map { String($0.dropFirst(2)) }, rows: rows)
    }
  }
}
