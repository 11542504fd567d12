// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

/// A statement under construction, whose values are parameters.
struct Statement {
  var sql: String
  private(set) var parameters: [String?] = []

  init(_ sql: String) { self.sql = sql }

  /// Adds a value as a parameter, and returns its placeholder: `$3`.
  mutating func bind(_ value: JSONValue?, _ column: Column) throws -> String {
    try bind(serverText(of: value, as: column.form))
  }

  /// Adds a text as a parameter, and returns its placeholder.
  mutating func bind(_ text: String?) -> String {
    parameters.append(text)
    return "$\(parameters.count)"
  }

  /// Adds a WHERE clause.
  mutating func add(_ conditions: [String]) {
    if !conditions.isEmpty { sql += " WHERE " + conditions.joined(separator: " AND ") }
  }

  /// Returns the conditions of filters.
  mutating func conditions(_ filters: [Filter]) throws -> [String] {
    try filters.map { filter in
      filter.value == nil
        ? "\(quoted(filter.column.name)) IS NULL"
        : "\(quoted(filter.column.name)) = \(try bind(filter.value, filter.column))"
    }
  }

  /// Returns the conditions of a key range: `("a", "b") > ($1, $2)`.
  ///
  /// - Parameter table: The alias of the table; `nil` for none.
  mutating func range(
    of key: [Column], in table: String? = nil, after: [JSONValue]?, upTo: [JSONValue]?
  ) throws -> [String] {
    let names = key.map { (table.map { $0 + "." } ?? "") + quoted($0.name) }.joined(separator: ", ")
    return try [(">", after), ("<=", upTo)].compactMap { sign, values in
      guard let values else { return nil }
      let placeholders = try zip(key, values).map { try bind($1, $0) }
      return "(\(names)) \(sign) (\(placeholders.joined(separator: ", ")))"
    }
  }

  /// Adds the conditions of a query.
  mutating func addConditions(of query: Query) throws {
    var conditions = try conditions(query.filter)
    if let condition = query.condition { conditions.append("(\(condition))") }
    add(conditions + (try range(of: query.order, after: query.after, upTo: query.upTo)))
  }

  /// Adds the rest of a query, after its columns.
  mutating func rest(of query: Query, in table: String, isOrdered: Bool) throws {
    sql += " FROM \(table)"
    try addConditions(of: query)
    if isOrdered, !query.order.isEmpty {
      let direction = query.isDescending ? " DESC" : ""
      sql += " ORDER BY " + query.order.map { quoted($0.name) + direction }.joined(separator: ", ")
    }
    if let limit = query.limit { sql += " LIMIT \(limit)" }
    if query.locksRows { sql += " FOR NO KEY UPDATE" }
  }
}

/// Returns the quoted names, separated by commas.
func list(_ columns: [Column]) -> String { columns.map { quoted($0.name) }.joined(separator: ", ") }

extension Connection {
  /// Runs a statement.
  @discardableResult func run(_ statement: Statement) throws -> ResultSet {
    try run(statement.sql, statement.parameters)
  }
}
