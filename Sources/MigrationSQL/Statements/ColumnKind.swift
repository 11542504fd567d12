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

  /// The rows of a table with several variants.
  init(row: ValueType, form: ColumnForm) {
    type = FieldType(row)
    self.form = form
  }
}
