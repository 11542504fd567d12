// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The values that may be stored in a column, as an over-approximation.
///
/// Unlike a `FieldType` it can be empty (a table without rows), or contain only "no value" (a new column).
struct Contents: Hashable {
  var value: ValueType?
  var mayBeAbsent: Bool

  static let nothing = Contents(value: nil, mayBeAbsent: false)
  static let absent = Contents(value: nil, mayBeAbsent: true)

  init(value: ValueType?, mayBeAbsent: Bool) {
    self.value = value
    self.mayBeAbsent = mayBeAbsent
  }

  init(_ type: FieldType) { self.init(value: type.value, mayBeAbsent: type.isOptional) }

  /// Creates the values of a default in a column of a type.
  init(_ defaultValue: Default, in type: FieldType) {
    let value: ValueType =
      switch defaultValue {
      case .literal(let literal): .literal(literal)
      // The smallest part of the scalar: a column may be too narrow for others.
      case .text(.decimal, let text): .bounded(Bound(ofDecimal: text))
      case .text(let scalar, _): .scalar(scalar)
      case .uuid: .scalar(.uuid)
      // The sequence of a narrow column ends where the column does.
      case .auto: type.value.bound.map(ValueType.bounded) ?? .scalar(.int)
      case .emptyObject: .object([])
      // An array of the empty type: only the empty array.
      case .emptyArray: .array(.union([]))
      case .now:
        // A timestamp if the type allows one, otherwise a date.
        [.scalar(.timestamp), .scalar(.date)].first(where: type.value.alternatives.contains) ?? type.value
      }
    self.init(value: value, mayBeAbsent: false)
  }

  mutating func formUnion(_ other: Contents) {
    mayBeAbsent = mayBeAbsent || other.mayBeAbsent
    guard let added = other.value, added != value else { return }
    if case .union(let members)? = value, members.contains(added) { return }
    if let old = value {
      value = ValueType.union(of: [old, added]) ?? old
    } else {
      value = added
    }
  }

  func union(_ other: Contents) -> Contents {
    var both = self
    both.formUnion(other)
    return both
  }

  func containment(in type: FieldType) -> Containment {
    if mayBeAbsent && !type.isOptional { return .refused(.absent) }
    guard let value, value != type.value else { return .contained }
    return FieldType(value, isOptional: false).containment(in: type)
  }

  /// Returns whether every value is of a type, apart from "no value".
  func valuesFit(_ type: FieldType) -> Bool {
    Contents(value: value, mayBeAbsent: false).containment(in: type) == .contained
  }

  /// Returns what may remain after all values outside a type are deleted.
  func restricted(to type: FieldType) -> Contents {
    let isLeft = mayBeAbsent && type.isOptional
    guard let value, !valuesFit(type) else { return Contents(value: value, mayBeAbsent: isLeft) }
    let outside = outside(type).value?.alternatives ?? []
    let inside = Set(value.alternatives).subtracting(outside)
    // An alternative that is partly outside is replaced by every part of the type that overlaps it. A literal has no
    // parts.
    let divided = outside.filter { if case .literal = $0 { false } else { true } }
    let parts = type.value.alternatives.filter { part in divided.contains { $0.mayOverlap(part) } }
    let left = value.alternatives.filter(inside.contains) + parts
    return Contents(value: left.isEmpty ? nil : ValueType.union(of: left), mayBeAbsent: isLeft)
  }

  /// Returns the values outside a type.
  func outside(_ type: FieldType) -> Contents {
    // Compare equal members first: unions may have thousands of literals.
    let same = Set(type.value.alternatives)
    let members = (value?.alternatives ?? []).filter { member in
      if same.contains(member) { return false }
      if case .literal(let literal) = member {
        return !same.contains(.scalar(literal.scalar)) && !same.contains(.any)
          && !(type.value.bound?.contains(.literal(literal)) ?? false)
      }
      return !Contents(value: member, mayBeAbsent: false).valuesFit(type)
    }
    return Contents(value: ValueType.union(of: members), mayBeAbsent: mayBeAbsent && !type.isOptional)
  }

  /// Returns a value outside a type, or any value if there is no type; `nil` if there is none.
  func witness(outside type: FieldType?) -> Value? {
    guard let value else { return nil }
    // No column stores `null`, so nothing is contained in this type.
    let narrow = type ?? FieldType(.scalar(.null), isOptional: true)
    if case .refused(let witness) = FieldType(value).containment(in: narrow) { return witness }
    return nil
  }
}

extension ValueType {
  /// Returns whether a value may be of both types; true if undecided.
  func mayOverlap(_ other: ValueType) -> Bool {
    switch (self, other) {
    case (.any, _), (_, .any): true
    case (.union(let members), _): members.contains { $0.mayOverlap(other) }
    case (_, .union(let members)): members.contains { mayOverlap($0) }
    case (.scalar, .scalar), (.scalar, .bounded), (.bounded, .scalar), (.bounded, .bounded): scalar == other.scalar
    case (.bounded(let bound), .literal(let literal)), (.literal(let literal), .bounded(let bound)):
      bound.contains(.literal(literal))
    case (.scalar(let scalar), .literal(let literal)), (.literal(let literal), .scalar(let scalar)):
      literal.scalar == scalar
    case (.literal(let one), .literal(let two)): one == two
    case (.reference(let one), .reference(let two)): one == two
    case (.array, .array), (.object, .object), (.record, .record), (.object, .record), (.record, .object): true
    case (.scalar, _), (.bounded, _), (.literal, _), (.reference, _), (.array, _), (.record, _), (.object, _): false
    }
  }
}
