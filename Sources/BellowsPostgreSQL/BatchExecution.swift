// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension Session {
  /// Executes a batch on the server if it deletes rows, or if its values are SQL expressions.
  ///
  /// Returns `nil` if the batch is unsupported (a function, a copy), and also if the server rejects a row: nothing is
  /// changed then, and the rows are read, changed and written one by one, so that only the rejected row is quarantined.
  func execute(_ batch: Batch) async throws -> BatchOutcome? {
    let backfill = batch.backfill
    guard !backfill.isCopy, backfill.deletesRows || backfill.sql?.values != nil else { return nil }
    let conditions = [backfill.scope, batch.condition].compactMap { $0.map { "(\($0))" } }
    var query = Query(
      backfill.table, columns: backfill.key, order: backfill.key, after: batch.after, upTo: batch.upTo,
      limit: batch.limit)
    query.condition = conditions.isEmpty ? nil : conditions.joined(separator: " AND ")
    let all = query
    let (last, scanned) = try await run { try $0.end(of: all, options) }
    guard let last else { return BatchOutcome(lastKey: nil, scanned: 0, changed: 0) }
    query.upTo = last
    query.limit = nil
    let statement = try BatchStatement(backfill, query, conditions, options)
    return try await run { connection in
      var changed = 0
      // After a concurrent write the server evaluates the condition and the values again on the new row.
      let refusal = try connection.refusal {
        if let backup = batch.backup {
          _ = try connection.backUp(
            backup, after: batch.after, upTo: last, where: conditions + statement.pending, options)
        }
        changed = try connection.run(statement.statement).changes
        if let backup = batch.backup {
          try connection.recordResult(in: backup, after: batch.after, upTo: last, options)
        }
      }
      return refusal == nil ? BatchOutcome(lastKey: last, scanned: scanned, changed: changed) : nil
    }
  }
}

extension Session {
  /// Computes values for a batch of rows.
  func fill(_ fill: StoredFill, after: [JSONValue]?, limit: Int) async throws -> [JSONValue]? {
    let order = try await keyOrder(of: fill.table) ?? []
    let key = order.compactMap { name in fill.key.first { $0.name == name } }
    var query = Query(
      fill.table, columns: key.count == fill.key.count ? key : fill.key,
      order: key.count == fill.key.count ? key : fill.key, after: after, limit: limit)
    let all = query
    let (last, scanned) = try await run { try $0.end(of: all, options) }
    guard let last else { return nil }
    query.upTo = last
    query.limit = nil
    let columns = fill.columns.map(quoted)
    var statement: Statement
    if let condition = fill.condition {
      let pairs = zip(columns, fill.values).map { "\($0) = (\($1))" }.joined(separator: ", ")
      query.condition = condition
      statement = Statement("UPDATE \(options.qualified(fill.table)) SET \(pairs)")
      try statement.addConditions(of: query)
    } else {
      // The rows stay as they are until their copies exist.
      query.locksRows = true
      statement = Statement(
        "INSERT INTO \(options.qualified(fill.target)) (\(columns.joined(separator: ", "))) OVERRIDING SYSTEM VALUE SELECT "
          + fill.values.joined(separator: ", "))
      try statement.rest(of: query, in: options.qualified(fill.table), isOrdered: false)
      statement.sql += " ON CONFLICT DO NOTHING"
    }
    let built = statement
    let target = fill.condition == nil ? options.qualified(fill.target) : nil
    try await run { connection in
      try connection.run(built)
      if let target { try connection.advanceSequences(of: target) }
    }
    return scanned < limit ? nil : last
  }
}

extension Connection {
  /// Returns the key of the last row of a batch, and the number of its rows, without reading the other keys here.
  func end(of query: Query, _ options: Options) throws -> (lastKey: [JSONValue]?, scanned: Int) {
    let limit = max(query.limit ?? 1, 1)
    func key(_ query: Query, offset: Int) throws -> [JSONValue]? {
      var statement = Statement("SELECT \(list(query.columns))")
      try statement.rest(of: query, in: options.qualified(query.table), isOrdered: true)
      let found = try run(statement.sql + " OFFSET \(offset)", statement.parameters)
      guard found.count > 0 else { return nil }
      return try query.columns.indices.map { try found.value(0, $0, as: query.columns[$0].form) ?? .null }
    }
    var one = query
    one.limit = 1
    if let last = try key(one, offset: limit - 1) { return (last, limit) }
    // The end of the table: fewer rows than a batch has.
    one.isDescending = true
    guard let last = try key(one, offset: 0) else { return (nil, 0) }
    var rest = query
    rest.limit = nil
    var count = Statement("SELECT count(*)")
    try count.rest(of: rest, in: options.qualified(query.table), isOrdered: false)
    return (last, Int(try run(count).text(0, 0) ?? "") ?? 0)
  }
}

/// The statement that changes, or deletes, the rows of a batch.
private struct BatchStatement {
  var statement: Statement
  /// The condition of rows that it changes; empty if it deletes all.
  var pending: [String] = []

  init(_ backfill: Backfill, _ query: Query, _ conditions: [String], _ options: Options) throws {
    let table = options.qualified(backfill.table)
    var query = query
    if let values = backfill.sql?.values, !backfill.deletesRows {
      let pairs = zip(backfill.writes.map { quoted($0.name) }, values)
      pending = [
        "(\(backfill.sql?.pending ?? pairs.map { "\($0) IS DISTINCT FROM (\($1))" }.joined(separator: " OR ")))"
      ]
      statement = Statement("UPDATE \(table) SET \(pairs.map { "\($0) = (\($1))" }.joined(separator: ", "))")
    } else {
      statement = Statement("DELETE FROM \(table)")
    }
    let all = conditions + pending
    query.condition = all.isEmpty ? nil : all.joined(separator: " AND ")
    try statement.addConditions(of: query)
  }
}
