// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension PostgreSQL: RowCheckingDatabase {
  /// Counts the rows with values that the server allows and the schema language does not have: `infinity`, years before 1
  /// or after 9999, `NaN`, and decimals of more than 38 digits before or after the point.
  ///
  /// Each table with such a column is scanned once. Conditions of the tables were compared before.
  public func misfits(in tables: [StoredTable]) async throws -> [RowMisfit] {
    try await sessionTransaction(.read) { session in
      try await session.run { connection in
        try tables.flatMap { try connection.misfits(in: $0, session.options) }
      }
    }
  }
}

extension Connection {
  private static let samples = 3

  fileprivate func misfits(in table: StoredTable, _ options: Options) throws -> [RowMisfit] {
    let tokens = SQLToken.tokens(of: table.statements.first ?? "")
    let known = Set((tokens.inParentheses(from: 0)?.inside.listed ?? []).compactMap { $0.first?.label })
    let name = options.qualified(table.name)
    let columns = try run(
      """
      SELECT a.attname, coalesce(nullif(t.typbasetype, 0), a.atttypid)::int FROM pg_attribute a
      JOIN pg_type t ON t.oid = a.atttypid WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attnum
      """, [name])
    var conditions: [(column: String, sql: String)] = []
    for row in 0..<columns.count {
      guard let column = columns.text(row, 0), known.contains(column),
        let type = columns.text(row, 1).flatMap(Int.init),
        let condition = Self.outside(quoted(column), type: type)
      else { continue }
      conditions.append((column, condition))
    }
    if conditions.isEmpty { return [] }
    let counts = conditions.map { "count(*) FILTER (WHERE \($0.sql))" }.joined(separator: ", ")
    let found = try run("SELECT \(counts) FROM \(name)")
    return try conditions.enumerated().compactMap { position, condition in
      let count = found.text(0, position).flatMap { Int($0) } ?? 0
      guard count > 0 else { return nil }
      let key = try keyColumns(of: name).map { quoted($0) + "::text" }
      let keys =
        key.isEmpty
        ? []
        : try run(
          "SELECT concat_ws(', ', \(key.joined(separator: ", "))) FROM \(name) WHERE \(condition.sql) ORDER BY 1 "
            + "LIMIT \(Self.samples)"
        ).texts()
      return RowMisfit(table: table.name, column: condition.column, kind: .excludedValue, rows: count, keys: keys)
    }
  }

  /// The condition that a value is none of the language's; `nil` for a type without such values.
  private static func outside(_ value: String, type: Int) -> String? {
    switch type {
    // date, timestamp, timestamptz
    case 1082: "\(value) NOT BETWEEN '0001-01-01' AND '9999-12-31'"
    case 1114: "\(value) NOT BETWEEN '0001-01-01' AND '9999-12-31 23:59:59.999999'"
    case 1184: "\(value) NOT BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 23:59:59.999999+00'"
    // numeric: NaN and infinities are no numbers below a bound.
    case 1700: "NOT (\(value) > -1e38 AND \(value) < 1e38 AND \(value) = round(\(value), 38))"
    // float4, float8
    case 700, 701: "\(value) IN ('NaN', 'Infinity', '-Infinity')"
    case _: nil
    }
  }

  private func keyColumns(of table: String) throws -> [String] {
    try run(
      """
      SELECT a.attname FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS k (number, position), pg_attribute a
      WHERE i.indrelid = to_regclass($1) AND i.indisprimary AND a.attrelid = i.indrelid AND a.attnum = k.number
      ORDER BY k.position
      """, [table]
    ).texts()
  }
}
