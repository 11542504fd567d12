// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
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
