// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite
import SchemaEdits

extension Connection {
  /// Backs up the columns of a backup for the rows of a key range, and returns their number.
  func backUp(_ backup: Backup, _ range: KeyRange, where conditions: [String] = []) throws -> Int {
    let own = try existing(backup) ?? make(backup)
    if backup.isOnce { return try backUpOnce(own, range, where: conditions) }
    let again = BackupRowState.again.rawValue
    let isWanted = range.conditions(on: backup.key, in: "t") + conditions + (backup.condition.map { ["(\($0))"] } ?? [])
    // A second scan must not overwrite the old values with the results of the first.
    let second = try prepare(
      """
      UPDATE \(own.name) AS i SET "state:" = \(again)
      FROM \(own.table) AS t\(whereClause([own.isSameRow, own.isAsRecorded] + isWanted))
      """)
    _ = try range.bind(to: second, key: backup.key, from: 1)
    try second.run()
    let isKept = "EXISTS (SELECT 1 FROM \(own.name) AS i WHERE \(own.isSameRow) AND i.\"state:\" = \(again))"
    let values = (backup.key.map(\.name) + own.columns).map { "t.\(quoted($0))" }
    let statement = try prepare(
      """
      INSERT OR REPLACE INTO \(own.name) (\((own.keys + own.olds).joined(separator: ", ")))
      SELECT \(values.joined(separator: ", ")) FROM \(own.table) AS t
      \(whereClause(isWanted + ["NOT " + isKept]))
      """)
    _ = try range.bind(to: statement, key: backup.key, from: 1)
    try statement.run()
    return changes
  }

  /// Backs up rows that are not in the backup yet; existing copies stay unchanged.
  ///
  /// The conditions name the table itself, so it has no alias here.
  private func backUpOnce(_ own: BackupTable, _ range: KeyRange, where conditions: [String]) throws -> Int {
    let key = own.backup.key
    let wanted = range.conditions(on: key) + conditions + (own.backup.condition.map { ["(\($0))"] } ?? [])
    let names = (key.map(\.name) + own.columns).map(quoted).joined(separator: ", ")
    let statement = try prepare(
      "INSERT OR IGNORE INTO \(own.name) (\((own.keys + own.olds).joined(separator: ", "))) "
        + "SELECT \(names) FROM \(own.table)\(whereClause(wanted))")
    _ = try range.bind(to: statement, key: key, from: 1)
    try statement.run()
    return changes
  }

  /// Records the current values in a backup, for the rows of a key range without a recorded result.
  func recordResult(in backup: Backup, _ range: KeyRange) throws {
    guard let own = try existing(backup) else { return }
    let isWanted =
      ["i.\"state:\" IN (\(BackupRowState.backedUp.rawValue), \(BackupRowState.again.rawValue))"]
      + range.conditions(on: own.keyColumns, in: "i")
    let assignments =
      ["\"state:\" = \(BackupRowState.present.rawValue)"]
      + zip(own.news, own.columns).map { "\($0) = t.\(quoted($1))" }
    let present = try prepare(
      """
      UPDATE \(own.name) AS i SET \(assignments.joined(separator: ", "))
      FROM \(own.table) AS t\(whereClause([own.isSameRow] + isWanted))
      """)
    _ = try range.bind(to: present, key: own.keyColumns, from: 1)
    try present.run()
    // Unchanged rows need no copy, unless they must not be changed again.
    if !backup.isOnce { try discardUnchanged(own, range) }
    let absent = try prepare(
      "UPDATE \(own.name) AS i SET \"state:\" = \(BackupRowState.absent.rawValue)\(whereClause(isWanted))")
    _ = try range.bind(to: absent, key: own.keyColumns, from: 1)
    try absent.run()
  }

  /// Deletes the rows of a backup that have their old values.
  private func discardUnchanged(_ own: BackupTable, _ range: KeyRange) throws {
    let unchanged = try prepare(
      "DELETE FROM \(own.name) AS i"
        + whereClause(
          ["i.\"state:\" = \(BackupRowState.present.rawValue)"]
            + zip(own.olds, own.news).map { "i.\($0) IS i.\($1)" } + range.conditions(on: own.keyColumns, in: "i")))
    _ = try range.bind(to: unchanged, key: own.keyColumns, from: 1)
    try unchanged.run()
  }

  /// Restores a backup, except for rows that were written since.
  func restore(_ backup: Backup) throws -> RestoreOutcome {
    guard let own = try existing(backup) else { return RestoreOutcome() }
    if backup.isOnce { try discardUnchanged(own, KeyRange()) }
    let isUntouched = "((\(own.isAsRecorded)) OR (\(own.isEmpty)))"
    let isFine = """
      EXISTS (SELECT 1 FROM \(own.table) AS t WHERE \(own.isSameRow) AND (\(isUntouched) OR (\(own.isAsBefore))))
      """
    let touched = try rows(
      "SELECT \(own.keys.joined(separator: ", ")) FROM \(own.name) AS i WHERE NOT \(isFine) AND NOT \(own.isGone)"
    ) { try $0.key(own.keyColumns) }

    let back = own.writable
    try run(
      """
      INSERT OR ABORT INTO \(own.table) (\(back.map { quoted($0.name) }.joined(separator: ", ")))
      SELECT \(back.map(\.value).joined(separator: ", ")) FROM \(own.name) AS i WHERE \(own.isGone)
      """)
    let inserted = changes
    func write(_ columns: [String], where condition: String) throws -> Int {
      if columns.isEmpty { return 0 }
      let assignments = own.values(of: columns).map { "\(quoted($0.name)) = \($0.value)" }
      try run(
        """
        UPDATE OR ABORT \(own.table) AS t SET \(assignments.joined(separator: ", "))
        FROM \(own.name) AS i WHERE \(own.isSameRow) AND \(condition)
        """)
      return changes
    }
    // Rows that were just inserted are complete.
    let wasThere =
      "i.\"state:\" IN (\(BackupRowState.backedUp.rawValue), \(BackupRowState.present.rawValue))"
    let filled = try write(own.empty, where: wasThere)
    let changed = try write(own.compared, where: isUntouched)
    // The backup keeps the rows that were not restored.
    try run(
      "DELETE FROM \(own.name) AS i WHERE EXISTS "
        + "(SELECT 1 FROM \(own.table) AS t WHERE \(own.isSameRow) AND \(own.isAsBefore))")
    let restored = own.empty.isEmpty ? inserted + changed : max(inserted, filled)
    return RestoreOutcome(restored: restored, touched: touched)
  }

  /// Deletes the rows of a backup whose rows are not in the table any more, and returns their number.
  func discardDeletedRows(of backup: Backup) throws -> Int {
    var backup = backup
    if backup.key.isEmpty { backup.key = try keyNames(of: backup).map { Column($0, .text) } }
    guard let own = try existing(backup), !backup.key.isEmpty, !backup.isWhole(own.columns),
      let shape = try shape(of: backup.table),
      backup.key.allSatisfy({ key in shape.columns.contains { foldedName($0.name) == foldedName(key.name) } })
    else { return 0 }
    let isGone =
      "i.\"state:\" <> \(BackupRowState.absent.rawValue) "
      + "AND NOT EXISTS (SELECT 1 FROM \(own.table) AS t WHERE \(own.isSameRow))"
    // Most runs find none, and need no write.
    guard try number("SELECT EXISTS (SELECT 1 FROM \(own.name) AS i WHERE \(isGone))") == 1 else { return 0 }
    try run("DELETE FROM \(own.name) AS i WHERE \(isGone)")
    return changes
  }

  /// Returns about how many bytes a backup will take, estimated from the first rows.
  func size(of backup: Backup) throws -> Int {
    let sampled = 1000
    guard try exists(backup.table) else { return 0 }
    let names = try backup.key.map(\.name) + columns(of: backup)
    let length = names.map { "coalesce(length(CAST(\(quoted($0)) AS BLOB)), 0) + 2" }.joined(separator: " + ")
    let count = try number("SELECT count(*) FROM \(quoted(backup.table))")
    let bytes = try number("SELECT total(\(length)) FROM (SELECT * FROM \(quoted(backup.table)) LIMIT \(sampled))")
    return count <= sampled ? bytes : Int(Double(bytes) / Double(sampled) * Double(count))
  }

  /// Returns whether a table with this name exists.
  func exists(_ table: String) throws -> Bool {
    try number("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND lower(name) = lower(?)", table) == 1
  }

  /// Returns the columns of a backup; `*` stands for all columns outside the key, unless a column has that name.
  private func columns(of backup: Backup) throws -> [String] {
    guard backup.columns.contains("*") else { return backup.columns }
    let all = try rows("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0", backup.table) { $0.text(0) ?? "" }
    if all.contains("*") { return backup.columns }
    return all.filter { name in !backup.key.contains { foldedName($0.name) == foldedName(name) } }
  }

  /// Returns the names of the key's columns in an existing backup.
  private func keyNames(of backup: Backup) throws -> [String] {
    try rows("SELECT name FROM pragma_table_xinfo(?)", backup.name) { $0.text(0) ?? "" }
      .filter { $0.hasPrefix("k:") }.map { String($0.dropFirst(2)) }
  }

  /// Returns the table of an existing backup.
  private func existing(_ backup: Backup) throws -> BackupTable? {
    let columns = try rows("SELECT name FROM pragma_table_xinfo(?)", backup.name) { $0.text(0) ?? "" }
    if columns.isEmpty { return nil }
    let kept = columns.filter { $0.hasPrefix("o:") }.map { String($0.dropFirst(2)) }
    return BackupTable(backup: backup, columns: kept)
  }

  private func make(_ backup: Backup) throws -> BackupTable {
    let own = BackupTable(backup: backup, columns: try columns(of: backup))
    let keys = try zip(own.keys, backup.key).map { name, column in
      "\(name) \(try definition(of: column.name, in: backup.table)) NOT NULL"
    }
    let columns = keys + own.olds + own.news + ["\"state:\" INTEGER NOT NULL DEFAULT 0"]
    try run(
      "CREATE TABLE \(own.name) (\(columns.joined(separator: ", ")), "
        + "\"of:\" TEXT AS (\(literal(backup.table))) VIRTUAL, "
        + "PRIMARY KEY (\(own.keys.joined(separator: ", ")))) WITHOUT ROWID")
    return own
  }

  /// Returns the type and the collation of a column: the backup's key needs the same, or its index is useless.
  ///
  /// A backup table is not STRICT, so no type stands for the type ANY of one that is.
  private func definition(of column: String, in table: String) throws -> String {
    var type: UnsafePointer<CChar>?
    var collation: UnsafePointer<CChar>?
    sqlite3_table_column_metadata(handle, "main", table, column, &type, &collation, nil, nil, nil)
    let own = try shape(of: table)?.columns.first { foldedName($0.name) == foldedName(column) }
    let isAny = own?.affinity == Affinity.none
    let declared = isAny ? "" : type.map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : quoted($0) } ?? ""
    return "\(declared) COLLATE \(collation.map { quoted(String(cString: $0)) } ?? "BINARY")"
  }
}
