// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Types as conditions that SQLite can check.
///
/// A CHECK never refuses what the type allows. What it cannot see, it lets pass: the elements of arrays and the entries
/// of records (no queries inside a CHECK), the text of dates and such inside JSON, members whose names its paths cannot
/// spell.
struct TypeCondition {
  let storage: Storage

  /// The condition of a column, `"role" IN ('member', 'admin')`; `nil` when its kind of column says it all.
  ///
  /// A column may have no value wherever it is not declared NOT NULL: a condition that is NULL passes.
  func check(of type: FieldType, in form: ColumnForm, _ column: String) -> String? {
    guard form == .jsonText else { return scalarCheck(of: type.value, form, column) }
    // Not so `json_valid`, which says no to NULL.
    let condition = jsonCheck(of: type.value, column)
    return type.isOptional ? "\(column) IS NULL OR \(condition)" : condition
  }

  private func jsonCheck(of type: ValueType, _ column: String) -> String {
    let place = JSONPosition(column: column)
    // Deep types make long conditions: rather a coarser one than one that SQLite refuses to parse.
    for depth in [8, 2, 1] {
      var writer = JSONCondition(storage: storage, depth: depth)
      let condition = writer.condition(of: type, place)
      guard writer.terms <= JSONCondition.mostTerms else { continue }
      guard let condition else { break }
      return "json_valid(\(column)) AND \(condition.inside)"
    }
    return "json_valid(\(column))"
  }

  /// The condition of a column that holds one kind of scalar.
  private func scalarCheck(of type: ValueType, _ form: ColumnForm, _ column: String) -> String? {
    let literals = type.alternatives.compactMap { if case .literal(let literal) = $0 { literal } else { nil } }
    if literals.count == type.alternatives.count {
      return "\(column) IN (\(literals.map(\.sql).joined(separator: ", ")))"
    }
    guard let scalar = storage.columnScalar(of: type) else { return nil }
    switch scalar {
    case .bool: return "\(column) IN (0, 1)"
    // 9e999 is infinite.
    case .double: return "abs(\(column)) < 9e999"
    case .uuid: return form == .blob ? "length(\(column)) = 16" : Self.uuid(column)
    case .date: return Self.date(column)
    case .decimal: return Self.decimal(column)
    case .string, .int, .bytes, .timestamp, .null: return nil
    }
  }

  /// 36 characters in lower case, with hyphens in their places and nowhere else.
  private static func uuid(_ column: String) -> String {
    "\(column) GLOB '????????-????-????-????-????????????' AND \(column) NOT GLOB '*[^0-9a-f-]*' "
      + "AND length(replace(\(column), '-', '')) = 32"
  }

  /// A day that there is; those outside of the years 0 to 9999 carry a sign, and SQLite does not know them.
  private static func date(_ column: String) -> String {
    "CASE WHEN \(column) GLOB '[+-]*' THEN \(column) GLOB '[+-]*[0-9]-[0-1][0-9]-[0-3][0-9]' "
      + "ELSE \(column) GLOB '????-??-??' AND date(\(column), '+0 days') IS \(column) END"
  }

  /// Digits in their one spelling: at most one point, no zeros or signs that say nothing, 38 digits that count.
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
