// Part of Bellows. MIT licence: see LICENSE.
import SchemaEdits
import SchemaModel

extension StoredName {
  /// The name as SQL spells it, whatever it holds: `"users"`.
  package var sql: String { text.sqlName }
}

extension String {
  /// This name as SQL spells it, whatever it holds.
  package var sqlName: String { SchemaEdits.quoted(self) }

  /// This text as a literal of SQL: `'it''s'`.
  package var sqlLiteral: String { SchemaEdits.literal(self) }

  /// This text as JSON spells it, as the runtime does: what the eye can see stays as it is.
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

  /// Whether it begins with `other`, by bytes.
  func hasBytePrefix(_ other: String) -> Bool { utf8.starts(with: other.utf8) }
}

extension Literal {
  /// The literal as a value of a column of its own.
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
  /// These members as a path of SQLite's JSON functions, `$.kind`; `nil` where it has no spelling that every version of
  /// SQLite and every writer of JSON agrees on.
  package var jsonPath: String? {
    var path = "$"
    for name in self {
      guard let step = name.jsonPathStep else { return nil }
      path += step
    }
    return path
  }
}
