// Part of Bellows. MIT licence: see LICENSE.

/// A type of the language, as a set of values.
///
/// Names of types are replaced by their definitions.
package enum ValueType: Hashable, Sendable {
  /// All values, and more than all other types together: only `any` contains `any`.
  case any
  case scalar(Scalar)
  /// A part of a scalar: only as a field's own type, which `@stored` reduces to what its column can store.
  case bounded(Bound)
  case literal(Literal)
  /// `id<table>`: the key of a row of that table.
  case reference(TableName)
  indirect case array(ValueType)
  indirect case record(RecordKey, ValueType)
  /// A closed object; the members are in the order of the file and have different names.
  case object([Member])
  /// At least two members, none of them a union.
  case union([ValueType])

  /// The possible keys of a record.
  package enum RecordKey: Hashable, Sendable {
    case string
    case int
    case uuid
    case reference(TableName)
    /// Each key may be missing.
    case literals([Literal])
  }

  /// `name: type`, or `name: type?` if it may be missing.
  package struct Member: Hashable, Sendable {
    package var name: FieldName
    package var type: ValueType
    package var isOptional: Bool

    package init(_ name: FieldName, _ type: ValueType, isOptional: Bool = false) {
      self.name = name
      self.type = type
      self.isOptional = isOptional
    }
  }

  /// Calls the closure with each table that the type refers to, in order of appearance.
  package func forEachReference(_ body: (TableName) -> Void) {
    switch self {
    case .any, .scalar, .bounded, .literal: break
    case .reference(let table): body(table)
    case .array(let element): element.forEachReference(body)
    case .record(let key, let value):
      if case .reference(let table) = key { body(table) }
      value.forEachReference(body)
    case .object(let members): for member in members { member.type.forEachReference(body) }
    case .union(let members): for member in members { member.forEachReference(body) }
    }
  }

  /// Whether `null` is one of its values.
  package var allowsNull: Bool {
    switch self {
    case .scalar(let scalar): scalar == .null
    case .union(let members): members.contains(where: \.allowsNull)
    case .any, .bounded, .literal, .reference, .array, .record, .object: false
    }
  }

  /// The members of a union; for another type, the type alone.
  package var alternatives: [ValueType] {
    if case .union(let members) = self { members } else { [self] }
  }

  /// Returns the union of types: flat, without duplicates, in the given order; `nil` for no types.
  package static func union(of types: [ValueType]) -> ValueType? {
    var members: [ValueType] = []
    members.reserveCapacity(types.count)
    // A few types are faster to compare than to hash.
    var seen: Set<ValueType>?
    for type in types {
      if case .union(let inner) = type { inner.forEach(add) } else { add(type) }
    }
    return members.count > 1 ? .union(members) : members.first

    func add(_ member: ValueType) {
      if case .bounded(let bound) = member, let index = members.firstIndex(where: { $0.scalar == bound.scalar }) {
        // One member has all values of a scalar: a schema cannot declare two bounds.
        if case .bounded(let other) = members[index] { members[index] = .bounded(other.union(bound) ?? other) }
        return
      }
      if case .scalar(let scalar) = member,
        let index = members.firstIndex(where: {
          if case .bounded(let bound) = $0 { bound.scalar == scalar } else { false }
        })
      {
        return members[index] = member
      }
      if members.count == 8, seen == nil { seen = Set(members) }
      let isNew = seen?.insert(member).inserted ?? !members.contains(member)
      if isNew { members.append(member) }
    }
  }
}
