// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension TypeCondition {
  /// The condition that a stored value is outside a type, true or false for every row; `nil` if SQL cannot decide it.
  ///
  /// The stored values belong to the column's type; only values that the new type excludes are searched.
  ///
  /// - Parameter mayMiss: Whether a condition suffices that finds the values that a `CHECK` rejects.
  func violation(of type: FieldType, by stored: ColumnKind, _ column: String, mayMiss: Bool = false) -> String? {
    stored.isOutside(type, column, never: Dialect.sqlite.never) {
      violation(of: type.value, stored, column, mayMiss: mayMiss)
    }
  }

  /// The same condition for a value that is not `NULL`.
  private func violation(of type: ValueType, _ stored: ColumnKind, _ column: String, mayMiss: Bool) -> String? {
    if stored.form == .jsonText {
      var writer = JSONCondition(storage: storage, depth: 16, mayQuery: true)
      let condition = writer.condition(of: type, JSONPosition(column: column))
      guard writer.isExact || mayMiss, writer.terms <= JSONCondition.mostTerms else { return nil }
      return condition.map { "NOT (\($0.sql))" } ?? "0"
    }
    var literals: [String] = []
    for alternative in type.alternatives {
      guard case .literal(let literal) = alternative else { return nil }
      literals.append(literal.sql)
    }
    return "\(stored.bytewise(column)) NOT IN (\(literals.joined(separator: ", ")))"
  }
}
