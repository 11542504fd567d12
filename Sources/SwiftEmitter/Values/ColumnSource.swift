// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

extension Column {
  /// The column in Swift.
  var swiftExpression: String { "Column(\(name.swiftLiteral), .\(form.rawValue))" }
}

extension [Column] {
  /// The columns in Swift, without brackets.
  var swiftElements: String { map(\.swiftExpression).joined(separator: ", ") }
}
