// Part of Bellows. MIT licence: see LICENSE.

/// The JSON encodings of scalars, literals and references.
extension EncodingComparison {
  /// The value independent of its encoding: different identities are different values.
  enum Identity: Hashable {
    case scalar(Scalar)
    case reference(TableName)
  }

  func identity(of type: ValueType) -> Identity? {
    switch type {
    case .scalar(let scalar): .scalar(scalar)
    case .bounded(let bound): .scalar(bound.scalar)
    case .literal(let literal): .scalar(literal.scalar)
    case .reference(let table): .reference(table)
    case .any, .array, .record, .object, .union: nil
    }
  }

  /// The JSON encoding of an atomic type.
  private enum Encoding {
    case null
    case bool(Bool?)
    /// `nil` is every integer. A `double` that is whole is written without a decimal point.
    case int(Int64?)
    case double(Double?)
    /// The strings that are values of a scalar; for `string`, all strings.
    case text(Scalar)
    case literalText(String)
  }

  private func encoding(of type: ValueType) -> Encoding? {
    switch type {
    case .literal(.string(let text)): .literalText(text)
    case .literal(.int(let number)): .int(number)
    case .literal(.double(let number)): number.wholeNumber.map { .int($0) } ?? .double(number)
    case .literal(.bool(let flag)): .bool(flag)
    case .scalar(let scalar): encoding(of: scalar)
    case .bounded(let bound): encoding(of: bound.scalar)
    // A reference to an unknown table, or to one with several key fields, is reported elsewhere.
    case .reference(let table): storage.key(of: table).flatMap { encoding(of: $0.type) }
    case .any, .array, .record, .object, .union: nil
    }
  }

  private func encoding(of scalar: Scalar) -> Encoding {
    switch scalar.traits.json {
    case .null: .null
    case .boolean: .bool(nil)
    case .integer: .int(nil)
    case .number: .double(nil)
    case .string, .base64, .canonicalText: .text(scalar)
    }
  }

  func overlapAtoms(_ left: ValueType, _ right: ValueType) -> Bool {
    guard let left = encoding(of: left), let right = encoding(of: right) else { return false }
    return switch (left, right) {
    case (.null, .null): true
    case (.bool(let one), .bool(let two)): one == nil || two == nil || one == two
    case (.bool(let flag), .int(let number)), (.int(let number), .bool(let flag)):
      !storage.target.capabilities.hasBooleans
        && (number == nil || flag.map { number == ($0 ? 1 : 0) } ?? (number == 0 || number == 1))
    case (.bool, .double(let number)), (.double(let number), .bool):
      !storage.target.capabilities.hasBooleans && number == nil
    case (.int(let one), .int(let two)): one == nil || two == nil || one == two
    case (.int, .double(let number)), (.double(let number), .int): number == nil
    case (.double(let one), .double(let two)): one == nil || two == nil || one == two
    case (.text(let one), .text(let two)): overlapTexts(one, two)
    case (.text(let scalar), .literalText(let text)), (.literalText(let text), .text(let scalar)):
      spells(text, scalar)
    case (.literalText(let one), .literalText(let two)): one.hasSameBytes(as: two)
    case (.null, _), (.bool, _), (.int, _), (.double, _), (.text, _), (.literalText, _): false
    }
  }

  /// Returns whether a text can be a value of both scalars.
  ///
  /// The forms of dates, times, UUIDs and decimals exclude one another; base64 can look like a decimal.
  private func overlapTexts(_ one: Scalar, _ two: Scalar) -> Bool {
    if one == two { return true }
    return switch (one, two) {
    case (.string, _), (_, .string), (.bytes, .decimal), (.decimal, .bytes): true
    case (.bytes, _), (.decimal, _), (.timestamp, _), (.date, _), (.uuid, _): false
    // Never text in JSON.
    case (.int, _), (.double, _), (.bool, _), (.null, _): false
    }
  }

  /// Returns whether a text can be a stored value of the scalar; any text counts as possible base64.
  private func spells(_ text: String, _ scalar: Scalar) -> Bool {
    switch scalar.traits.json {
    case .string, .base64: true
    case .canonicalText: scalar.canonicalText(text) != nil
    case .null, .boolean, .integer, .number: false
    }
  }

  /// Returns whether a JSON key can be a key of the record.
  func admits(_ text: String, _ key: ValueType) -> Bool {
    switch encoding(of: key) {
    case .int(nil): Int64(text).map { $0.description == text } ?? false
    case .int(let number?): text == number.description
    case .text(let scalar): spells(text, scalar)
    case .literalText(let own): own.hasSameBytes(as: text)
    case .null, .bool, .double, nil: false
    }
  }

  /// Returns whether two kinds of record keys have a JSON key in common.
  ///
  /// Numbers are written as text when they are keys.
  func overlapKeys(_ one: ValueType, _ two: ValueType) -> Bool {
    switch (encoding(of: one), encoding(of: two)) {
    case (.text(.string), _?), (_?, .text(.string)): true
    case (.int(nil), .text(.decimal)), (.text(.decimal), .int(nil)): true
    case (_?, _?): overlapAtoms(one, two)
    case (nil, _), (_, nil): false
    }
  }
}
