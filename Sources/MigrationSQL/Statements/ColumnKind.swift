// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// The type and form of a column, for moving values between columns.
struct ColumnKind {
  var type: FieldType
  var form: ColumnForm
  /// The scalar of the column; `nil` for JSON.
  var scalar: Scalar?

  init(_ field: Field, _ storage: Storage) {
    type = field.type
    form = storage.form(of: field)
    scalar = storage.columnScalar(of: field.type.value)
  }

  /// An element of an array, as a column of its own.
  init(element scalar: Scalar) {
    type = FieldType(.scalar(scalar))
    form = scalar.traits.postgresql.usual
    self.scalar = scalar
  }

  /// The rows of a table with several variants.
  init(row: ValueType, form: ColumnForm) {
    type = FieldType(row)
    self.form = form
  }
}

extension ColumnKind {
  /// The condition that a stored value is outside a type, or missing where the type requires one; `nil` if SQL cannot
  /// decide it.
  ///
  /// - Parameters:
  ///   - never: The condition that is true for no row.
  ///   - excluded: The condition for a value that is not NULL.
  func isOutside(_ type: FieldType, _ column: String, never: String, excluded: () -> String?) -> String? {
    let absent = type.isOptional || !self.type.isOptional ? nil : "\(column) IS NULL"
    if self.type.value.isSubset(of: type.value) { return absent ?? never }
    guard let wrong = excluded() else { return nil }
    if let absent { return "\(absent) OR \(wrong)" }
    return self.type.isOptional ? "\(column) IS NOT NULL AND \(wrong)" : wrong
  }
}
