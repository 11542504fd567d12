// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import SchemaModel

/// A value in a comparison: the type `json` has no equality.
func comparableValue(_ expression: String, _ form: ColumnForm?) -> String {
  form == .json ? "(\(expression))::jsonb" : expression
}

extension ColumnForm {
  /// The PostgreSQL type.
  var postgresqlType: String {
    switch self {
    case .boolean: "boolean"
    case .bigint, .integer: "bigint"
    case .doublePrecision, .real: "double precision"
    case .numeric: "numeric"
    case .timestamptz: "timestamp with time zone"
    case .date: "date"
    case .uuid: "uuid"
    case .bytea, .blob: "bytea"
    case .jsonb, .jsonText, .document: "jsonb"
    case .json: "json"
    case .text: "text"
    case .timestamp: "timestamp without time zone"
    case .bounded(let bound): bound.postgresqlType
    case .enumeration(let name): name.sqlName
    case .array(let scalar): scalar.traits.postgresql.usual.postgresqlType + "[]"
    }
  }
}

extension Bound {
  /// The PostgreSQL type.
  var postgresqlType: String {
    switch self {
    case .int2: "smallint"
    case .int4: "integer"
    case .float4: "real"
    case .varchar(let length): "character varying(\(length))"
    case .numeric(let precision, let scale): "numeric(\(precision),\(scale))"
    case .instant(let digits, let hasZone): "timestamp(\(digits)) \(hasZone ? "with" : "without") time zone"
    }
  }

  /// The condition that a value of its scalar, which is not NULL, is one of its values.
  func postgresql(_ value: String) -> String {
    switch self {
    case .int2: "\(value) BETWEEN \(Int16.min) AND \(Int16.max)"
    case .int4: "\(value) BETWEEN \(Int32.min) AND \(Int32.max)"
    case .float4:
      // A value outside the range is an error of the cast.
      "CASE WHEN abs(\(value)) > 3.4e38 THEN false ELSE \(value)::real::text::double precision = \(value) END"
    case .varchar(let length): "char_length(\(value)) <= \(length)"
    case .instant(let digits, _): "\(value)::timestamptz(\(digits)) = \(value)"
    case .numeric(let precision, let scale):
      "(abs(\(value)) < 1e\(precision - scale) AND \(value) = round(\(value), \(scale)))"
    }
  }
}

extension Literal {
  /// The literal as a column value.
  var postgresql: String {
    switch self {
    case .string(let text): text.sqlLiteral
    case .int(let number): String(number)
    case .double(let number): "\(number.description)::double precision"
    case .bool(let flag): flag ? "true" : "false"
    }
  }
}

extension StoredPath {
  /// The value as an expression: `("data" -> 'title')`.
  var postgresql: String {
    let json = isSpelledJSON ? "\(column.sql)::jsonb" : column.sql
    if members.isEmpty { return isSpelledJSON ? "(\(json))" : json }
    return "(" + ([json] + members.map(\.text.sqlLiteral)).joined(separator: " -> ") + ")"
  }
}

/// Returns the text of a function or a block as a literal: a name in it may contain the usual quotation mark.
func dollarQuoted(_ text: String) -> String {
  var tag = "bellows"
  while text.contains("$\(tag)$") { tag += "_" }
  return "$\(tag)$\n\(text)\n$\(tag)$"
}

/// The names of what Bellows adds to a PostgreSQL table: never cut, so they are hashed where they would be.
enum PostgreSQLNames {
  private static let longest = 63

  /// The name of a constraint, unique in its table: `_bellows_check_role`.
  static func constraint(_ kind: String, _ columns: [StoredName]) -> String {
    let name = ([ReservedNames.prefix + kind] + columns.map(\.text)).joined(separator: "_")
    if columns.count == 1, name.utf8.count <= longest { return name }
    return "\(ReservedNames.prefix)\(kind)_\(hash(columns.map(\.text)))"
  }

  /// The name of a trigger and its function: it sorts after the names of the application, because triggers run in the
  /// order of their names.
  static func trigger(_ parts: [StoredName]) -> String { "~bellows_\(hash(parts.map(\.text)))" }

  /// The name under which the new version of an object is built.
  static func replacement(_ name: String) -> String { "\(ReservedNames.prefix)new_\(hash([name]))" }

  /// Eight hexadecimal digits.
  private static func hash(_ parts: [String]) -> String {
    let text = parts.map { $0.replacing("%", with: "%25").replacing(".", with: "%2E") }.joined(separator: ".")
    return String(hexadecimal(sha256(Array(text.utf8))).prefix(8))
  }
}
