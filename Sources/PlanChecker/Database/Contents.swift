// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// What may be stored in a column: a set of values that is never too small.
///
/// Unlike a `FieldType` it can hold nothing at all (a table without rows), or "no value" alone (a new column).
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

  /// What a default gives in a column of a type; for what has no exact type, the column's.
  init(_ defaultValue: Default, in type: FieldType) {
    let value: ValueType =
      switch defaultValue {
      case .literal(let literal): .literal(literal)
      case .text(let scalar, _): .scalar(scalar)
      case .uuid: .scalar(.uuid)
      case .auto: .scalar(.int)
      case .emptyObject: .object([])
      // An array of nothing: only the empty one.
      case .emptyArray: .array(.union([]))
      case .now:
        // A moment, or else a day, whatever else the type allows.
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

  /// Whether a type holds all of it.
  func containment(in type: FieldType) -> Containment {
    if mayBeAbsent && !type.isOptional { return .refused(.absent) }
    guard let value, value != type.value else { return .contained }
    return FieldType(value, isOptional: false).containment(in: type)
  }

  /// Whether every value (leaving "no value" aside) is of a type.
  func valuesFit(_ type: FieldType) -> Bool {
    Contents(value: value, mayBeAbsent: false).containment(in: type) == .contained
  }

  /// What is left of it when nothing outside a type remains.
  func restricted(to type: FieldType) -> Contents {
    let isLeft = mayBeAbsent && type.isOptional
    guard let value, !valuesFit(type) else { return Contents(value: value, mayBeAbsent: isLeft) }
    let outside = outside(type).value?.alternatives ?? []
    let inside = Set(value.alternatives).subtracting(outside)
    // Of a kind that is inside in part, at most all that the type says of such a kind. A literal has no parts.
    let divided = outside.filter { if case .literal = $0 { false } else { true } }
    let parts = type.value.alternatives.filter { part in divided.contains { $0.mayOverlap(part) } }
    let left = value.alternatives.filter(inside.contains) + parts
    return Contents(value: left.isEmpty ? nil : ValueType.union(of: left), mayBeAbsent: isLeft)
  }

  /// What a walk over the rows outside a type meets.
  func outside(_ type: FieldType) -> Contents {
    // Most of what is met again is spelled the same, and unions of thousands of literals are compared member by member.
    let same = Set(type.value.alternatives)
    let members = (value?.alternatives ?? []).filter { member in
      if same.contains(member) { return false }
      if case .literal(let literal) = member { return !same.contains(.scalar(literal.scalar)) && !same.contains(.any) }
      return !Contents(value: member, mayBeAbsent: false).valuesFit(type)
    }
    return Contents(value: ValueType.union(of: members), mayBeAbsent: mayBeAbsent && !type.isOptional)
  }
}
