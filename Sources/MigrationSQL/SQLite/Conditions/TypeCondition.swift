// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Writes types as SQLite conditions.
///
/// A `CHECK` accepts every value of the type, and values that it cannot check: array elements and record entries (a
/// `CHECK` cannot contain queries), dates and similar text inside JSON, and members whose names have no JSON path.
struct TypeCondition {
  let storage: Storage

  /// The condition of a column, `"role" IN ('member', 'admin')`; `nil` if the column type is sufficient.
  ///
  /// A condition that is `NULL` passes, so `NOT NULL` alone decides whether a value is required.
  func check(of type: FieldType, in form: ColumnForm, _ column: String) -> String? {
    guard form == .jsonText else { return scalarCheck(of: type.value, form, column) }
    // `json_valid(NULL)` is false.
    let condition = jsonCheck(of: type.value, column)
    return type.isOptional ? "\(column) IS NULL OR \(condition)" : condition
  }

  private func jsonCheck(of type: ValueType, _ column: String) -> String {
    let position = JSONPosition(column: column)
    // Reduce the depth until SQLite can parse the condition.
    for depth in [8, 2, 1] {
      var writer = JSONCondition(storage: storage, depth: depth)
      let condition = writer.condition(of: type, position)
      guard writer.terms <= JSONCondition.mostTerms else { continue }
      guard let condition else { break }
      return "json_valid(\(column)) AND \(condition.inside)"
    }
    return "json_valid(\(column))"
  }

  /// The condition of a column of one scalar type.
  private func scalarCheck(of type: ValueType, _ form: ColumnForm, _ column: String) -> String? {
    let literals = type.alternatives.compactMap { if case .literal(let literal) = $0 { literal } else { nil } }
    if literals.count == type.alternatives.count {
      return "\(column) IN (\(literals.map(\.sql).joined(separator: ", ")))"
    }
    guard let scalar = storage.columnScalar(of: type) else { return nil }
    switch scalar {
    case .bool: return "\(column) IN (0, 1)"
    // 9e999 is infinity.
    case .double: return "abs(\(column)) < 9e999"
    case .uuid: return form == .blob ? "length(\(column)) = 16" : Self.uuid(column)
    case .date: return Self.date(column)
    case .decimal: return Self.decimal(column)
    case .string, .int, .bytes, .timestamp, .null: return nil
    }
  }

  /// 36 lower-case characters with hyphens at fixed positions.
  private static func uuid(_ column: String) -> String {
    "\(column) GLOB '????????-????-????-????-????????????' AND \(column) NOT GLOB '*[^0-9a-f-]*' "
      + "AND length(replace(\(column), '-', '')) = 32"
  }

  /// A valid date; years outside 0 to 9999 have a sign, and SQLite cannot check them.
  private static func date(_ column: String) -> String {
    "CASE WHEN \(column) GLOB '[+-]*' THEN \(column) GLOB '[+-]*[0-9]-[0-1][0-9]-[0-3][0-9]' "
      + "ELSE \(column) GLOB '????-??-??' AND date(\(column), '+0 days') IS \(column) END"
  }

  /// A decimal in canonical form: no redundant zeros or signs, at most 38 significant digits.
  private static func decimal(_ column: String) -> String {
    let digits = "ltrim(\(column), '-')"
    return [
      "\(column) NOT GLOB '*[^0-9.-]*'", "\(column) NOT GLOB '?*-*'", "\(column) NOT GLOB '*.*.*'",
      "\(digits) GLOB '[0-9]*'", "\(digits) NOT GLOB '0[0-9]*'", "\(column) NOT GLOB '*.'",
      "\(column) NOT GLOB '*.*0'", "\(column) <> '-0'",
      "length(ltrim(replace(\(digits), '.', ''), '0')) <= 38",
    ].joined(separator: " AND ")
  }
}
