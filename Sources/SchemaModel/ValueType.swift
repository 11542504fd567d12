// Part of Bellows. MIT licence: see LICENSE.

/// A type of the language, as a set of values; names of types are already replaced by what they stand for.
package enum ValueType: Hashable, Sendable {
  /// Everything, and more than all other types together: only `any` contains `any`.
  case any
  case scalar(Scalar)
  case literal(Literal)
  /// `id<table>`: the key of a row of that table.
  case reference(TableName)
  indirect case array(ValueType)
  indirect case record(RecordKey, ValueType)
  /// A closed object; members are in the order in which they were written and have different names.
  case object([Member])
  /// At least two members, none of them a union itself.
  case union([ValueType])

  /// The keys that a record may have.
  package enum RecordKey: Hashable, Sendable {
    case string
    case int
    case uuid
    case reference(TableName)
    /// Each of these may be missing.
    case literals([Literal])
  }

  /// `name: type` or, when it may be missing, `name: type?`.
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

  /// Calls the body with each table that it refers to, in the order in which they appear.
  package func forEachReference(_ body: (TableName) -> Void) {
    switch self {
    case .any, .scalar, .literal: break
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
    case .any, .literal, .reference, .array, .record, .object: false
    }
  }

  /// The members of a union, or the type alone.
  package var alternatives: [ValueType] {
    if case .union(let members) = self { members } else { [self] }
  }

  /// The union of types: flat, without repetitions, in the order given; `nil` of none.
  package static func union(of types: [ValueType]) -> ValueType? {
    var members: [ValueType] = []
    members.reserveCapacity(types.count)
    // A few are compared faster than hashed.
    var seen: Set<ValueType>?
    for type in types {
      if case .union(let inner) = type { inner.forEach(add) } else { add(type) }
    }
    return members.count > 1 ? .union(members) : members.first

    func add(_ member: ValueType) {
      if members.count == 8, seen == nil { seen = Set(members) }
      let isNew = seen?.insert(member).inserted ?? !members.contains(member)
      if isNew { members.append(member) }
    }
  }
}
