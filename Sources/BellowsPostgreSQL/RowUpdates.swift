// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension Session {
  /// Updates the rows that still have the values that were read.
  ///
  /// Reading does not lock rows, so other transactions may have changed them: each row is locked and compared first.
  func update(_ rows: [RowUpdate]) async throws -> [RowUpdateOutcome] {
    var outcomes: [RowUpdateOutcome] = []
    // Rows that set the same columns are written in one statement.
    var start = rows.startIndex
    while start < rows.endIndex {
      let end = rows[start...].firstIndex { !$0.isAlike(rows[start]) } ?? rows.endIndex
      let alike = Array(rows[start..<end])
      outcomes += try await run { connection in try connection.update(alike, options) }
      start = end
    }
    return outcomes
  }
}

extension RowUpdate {
  fileprivate func isAlike(_ other: RowUpdate) -> Bool {
    changes.table == other.changes.table && changes.values.map(\.column) == other.changes.values.map(\.column)
      && key.map(\.column) == other.key.map(\.column) && expected.map(\.column) == other.expected.map(\.column)
  }
}

extension Connection {
  fileprivate func update(_ rows: [RowUpdate], _ options: Options) throws -> [RowUpdateOutcome] {
    guard let first = rows.first, !first.changes.values.isEmpty else { return rows.map { _ in .written } }
    var outcomes = [RowUpdateOutcome](repeating: .written, count: rows.count)
    var indices = Array(rows.indices)
    let types = try baseTypes(of: options.qualified(first.changes.table))
    if !first.expected.isEmpty {
      let unchanged = try lock(rows, first, types, options)
      for index in indices where !unchanged.contains(index) { outcomes[index] = .changedMeanwhile }
      indices.removeAll { !unchanged.contains($0) }
    }
    for (index, refusal) in zip(indices, try write(indices.map { rows[$0] }[...], first, types, options)) {
      if let refusal { outcomes[index] = .refused(refusal) }
    }
    return outcomes
  }

  /// Locks rows by their keys until the transaction ends.
  ///
  /// Returns the indices of the rows that still have the values that were read.
  private func lock(
    _ rows: [RowUpdate], _ first: RowUpdate, _ types: BaseTypes, _ options: Options
  ) throws -> Set<Int> {
    let table = options.qualified(first.changes.table)
    let columns = first.expected.map(\.column)
    var statement = Statement("")
    let keys = statement.bind(JSONValue.array(try rows.map { try object($0.key) }).text)
    let record = types.record(of: first.key)
    statement.sql = """
      SELECT j.place - 1, \(columns.map { "t.\(quoted($0.name))" }.joined(separator: ", "))
      FROM json_array_elements(\(keys)) WITH ORDINALITY AS j (key, place),
      json_to_record(j.key) AS o (\(record)), \(table) AS t
      """
    statement.add(first.key.map { "t.\(quoted($0.column.name)) = o.\(quoted($0.column.name))" })
    statement.sql += " ORDER BY j.place FOR NO KEY UPDATE OF t"
    let found = try run(statement)
    var unchanged: Set<Int> = []
    for row in 0..<found.count {
      guard let index = found.text(row, 0).flatMap({ Int($0) }), rows.indices.contains(index) else { continue }
      let values = try columns.indices.map { try found.value(row, $0 + 1, as: columns[$0].form) }
      if values == rows[index].expected.map(\.value) { unchanged.insert(index) }
    }
    return unchanged
  }

  /// Writes rows in one statement; if the server rejects it, writes each half separately, down to single rows.
  ///
  /// - Returns: For each row the reason why it was rejected, or `nil`.
  private func write(
    _ rows: ArraySlice<RowUpdate>, _ first: RowUpdate, _ types: BaseTypes, _ options: Options
  ) throws -> [String?] {
    if rows.isEmpty { return [] }
    guard let refusal = try refusal({ try run(statement(rows, first, types, options)) }) else {
      return rows.map { _ in nil }
    }
    if rows.count == 1 { return [refusal] }
    let middle = rows.startIndex + rows.count / 2
    return try write(rows[..<middle], first, types, options) + write(rows[middle...], first, types, options)
  }

  /// Returns `UPDATE t SET "x" = n."x" FROM ... WHERE t."id" = o."id"`.
  ///
  /// `o` (keys) and `n` (new values) are records that the server parses from one JSON parameter. They have only the
  /// columns that are needed, with the types below domains: the constraint of a domain is checked when a value is
  /// assigned, and that of another column is not checked.
  private func statement(
    _ rows: ArraySlice<RowUpdate>, _ first: RowUpdate, _ types: BaseTypes, _ options: Options
  ) throws -> Statement {
    let table = options.qualified(first.changes.table)
    let values = try rows.map { row in
      JSONValue.object(JSONObject([("o", try object(row.key)), ("n", try object(row.changes.values))]))
    }
    let assignments = first.changes.values.map { filter in
      let name = quoted(filter.column.name)
      return "\(name) = n.\(name)\(types.isJSON(filter.column) ? "::json" : "")"
    }
    var statement = Statement("")
    let parameter = statement.bind(JSONValue.array(values).text)
    statement.sql = """
      UPDATE \(table) AS t SET \(assignments.joined(separator: ", "))
      FROM json_array_elements(\(parameter)) AS j, json_to_record(j->'o') AS o (\(types.record(of: first.key))),
      json_to_record(j->'n') AS n (\(types.record(of: first.changes.values)))
      """
    statement.add(first.key.map { "t.\(quoted($0.column.name)) = o.\(quoted($0.column.name))" })
    return statement
  }

  /// Returns columns and their values as a JSON object, in the text forms of the server's input functions.
  private func object(_ values: [Filter]) throws -> JSONValue {
    .object(
      JSONObject(
        try values.map {
          ($0.column.name, try serverText(of: $0.value, as: $0.column.form).map { .string($0) } ?? .null)
        }))
  }
}
