// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

/// The types of a table's columns as the server spells them, without a length; below a domain, the type that it is over.
struct BaseTypes: Sendable {
  fileprivate var types: [String: String] = [:]

  /// The columns whose type has no equality, in the order of their names.
  var withoutEquality: [String] {
    let without = ["json", "xml", "point", "polygon"]
    return types.filter { column in without.contains { [$0, $0 + "[]"].contains(column.value) } }.keys.sorted()
  }

  /// Returns the value of a column that is given as a text: `(n.v0)::bigint`.
  ///
  /// The type has no length: the server rejects a text that is too long for the column, and a cast would cut it.
  func value(of column: Column, _ text: String) -> String { "(\(text))::\(types[column.name] ?? "text")" }

  /// Returns the condition that a column has the value that is given as a text.
  ///
  /// Texts are compared by their characters, whatever the collation of the column is, and so are types without equality:
  /// the same value may have another text then.
  func isSame(_ column: Column, _ table: String, _ text: String) -> String {
    let own = "\(table).\(quoted(column.name))"
    let type = types[column.name] ?? "text"
    if type == "json" { return "\(own)::jsonb IS NOT DISTINCT FROM (\(text))::jsonb" }
    let texts = ["text", "character varying", "bpchar", "citext", "name"]
    if texts.contains(type) || withoutEquality.contains(column.name) {
      return "\(own)::text COLLATE \"C\" IS NOT DISTINCT FROM \(text) COLLATE \"C\""
    }
    return "\(own) IS NOT DISTINCT FROM \(value(of: column, text))"
  }
}

extension Connection {
  /// Returns the types of the columns of a table.
  func baseTypes(of table: String) throws -> BaseTypes {
    let found = try run(
      """
      WITH RECURSIVE base (name, type) AS (
        SELECT attname, atttypid FROM pg_attribute
        WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped
        UNION ALL SELECT b.name, t.typbasetype FROM base b JOIN pg_type t ON t.oid = b.type
        WHERE t.typtype = 'd')
      SELECT b.name, format_type(b.type, -1) FROM base b JOIN pg_type t ON t.oid = b.type
      WHERE t.typtype <> 'd'
      """, [table])
    var types = BaseTypes()
    for row in 0..<found.count { types.types[found.text(row, 0) ?? ""] = found.text(row, 1) }
    return types
  }
}
