// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension Resolver {
  /// Returns a default for the type of its field; `nil` if it is not a value of that type.
  mutating func resolve(default syntax: DefaultSyntax, for field: Field) -> Default? {
    let alternatives = field.type.value.unbounded.alternatives
    let value: Default? =
      switch syntax.kind {
      case .literal(let literal): literal.read(at: alternatives)
      case .emptyArray: alternatives.contains(where: \.hasEmptyArray) ? .emptyArray : nil
      case .emptyObject: alternatives.contains(where: \.hasEmptyMap) ? .emptyObject : nil
      case .now: alternatives.contains(.scalar(.timestamp)) || alternatives.contains(.scalar(.date)) ? .now : nil
      case .uuid: alternatives.contains(.scalar(.uuid)) ? .uuid : nil
      case .auto: field.type.value.scalar == .int ? .auto : nil
      }
    if let own = value?.boundedValue, field.type.value.bound != nil, !field.type.value.contains(own) {
      report(.defaultType(syntax, field))
      return nil
    }
    if value == nil { report(.defaultType(syntax, field)) }
    return value
  }
}

extension Literal {
  /// Returns this literal as a value of a type: `1` is `1.0` for a `double`, and `"2026-03-01"` a day for a `date`.
  fileprivate func read(at alternatives: [ValueType]) -> Default? {
    if alternatives.contains(.any) || alternatives.contains(.scalar(scalar)) || alternatives.contains(.literal(self)) {
      return .literal(self)
    }
    switch self {
    case .string(let text):
      for scalar in Scalar.allCases where alternatives.contains(.scalar(scalar)) {
        if let canonical = scalar.canonicalText(text) { return .text(scalar, canonical) }
      }
    case .int(let number):
      let double = Double(number)
      // Above 2^53 a double cannot represent every integer.
      if number.magnitude <= 1 << 53 {
        if alternatives.contains(.scalar(.double)) || alternatives.contains(.literal(.double(double))) {
          return .literal(.double(double))
        }
      }
      return decimal(String(number), alternatives)
    case .double(let number):
      // A double represents 15 digits exactly; more must be written as a string.
      let text = number.description
      return text.utf8.count(where: { (0x30...0x39).contains($0) }) <= 15 ? decimal(text, alternatives) : nil
    case .bool: break
    }
    return nil
  }

  private func decimal(_ text: String, _ alternatives: [ValueType]) -> Default? {
    guard alternatives.contains(.scalar(.decimal)) else { return nil }
    return Scalar.decimal.canonicalText(text).map { .text(.decimal, $0) }
  }
}

extension ValueType {
  fileprivate var hasEmptyArray: Bool {
    switch self {
    case .array, .any: true
    case .scalar, .bounded, .literal, .reference, .record, .object, .union: false
    }
  }

  fileprivate var hasEmptyMap: Bool {
    switch self {
    case .record, .any: true
    case .object(let members): members.allSatisfy(\.isOptional)
    case .scalar, .bounded, .literal, .reference, .array, .union: false
    }
  }
}
