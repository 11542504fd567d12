// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension Session {
  /// Executes a batch on the server if its values are SQL expressions.
  ///
  /// Returns `nil` if the batch is unsupported (a function, a copy, deletions, a backup), and also if the server
  /// rejects a row: nothing is changed then, and the rows are read, changed and written one by one, so that only the
  /// rejected row is quarantined.
  func execute(_ batch: Batch) async throws -> BatchOutcome? {
    let backfill = batch.backfill
    guard let values = backfill.sql?.values, !backfill.isCopy, !backfill.deletesRows, batch.backup == nil else {
      return nil
    }
    let condition = [backfill.scope, batch.condition].compactMap { $0 }.map { "(\($0))" }.joined(separator: " AND ")
    var query = Query(
      backfill.table, columns: backfill.key, condition: condition.isEmpty ? nil : condition, order: backfill.key,
      after: batch.after, upTo: batch.upTo, limit: batch.limit)
    let keys = try await read(query)
    guard let last = keys.last?.values.map({ $0 ?? .null }) else {
      return BatchOutcome(lastKey: nil, scanned: 0, changed: 0)
    }
    query.upTo = last
    query.limit = nil
    let pairs = zip(backfill.writes.map { quoted($0.name) }, values)
    let pending = backfill.sql?.pending ?? pairs.map { "\($0) IS DISTINCT FROM (\($1))" }.joined(separator: " OR ")
    query.condition = [condition, "(\(pending))"].filter { !$0.isEmpty }.joined(separator: " AND ")
    var statement = Statement("UPDATE \(options.qualified(backfill.table)) SET ")
    statement.sql += pairs.map { "\($0) = (\($1))" }.joined(separator: ", ")
    try statement.addConditions(of: query)
    let built = statement
    return try await run { connection in
      var changed = 0
      // After a concurrent write the server evaluates the condition and the values again on the new row.
      let refusal = try connection.refusal { changed = try connection.run(built).changes }
      return refusal == nil ? BatchOutcome(lastKey: last, scanned: keys.count, changed: changed) : nil
    }
  }
}
