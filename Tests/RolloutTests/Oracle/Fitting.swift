// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaModel

extension FieldType {
  /// Whether a column's value, as the runtime reads it, is of this type.
  func fits(_ json: JSONValue?) -> Bool {
    guard let json else { return isOptional }
    return value.fits(json)
  }
}

extension FieldType {
  /// The type with keys in place of references: the runtime reads them as what the other table's key is.
  func withKeys(of schemas: [Schema]) -> FieldType { FieldType(value.withKeys(of: schemas), isOptional: isOptional) }
}

extension ValueType {
  fileprivate func withKeys(of schemas: [Schema]) -> ValueType {
    switch self {
    case .reference(let name):
      guard let table = schemas.lazy.compactMap({ $0.table(name) }).first, table.keyFields.count < 2 else {
        return self
      }
      return table.keyFields.first?.type.value.withKeys(of: schemas) ?? .scalar(.int)
    case .array(let element): return .array(element.withKeys(of: schemas))
    case .record(let key, let value): return .record(key, value.withKeys(of: schemas))
    case .object(let members):
      return .object(
        members.map { member in
          var member = member
          member.type = member.type.withKeys(of: schemas)
          return member
        })
    case .union(let members): return .union(members.map { $0.withKeys(of: schemas) })
    case .any, .scalar, .bounded, .literal: return self
    }
  }

  fileprivate func fits(_ json: JSONValue) -> Bool {
    switch self {
    case .any: return true
    case .scalar(let scalar): return scalar.fits(json)
    case .bounded(let bound): return bound.fits(json)
    case .literal(.string(let text)): return json == .string(text)
    case .literal(.int(let number)): return json == .int(number)
    case .literal(.double(let number)): return json == .double(number)
    case .literal(.bool(let flag)): return json == .bool(flag)
    case .reference:
      switch json {
      case .int, .string: return true
      case .null, .bool, .double, .bytes, .array, .object: return false
      }
    case .array(let element):
      guard case .array(let values) = json else { return false }
      return values.allSatisfy(element.fits)
    case .record(let key, let value):
      guard case .object(let object) = json else { return false }
      return object.members.allSatisfy { key.fits($0.key) && value.fits($0.value) }
    case .object(let members):
      guard case .object(let object) = json else { return false }
      let isClosed = object.members.allSatisfy { entry in members.contains { $0.name == FieldName(entry.key) } }
      return isClosed
        && members.allSatisfy { member in
          object[member.name.text].map(member.type.fits) ?? member.isOptional
        }
    case .union(let members): return members.contains { $0.fits(json) }
    }
  }
}

extension Scalar {
  fileprivate func fits(_ json: JSONValue) -> Bool {
    switch (self, json) {
    case (.string, .string), (.int, .int), (.double, .double), (.double, .int), (.bool, .bool), (.bytes, .bytes),
      (.bytes, .string), (.null, .null):
      true
    case (.uuid, .string(let text)): text.utf8.count == 36
    case (.date, .string(let text)): text.utf8.count == 10
    case (.timestamp, .string(let text)): text.hasSuffix("Z")
    case (.decimal, .string(let text)): text.utf8.allSatisfy { "-.0123456789".utf8.contains($0) }
    case (.string, _), (.int, _), (.double, _), (.bool, _), (.bytes, _), (.timestamp, _), (.date, _), (.uuid, _),
      (.decimal, _), (.null, _):
      false
    }
  }
}

extension ValueType.RecordKey {
  fileprivate func fits(_ key: String) -> Bool {
    switch self {
    case .string, .reference: true
    case .int: Int64(key) != nil
    case .uuid: key.utf8.count == 36
    case .literals(let literals): literals.contains { $0.keyText == key }
    }
  }
}

extension Literal {
  fileprivate var keyText: String {
    switch self {
    case .string(let text): text
    case .int(let number): String(number)
    case .double(let number): String(number)
    case .bool(let flag): String(flag)
    }
  }
}

extension Bound {
  /// Whether a column's value, as the runtime reads it, is one of its values.
  fileprivate func fits(_ json: JSONValue) -> Bool {
    switch (scalar, json) {
    case (.int, .int(let number)): contains(.literal(.int(number)))
    case (.double, .double(let number)): contains(.literal(.double(number)))
    case (.string, .string(let text)): contains(.literal(.string(text)))
    case (.decimal, .string(let text)): scalar.canonicalText(text).map { contains(.decimal($0)) } ?? false
    case (_, _): false
    }
  }
}
