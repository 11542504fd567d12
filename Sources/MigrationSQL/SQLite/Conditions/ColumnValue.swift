// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

extension ColumnKind {
  /// The same value in a column of another kind; `nil` if SQL cannot convert it without loss.
  func moved(_ expression: String, to other: ColumnKind) -> String? {
    if form == other.form, scalar == other.scalar { return expression }
    if other.form == .jsonText { return json(expression) }
    return form == .jsonText ? other.scalar(from: expression) : nil
  }

  /// The value as JSON text.
  func json(_ expression: String) -> String? {
    if form == .jsonText { return expression }
    guard let scalar, scalar.hasExactJSON(in: form) else { return nil }
    switch scalar.traits.json {
    case .integer: return "CAST(\(expression) AS TEXT)"
    case .boolean: return "CASE \(expression) WHEN 1 THEN 'true' WHEN 0 THEN 'false' END"
    case .string, .canonicalText: return quoted(expression)
    case .number, .base64, .null: return nil
    }
  }

  /// `NULL` stays `NULL`; `json_quote` would return `null`.
  private func quoted(_ expression: String) -> String {
    type.isOptional
      ? "CASE WHEN \(expression) IS NOT NULL THEN json_quote(\(expression)) END" : "json_quote(\(expression))"
  }

  /// The value of this kind from JSON text.
  private func scalar(from expression: String) -> String? {
    scalar?.hasExactJSON(in: form) == true ? "json_extract(\(expression), '$')" : nil
  }

  /// A column, to be compared by its bytes: one of another tool may have a collation for which different texts are equal.
  func bytewise(_ column: String) -> String { form == .text ? "\(column) COLLATE BINARY" : column }

  /// A literal as a value of this kind.
  func sql(_ literal: Literal) -> String { form == .jsonText ? literal.jsonText.sqlLiteral : literal.sql }
}

extension Transform {
  /// The transformed value as an expression; `nil` if SQL cannot express it without loss.
  func sql(_ expression: String, from old: ColumnKind, to new: ColumnKind) -> String? {
    switch self {
    case .copy: return old.moved(expression, to: new)
    case .convert(let conversion): return conversion.sql(expression, from: old, to: new)
    case .remap(let renames): return remapped(expression, renames, from: old, to: new)
    case .fill, .renameMembers, .unset, .custom, .sql: return nil
    }
  }
}

extension Transform.Conversion {
  fileprivate func sql(_ expression: String, from old: ColumnKind, to new: ColumnKind) -> String? {
    switch self {
    case .text:
      guard let text = text(of: expression, old) else { return nil }
      return new.form == .jsonText ? json(text) : text
    case .intToDecimal:
      guard old.form == .integer else { return nil }
      let text = "CAST(\(expression) AS TEXT)"
      return new.form == .jsonText ? json(text) : text
    case .wrapInArray:
      guard new.form == .jsonText, let inner = old.json(expression) else { return nil }
      return present(expression, old, "json_array(json(\(inner)))")
    case .wrapInObject(let member):
      guard new.form == .jsonText, let inner = old.json(expression) else { return nil }
      return present(expression, old, "json_object(\(member.text.sqlLiteral), json(\(inner)))")
    }
  }

  private func json(_ text: String) -> String { "CASE WHEN \(text) IS NOT NULL THEN json_quote(\(text)) END" }

  private func present(_ expression: String, _ old: ColumnKind, _ value: String) -> String {
    old.type.isOptional ? "CASE WHEN \(expression) IS NOT NULL THEN \(value) END" : value
  }

  private func text(of expression: String, _ old: ColumnKind) -> String? {
    switch (old.scalar, old.form) {
    case (.int, .integer): "CAST(\(expression) AS TEXT)"
    case (.bool, .integer): "CASE \(expression) WHEN 1 THEN 'true' WHEN 0 THEN 'false' END"
    case (.string, .text), (.uuid, .text), (.date, .text), (.decimal, .text): expression
    case (.string, _), (.int, _), (.double, _), (.bool, _), (.bytes, _), (.timestamp, _), (.date, _), (.uuid, _),
      (.decimal, _), (.null, _), (nil, _):
      nil
    }
  }
}

/// Replaces old literals by new ones; other values stay.
private func remapped(
  _ expression: String, _ renames: [LiteralRename], from old: ColumnKind, to new: ColumnKind
) -> String? {
  let whole = renames.filter(\.path.isEmpty)
  guard whole.count == renames.count else {
    guard old.form == .jsonText, new.form == .jsonText else { return nil }
    return remappedJSON(expression, renames, at: 0)
  }
  let value = old.form == .jsonText ? "json_extract(\(expression), '$')" : old.bytewise(expression)
  let cases = whole.map { "WHEN \($0.old.sql) THEN \(new.sql($0.new))" }.joined(separator: " ")
  if let rest = old.moved(expression, to: new) { return "CASE \(value) \(cases) ELSE \(rest) END" }
  // For another kind of column, all literals must be replaced.
  let renamed = Set(whole.map { ValueType.literal($0.old) })
  return old.type.value.alternatives.allSatisfy(renamed.contains) ? "CASE \(value) \(cases) END" : nil
}

/// The same inside JSON; `nil` if a JSON path of SQLite cannot reach a literal.
private func remappedJSON(_ json: String, _ renames: [LiteralRename], at depth: Int) -> String? {
  var cases: [String] = []
  for rename in renames where rename.path.count == depth {
    cases.append("WHEN json_extract(\(json), '$') = \(rename.old.sql) THEN \(rename.new.jsonText.sqlLiteral)")
  }
  let deeper = renames.filter { $0.path.count > depth }
  let members = Dictionary(grouping: deeper, by: { $0.path[depth] }).sorted { $0.key < $1.key }
  if members.contains(where: { $0.key == "[]" }) {
    guard members.count == 1 else { return nil }
    let each = "each\(depth)"
    guard let inner = remappedJSON(elementText(each), deeper, at: depth + 1) else { return nil }
    cases.append(
      "WHEN json_type(\(json)) = 'array' THEN (SELECT json_group_array(json(\(inner))) FROM json_each(\(json)) AS \(each))"
    )
    cases.append(
      "WHEN json_type(\(json)) = 'object' THEN (SELECT json_group_object(\(each).key, json(\(inner))) "
        + "FROM json_each(\(json)) AS \(each))")
  } else if !members.isEmpty {
    var arguments = ""
    for (name, inside) in members {
      guard let step = name.jsonPathStep else { return nil }
      let path = ("$" + step).sqlLiteral
      guard let inner = remappedJSON("(\(json) -> \(path))", inside, at: depth + 1) else { return nil }
      arguments += ", \(path), json(\(inner))"
    }
    cases.append("WHEN json_type(\(json)) = 'object' THEN json_replace(\(json)\(arguments))")
  }
  return cases.isEmpty ? json : "CASE \(cases.joined(separator: " ")) ELSE \(json) END"
}

/// The JSON text of a row of `json_each`.
private func elementText(_ each: String) -> String {
  "(CASE \(each).type WHEN 'text' THEN json_quote(\(each).value) WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' "
    + "WHEN 'null' THEN 'null' WHEN 'real' THEN printf('%!.17g', \(each).value) ELSE CAST(\(each).value AS TEXT) END)"
}
