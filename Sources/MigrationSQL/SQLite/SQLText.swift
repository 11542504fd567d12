// Part of Bellows. MIT licence: see LICENSE.
import SchemaEdits
import SchemaModel

extension StoredName {
  /// The name as a quoted SQL identifier: `"users"`.
  package var sql: String { text.sqlName }
}

extension String {
  /// This name as a quoted SQL identifier.
  package var sqlName: String { SchemaEdits.quoted(self) }

  /// This text as a SQL literal: `'it''s'`.
  package var sqlLiteral: String { SchemaEdits.literal(self) }

  /// This text as a JSON string with the same escapes as the runtime writes.
  package var jsonLiteral: String {
    var result = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      case _: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// Whether its bytes start with those of `other`.
  func hasBytePrefix(_ other: String) -> Bool { utf8.starts(with: other.utf8) }
}

extension Literal {
  /// The literal as a column value.
  package var sql: String {
    switch self {
    case .string(let text): text.sqlLiteral
    case .int(let number): String(number)
    case .double(let number): number.description
    case .bool(let flag): flag ? "1" : "0"
    }
  }

  /// The literal as JSON text.
  package var jsonText: String {
    switch self {
    case .string(let text): text.jsonLiteral
    case .int(let number): String(number)
    case .double(let number): number.description
    case .bool(let flag): flag ? "true" : "false"
    }
  }
}

extension [FieldName] {
  /// The members as a path for SQLite's JSON functions, `$.kind`; `nil` if a name has no portable spelling.
  package var jsonPath: String? {
    var path = "$"
    for name in self {
      guard let step = name.jsonPathStep else { return nil }
      path += step
    }
    return path
  }
}
