// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The canonical JSON of values that JSON has no type for: as the runtime writes them.
enum PostgreSQLJSON {
  /// `"2026-03-01T12:00:00Z"`, with six digits of a second unless all are zero.
  static func instant(_ value: String) -> String {
    #"to_jsonb(replace(to_char(\#(value) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z'))"#
  }

  static func date(_ value: String) -> String { "to_jsonb(to_char(\(value), 'YYYY-MM-DD'))" }

  /// Base64 without the line breaks that the server adds.
  static func bytes(_ value: String) -> String { #"to_jsonb(translate(encode(\#(value), 'base64'), E'\n', ''))"# }
}

/// Moves values between two kinds of columns.
struct PostgreSQLConversion {
  let from: ColumnKind
  let to: ColumnKind

  init(from: ColumnKind, to: ColumnKind) {
    self.from = from
    self.to = to
  }

  /// The transformed value as an expression; `nil` if SQL cannot express it without loss.
  func value(_ transform: Transform, of expression: String) -> String? {
    switch transform {
    case .copy: moved(expression)
    case .convert(let conversion): converted(expression, conversion)
    case .remap(let renames): remapped(expression, renames)
    case .fill, .renameMembers, .unset, .custom, .sql: nil
    }
  }

  // MARK: - The same value in another column

  private func moved(_ expression: String) -> String? {
    if from.form == to.form, from.scalar == to.scalar { return expression }
    if to.form.isJSON { return json(expression).map(spelled) }
    if case .array(let element) = to.form {
      return from.form.isJSON ? array(of: element, from: jsonb(expression)) : nil
    }
    if from.form.isJSON { return to.scalar.flatMap { scalar($0, to.form, from: "\(jsonb(expression))") } }
    // The same scalar in another form: a UUID or a decimal as text.
    guard from.scalar == to.scalar, let scalar = from.scalar else { return nil }
    switch (scalar, to.form) {
    case (.timestamp, _):
      return from.form.hasNoZone == to.form.hasNoZone ? expression : "(\(expression) AT TIME ZONE 'UTC')"
    case (.string, .enumeration): return "\(textual(expression))::\(to.form.postgresqlType)"
    case (.string, _): return textual(expression)
    // As text: in binary the short number is another one.
    case (.double, .doublePrecision): return "\(expression)::text::double precision"
    case (.decimal, .text): return "trim_scale(\(expression))::text"
    case (_, .text): return "\(expression)::text"
    case (_, _): return "\(expression)::\(to.form.postgresqlType)"
    }
  }

  /// A string, also from an enum type, as `text`.
  private func textual(_ expression: String) -> String {
    if case .enumeration = from.form { "\(expression)::text" } else { expression }
  }

  /// A value as `jsonb`.
  private func json(_ expression: String) -> String? {
    if from.form.isJSON { return jsonb(expression) }
    if case .array(let scalar) = from.form {
      let element = ColumnKind(element: scalar)
      guard let inner = PostgreSQLConversion(from: element, to: element).json("each.value") else { return nil }
      return "CASE WHEN \(expression) IS NOT NULL THEN (SELECT coalesce(jsonb_agg(\(inner) ORDER BY each.place), "
        + "'[]'::jsonb) FROM unnest(\(expression)) WITH ORDINALITY AS each (value, place)) END"
    }
    guard let scalar = from.scalar else { return nil }
    switch (scalar, from.form) {
    case (.timestamp, .timestamptz): return PostgreSQLJSON.instant(expression)
    case (.timestamp, .bounded(.instant(_, hasZone: true))): return PostgreSQLJSON.instant(expression)
    case (.timestamp, _) where from.form.hasNoZone:
      return PostgreSQLJSON.instant("(\(expression) AT TIME ZONE 'UTC')")
    case (.date, .date): return PostgreSQLJSON.date(expression)
    case (.bytes, .bytea): return PostgreSQLJSON.bytes(expression)
    case (.decimal, .numeric), (.decimal, .bounded): return "to_jsonb(trim_scale(\(expression))::text)"
    case (.uuid, .uuid): return "to_jsonb(\(expression)::text)"
    case (.string, _), (.int, _), (.double, _), (.bool, _), (.uuid, .text), (.decimal, .text), (.date, .text):
      return "to_jsonb(\(expression))"
    case (.timestamp, _), (.date, _), (.bytes, _), (.decimal, _), (.uuid, _), (.null, _): return nil
    }
  }

  /// A column of JSON as `jsonb`.
  private func jsonb(_ expression: String) -> String { from.form == .json ? "\(expression)::jsonb" : expression }

  /// A `jsonb` expression in the form of the new column.
  private func spelled(_ expression: String) -> String { to.form == .json ? "(\(expression))::json" : expression }

  /// An array from a `jsonb` expression.
  private func array(of scalar: Scalar, from json: String) -> String? {
    let inner = self.scalar(scalar, scalar.traits.postgresql.usual, from: "each.value")
    return inner.map {
      "CASE WHEN \(json) IS NOT NULL THEN ARRAY(SELECT \($0) FROM jsonb_array_elements(\(json)) "
        + "WITH ORDINALITY AS each (value, place) ORDER BY each.place) END"
    }
  }

  /// A scalar from a `jsonb` expression.
  private func scalar(_ scalar: Scalar, _ form: ColumnForm, from json: String) -> String? {
    let text = "(\(json) #>> '{}')"
    switch scalar {
    case .string:
      if case .enumeration = form { return "\(text)::\(form.postgresqlType)" }
      return text
    case .int, .bool, .double: return "(\(json))::\(form.postgresqlType)"
    case .timestamp where form.hasNoZone: return "(\(text)::timestamptz AT TIME ZONE 'UTC')"
    case .uuid, .date, .timestamp, .decimal: return form == .text ? text : "\(text)::\(form.postgresqlType)"
    case .bytes: return "decode(\(text), 'base64')"
    case .null: return nil
    }
  }

  // MARK: - Conversions

  private func converted(_ expression: String, _ conversion: Transform.Conversion) -> String? {
    switch conversion {
    case .text:
      guard let text = text(of: expression) else { return nil }
      return to.form.isJSON ? spelled("to_jsonb(\(text))") : text
    case .intToDecimal:
      guard from.scalar == .int, !from.form.isJSON else { return nil }
      if to.form.isJSON { return spelled("to_jsonb(\(expression)::text)") }
      return "\(expression)::\(to.form.postgresqlType)"
    case .wrapInArray:
      if case .array(let scalar) = to.form {
        let inner = PostgreSQLConversion(from: from, to: ColumnKind(element: scalar)).moved(expression)
        return inner.map {
          from.type.isOptional ? "CASE WHEN \(expression) IS NOT NULL THEN ARRAY[\($0)] END" : "ARRAY[\($0)]"
        }
      }
      guard to.form.isJSON, let inner = json(expression) else { return nil }
      return present(expression, "jsonb_build_array(\(inner))")
    case .wrapInObject(let member):
      guard to.form.isJSON, let inner = json(expression) else { return nil }
      return present(expression, "jsonb_build_object(\(member.text.sqlLiteral), \(inner))")
    }
  }

  private func present(_ expression: String, _ value: String) -> String {
    spelled(from.type.isOptional ? "CASE WHEN \(expression) IS NOT NULL THEN \(value) END" : value)
  }

  /// The text of a scalar, as the runtime writes it; `nil` if the server writes another.
  private func text(of expression: String) -> String? {
    switch (from.scalar, from.form) {
    case (.int, .bigint), (.int, .bounded), (.bool, .boolean), (.uuid, .uuid): "\(expression)::text"
    case (.date, .date): "to_char(\(expression), 'YYYY-MM-DD')"
    case (.decimal, .numeric), (.decimal, .bounded): "trim_scale(\(expression))::text"
    case (.string, .enumeration): "\(expression)::text"
    case (.string, .text), (.string, .bounded), (.uuid, .text), (.date, .text), (.decimal, .text): expression
    case (.string, _), (.int, _), (.double, _), (.bool, _), (.bytes, _), (.timestamp, _), (.date, _), (.uuid, _),
      (.decimal, _), (.null, _), (nil, _):
      nil
    }
  }

  // MARK: - Renamed literals

  /// Replaces old literals by new ones; other values stay.
  private func remapped(_ expression: String, _ renames: [LiteralRename]) -> String? {
    let whole = renames.filter(\.path.isEmpty)
    guard whole.count == renames.count else {
      guard from.form.isJSON, to.form.isJSON else { return nil }
      return spelled(remappedJSON(jsonb(expression), renames, at: 0))
    }
    if case .enumeration = to.form {
      // The types of both sides may be different ones.
      let text = ColumnKind(element: .string)
      return PostgreSQLConversion(from: from, to: text).remapped(expression, renames).map {
        "(\($0))::\(to.form.postgresqlType)"
      }
    }
    let isJSON = from.form.isJSON
    let value = isJSON ? jsonb(expression) : textual(expression)
    let cases = whole.map { rename in
      let old = isJSON ? jsonbLiteral(rename.old) : rename.old.postgresql
      let new = to.form.isJSON ? spelled(jsonbLiteral(rename.new)) : rename.new.postgresql
      return "WHEN \(old) THEN \(new)"
    }.joined(separator: " ")
    if let rest = moved(expression) { return "CASE \(value) \(cases) ELSE \(rest) END" }
    // For another kind of column, all literals must be replaced.
    let renamed = Set(whole.map { ValueType.literal($0.old) })
    return from.type.value.alternatives.allSatisfy(renamed.contains) ? "CASE \(value) \(cases) END" : nil
  }

  private func jsonbLiteral(_ literal: Literal) -> String { "\(literal.jsonText.sqlLiteral)::jsonb" }

  /// The same inside JSON: members that are not there stay away.
  private func remappedJSON(_ json: String, _ renames: [LiteralRename], at depth: Int) -> String {
    var cases: [String] = []
    for rename in renames where rename.path.count == depth {
      cases.append("WHEN \(json) = \(jsonbLiteral(rename.old)) THEN \(jsonbLiteral(rename.new))")
    }
    let deeper = renames.filter { $0.path.count > depth }
    let members = Dictionary(grouping: deeper, by: { $0.path[depth] }).sorted { $0.key < $1.key }
    let each = "each\(depth)"
    if let elements = members.first(where: { $0.key == "[]" })?.value {
      let inner = remappedJSON("\(each).value", elements, at: depth + 1)
      cases.append(
        "WHEN jsonb_typeof(\(json)) = 'array' THEN (SELECT coalesce(jsonb_agg(\(inner) ORDER BY \(each).place), '[]') "
          + "FROM jsonb_array_elements(\(json)) WITH ORDINALITY AS \(each) (value, place))")
      if members.count == 1 {
        cases.append(
          "WHEN jsonb_typeof(\(json)) = 'object' THEN (SELECT coalesce(jsonb_object_agg(\(each).key, \(inner)), '{}') "
            + "FROM jsonb_each(\(json)) AS \(each) (key, value))")
      }
    }
    let named = members.filter { $0.key != "[]" }
    if !named.isEmpty {
      let replaced = named.reduce(json) { result, member in
        let name = member.key.text.sqlLiteral
        let inner = remappedJSON("(\(json) -> \(name))", member.value, at: depth + 1)
        // `jsonb_set` is NULL for a missing member, whose value is NULL.
        return "jsonb_set(\(result), ARRAY[\(name)], coalesce(\(inner), 'null'), false)"
      }
      cases.append("WHEN jsonb_typeof(\(json)) = 'object' THEN \(replaced)")
    }
    return cases.isEmpty ? json : "CASE \(cases.joined(separator: " ")) ELSE \(json) END"
  }
}
