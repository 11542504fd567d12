// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension Connection {
  /// Returns the rows of a query.
  func read(_ query: Query) throws -> [StoredRow] {
    let columns = query.columns.isEmpty ? "1" : list(query.columns)
    return try read(query, columns) { StoredRow(try $0.values(as: $1)) }
  }

  /// Returns the rows of a query, and for each whether it passes a condition.
  func read(_ query: Query, testing condition: String) throws -> [TestedRow] {
    let columns = (query.columns.map { quoted($0.name) } + ["(\(condition))"]).joined(separator: ", ")
    return try read(query, columns) {
      TestedRow(StoredRow(try $0.values(as: $1)), passes: $0.int($1.count) != 0)
    }
  }

  private func read<Row>(
    _ query: Query, _ columns: String, row: (Statement, [Column.Form]) throws -> Row
  ) throws -> [Row] {
    let statement = try prepare("SELECT \(columns) " + query.rest(isOrdered: true))
    defer { statement.reset() }
    try query.bind(to: statement)
    let forms = query.columns.map(\.form)
    var rows: [Row] = []
    if let limit = query.limit { rows.reserveCapacity(min(limit, 10_000)) }
    while try statement.step() { rows.append(try row(statement, forms)) }
    return rows
  }

  /// Returns the number of rows of a query.
  func count(_ query: Query) throws -> Int {
    let sql =
      query.limit == nil
      ? "SELECT count(*) " + query.rest(isOrdered: false)
      : "SELECT count(*) FROM (SELECT 1 \(query.rest(isOrdered: true)))"
    let statement = try prepare(sql)
    defer { statement.reset() }
    try query.bind(to: statement)
    return try statement.step() ? statement.int(0) : 0
  }

  /// Inserts a row.
  func insert(_ row: RowChanges) throws {
    // ABORT also if a constraint of the table says REPLACE: no other row may be deleted.
    let start = "INSERT OR ABORT INTO \(quoted(row.table)) "
    if row.values.isEmpty { return try prepare(start + "DEFAULT VALUES").run() }
    let placeholders = row.values.map { _ in "?" }.joined(separator: ", ")
    let statement = try prepare(start + "(\(list(row.values.map(\.column)))) VALUES (\(placeholders))")
    try statement.bind(row.values)
    try statement.run()
  }

  /// Changes columns of all rows that pass the filter.
  func update(_ changes: RowChanges, where filter: [Filter]) throws -> Int {
    if changes.values.isEmpty { return 0 }
    let statement = try prepare(Self.update(changes, filter))
    let next = try statement.bind(changes.values)
    try statement.bind(filter.filter { $0.value != nil }, from: next)
    try statement.run()
    return self.changes
  }

  /// Deletes all rows that pass the filter.
  func delete(from table: String, where filter: [Filter]) throws -> Int {
    let statement = try prepare("DELETE FROM \(quoted(table))\(whereClause(filter.map(\.condition)))")
    try statement.bind(filter.filter { $0.value != nil })
    try statement.run()
    return changes
  }

  static func update(_ changes: RowChanges, _ filter: [Filter]) -> String {
    let assignments = changes.values.map { "\(quoted($0.column.name)) = ?" }.joined(separator: ", ")
    return "UPDATE OR ABORT \(quoted(changes.table)) SET \(assignments)\(whereClause(filter.map(\.condition)))"
  }
}

extension Filter {
  /// The filter as a condition; a value must be bound.
  fileprivate var condition: String { quoted(column.name) + (value == nil ? " IS NULL" : " = ?") }
}

extension Query {
  private var range: KeyRange { KeyRange(after: after, upTo: upTo) }

  /// Returns the text of the query after its columns.
  fileprivate func rest(isOrdered: Bool) -> String {
    var conditions = filter.map(\.condition)
    if let condition { conditions.append("(\(condition))") }
    conditions += range.conditions(on: order)
    var sql = "FROM \(quoted(table))\(whereClause(conditions))"
    if isOrdered, !order.isEmpty {
      let direction = isDescending ? " DESC" : ""
      sql += " ORDER BY " + order.map { quoted($0.name) + direction }.joined(separator: ", ")
    }
    return limit == nil ? sql : sql + " LIMIT ?"
  }

  fileprivate func bind(to statement: Statement) throws {
    var index = try statement.bind(filter.filter { $0.value != nil })
    index = try range.bind(to: statement, key: order, from: index)
    if let limit { statement.bind(limit, at: index) }
  }
}
