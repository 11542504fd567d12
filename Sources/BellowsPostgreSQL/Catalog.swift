// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

/// A column as the server's catalog has it.
package struct CatalogColumn {
  package var name: String
  /// The type, `character varying(40)`; that of a domain is the one below it.
  package var type: String
  /// The name of the domain, if the column has one.
  package var domain: String?
  package var isRequired: Bool
  package var isIdentity: Bool
  package var isGenerated: Bool
  package var defaultText: String?
  /// The name of its enum type and the values, if the type is in the schema of the table.
  package var enumeration: (type: String, labels: [String])?

  /// Whether a sequence gives the values.
  package var isNumbered: Bool { isIdentity || defaultText?.hasPrefix("nextval(") == true }
}

/// What the catalog says of a table, by its qualified name.
extension Connection {
  /// Returns the columns of a table, in its order; none if it does not exist.
  package func catalogColumns(of table: String) throws -> [CatalogColumn] {
    let found = try run(
      """
      SELECT a.attname, format_type(coalesce(nullif(t.typbasetype, 0), a.atttypid),
          CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END),
        CASE WHEN t.typtype = 'd' THEN format_type(a.atttypid, NULL) END, a.attnotnull OR t.typnotnull,
        a.attidentity <> '', a.attgenerated <> '', pg_get_expr(d.adbin, d.adrelid),
        CASE WHEN t.typtype = 'e' THEN t.typname END,
        (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder)::text FROM pg_enum e WHERE e.enumtypid = t.oid
          AND t.typnamespace = (SELECT relnamespace FROM pg_class WHERE oid = a.attrelid))
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
      """, [table])
    return (0..<found.count).map { row in
      let labels = found.names(row, 8)
      return CatalogColumn(
        name: found.text(row, 0) ?? "", type: found.text(row, 1) ?? "", domain: found.text(row, 2),
        isRequired: found.text(row, 3) == "t", isIdentity: found.text(row, 4) == "t",
        isGenerated: found.text(row, 5) == "t", defaultText: found.text(row, 6),
        enumeration: labels.isEmpty ? nil : found.text(row, 7).map { ($0, labels) })
    }
  }

  /// Returns the columns of the primary key, in its order.
  package func primaryKey(of table: String) throws -> [String] {
    try run(
      """
      SELECT a.attname FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS k (number, position), pg_attribute a
      WHERE i.indrelid = to_regclass($1) AND i.indisprimary AND k.position <= i.indnkeyatts
      AND a.attrelid = i.indrelid AND a.attnum = k.number ORDER BY k.position
      """, [table]
    ).texts()
  }

  /// The columns of an index `i` as a JSON array, if it is over plain columns as Bellows creates one; else NULL.
  package static let plainIndexColumns = """
    (SELECT array_to_json(array_agg(a.attname ORDER BY k.position))
      FROM unnest(i.indkey) WITH ORDINALITY AS k (number, position)
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
      WHERE i.indpred IS NULL AND i.indexprs IS NULL AND i.indnkeyatts = i.indnatts AND i.indisvalid
      AND NOT i.indnullsnotdistinct AND 0 = ALL (i.indoption)
      AND EXISTS (SELECT 1 FROM pg_class c JOIN pg_am m ON m.oid = c.relam
        WHERE c.oid = i.indexrelid AND m.amname = 'btree')
      AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid
        AND (k.contype = 'x' OR k.condeferrable))
      AND NOT EXISTS (SELECT 1 FROM unnest(i.indclass) AS o (id) JOIN pg_opclass p ON p.oid = o.id
        WHERE NOT p.opcdefault)
      AND NOT EXISTS (SELECT 1 FROM unnest(i.indkey, i.indcollation) AS k (number, rule)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number WHERE a.attcollation <> k.rule))::text
    """

  /// Creates an empty schema for a comparison, calls `work` with its name, and drops the schema.
  ///
  /// Until then its tables hide those of the application with the same names.
  func withScratchSchema<Result>(_ options: Options, _ work: (String) throws -> Result) throws -> Result {
    let scratch = OwnNames.comparisonSchema
    try run("CREATE SCHEMA \(quoted(scratch))")
    try run("SET LOCAL search_path TO \(quoted(scratch)), \(quoted(options.schema)), pg_temp")
    let result = try work(scratch)
    try run("DROP SCHEMA \(quoted(scratch)) CASCADE")
    try run("SET LOCAL search_path TO \(quoted(options.schema)), pg_temp")
    return result
  }
}

extension ResultSet {
  /// Returns a JSON array of names; none for NULL.
  package func names(_ row: Int, _ column: Int) -> [String] {
    text(row, column).flatMap { try? JSONValue(text: $0) }?.names ?? []
  }
}

extension JSONValue {
  /// The texts of an array.
  var names: [String] {
    guard case .array(let values) = self else { return [] }
    return values.compactMap { if case .string(let name) = $0 { name } else { nil } }
  }
}

/// A default as the server words it: `'a'::text`, `now()`.
package enum CatalogDefault: Hashable {
  case now
  case today
  case randomUUID
  case constant(Constant)
  case expression(String)

  /// `'a'::text`, `'-1'::integer`, `1.5`, `true`.
  package enum Constant: Hashable {
    case text(String)
    case number(String)
    case bool(Bool)
  }

  package init(_ sql: String) {
    switch sql {
    // In UTC, which a timestamp without a time zone is read in.
    case "now()", "CURRENT_TIMESTAMP", "(now() AT TIME ZONE 'UTC'::text)", "timezone('utc'::text, now())": self = .now
    case "CURRENT_DATE", "((now() AT TIME ZONE 'UTC'::text))::date": self = .today
    case "gen_random_uuid()", "uuid_generate_v4()": self = .randomUUID
    case "true": self = .constant(.bool(true))
    case "false": self = .constant(.bool(false))
    case _: self = Constant(sql).map(CatalogDefault.constant) ?? .expression(sql)
    }
  }
}

extension CatalogDefault.Constant {
  fileprivate init?(_ sql: String) {
    guard sql.hasPrefix("'") else {
      let plain = sql.hasPrefix("(") && sql.hasSuffix(")") ? String(sql.dropFirst().dropLast()) : sql
      guard Double(plain) != nil, plain.allSatisfy({ $0.isNumber || "+-.eE".contains($0) }) else { return nil }
      self = .number(plain)
      return
    }
    var text = ""
    var rest = sql.dropFirst()
    while let quote = rest.firstIndex(of: "'") {
      text += rest[..<quote]
      rest = rest[rest.index(after: quote)...]
      guard rest.hasPrefix("'") else { break }
      text += "'"
      rest = rest.dropFirst()
    }
    // A type may follow, but no other expression.
    guard rest.isEmpty || rest.hasPrefix("::"),
      rest.allSatisfy({ $0.isLetter || $0.isNumber || ":(), _\"[]".contains($0) })
    else { return nil }
    self = .text(text)
  }
}
