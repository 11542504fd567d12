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
    return scalar.sqliteCheck(column, form)
  }
}
