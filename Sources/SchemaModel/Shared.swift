// Part of Bellows. MIT licence: see LICENSE.

/// A value that its holders share on the heap, so that they are small and quick to copy.
final class Shared<Value: Hashable & Sendable>: Hashable, Sendable {
  let value: Value

  /// The value, or `nil` for one that says nothing.
  convenience init?(_ value: Value, unless nothing: Value) {
    guard value != nothing else { return nil }
    self.init(value)
  }

  init(_ value: Value) { self.value = value }

  static func == (lhs: Shared, rhs: Shared) -> Bool { lhs === rhs || lhs.value == rhs.value }

  func hash(into hasher: inout Hasher) { hasher.combine(value) }
}

extension Optional {
  /// Changes one part of a value that is there only while it says more than `nothing`.
  mutating func set<Value, Part: Equatable>(
    _ part: WritableKeyPath<Value, Part>, to new: Part, unless nothing: Value
  ) where Wrapped == Shared<Value> {
    var changed = self?.value ?? nothing
    guard changed[keyPath: part] != new else { return }
    changed[keyPath: part] = new
    self = Shared(changed, unless: nothing)
  }
}

extension Shared {
  /// The value with one part changed, for one of its holders.
  func with<Part>(_ part: WritableKeyPath<Value, Part>, _ new: Part) -> Shared {
    var changed = value
    changed[keyPath: part] = new
    return Shared(changed)
  }
}
