// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Fields as declared in the schemas between the old and the new one.
extension Field {
  /// The field as optional, without a default.
  var relaxed: Field { with(type: type.optional).with(defaultValue: nil) }

  func with(type: FieldType) -> Field {
    var result = self
    result.type = type
    return result
  }

  func with(defaultValue: Default?) -> Field {
    var result = self
    result.defaultValue = defaultValue
    return result
  }

  func with(onDelete: DeleteAction?) -> Field {
    var result = self
    result.onDelete = onDelete
    return result
  }

  /// Returns the field with a wider type, without a default or a delete action that is invalid for that type.
  ///
  /// `"2026-03-01"` is not a date in a type that contains strings, and only a reference has a delete action.
  func widened(to type: FieldType) -> Field {
    var result = with(type: type)
    if case .reference = type.value {} else { result.onDelete = nil }
    let alternatives = type.value.alternatives
    let isValid: Bool =
      switch defaultValue {
      case nil, .literal, .emptyArray, .emptyObject: true
      case .text: !alternatives.contains { $0 == .any || $0.scalar == .string }
      case .now: alternatives.contains { $0.scalar == .timestamp || $0.scalar == .date }
      case .uuid: alternatives.contains(.scalar(.uuid))
      case .auto: type.value.scalar == .int
      }
    if !isValid { result.defaultValue = nil }
    return result
  }

  /// Returns the field with this stored column.
  func stored(as stored: StoredName) -> Field {
    var result = self
    result.explicitStoredName = stored.text.hasSameBytes(as: name.text) ? nil : stored
    return result
  }

  /// Returns the field with a new name, in the language and in the database.
  func renamed(_ name: String) -> Field {
    var result = self
    result.name = FieldName(name)
    result.explicitStoredName = nil
    return result
  }

  /// Returns this field with the name and description of the new one, and its own type, column, default and action.
  func described(as new: Field) -> Field {
    var result = new.stored(as: storedName)
    result.type = type
    result.defaultValue = defaultValue
    result.onDelete = onDelete
    result.storedForm = storedForm
    return result
  }
}
