// Part of Bellows. MIT licence: see LICENSE.

/// A value of a field, and what it must become as a value of another one.
struct ExpressionCase: Sendable, CustomStringConvertible {
  /// Types of the schema language.
  var old: String
  var new: String
  /// As SQL.
  var value: String
  /// As the database shows it; `nil` where SQL must not be used.
  var result: String?
  var description: String { "\(value) of \(old) -> \(new)" }

  init(_ old: String, _ new: String, _ value: String, _ result: String?) {
    (self.old, self.new, self.value, self.result) = (old, new, value, result)
  }
}
