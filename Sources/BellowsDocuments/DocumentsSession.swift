// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite

/// An open transaction on documents.
struct DocumentsSession: DatabaseSession {
  let transaction: RawTransaction

  func read(_ query: Query) async throws -> [StoredRow] {
    let select = try Select(query)
    return try await transaction.run { connection in
      guard try select.collection.exists(connection) else { return [] }
      let statement = try connection.prepareOnce(select.sql("document"))
      try select.bind(statement)
      var rows: [StoredRow] = []
      while try statement.step() {
        guard case .object(let body) = try JSONValue(text: statement.text(0) ?? "{}") else { continue }
        rows.append(StoredRow(query.columns.map { body[escaped($0.name)]?.unstored }))
      }
      return rows
    }
  }

  func count(_ query: Query) async throws -> Int {
    let select = try Select(query)
    return try await transaction.run { connection in
      guard try select.collection.exists(connection) else { return 0 }
      let statement = try connection.prepareOnce("SELECT count(*) FROM (\(select.sql("1")))")
      try select.bind(statement)
      return try statement.step() ? statement.int(0) : 0
    }
  }

  func insert(_ row: RowChanges) async throws {
    let body = JSONObject(
      try row.values.compactMap { change in
        try change.value.map { (escaped(change.column.name), try $0.stored()) }
      })
    let text = JSONValue.object(body).text
    try await transaction.run { connection in
      let collection = Collection(row.table)
      try collection.create(connection)
      let statement = try connection.prepareOnce("INSERT INTO \"\(collection.table)\" (document) VALUES (?)")
      statement.bind(text, at: 1)
      try statement.run()
    }
  }

  func update(_ changes: RowChanges, where filter: [Filter]) async throws -> Int {
    let select = try Select(Query(changes.table, columns: [], filter: filter))
    return try await transaction.run { connection in
      guard !changes.values.isEmpty, try select.collection.exists(connection) else { return 0 }
      var document = "document"
      var texts: [String] = []
      for change in changes.values {
        let path = Member(change.column).path
        if let value = change.value {
          document = "json_set(\(document), \(path), json(?))"
          texts.append(try value.stored().text)
        } else {
          document = "json_remove(\(document), \(path))"
        }
      }
      // The innermost call has the first placeholder.
      let statement = try connection.prepareOnce(
        "UPDATE \"\(select.collection.table)\" SET document = \(document) WHERE \(select.condition)")
      var index: Int32 = 1
      for text in texts {
        statement.bind(text, at: index)
        index += 1
      }
      try select.bind(statement, from: index)
      try statement.run()
      return connection.changes
    }
  }

  func delete(from table: String, where filter: [Filter]) async throws -> Int {
    let select = try Select(Query(table, columns: [], filter: filter))
    return try await transaction.run { connection in
      guard try select.collection.exists(connection) else { return 0 }
      let statement = try connection.prepareOnce(
        "DELETE FROM \"\(select.collection.table)\" WHERE \(select.condition)")
      try select.bind(statement)
      try statement.run()
      return connection.changes
    }
  }

  func exists(table: String) async throws -> Bool {
    try await transaction.run { try Collection(table).exists($0) }
  }

  func writeContention() async throws -> WriteContention? { try await transaction.tables.writeContention() }
  func createSavepoint() async throws { try await transaction.tables.createSavepoint() }
  func rollBackToSavepoint() async throws { try await transaction.tables.rollBackToSavepoint() }
  func releaseSavepoint() async throws { try await transaction.tables.releaseSavepoint() }
}

/// A query in SQL.
private struct Select {
  let collection: Collection
  let condition: String
  private let end: String
  private var bound: [JSONValue] = []

  init(_ query: Query) throws {
    if let condition = query.condition {
      throw DatabaseUnable("documents have no SQL, so the condition \(condition) cannot be tested")
    }
    collection = Collection(query.table)
    var conditions: [String] = []
    for filter in query.filter {
      let (sql, value) = Member(filter.column).equals(filter.value)
      conditions.append(sql)
      if let value { bound.append(value) }
    }
    let keys = query.order.map { Member($0).value }
    let list = "(\(keys.joined(separator: ", ")))"
    for (values, symbol) in [(query.after, ">"), (query.upTo, "<=")] {
      guard let values, !keys.isEmpty else { continue }
      conditions.append("\(list) \(symbol) (\(values.map { _ in "?" }.joined(separator: ", ")))")
      bound += values
    }
    condition = conditions.isEmpty ? "1" : conditions.joined(separator: " AND ")
    let direction = query.isDescending ? " DESC" : ""
    end =
      (keys.isEmpty ? "" : " ORDER BY " + keys.map { $0 + direction }.joined(separator: ", "))
      + (query.limit.map { " LIMIT \($0)" } ?? "")
  }

  func sql(_ columns: String) -> String {
    "SELECT \(columns) FROM \"\(collection.table)\" WHERE \(condition)\(end)"
  }

  func bind(_ statement: Statement, from index: Int32 = 1) throws {
    for (offset, value) in bound.enumerated() {
      let position = index + Int32(offset)
      switch value {
      case .int(let number): statement.bind(Int(number), at: position)
      case .string(let text) where !text.utf8.contains(0): statement.bind(text, at: position)
      case .double: try statement.bind(value, as: .double, at: position)
      case .null, .bool, .string, .bytes, .array, .object: statement.bind(try value.stored().text, at: position)
      }
    }
  }
}
