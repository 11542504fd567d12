// Part of Bellows. MIT licence: see LICENSE.

/// The type of a column: a value type, and whether the value may be missing.
package struct FieldType: Hashable, Sendable {
  package var value: ValueType
  package var isOptional: Bool

  package init(_ value: ValueType, isOptional: Bool = false) {
    self.value = value
    self.isOptional = isOptional
  }

  /// This type, with a missing value allowed.
  package var optional: FieldType { FieldType(value, isOptional: true) }
  /// This type, without a missing value.
  package var required: FieldType { FieldType(value, isOptional: false) }

  /// Returns the smallest type that contains both.
  ///
  /// The members of `self` come first, so an unchanged type keeps its order.
  package func union(_ other: FieldType) -> FieldType {
    FieldType(
      ValueType.union(of: [value, other.value]) ?? value, isOptional: isOptional || other.isOptional)
  }
}
