// Part of Bellows. MIT licence: see LICENSE.

/// A value that its holders share on the heap, so that they are small and quick to copy.
final class Shared<Value: Hashable & Sendable>: Hashable, Sendable {
  let value: Value

  /// The value, or `nil` for one that says nothing.
  convenience init?(_ value: Value, unless nothing: Value) {
    guard value != nothing else { return nil }
    self.init(value)
  }

  private init(_ value: Value) { self.value = value }

  static func == (lhs: Shared, rhs: Shared) -> Bool { lhs === rhs || lhs.value == rhs.value }

  func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
