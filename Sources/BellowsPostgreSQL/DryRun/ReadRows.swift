// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

/// Rows that were read, as a plan would change them.
struct ReadRows: Sendable {
  var table: String
  var columns: [TableModel.Column]
  /// The values as the server's text, `nil` for NULL.
  var rows: [[String?]]
  /// The keys of the rows that were read, for messages.
  var keys: [[JSONValue]]
  var keyNames: [String]

  func index(of column: String) -> Int? { columns.firstIndex { $0.name == column } }

  /// The rows with these indices.
  func keeping(_ indices: [Int]) -> ReadRows {
    var kept = self
    kept.rows = indices.map { rows[$0] }
    kept.keys = indices.map { keys[$0] }
    return kept
  }

  mutating func drop(_ column: String) {
    guard let index = index(of: column) else { return }
    columns.remove(at: index)
    for row in rows.indices { rows[row].remove(at: index) }
  }

  mutating func add(_ column: TableModel.Column, _ value: String?) {
    columns.append(column)
    for row in rows.indices { rows[row].append(value) }
  }

  /// A row for messages: its key, and values of columns if they are shown.
  func sample(_ row: Int, _ names: [String] = []) -> String {
    var parts = zip(keyNames, keys[row]).map { "\($0) \($1.text)" }
    if ShownValues.areShown {
      parts += names.compactMap { name in
        index(of: name).map {
          "\(name) \(rows[row][$0].map { $0.count > 80 ? $0.prefix(80) + "..." : $0 } ?? "no value")"
        }
      }
    }
    return parts.joined(separator: ", ")
  }
}

/// An expression cannot be evaluated over the rows as they are.
struct NotEvaluable: Error {
  var reason: String
}

/// The results of expressions for rows; a row whose values the server rejects has a reason instead.
struct RowResults: Sendable {
  var values: [Int: [String?]] = [:]
  var refusals: [Int: String] = [:]
}

extension PostgreSQL {
  /// Evaluates expressions over rows, in transactions that only read.
  func evaluate(_ expressions: [String], over rows: ReadRows) async throws -> RowResults {
    var results = RowResults()
    var ranges = rows.rows.isEmpty ? [] : [0..<rows.rows.count]
    while let range = ranges.popLast() {
      let statement = rows.select(expressions, range)
      do {
        let found = try await sessionTransaction(.read) { session in
          try await session.run { connection in
            let found = try connection.run(statement)
            return (0..<found.count).map { row in expressions.indices.map { found.text(row, $0) } }
          }
        }
        for (row, values) in zip(range, found) { results.values[row] = values }
      } catch let error as PostgreSQLError where error.isOfRow {
        if range.count == 1 {
          results.refusals[range.lowerBound] = error.message
        } else {
          let middle = range.lowerBound + range.count / 2
          ranges += [middle..<range.upperBound, range.lowerBound..<middle]
        }
      } catch let error as PostgreSQLError where error.state.hasPrefix("42") {
        throw NotEvaluable(reason: error.message)
      } catch is RowUnreadable {
        throw NotEvaluable(reason: "a value contains the character U+0000")
      }
    }
    return results
  }
}

extension ReadRows {
  /// A query over some of the rows, as if they were the table.
  func select(_ expressions: [String], _ range: Range<Int>) -> Statement {
    var statement = Statement("SELECT \(expressions.isEmpty ? "1" : expressions.joined(separator: ", ")) FROM (SELECT ")
    let number = quoted(OwnNames.prefix + "row")
    let names = columns.indices.map { "c\($0 + 1)" }
    statement.sql +=
      (zip(columns, names).map { "u.\($1)::\($0.type) AS \(quoted($0.name))" } + ["u.n AS \(number)"]).joined(
        separator: ", ")
    let arrays = columns.indices.map { column in
      statement.bind(arrayText(rows[range].map { $0[column] })) + "::text[]"
    }
    // The server unnests at least one array.
    let source =
      arrays.isEmpty
      ? "generate_series(1, \(range.count))" : "unnest(\(arrays.joined(separator: ", "))) WITH ORDINALITY"
    statement.sql +=
      " FROM \(source) AS u(\((names + ["n"]).joined(separator: ", ")))) AS \(quoted(table)) ORDER BY \(number)"
    return statement
  }
}

/// Returns an array of texts as the server reads it.
private func arrayText(_ values: [String?]) -> String {
  let elements = values.map { value in
    value.map { "\"" + $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" } ?? "NULL"
  }
  return "{" + elements.joined(separator: ",") + "}"
}

/// Reads a table in batches, in key order.
struct TableReader {
  let database: PostgreSQL
  let table: String
  let columns: [TableModel.Column]
  let key: [TableModel.Column]
  var last: [String?]?

  /// Returns the next rows; empty at the end.
  mutating func next(_ limit: Int) async throws -> ReadRows {
    var statement = Statement("SELECT ")
    statement.sql += columns.map { "t.\(quoted($0.name))::text" }.joined(separator: ", ")
    statement.sql += " FROM \(database.options.qualified(table)) AS t"
    let names = key.map { "t.\(quoted($0.name))" }.joined(separator: ", ")
    if let last {
      let values = zip(key, last).map { "\(statement.bind($1))::\($0.type)" }.joined(separator: ", ")
      statement.sql += " WHERE (\(names)) > (\(values))"
    }
    statement.sql += " ORDER BY \(names) LIMIT \(limit)"
    let built = statement
    let count = columns.count
    let rows = try await database.sessionTransaction(.read) { session in
      try await session.run { connection in
        let found = try connection.run(built)
        return (0..<found.count).map { row in (0..<count).map { found.text(row, $0) } }
      }
    }
    let indices = key.compactMap { column in columns.firstIndex { $0.name == column.name } }
    last = rows.last.map { row in indices.map { row[$0] } } ?? last
    let keys = rows.map { row in indices.map { jsonValue(row[$0], columns[$0].type) } }
    return ReadRows(table: table, columns: columns, rows: rows, keys: keys, keyNames: key.map(\.name))
  }

  private func jsonValue(_ text: String?, _ type: String) -> JSONValue {
    guard let text else { return .null }
    return ["bigint", "integer", "smallint"].contains(type)
      ? Int64(text).map { .int($0) } ?? .string(text) : .string(text)
  }
}
