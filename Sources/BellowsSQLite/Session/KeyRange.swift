// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

/// A range of a table's keys.
struct KeyRange: Sendable {
  /// Only rows after this key.
  var after: [JSONValue]?
  /// Whether the row with that key is included.
  var includesFirst = false
  /// Only rows up to this key.
  var upTo: [JSONValue]?

  /// Returns the conditions over the key's columns; `bind` binds their values.
  func conditions(on key: [Column], in table: String? = nil) -> [String] {
    var conditions: [String] = []
    if after != nil { conditions.append(Self.comparison(key, includesFirst ? ">=" : ">", table)) }
    if upTo != nil { conditions.append(Self.comparison(key, "<=", table)) }
    return conditions
  }

  /// Binds the values of the conditions from a position on, and returns the next position.
  func bind(to statement: Statement, key: [Column], from index: Int32) throws -> Int32 {
    var index = index
    if let after { index = try statement.bind(after, of: key, from: index) }
    if let upTo { index = try statement.bind(upTo, of: key, from: index) }
    return index
  }

  /// Returns `"a" > ?`, or `("a", "b") > (?, ?)`: SQLite scans an index over these columns for either.
  private static func comparison(_ key: [Column], _ sign: String, _ table: String?) -> String {
    let names = key.map { (table.map { quoted($0) + "." } ?? "") + quoted($0.name) }
    if names.count == 1 { return "\(names[0]) \(sign) ?" }
    let placeholders = names.map { _ in "?" }.joined(separator: ", ")
    return "(\(names.joined(separator: ", "))) \(sign) (\(placeholders))"
  }
}

/// Returns ` WHERE a AND b`; empty without conditions.
func whereClause(_ conditions: [String]) -> String {
  conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
}

/// Returns the quoted names, separated by commas.
func list(_ columns: [Column]) -> String { columns.map { quoted($0.name) }.joined(separator: ", ") }
