// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

/// The types of a table's columns as the server spells them; below a domain, the type that it is over.
struct BaseTypes {
  fileprivate var types: [String: String] = [:]

  /// Whether a value is JSON in a column of a JSON type.
  func isJSON(_ column: Column) -> Bool {
    [.json, .wholeRow].contains(column.form) && ["json", "jsonb"].contains(types[column.name])
  }

  /// The columns whose type has no equality, in the order of their names.
  var withoutEquality: [String] {
    let without = ["json", "xml", "point", "polygon"]
    return types.filter { column in without.contains { [$0, $0 + "[]"].contains(column.value) } }.keys.sorted()
  }

  /// The columns of a record that is read from JSON: `"id" bigint, "name" text`.
  ///
  /// JSON is a text there: its own text, not a JSON string.
  func record(of values: [Filter]) -> String {
    values.map { filter in
      let name = filter.column.name
      return "\(quoted(name)) \(isJSON(filter.column) ? "text" : types[name] ?? "text")"
    }.joined(separator: ", ")
  }
}

extension Connection {
  /// Returns the types of the columns of a table.
  func baseTypes(of table: String) throws -> BaseTypes {
    let found = try run(
      """
      WITH RECURSIVE base (name, type, modifier) AS (
        SELECT attname, atttypid, atttypmod FROM pg_attribute
        WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped
        UNION ALL SELECT b.name, t.typbasetype, t.typtypmod FROM base b JOIN pg_type t ON t.oid = b.type
        WHERE t.typtype = 'd')
      SELECT b.name, format_type(b.type, b.modifier) FROM base b JOIN pg_type t ON t.oid = b.type
      WHERE t.typtype <> 'd'
      """, [table])
    var types = BaseTypes()
    for row in 0..<found.count { types.types[found.text(row, 0) ?? ""] = found.text(row, 1) }
    return types
  }
}
