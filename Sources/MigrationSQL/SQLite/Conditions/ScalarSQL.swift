// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension Scalar {
  /// The condition of a column of this type: the property of `ScalarTraits` for SQLite; `nil` if the column's declared
  /// type is enough.
  func sqliteCheck(_ column: String, _ form: ColumnForm) -> String? {
    switch self {
    case .bool: "\(column) IN (0, 1)"
    // 9e999 is infinity.
    case .double: "abs(\(column)) < 9e999"
    case .uuid: form == .blob ? "length(\(column)) = 16" : Self.uuidCheck(column)
    case .date: Self.dateCheck(column)
    case .decimal: Self.decimalCheck(column)
    case .string, .int, .bytes, .timestamp, .null: nil
    }
  }

  /// 36 lower-case characters with hyphens at fixed positions.
  private static func uuidCheck(_ column: String) -> String {
    "\(column) GLOB '????????-????-????-????-????????????' AND \(column) NOT GLOB '*[^0-9a-f-]*' "
      + "AND length(replace(\(column), '-', '')) = 32"
  }

  /// A valid date; years outside 0 to 9999 have a sign, and SQLite cannot check them.
  private static func dateCheck(_ column: String) -> String {
    "CASE WHEN \(column) GLOB '[+-]*' THEN \(column) GLOB '[+-]*[0-9]-[0-1][0-9]-[0-3][0-9]' "
      + "ELSE \(column) GLOB '????-??-??' AND date(\(column), '+0 days') IS \(column) END"
  }

  /// A decimal in canonical form: no redundant zeros or signs, at most 38 significant digits.
  private static func decimalCheck(_ column: String) -> String {
    let digits = "ltrim(\(column), '-')"
    return [
      "\(column) NOT GLOB '*[^0-9.-]*'", "\(column) NOT GLOB '?*-*'", "\(column) NOT GLOB '*.*.*'",
      "\(digits) GLOB '[0-9]*'", "\(digits) NOT GLOB '0[0-9]*'", "\(column) NOT GLOB '*.'",
      "\(column) NOT GLOB '*.*0'", "\(column) <> '-0'",
      "length(ltrim(replace(\(digits), '.', ''), '0')) <= 38",
    ].joined(separator: " AND ")
  }
}
