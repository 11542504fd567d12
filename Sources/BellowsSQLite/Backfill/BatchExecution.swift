// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension Connection {
  /// Executes a batch inside SQLite.
  ///
  /// Returns `nil` if the batch is unsupported, such as a copy or an `async` function: its rows are read and written
  /// one by one. A row that is rejected is quarantined here.
  func execute(_ batch: Batch) throws -> BatchOutcome? {
    guard let statement = BatchStatement(batch, in: self) else { return nil }
    let keys = try keys(of: batch)
    guard let lastKey = keys.lastKey else { return BatchOutcome(lastKey: nil, scanned: 0, changed: 0) }
    let range = KeyRange(after: batch.after, upTo: lastKey)
    if let backup = batch.backup { _ = try backUp(backup, range, where: batch.conditions + statement.pending) }
    var outcome = BatchOutcome(lastKey: lastKey, scanned: keys.scanned, changed: 0)
    let result = try withoutBrokenReferences { refuse in try execute(statement, batch, range, refuse) }
    outcome.changed = result.changed
    outcome.quarantined = result.quarantined
    if let backup = batch.backup { try recordResult(in: backup, range) }
    return outcome
  }

  private typealias StatementResult = (changed: Int, quarantined: [BatchOutcome.QuarantinedRow])

  /// Changes all rows in one statement; if a row is rejected, one by one.
  private func execute(_ statement: BatchStatement, _ batch: Batch, _ range: KeyRange, _ refuse: Refuse) throws
    -> StatementResult
  {
    let key = batch.backfill.key
    let conditions = statement.conditions(besides: batch.conditions)
    if statement.callsFunction { functions.begin(batch.backfill) }
    defer { if statement.callsFunction { functions.end() } }
    var changed = 0
    let all = try prepare(statement.statement + whereClause(range.conditions(on: key) + conditions))
    _ = try range.bind(to: all, key: key, from: 1)
    let refusal = try refuse {
      try all.run()
      changed = changes
    }
    if refusal == nil { return (changed, statement.callsFunction ? functions.quarantined : []) }

    var quarantined: [BatchOutcome.QuarantinedRow] = []
    if statement.callsFunction { functions.begin(batch.backfill) }
    let isRow = key.map { quoted($0.name) + " = ?" }
    let one = try prepare(statement.statement + whereClause(isRow + conditions))
    var total = 0
    for values in try keys(of: batch, range, statement.pending) {
      changed = 0
      let reason = try refuse {
        try one.bind(values, of: key, from: 1)
        try one.run()
        changed = changes
      }
      if let reason {
        quarantined.append(BatchOutcome.QuarantinedRow(key: values, reason: reason))
      } else {
        total += changed
      }
    }
    return (total, quarantined + (statement.callsFunction ? functions.quarantined : []))
  }

  /// Returns the key of a batch's last row, and the number of its rows.
  private func keys(of batch: Batch) throws -> (lastKey: [JSONValue]?, scanned: Int) {
    let key = batch.backfill.key
    let range = KeyRange(after: batch.after, upTo: batch.upTo)
    let rest = "FROM \(quoted(batch.backfill.table))" + whereClause(range.conditions(on: key) + batch.conditions)
    let order = list(key)
    let last = try prepare("SELECT \(list(key)) \(rest) ORDER BY \(order) LIMIT 1 OFFSET ?")
    defer { last.reset() }
    let next = try range.bind(to: last, key: key, from: 1)
    last.bind(max(batch.limit, 1) - 1, at: next)
    if try last.step() { return (try last.key(key), max(batch.limit, 1)) }

    // The end of the table: fewer rows than a batch has.
    let descending = key.map { quoted($0.name) + " DESC" }.joined(separator: ", ")
    let end = try prepare("SELECT \(list(key)) \(rest) ORDER BY \(descending) LIMIT 1")
    defer { end.reset() }
    _ = try range.bind(to: end, key: key, from: 1)
    guard try end.step() else { return (nil, 0) }
    let lastKey = try end.key(key)
    let count = try prepare("SELECT count(*) \(rest)")
    defer { count.reset() }
    _ = try range.bind(to: count, key: key, from: 1)
    return (lastKey, try count.step() ? count.int(0) : 0)
  }

  /// Returns the keys of the pending rows of a batch.
  private func keys(of batch: Batch, _ range: KeyRange, _ pending: [String]) throws -> [[JSONValue]] {
    let key = batch.backfill.key
    let conditions = range.conditions(on: key) + batch.conditions + pending
    let statement = try prepare(
      "SELECT \(list(key)) FROM \(quoted(batch.backfill.table))\(whereClause(conditions)) ORDER BY \(list(key))")
    defer { statement.reset() }
    _ = try range.bind(to: statement, key: key, from: 1)
    var keys: [[JSONValue]] = []
    while try statement.step() { keys.append(try statement.key(key)) }
    return keys
  }
}

extension Batch {
  /// The conditions for the rows of the batch.
  fileprivate var conditions: [String] { [condition, backfill.scope].compactMap { $0.map { "(\($0))" } } }
}

/// The statement that changes the rows of a batch.
private struct BatchStatement {
  /// The statement without its WHERE.
  var statement: String
  /// The conditions for pending rows, as far as SQL can express them.
  var pending: [String]
  /// The call that decides whether a row is pending, if a function does.
  private var call: String?

  /// Returns `nil` if the backfill cannot run inside SQLite.
  init?(_ batch: Batch, in connection: Connection) {
    let backfill = batch.backfill
    // Copies to another table are written row by row.
    guard quoted(backfill.targetTable) == quoted(backfill.table), !backfill.isUnfilled else { return nil }
    let table = quoted(backfill.table)
    if backfill.deletesRows {
      self.init(statement: "DELETE FROM \(table)", pending: [])
      return
    }
    if backfill.writes.isEmpty { return nil }
    if let values = backfill.sql?.values, values.count == backfill.writes.count,
      let pending = backfill.sql?.pending ?? Self.pending(backfill, values)
    {
      let assignments = zip(backfill.writes, values).map { "\(quoted($0.name)) = \($1)" }
      self.init(
        statement: "UPDATE OR ABORT \(table) SET \(assignments.joined(separator: ", "))", pending: ["(\(pending))"])
      return
    }
    guard backfill.pureFunction != nil, let call = FunctionCall(backfill, limit: connection.functions.mostArguments)
    else {
      return nil
    }
    let pending = backfill.sql?.pending.map { ["(\($0))"] } ?? []
    self.init(
      statement: "UPDATE OR ABORT \(table) SET \(call.assignments)", pending: pending, call: call.condition)
  }

  private init(statement: String, pending: [String], call: String? = nil) {
    self.statement = statement
    self.pending = pending
    self.call = call
  }

  /// Whether it calls a backfill function.
  var callsFunction: Bool { call != nil }

  /// Returns the conditions of the rows that it changes.
  ///
  /// SQLite evaluates terms with a subquery after the others, whatever their order is; only CASE decides whether the
  /// function is called for a row.
  func conditions(besides others: [String]) -> [String] {
    guard let call else { return others + pending }
    let first = others + pending
    return first.isEmpty ? [call] : ["CASE WHEN \(first.joined(separator: " AND ")) THEN \(call) ELSE 0 END"]
  }

  /// Returns the condition for rows that differ from the SQL values, for a plan without one.
  private static func pending(_ backfill: Backfill, _ values: [String]) -> String? {
    let names = backfill.writes.map { quoted($0.name) }
    switch backfill.pending {
    case .differs: return zip(names, values).map { "\($0) IS NOT (\($1)) COLLATE BINARY" }.joined(separator: " OR ")
    case .present: return names.map { "\($0) IS NOT NULL" }.joined(separator: " OR ")
    case .invalid, .once: return nil
    }
  }
}
