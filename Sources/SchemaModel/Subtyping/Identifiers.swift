// Part of Bellows. MIT licence: see LICENSE.

/// Databases whose keys are strings: there every `id<table>` is also a `string`.
extension ValueType {
  /// Returns the type with the keys of some tables beside every `string`.
  ///
  ///     string  with the keys of users  ->  string | id<users>
  package func admittingKeys(of tables: [TableName]) -> ValueType {
    switch self {
    case .scalar(.string): ValueType.union(of: [self] + tables.map { .reference($0) }) ?? self
    case .any, .scalar, .bounded, .literal, .reference: self
    case .array(let element): .array(element.admittingKeys(of: tables))
    case .record(let key, let value): .record(key, value.admittingKeys(of: tables))
    case .object(let members):
      .object(members.map { Member($0.name, $0.type.admittingKeys(of: tables), isOptional: $0.isOptional) })
    case .union(let members): ValueType.union(of: members.map { $0.admittingKeys(of: tables) }) ?? self
    }
  }

  /// The tables that it refers to, each once.
  fileprivate var referencedTables: [TableName] {
    var result: [TableName] = []
    forEachReference { if !result.contains($0) { result.append($0) } }
    return result
  }
}

extension FieldType {
  /// Decides whether every value of this type belongs to the other in a database of this kind.
  package func containment(in other: FieldType, on target: Target) -> Containment {
    guard target.capabilities.keysAreStrings else { return containment(in: other) }
    let tables = value.referencedTables
    if tables.isEmpty { return containment(in: other) }
    return containment(in: FieldType(other.value.admittingKeys(of: tables), isOptional: other.isOptional))
  }

  /// Returns whether every value of this type certainly belongs to the other in a database of this kind.
  package func isSubset(of other: FieldType, on target: Target) -> Bool {
    containment(in: other, on: target) == .contained
  }

  /// Returns whether both types have the same values in a database of this kind.
  package func isSameSet(as other: FieldType, on target: Target) -> Bool {
    self == other || (isSubset(of: other, on: target) && other.isSubset(of: self, on: target))
  }
}
