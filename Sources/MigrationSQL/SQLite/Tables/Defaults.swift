// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import SchemaModel

extension Default {
  /// The default of a column; `nil` if the database assigns the value.
  func sql(_ type: ValueType, _ form: ColumnForm, _ storage: Storage) -> SQLDefault? {
    let isJSON = form == .jsonText
    switch self {
    case .literal(let literal): return SQLDefault(expression: isJSON ? literal.jsonText.sqlLiteral : literal.sql)
    case .emptyArray: return SQLDefault(expression: "'[]'")
    case .emptyObject: return SQLDefault(expression: "'{}'")
    case .text(let scalar, let text):
      return SQLDefault(expression: isJSON ? text.jsonLiteral.sqlLiteral : scalar.sql(text, form))
    case .now: return SQLDefault(expression: "(\(now(type, form)))", isConstant: false)
    case .uuid: return SQLDefault(expression: "(\(uuid(form)))", isConstant: false)
    case .auto: return nil
    }
  }

  private func now(_ type: ValueType, _ form: ColumnForm) -> String {
    let isInstant = type.alternatives.contains(.scalar(.timestamp))
    switch form {
    case .integer:
      return
        "CAST(strftime('%s', 'now') AS INTEGER) * 1000000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER) * 1000"
    case .jsonText:
      return isInstant
        ? "json_quote(strftime('%Y-%m-%dT%H:%M:%S.', 'now') || substr(strftime('%f', 'now'), 4) || '000Z')"
        : "json_quote(date('now'))"
    case .text, .real, .blob, .boolean, .bigint, .doublePrecision, .numeric, .timestamptz, .date, .uuid, .bytea, .jsonb,
      .json, .timestamp, .bounded, .enumeration, .array, .document:
      return isInstant ? "strftime('%Y-%m-%d %H:%M:%f', 'now')" : "date('now')"
    }
  }

  /// A random UUID of version 4; as bytes, without version bits.
  private func uuid(_ form: ColumnForm) -> String {
    if form == .blob { return "randomblob(16)" }
    let text =
      "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || "
      + "substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))"
    return form == .jsonText ? "json_quote(\(text))" : text
  }
}

extension Scalar {
  /// The canonical text of a value as a column literal.
  fileprivate func sql(_ text: String, _ form: ColumnForm) -> String {
    switch (self, form) {
    case (.timestamp, .integer): return Instant(text).map { String($0.microseconds) } ?? "NULL"
    case (.timestamp, _): return (Instant(text)?.columnText ?? text).sqlLiteral
    case (.uuid, .blob): return "X'" + text.filter { $0 != "-" } + "'"
    case (.string, _), (.int, _), (.double, _), (.bool, _), (.bytes, _), (.date, _), (.uuid, _), (.decimal, _),
      (.null, _):
      return text.sqlLiteral
    }
  }
}
