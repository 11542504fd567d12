// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension Session {
  /// Removes one row from a backup.
  func discard(_ backup: Backup, key: [JSONValue]) async throws {
    guard key.count == backup.key.count, !key.isEmpty else {
      throw DatabaseUnable("a row of \(backup.table) has a key that cannot be read, so it cannot be left for later")
    }
    _ = try await delete(
      from: backup.name, where: zip(backup.key, key).map { Filter(Column("k:" + $0.name, $0.form), $1) })
  }

  /// The condition that a backup has no finished copy of a row, and that the row's key is not greater than `last`.
  ///
  /// The table goes by its own name, and the backup by one that no table of a user has.
  func condition(notIn backup: Backup, upTo last: [JSONValue]?) async throws -> String {
    let table = quoted(backup.table)
    let done = "\"_bellows_done\""
    let isSame = backup.key.map { "\(done).\(quoted("k:" + $0.name)) = \(table).\(quoted($0.name))" }
    let isDone = (isSame + ["\(done).\"state:\" <> 0"]).joined(separator: " AND ")
    let condition = "NOT EXISTS (SELECT 1 FROM \(quoted(backup.name)) AS \(done) WHERE \(isDone))"
    guard let last else { return condition }
    guard last.count == 1, backup.key.count == 1, case .int(let number) = last[0] else {
      throw DatabaseUnable(
        "the keys of \(backup.table) are no single integers, so they do not tell new rows from old ones")
    }
    return "\(table).\(quoted(backup.key[0].name)) <= \(number) AND \(condition)"
  }

  /// Whether there is a table of that name.
  func exists(table: String) async throws -> Bool { try await run { try $0.exists(table) } }

  /// What a backup holds.
  func contents(of backup: String) async throws -> BackupContents? {
    try await run { connection in
      let columns = try connection.rows("SELECT name FROM pragma_table_xinfo(?)", backup) { $0.text(0) ?? "" }
      if columns.isEmpty { return nil }
      let rows = try connection.number("SELECT count(*) FROM \(quoted(backup))")
      // Backups of earlier versions do not say which table they are of.
      let table =
        columns.contains("of:")
        ? try connection.rows("SELECT \"of:\" FROM \(quoted(backup)) LIMIT 1") { $0.text(0) }.first ?? nil : nil
      return BackupContents(
        table: table, columns: columns.filter { $0.hasPrefix("o:") }.map { String($0.dropFirst(2)) }, rows: rows)
    }
  }
}
