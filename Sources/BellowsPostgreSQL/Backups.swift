// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension Session {
  func backUp(_ backup: Backup, after: [JSONValue]?, upTo: [JSONValue]?) async throws -> Int {
    try await run { try $0.backUp(backup, after: after, upTo: upTo, options) }
  }

  func recordResult(in backup: Backup, after: [JSONValue]?, upTo: [JSONValue]?) async throws {
    try await run { try $0.recordResult(in: backup, after: after, upTo: upTo, options) }
  }

  func restore(_ backup: Backup) async throws -> RestoreOutcome { try await run { try $0.restore(backup, options) } }

  func size(of backup: Backup) async throws -> Int { try await run { try $0.size(of: backup, options) } }

  func discard(_ backup: Backup) async throws {
    try await run { _ = try $0.run("DROP TABLE IF EXISTS \(options.qualified(backup.name))") }
  }

  func discardDeletedRows(of backup: Backup) async throws -> Int {
    try await run { try $0.discardDeletedRows(of: backup, options) }
  }

  /// Deletes one row of a backup.
  func discard(_ backup: Backup, key: [JSONValue]) async throws {
    try backup.requireReadable(key)
    try await run { connection in
      guard let own = try connection.existing(backup, options) else { return }
      var statement = Statement("DELETE FROM \(own.name)")
      statement.add(try zip(own.keyColumns, key).map { "\($0.name) = \(try statement.bind($1, $0))" })
      _ = try connection.run(statement)
    }
  }

  /// Returns the condition that a backup has no finished copy of a row, and that the row's key is not greater than
  /// `last`.
  ///
  /// The table has no alias; the backup has one that no user table has.
  func condition(notIn backup: Backup, upTo last: [JSONValue]?) async throws -> String {
    let table = quoted(backup.table)
    let done = quoted(OwnNames.backupAlias)
    let key = try await run { try $0.existing(backup, options)?.keyColumns } ?? []
    let isSame = zip(key, backup.key).map { "\(done).\($0.name) = \(table).\(quoted($1.name))" }
    let isDone = (isSame + ["\(done).state <> 0"]).joined(separator: " AND ")
    let condition = "NOT EXISTS (SELECT 1 FROM \(options.qualified(backup.name)) AS \(done) WHERE \(isDone))"
    guard let last else { return condition }
    return "\(table).\(quoted(backup.key[0].name)) <= \(try backup.greatestKey(last)) AND \(condition)"
  }

  func contents(of backup: String) async throws -> BackupContents? {
    try await run { connection in
      guard let own = try connection.description(of: backup, options) else { return nil }
      let rows = try connection.run("SELECT count(*) FROM \(options.qualified(backup))").text(0, 0)
      return BackupContents(table: own.table, columns: own.columns, rows: rows.flatMap { Int($0) } ?? 0)
    }
  }
}

extension Connection {
  /// Backs up the columns of a backup for the rows of a key range, and returns their number.
  ///
  /// The rows of a range are locked until the transaction ends, so that what it overwrites is what was backed up. All
  /// rows are backed up without locks: before columns are dropped that no running code writes.
  func backUp(
    _ backup: Backup, after: [JSONValue]?, upTo: [JSONValue]?, where conditions: [String] = [], _ options: Options
  ) throws -> Int {
    let own = try existing(backup, options) ?? make(backup, options)
    if backup.isOnce { return try backUpOnce(own, after: after, upTo: upTo, where: conditions) }
    let again = BackupRowState.again.rawValue
    let more = conditions + (backup.condition.map { ["(\($0))"] } ?? [])
    // A second scan must not overwrite the old values with the results of the first.
    // The conditions are over the table alone: it may have columns with the names of the backup's own.
    var changed = Statement("SELECT * FROM \(own.table) AS t")
    changed.add(more + (try changed.range(of: backup.key, in: "t", after: after, upTo: upTo)))
    var second = changed
    second.sql = "UPDATE \(own.name) AS i SET state = \(again) FROM (\(changed.sql)) AS t"
    second.add([own.isSameRow, own.isAsRecorded])
    try run(second)
    let values = (own.keyNames + own.columns).map { "t.\(quoted($0))" }.joined(separator: ", ")
    var copy = Statement(
      "INSERT INTO \(own.name) (\((own.keys + own.olds).joined(separator: ", "))) SELECT \(values) FROM \(own.table) AS t"
    )
    copy.add(
      ["NOT EXISTS (SELECT 1 FROM \(own.name) AS i WHERE \(own.isSameRow) AND i.state = \(again))"] + more
        + (try copy.range(of: backup.key, in: "t", after: after, upTo: upTo)))
    if upTo != nil { copy.sql += " FOR NO KEY UPDATE OF t" }
    let replaced =
      own.olds.map { "\($0) = EXCLUDED.\($0)" } + own.news.map { "\($0) = NULL" }
      + ["state = \(BackupRowState.backedUp.rawValue)"]
    copy.sql += " ON CONFLICT (\(own.keys.joined(separator: ", "))) DO UPDATE SET \(replaced.joined(separator: ", "))"
    return try run(copy).changes
  }

  /// Backs up rows that are not in the backup yet; existing copies stay unchanged.
  ///
  /// The conditions name the table itself, so it has no alias here.
  private func backUpOnce(
    _ own: BackupTable, after: [JSONValue]?, upTo: [JSONValue]?, where conditions: [String]
  ) throws -> Int {
    let names = (own.keyNames + own.columns).map(quoted).joined(separator: ", ")
    var copy = Statement(
      "INSERT INTO \(own.name) (\((own.keys + own.olds).joined(separator: ", "))) SELECT \(names) FROM \(own.table)")
    copy.add(
      conditions + (own.backup.condition.map { ["(\($0))"] } ?? [])
        + (try copy.range(of: own.backup.key, in: nil, after: after, upTo: upTo)))
    copy.sql += (upTo == nil ? "" : " FOR NO KEY UPDATE") + " ON CONFLICT DO NOTHING"
    return try run(copy).changes
  }

  /// Records the current values in a backup, for the rows of a key range without a recorded result.
  func recordResult(in backup: Backup, after: [JSONValue]?, upTo: [JSONValue]?, _ options: Options) throws {
    guard let own = try existing(backup, options) else { return }
    let isOpen = "i.state IN (\(BackupRowState.backedUp.rawValue), \(BackupRowState.again.rawValue))"
    let assignments =
      ["state = \(BackupRowState.present.rawValue)"]
      + zip(own.news, own.columns).map { "\($0) = t.\(quoted($1))" }
    var present = Statement(
      "UPDATE \(own.name) AS i SET \(assignments.joined(separator: ", ")) FROM \(own.table) AS t")
    present.add(
      [own.isSameRow, isOpen] + (try present.range(of: own.keyColumns, in: "i", after: after, upTo: upTo)))
    try run(present)
    // Unchanged rows need no copy, unless they must not be changed again.
    if !backup.isOnce { try discardUnchanged(own, after: after, upTo: upTo) }
    var absent = Statement("UPDATE \(own.name) AS i SET state = \(BackupRowState.absent.rawValue)")
    absent.add([isOpen] + (try absent.range(of: own.keyColumns, in: "i", after: after, upTo: upTo)))
    try run(absent)
  }

  /// Deletes the rows of a backup that have their old values.
  private func discardUnchanged(_ own: BackupTable, after: [JSONValue]? = nil, upTo: [JSONValue]? = nil) throws {
    var unchanged = Statement("DELETE FROM \(own.name) AS i")
    unchanged.add(
      ["i.state = \(BackupRowState.present.rawValue)"] + own.isUnchanged
        + (try unchanged.range(of: own.keyColumns, in: "i", after: after, upTo: upTo)))
    try run(unchanged)
  }

  /// Restores a backup, except for rows that were written since.
  func restore(_ backup: Backup, _ options: Options) throws -> RestoreOutcome {
    guard let own = try existing(backup, options) else { return RestoreOutcome() }
    if backup.isOnce { try discardUnchanged(own) }
    let isUntouched = "((\(own.isAsRecorded)) OR (\(own.isEmpty)))"
    let isFine =
      "EXISTS (SELECT 1 FROM \(own.table) AS t WHERE \(own.isSameRow) AND (\(isUntouched) OR (\(own.isAsBefore))))"
    let key = own.keyColumns
    let keys = key.map { "i.\($0.name)" }.joined(separator: ", ")
    let rows = try run(
      "SELECT \(keys) FROM \(own.name) AS i WHERE NOT \(isFine) AND NOT \(own.isGone) ORDER BY \(keys)")
    let touched = try (0..<rows.count).map { row in
      try key.indices.map { try rows.value(row, $0, as: key[$0].form) ?? .null }
    }
    let back = own.writable
    let inserted = try run(
      """
      INSERT INTO \(own.table) (\(back.map { quoted($0.name) }.joined(separator: ", "))) OVERRIDING SYSTEM VALUE
      SELECT \(back.map(\.value).joined(separator: ", ")) FROM \(own.name) AS i WHERE \(own.isGone)
      """
    ).changes
    if inserted > 0 { try advanceSequences(of: own.table) }
    func write(_ columns: [String], where condition: String) throws -> Int {
      if columns.isEmpty { return 0 }
      let assignments = own.values(of: columns).map { "\(quoted($0.name)) = \($0.value)" }
      return try run(
        "UPDATE \(own.table) AS t SET \(assignments.joined(separator: ", ")) FROM \(own.name) AS i "
          + "WHERE \(own.isSameRow) AND \(condition)"
      ).changes
    }
    // Rows that were just inserted are complete.
    let wasThere =
      "i.state IN (\(BackupRowState.backedUp.rawValue), \(BackupRowState.present.rawValue))"
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
  func discardDeletedRows(of backup: Backup, _ options: Options) throws -> Int {
    guard let own = try existing(backup, options), !own.keyNames.allSatisfy(own.columns.contains) else { return 0 }
    let present = try run(
      """
      SELECT attname FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped
      """, [own.table]
    ).texts()
    guard own.keyNames.allSatisfy(present.contains) else { return 0 }
    return try run(
      "DELETE FROM \(own.name) AS i WHERE i.state <> \(BackupRowState.absent.rawValue) "
        + "AND NOT EXISTS (SELECT 1 FROM \(own.table) AS t WHERE \(own.isSameRow))"
    ).changes
  }

  /// Moves the sequences of a table's columns behind the values that the table has.
  func advanceSequences(of table: String) throws {
    let columns = try run(
      """
      SELECT attname FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped
      AND pg_get_serial_sequence($1, attname) IS NOT NULL
      """, [table]
    ).texts()
    for column in columns {
      try run(
        """
        SELECT setval(s, greatest(m, 0) + 1, false) FROM
        (SELECT pg_get_serial_sequence($1, $2)::regclass AS s, (SELECT max(\(quoted(column))) FROM \(table)) AS m) AS x
        WHERE m >= coalesce(pg_sequence_last_value(s), 0)
        """, [table, column])
    }
  }

  /// Returns about how many bytes a backup will take: the share of its columns in the first rows, of the size of the
  /// table.
  func size(of backup: Backup, _ options: Options) throws -> Int {
    let table = options.qualified(backup.table)
    guard try run("SELECT to_regclass($1) IS NOT NULL", [table]).text(0, 0) == "t" else { return 0 }
    let sampled = 1000
    let names = try (backup.key.map(\.name) + columns(of: backup, options)).map(quoted)
    let width = names.map { "coalesce(pg_column_size(\($0)), 0) + 1" }.joined(separator: " + ")
    let result = try run(
      """
      SELECT count(*), sum(\(width)), sum(pg_column_size(s)), pg_table_size(to_regclass($1))
      FROM (SELECT * FROM \(table) LIMIT \(sampled)) AS s
      """, [table])
    let numbers = (0..<4).map { Double(result.text(0, $0) ?? "") ?? 0 }
    let share = numbers[1] / max(numbers[2], 1)
    return Int(numbers[0] < Double(sampled) ? numbers[1] : numbers[3] * share)
  }
}
