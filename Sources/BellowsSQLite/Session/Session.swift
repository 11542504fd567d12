// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite
import SchemaEdits

/// An open transaction on a connection; it ends with the transaction.
struct Session: DatabaseSession {
  let worker: Worker
  let number: Int

  /// Runs `work` with the connection, on its queue.
  func run<Result: Sendable>(_ work: @Sendable (Connection) throws -> Result) async throws -> Result {
    try await worker.run(in: number, work)
  }

  func read(_ query: Query) async throws -> [StoredRow] { try await run { try $0.read(query) } }

  func read(_ query: Query, testing condition: String) async throws -> [TestedRow] {
    try await run { try $0.read(query, testing: condition) }
  }

  func objects(of tables: [String]) async throws -> [StoredObject] { try await run { try $0.objects(of: tables) } }

  func count(_ query: Query) async throws -> Int { try await run { try $0.count(query) } }

  func insert(_ row: RowChanges) async throws { try await refusing { try $0.insert(row) } }

  func update(_ changes: RowChanges, where filter: [Filter]) async throws -> Int {
    try await refusing { try $0.update(changes, where: filter) }
  }

  func update(_ rows: [RowUpdate]) async throws -> [RowUpdateOutcome] {
    try await run { try $0.update(rows).map { $0.map { .refused($0) } ?? .written } }
  }

  func delete(from table: String, where filter: [Filter]) async throws -> Int {
    try await refusing { try $0.delete(from: table, where: filter) }
  }

  func execute(_ statement: SchemaStatement) async throws {
    guard case .schema = await worker.access(in: number) else {
      throw DatabaseUnable("the schema can change only in transaction(.schema)")
    }
    try await run { try $0.execute(statement) }
  }

  func execute(_ batch: Batch) async throws -> BatchOutcome? { try await run { try $0.execute(batch) } }

  func check(_ query: String, samples: Int) async throws -> CheckOutcome {
    let areShown = ShownValues.areShown
    return try await run { try $0.check(query, samples: samples, showingValues: areShown) }
  }

  func backUp(_ backup: Backup, after: [JSONValue]?, upTo: [JSONValue]?) async throws -> Int {
    try await run { try $0.backUp(backup, KeyRange(after: after, upTo: upTo)) }
  }

  func recordResult(in backup: Backup, after: [JSONValue]?, upTo: [JSONValue]?) async throws {
    try await run { try $0.recordResult(in: backup, KeyRange(after: after, upTo: upTo)) }
  }

  func restore(_ backup: Backup) async throws -> RestoreOutcome { try await run { try $0.restore(backup) } }

  func size(of backup: Backup) async throws -> Int { try await run { try $0.size(of: backup) } }

  func discard(_ backup: Backup) async throws {
    try await run { try $0.run("DROP TABLE IF EXISTS \(quoted(backup.name))") }
  }

  func discardDeletedRows(of backup: Backup) async throws -> Int {
    try await run { try $0.discardDeletedRows(of: backup) }
  }

  func keyOrder(of table: String) async throws -> [String]? {
    try await run { connection in
      try connection.rows("SELECT name FROM pragma_table_xinfo(?) WHERE pk > 0 ORDER BY pk", table) { $0.text(0) ?? "" }
    }
  }

  func createSavepoint() async throws { try await run { try $0.run("SAVEPOINT \(OwnNames.savepoint)") } }

  func rollBackToSavepoint() async throws {
    try await run {
      try $0.run("ROLLBACK TO \(OwnNames.savepoint)")
      try $0.run("RELEASE \(OwnNames.savepoint)")
    }
  }

  func releaseSavepoint() async throws { try await run { try $0.run("RELEASE \(OwnNames.savepoint)") } }

  /// Returns how much other connections write.
  ///
  /// "The integer values returned by two invocations of PRAGMA data_version from the same connection will be different
  /// if changes were committed to the database by any other connection in the interim."
  func writeContention() async throws -> WriteContention? {
    try await run { connection in
      let statement = try connection.prepare("PRAGMA data_version")
      defer { statement.reset() }
      return try statement.step()
        ? WriteContention(writes: statement.int(0), writableTime: connection.log.writableTime) : nil
    }
  }

  /// Runs a write of a backfill function: a constraint error quarantines the function's row and does not stop the run.
  func refusing<Result: Sendable>(_ work: @Sendable (Connection) throws -> Result) async throws -> Result {
    do {
      return try await run(work)
    } catch let error as SQLiteError where error.primaryCode == SQLITE_CONSTRAINT {
      throw RowRefused(error.message)
    }
  }

  /// Deletes one row of a backup.
  func discard(_ backup: Backup, key: [JSONValue]) async throws {
    try backup.requireReadable(key)
    _ = try await delete(
      from: backup.name, where: zip(backup.key, key).map { Filter(Column("k:" + $0.name, $0.form), $1) })
  }

  /// Returns the condition that a backup has no finished copy of a row, and that the row's key is not greater than
  /// `last`.
  ///
  /// The table has no alias; the backup has one that no user table has.
  func condition(notIn backup: Backup, upTo last: [JSONValue]?) async throws -> String {
    let table = quoted(backup.table)
    let done = quoted(OwnNames.backupAlias)
    let isSame = backup.key.map { "\(done).\(quoted("k:" + $0.name)) = \(table).\(quoted($0.name))" }
    let isDone = (isSame + ["\(done).\"state:\" <> 0"]).joined(separator: " AND ")
    let condition = "NOT EXISTS (SELECT 1 FROM \(quoted(backup.name)) AS \(done) WHERE \(isDone))"
    guard let last else { return condition }
    return "\(table).\(quoted(backup.key[0].name)) <= \(try backup.greatestKey(last)) AND \(condition)"
  }

  /// Returns whether a table with this name exists.
  func exists(table: String) async throws -> Bool { try await run { try $0.exists(table) } }

  /// Returns what a backup table contains.
  func contents(of backup: String) async throws -> BackupContents? {
    try await run { connection in
      let columns = try connection.rows("SELECT name FROM pragma_table_xinfo(?)", backup) { $0.text(0) ?? "" }
      if columns.isEmpty { return nil }
      let rows = try connection.number("SELECT count(*) FROM \(quoted(backup))")
      // A table that another version created does not record which table it backs up.
      let table =
        columns.contains("of:")
        ? try connection.rows("SELECT \"of:\" FROM \(quoted(backup)) LIMIT 1") { $0.text(0) }.first ?? nil : nil
      return BackupContents(
        table: table, columns: columns.filter { $0.hasPrefix("o:") }.map { String($0.dropFirst(2)) }, rows: rows)
    }
  }
}
