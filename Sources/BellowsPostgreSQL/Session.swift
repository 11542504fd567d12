// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

/// An open transaction on a connection; it ends with the transaction.
struct Session: DatabaseSession {
  let worker: Worker
  let number: Int
  let options: Options
  /// The types of the columns of rows that it has updated; they stay as they are while the transaction uses the table.
  let knownTypes = Locked<[[String]: BaseTypes]>([:])

  /// Runs `work` with the connection, on its queue.
  func run<Result: Sendable>(_ work: @Sendable (Connection) throws -> Result) async throws -> Result {
    try await worker.run(in: number, work)
  }

  func read(_ query: Query) async throws -> [StoredRow] { try await read(query, nil).map(\.row) }

  func read(_ query: Query, testing condition: String) async throws -> [TestedRow] { try await read(query, condition) }

  private func read(_ query: Query, _ condition: String?) async throws -> [TestedRow] {
    var columns = query.columns.isEmpty ? "1" : list(query.columns)
    if let condition { columns += ", (\(condition)) IS TRUE" }
    var statement = Statement("SELECT \(columns)")
    try statement.rest(of: query, in: options.qualified(query.table), isOrdered: true)
    let built = statement
    return try await run { connection in
      let result = try connection.run(built)
      return try (0..<result.count).map { row in
        let values = try query.columns.indices.map { try result.value(row, $0, as: query.columns[$0].form) }
        let passes = condition == nil ? nil : result.text(row, query.columns.count) == "t"
        return TestedRow(StoredRow(values), passes: passes)
      }
    }
  }

  func count(_ query: Query) async throws -> Int {
    var statement = Statement("SELECT count(*) FROM (SELECT 1")
    try statement.rest(of: query, in: options.qualified(query.table), isOrdered: query.limit != nil)
    statement.sql += ") AS rows"
    let built = statement
    return try await run { try Int($0.run(built).text(0, 0) ?? "") ?? 0 }
  }

  var hasConcurrentWriters: Bool { true }

  func insert(_ row: RowChanges) async throws {
    var statement = Statement("INSERT INTO \(options.qualified(row.table))")
    if row.values.isEmpty {
      statement.sql += " DEFAULT VALUES"
    } else {
      let placeholders = try row.values.map { try statement.bind($0.value, $0.column) }
      statement.sql += " (\(list(row.values.map(\.column)))) VALUES (\(placeholders.joined(separator: ", ")))"
    }
    _ = try await write(statement, to: row.table)
  }

  func update(_ changes: RowChanges, where filter: [Filter]) async throws -> Int {
    if changes.values.isEmpty { return 0 }
    var statement = Statement("UPDATE \(options.qualified(changes.table)) SET ")
    statement.sql += try changes.values.map { change in
      "\(quoted(change.column.name)) = \(try statement.bind(change.value, change.column))"
    }.joined(separator: ", ")
    statement.add(try statement.conditions(filter))
    return try await write(statement, to: changes.table)
  }

  func delete(from table: String, where filter: [Filter]) async throws -> Int {
    var statement = Statement("DELETE FROM \(options.qualified(table))")
    statement.add(try statement.conditions(filter))
    return try await write(statement, to: table)
  }

  /// Runs a statement and returns the number of changed rows.
  ///
  /// Throws `RowRefused` if the server rejects the row's values; the transaction continues. No value of the ledger is
  /// rejected.
  private func write(_ statement: Statement, to table: String) async throws -> Int {
    if table.hasPrefix(OwnNames.prefix) {
      return try await run { connection in
        do {
          return try connection.run(statement).changes
        } catch let error as PostgreSQLError where error.state == "23505" {
          throw LedgerConflict(error: error)
        }
      }
    }
    return try await run { connection in
      var changes = 0
      if let refusal = try connection.refusal({ changes = try connection.run(statement).changes }) {
        throw RowRefused(refusal)
      }
      return changes
    }
  }

  func execute(_ statement: SchemaStatement) async throws {
    guard case .schema = await worker.access(in: number) else {
      throw DatabaseUnable("the schema can change only in transaction(.schema)")
    }
    try await run { connection in
      switch statement {
      case .dropIndex(let name, let definition): try connection.dropIndex(name, like: definition, options)
      case .dropReference(let name, let table, let definition):
        try connection.dropReference(name, of: table, like: definition, options)
      case .renameConstraint(let name, let table, _):
        // Another tool may have given it another name, which it keeps.
        let query = "SELECT 1 FROM pg_constraint WHERE conrelid = to_regclass($1) AND conname = $2"
        guard try connection.run(query, [options.qualified(table), name]).count == 1 else { return }
        try connection.changeAsOwner(options.sql(of: statement), of: table, options)
      case .sql, .rebuild: try connection.changeAsOwner(options.sql(of: statement), options)
      }
    }
  }

  func check(_ query: String, samples: Int) async throws -> CheckOutcome {
    try await run { connection in
      let count = Int(try connection.run("SELECT count(*) FROM (\(query)) AS found").text(0, 0) ?? "") ?? 0
      guard count > 0, samples > 0 else { return CheckOutcome(count: count, samples: []) }
      let rows = try connection.run("SELECT * FROM (\(query)) AS found LIMIT \(samples)")
      return CheckOutcome(count: count, samples: try (0..<rows.count).map { try rows.sample($0) })
    }
  }

  func exists(table: String) async throws -> Bool {
    try await run { try $0.run("SELECT to_regclass($1) IS NOT NULL", [options.qualified(table)]).text(0, 0) == "t" }
  }

  func keyOrder(of table: String) async throws -> [String]? {
    try await run { try $0.primaryKey(of: options.qualified(table)) }
  }

  func createSavepoint() async throws { try await run { _ = try $0.run("SAVEPOINT \(OwnNames.savepoint)") } }

  func rollBackToSavepoint() async throws {
    try await run {
      try $0.run("ROLLBACK TO \(OwnNames.savepoint)")
      try $0.run("RELEASE \(OwnNames.savepoint)")
    }
  }

  func releaseSavepoint() async throws { try await run { _ = try $0.run("RELEASE \(OwnNames.savepoint)") } }
}

extension Connection {
  /// Runs `work` on rows, and returns why the server, or the value itself, rejected it; the transaction continues.
  func refusal(_ work: () throws -> Void) throws -> String? {
    try run("SAVEPOINT \(OwnNames.rowSavepoint)")
    var refusal: String?
    do {
      try work()
    } catch let error as PostgreSQLError where error.isOfRow {
      refusal = error.message
      try run("ROLLBACK TO \(OwnNames.rowSavepoint)")
    } catch let error as RowUnreadable {
      refusal = error.reason
      try run("ROLLBACK TO \(OwnNames.rowSavepoint)")
    }
    try run("RELEASE \(OwnNames.rowSavepoint)")
    return refusal
  }
}

extension ResultSet {
  private static let shownCharacters = 80

  /// Returns a row for messages: `_id 7, email "a@b"`.
  fileprivate func sample(_ row: Int) throws -> String {
    try (0..<columnCount).map { column in
      let text = try value(row, column, as: .text)?.text ?? "no value"
      return "\(name(column)) \(text.count > Self.shownCharacters ? text.prefix(Self.shownCharacters) + "..." : text)"
    }.joined(separator: ", ")
  }
}
