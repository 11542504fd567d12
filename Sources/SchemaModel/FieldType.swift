// Part of Bellows. MIT licence: see LICENSE.

/// What a column may hold: a value of a type or, when optional, none.
package struct FieldType: Hashable, Sendable {
  package var value: ValueType
  package var isOptional: Bool

  package init(_ value: ValueType, isOptional: Bool = false) {
    self.value = value
    self.isOptional = isOptional
  }

  /// This type, with "no value" allowed.
  package var optional: FieldType { FieldType(value, isOptional: true) }
  /// This type, with a value demanded.
  package var required: FieldType { FieldType(value, isOptional: false) }

  /// The smallest type that holds both; members of `self` come first, so an unchanged type stays as it was written.
  package func union(_ other: FieldType) -> FieldType {
    FieldType(
      ValueType.union(of: [value, other.value]) ?? value, isOptional: isOptional || other.isOptional)
  }
}
