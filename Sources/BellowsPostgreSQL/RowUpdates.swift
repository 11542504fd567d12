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
      let table = options.qualified(rows[start].changes.table)
      let types = try await types(ofColumnsOf: rows[start], table)
      outcomes += try await run { connection in try connection.update(alike, of: table, types) }
      start = end
    }
    return outcomes
  }

  /// Returns the types of the columns that an update names, which are asked for once in a transaction.
  private func types(ofColumnsOf row: RowUpdate, _ table: String) async throws -> BaseTypes {
    let columns = (row.key + row.changes.values + row.expected).map(\.column.name)
    let place = [table] + columns
    if let types = knownTypes.with({ $0[place] }) { return types }
    let types = try await run { try $0.baseTypes(of: table, columns) }
    knownTypes.with { $0[place] = types }
    return types
  }
}

extension RowUpdate {
  fileprivate func isAlike(_ other: RowUpdate) -> Bool {
    func haveSameColumns(_ filters: [Filter], _ others: [Filter]) -> Bool {
      filters.elementsEqual(others) { $0.column == $1.column }
    }
    return changes.table == other.changes.table && haveSameColumns(changes.values, other.changes.values)
      && haveSameColumns(key, other.key) && haveSameColumns(expected, other.expected)
  }
}

extension Connection {
  fileprivate func update(
    _ rows: [RowUpdate], of table: String, _ types: BaseTypes
  ) throws -> [RowUpdateOutcome] {
    guard let first = rows.first, !first.changes.values.isEmpty else { return rows.map { _ in .written } }
    let layout = UpdateLayout(first: first, table: table, types: types)
    var outcomes = [RowUpdateOutcome](repeating: .written, count: rows.count)
    var indices = Array(rows.indices)
    if !first.expected.isEmpty {
      let written = try writeUnchanged(rows, layout)
      indices.removeAll { written.contains($0) }
      let unchanged = try lock(rows, indices, layout)
      for index in indices where !unchanged.contains(index) { outcomes[index] = .changedMeanwhile }
      indices.removeAll { !unchanged.contains($0) }
    }
    for (index, refusal) in zip(indices, try write(indices.map { rows[$0] }[...], layout)) {
      if let refusal { outcomes[index] = .refused(refusal) }
    }
    return outcomes
  }

  /// Writes the rows that still have the values that were read, in one statement.
  ///
  /// Returns the indices of the rows that were written; none if the server rejects one. Others are not necessarily changed:
  /// a trigger may have kept a row as it is, or the same value has two texts.
  private func writeUnchanged(_ rows: [RowUpdate], _ layout: UpdateLayout) throws -> Set<Int> {
    var written: Set<Int> = []
    let refusal = try refusal {
      let found = try run(layout.update(rows[...], comparesExpected: true))
      written = Set((0..<found.count).compactMap { row in found.text(row, 0).flatMap { Int($0) } })
    }
    return refusal == nil ? written : []
  }

  /// Locks rows by their keys until the transaction ends.
  ///
  /// Returns the indices of the rows that still have the values that were read.
  private func lock(_ rows: [RowUpdate], _ indices: [Int], _ layout: UpdateLayout) throws -> Set<Int> {
    if indices.isEmpty { return [] }
    let columns = layout.first.expected.map(\.column)
    let found = try run(layout.lock(indices.map { rows[$0] }[...]))
    var unchanged: Set<Int> = []
    for row in 0..<found.count {
      guard let place = found.text(row, 0).flatMap({ Int($0) }), indices.indices.contains(place) else { continue }
      let values = try columns.indices.map { try found.value(row, $0 + 1, as: columns[$0].form) }
      if values == rows[indices[place]].expected.map(\.value) { unchanged.insert(indices[place]) }
    }
    return unchanged
  }

  /// Writes rows in one statement; if the server rejects it, writes each half separately, down to single rows.
  ///
  /// - Returns: For each row the reason why it was rejected, or `nil`.
  private func write(_ rows: ArraySlice<RowUpdate>, _ layout: UpdateLayout) throws -> [String?] {
    if rows.isEmpty { return [] }
    guard let refusal = try refusal({ try run(layout.update(rows)) }) else { return rows.map { _ in nil } }
    if rows.count == 1 { return [refusal] }
    let middle = rows.startIndex + rows.count / 2
    return try write(rows[..<middle], layout) + write(rows[middle...], layout)
  }
}

/// The statements for rows of a table that set the same columns.
///
/// The rows are arrays, one for each column: `unnest($1::text[], $2::text[]) WITH ORDINALITY AS n (k0, v0, place)`. Their
/// elements are texts of the server's input functions.
private struct UpdateLayout {
  let first: RowUpdate
  let table: String
  let types: BaseTypes

  /// Columns of all rows: those of their keys (`k0`), new values (`v0`) and expected values (`e0`).
  private enum Part: String {
    case key = "k"
    case value = "v"
    case expected = "e"

    func filters(_ row: RowUpdate) -> [Filter] {
      switch self {
      case .key: row.key
      case .value: row.changes.values
      case .expected: row.expected
      }
    }

    func name(_ index: Int) -> String { "\(rawValue)\(index)" }
  }

  /// Returns the statement that sets the new values, and with `comparesExpected` only those of rows that have the expected
  /// ones, whose places it returns.
  ///
  /// If another transaction has the lock of a row, the server waits for it, and compares the new row.
  func update(_ rows: ArraySlice<RowUpdate>, comparesExpected: Bool = false) throws -> Statement {
    var statement = Statement("")
    let source = try unnested(
      rows, comparesExpected ? [.key, .value, .expected] : [.key, .value], &statement)
    let assignments = first.changes.values.enumerated().map { index, filter in
      "\(quoted(filter.column.name)) = \(types.value(of: filter.column, "n.\(Part.value.name(index))"))"
    }
    statement.sql = "UPDATE \(table) AS t SET \(assignments.joined(separator: ", ")) FROM \(source)"
    statement.add(keyConditions + (comparesExpected ? expectedConditions : []))
    if comparesExpected { statement.sql += " RETURNING n.place - 1" }
    return statement
  }

  /// Returns the statement that locks the rows, and returns their places and the columns of the expected values.
  func lock(_ rows: ArraySlice<RowUpdate>) throws -> Statement {
    var statement = Statement("")
    let source = try unnested(rows, [.key], &statement)
    let columns = first.expected.map { "t.\(quoted($0.column.name))" }.joined(separator: ", ")
    statement.sql = "SELECT n.place - 1, \(columns) FROM \(source), \(table) AS t"
    statement.add(keyConditions)
    statement.sql += " ORDER BY n.place FOR NO KEY UPDATE OF t"
    return statement
  }

  private var keyConditions: [String] {
    first.key.enumerated().map { index, filter in
      "t.\(quoted(filter.column.name)) = \(types.value(of: filter.column, "n.\(Part.key.name(index))"))"
    }
  }

  private var expectedConditions: [String] {
    first.expected.enumerated().map { index, filter in
      types.isSame(filter.column, "t", "n.\(Part.expected.name(index))")
    }
  }

  private func unnested(
    _ rows: ArraySlice<RowUpdate>, _ parts: [Part], _ statement: inout Statement
  ) throws -> String {
    var arrays: [String] = []
    var names: [String] = []
    for part in parts {
      for (index, filter) in part.filters(first).enumerated() {
        let texts = try rows.map { try serverText(of: part.filters($0)[index].value, as: filter.column.form) }
        arrays.append(statement.bind(try ArrayText(texts: texts).text) + "::text[]")
        names.append(part.name(index))
      }
    }
    return "unnest(\(arrays.joined(separator: ", "))) WITH ORDINALITY AS n (\(names.joined(separator: ", ")), place)"
  }
}
