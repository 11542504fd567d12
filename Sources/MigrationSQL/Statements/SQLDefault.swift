// Part of Bellows. MIT licence: see LICENSE.

/// A default in SQL.
struct SQLDefault: Hashable {
  /// A literal, or an expression in parentheses.
  var expression: String
  /// Whether it is a literal, the same for every row: only such columns can be added to a table with rows at once.
  var isConstant = true
}
