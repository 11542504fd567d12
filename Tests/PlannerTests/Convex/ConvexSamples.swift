// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel
import TestSupport

/// Random documents of Convex projects.
extension ConvexSamples {
  mutating func document(_ fields: [Field]) -> StoredDocument {
    var document: StoredDocument = [:]
    for field in fields {
      if field.type.isOptional, random.happens(40) { continue }
      document[field.name.text] = value(of: field.type.value)
    }
    return document
  }

  mutating func value(of type: ValueType) -> StoredDocumentValue {
    switch type {
    case .any: return random.pick([.null, .double(3), .string("any"), .object(["q": .int(1)])])
    case .bounded(let bound): return value(of: .scalar(bound.scalar))
    case .scalar(.null): return .null
    case .scalar(.bool): return .bool(random.happens(50))
    case .scalar(.int): return .int(Int64(random.number(below: 5)))
    case .scalar(.double): return .double(Double(random.number(below: 3)))
    case .scalar(.bytes): return .bytes([1])
    case .scalar: return random.pick([.string("x"), .string("other"), .id("t", 1)])
    case .literal(.string(let text)): return .string(text)
    case .literal(.int(let number)): return .int(number)
    case .literal(.double(let number)): return .double(number)
    case .literal(.bool(let flag)): return .bool(flag)
    case .reference(let table): return .id(table.text, random.number(below: 9))
    case .array(let element): return .array((0..<random.number(below: 3)).map { _ in value(of: element) })
    case .record(_, let element): return .object(random.happens(60) ? ["key": value(of: element)] : [:])
    case .object(let members):
      var entries: [String: StoredDocumentValue] = [:]
      for member in members where !member.isOptional || random.happens(60) {
        entries[member.name.text] = value(of: member.type)
      }
      return .object(entries)
    case .union(let members): return value(of: random.pick(members))
    }
  }
}
