// Part of Bellows. MIT licence: see LICENSE.

/// A type of the language, as a set of values; names of types are already replaced by what they stand for.
package indirect enum ValueType: Hashable, Sendable {
  /// Everything, and more than all other types together: only `any` contains `any`.
  case any
  case scalar(Scalar)
  case literal(Literal)
  /// `id<table>`: the key of a row of that table.
  case reference(TableName)
  case array(ValueType)
  case record(RecordKey, ValueType)
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

  /// The members of a union, or the type alone.
  package var alternatives: [ValueType] {
    if case .union(let members) = self { members } else { [self] }
  }

  /// The union of types: flat, without repetitions, in the order given; `nil` of none.
  package static func union(of types: [ValueType]) -> ValueType? {
    var members: [ValueType] = []
    var seen: Set<ValueType> = []
    for member in types.flatMap(\.alternatives) where seen.insert(member).inserted { members.append(member) }
    return members.count > 1 ? .union(members) : members.first
  }
}
