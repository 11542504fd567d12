// Part of Bellows. MIT licence: see LICENSE.

/// Whether every value of one type is a value of another, and if not, a value that shows it.
package enum Containment: Hashable, Sendable {
  case contained
  /// A small value of the first type that the second refuses.
  case refused(Value)
  /// The budget was used up: count it as "no".
  case undecided
}
