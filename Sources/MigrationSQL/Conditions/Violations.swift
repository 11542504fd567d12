// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension TypeCondition {
  /// The condition that a stored value is not of a type, true or false for every row; `nil` where SQL cannot tell.
  ///
  /// What the column may hold anyway is known: only what the new type takes away is looked for.
  ///
  /// - Parameter mayMiss: Whether a condition will do that finds what a CHECK finds.
  func violation(of type: FieldType, by stored: ColumnKind, _ column: String, mayMiss: Bool = false) -> String? {
    let absent = type.isOptional || !stored.type.isOptional ? nil : "\(column) IS NULL"
    if stored.type.value.isSubset(of: type.value) { return absent ?? "0" }
    guard let wrong = violation(of: type.value, stored, column, mayMiss: mayMiss) else { return nil }
    if let absent { return "\(absent) OR \(wrong)" }
    return stored.type.isOptional ? "\(column) IS NOT NULL AND \(wrong)" : wrong
  }

  /// The condition that a value that is there is not of a type, if SQL can say exactly that.
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
    return "\(column) NOT IN (\(literals.joined(separator: ", ")))"
  }
}
