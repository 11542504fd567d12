// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension PostgreSQL: RowCheckingDatabase {
  /// Counts the rows with values that the server allows and the schema language does not have: `infinity`, years before 1
  /// or after 9999, `NaN`, decimals of more than 38 digits before or after the point, and arrays of several dimensions or
  /// with NULL.
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
    let conditions = try catalogColumns(of: name).filter { known.contains($0.name) }.compactMap { column in
      Self.outside(quoted(column.name), type: column.type).map { (column: column.name, sql: $0) }
    }
    if conditions.isEmpty { return [] }
    let counts = conditions.map { "count(*) FILTER (WHERE \($0.sql))" }.joined(separator: ", ")
    let found = try run("SELECT \(counts) FROM \(name)")
    return try conditions.enumerated().compactMap { position, condition in
      let count = found.text(0, position).flatMap { Int($0) } ?? 0
      guard count > 0 else { return nil }
      let key = try primaryKey(of: name).map { quoted($0) + "::text" }
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
  private static func outside(_ value: String, type: String) -> String? {
    if type.hasSuffix("[]") {
      let wrong = outside("e.value", type: String(type.dropLast(2))).map { " OR \($0)" } ?? ""
      return "CASE WHEN array_ndims(\(value)) > 1 OR array_lower(\(value), 1) <> 1 THEN true ELSE EXISTS "
        + "(SELECT 1 FROM unnest(\(value)) AS e (value) WHERE e.value IS NULL\(wrong)) END"
    }
    if type == "date" { return "\(value) NOT BETWEEN '0001-01-01' AND '9999-12-31'" }
    if type == "real" || type == "double precision" { return "\(value) IN ('NaN', 'Infinity', '-Infinity')" }
    // NaN and infinities are no numbers below a bound.
    if type.hasPrefix("numeric") {
      return "NOT (\(value) > -1e38 AND \(value) < 1e38 AND \(value) = round(\(value), 38))"
    }
    guard type.hasPrefix("timestamp") else { return nil }
    let zone = type.hasSuffix("with time zone") ? "+00" : ""
    return "\(value) NOT BETWEEN '0001-01-01 00:00:00\(zone)' AND '9999-12-31 23:59:59.999999\(zone)'"
  }
}
