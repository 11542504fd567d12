// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import SchemaModel

extension Default {
  /// The default of a column; `nil` if the database assigns the value.
  func postgresql(_ type: ValueType, _ form: ColumnForm) -> SQLDefault? {
    switch self {
    case .literal(let literal):
      return SQLDefault(expression: form.isJSON ? literal.jsonText.sqlLiteral : literal.postgresql)
    case .emptyArray:
      if case .array = form { return SQLDefault(expression: "'{}'") }
      return SQLDefault(expression: "'[]'")
    case .emptyObject: return SQLDefault(expression: "'{}'")
    case .text(let scalar, let text):
      return SQLDefault(expression: form.isJSON ? text.jsonLiteral.sqlLiteral : scalar.postgresql(text, form))
    case .now: return SQLDefault(expression: now(type, form), isConstant: false)
    case .uuid:
      let value = "gen_random_uuid()"
      let expression = form.isJSON ? "to_jsonb(\(value))" : form == .text ? "(\(value)::text)" : value
      return SQLDefault(expression: expression, isConstant: false)
    case .auto: return nil
    }
  }

  private func now(_ type: ValueType, _ form: ColumnForm) -> String {
    let isInstant = type.alternatives.contains { $0.scalar == .timestamp }
    let value = isInstant ? "now()" : "(now() AT TIME ZONE 'UTC')::date"
    if form.isJSON { return isInstant ? PostgreSQLJSON.instant(value) : PostgreSQLJSON.date("(\(value))") }
    if form.hasNoZone { return "(now() AT TIME ZONE 'UTC')" }
    return isInstant ? value : "(\(value))"
  }
}

extension Scalar {
  /// The canonical text of a value as a column literal.
  fileprivate func postgresql(_ text: String, _ form: ColumnForm) -> String {
    switch (self, form) {
    case (.timestamp, .timestamptz), (.timestamp, .bounded(.instant(_, hasZone: true))):
      "\(text.sqlLiteral)::timestamptz"
    // The server ignores the zone in the text, which is UTC.
    case (.timestamp, _) where form.hasNoZone: "\(text.sqlLiteral)::timestamp"
    case (.decimal, .numeric), (.decimal, .bounded): text
    case (.string, _), (.int, _), (.double, _), (.bool, _), (.bytes, _), (.date, _), (.uuid, _), (.decimal, _),
      (.timestamp, _), (.null, _):
      text.sqlLiteral
    }
  }
}
