// Part of Bellows. MIT licence: see LICENSE.

/// A value on the heap that several owners share, so that the owners are small and cheap to copy.
final class Shared<Value: Hashable & Sendable>: Hashable, Sendable {
  let value: Value

  /// Creates a shared value, or `nil` if it equals the empty value.
  convenience init?(_ value: Value, unless nothing: Value) {
    guard value != nothing else { return nil }
    self.init(value)
  }

  init(_ value: Value) { self.value = value }

  static func == (lhs: Shared, rhs: Shared) -> Bool { lhs === rhs || lhs.value == rhs.value }

  func hash(into hasher: inout Hasher) { hasher.combine(value) }
}

extension Optional {
  /// Changes one part.
  ///
  /// The shared value is `nil` while it equals the empty value.
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
  /// Returns a copy with one part changed.
  func with<Part>(_ part: WritableKeyPath<Value, Part>, _ new: Part) -> Shared {
    var changed = value
    changed[keyPath: part] = new
    return Shared(changed)
  }
}
