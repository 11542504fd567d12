// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

extension SchemaGenerator {
  /// A type for a field: one that the schema's target can store and tell apart.
  package mutating func type(in schema: Schema) -> ValueType {
    let storage = Storage(of: schema)
    for _ in 0..<20 {
      let type = type(in: schema, depth: 0)
      guard !type.allowsNull || schema.target.capabilities.storesNull else { continue }
      if storage.indistinguishableMembers(of: type) == nil { return type }
    }
    return .scalar(.string)
  }

  private mutating func type(in schema: Schema, depth: Int) -> ValueType {
    // Deeper in, types get simpler, so that they end.
    switch random.number(below: depth < deepest ? 14 : 6) {
    case 0, 1, 2: return .scalar(random.pick(Scalar.allCases))
    case 3: return .scalar(random.pick([.string, .int]))
    case 4: return literals()
    case 5:
      let tables = schema.tables.filter { $0.keyFields.count < 2 }
      return tables.isEmpty ? .any : .reference(random.pick(tables).name)
    case 6: return .array(random.happens(30) ? .scalar(.double) : type(in: schema, depth: depth + 1))
    case 7: return .record(recordKey(in: schema), type(in: schema, depth: depth + 1))
    case 8, 9: return .object(members(in: schema, depth: depth))
    case 10:
      // A union with a tag, as people write it.
      let variants = (0...random.number(below: 3)).map { number in
        ValueType.object(
          [ValueType.Member("kind", .literal(.string("kind \(number)")))] + members(in: schema, depth: depth + 1))
      }
      return ValueType.union(of: variants) ?? .any
    case 11, 12:
      let members = (0...1 + random.number(below: 2)).map { _ in type(in: schema, depth: depth + 1) }
      return ValueType.union(of: members) ?? .any
    default: return random.happens(30) ? .any : .scalar(.string)
    }
  }

  private mutating func members(in schema: Schema, depth: Int) -> [ValueType.Member] {
    var taken: Set<String> = ["kind"]
    return (0..<random.number(below: 4)).map { number in
      let name = freshName(["a", "b", "theme", "table", "null"], number, taken: taken)
      taken.insert(name.lowercased())
      return ValueType.Member(FieldName(name), type(in: schema, depth: depth + 1), isOptional: random.happens(40))
    }
  }

  /// One literal or a union of some, of one kind or of mixed kinds.
  private mutating func literals() -> ValueType {
    let texts = namePool.isEmpty ? ["member", "admin", "user", "", "say \"hi\"", "é", "🎈"] : namePool
    let strings = texts.map(Literal.string)
    let ints = [0, 1, -1, 42, .max, .min].map(Literal.int)
    let doubles = [1.5, -0.25, 1e300, .leastNonzeroMagnitude].map(Literal.double)
    let kinds = [strings, strings, strings, ints, doubles, [Literal.bool(true), .bool(false)], strings + ints]
    let all = random.pick(kinds).shuffled(using: &random)
    return ValueType.union(of: all.prefix(1 + random.number(below: 4)).map(ValueType.literal)) ?? .any
  }

  private mutating func recordKey(in schema: Schema) -> ValueType.RecordKey {
    let tables = schema.tables.filter { $0.keyFields.count < 2 }
    switch random.number(below: 6) {
    case 0: return .int
    case 1: return .uuid
    case 2: return .literals([.string("a"), .string("b"), .int(3)])
    case 3 where !tables.isEmpty: return .reference(random.pick(tables).name)
    default: return .string
    }
  }

  /// A default of the type, if the language has one.
  mutating func defaultValue(for type: ValueType) -> Default? {
    // A text is read as a string where the type has strings.
    let hasText = type.alternatives.contains(.scalar(.string)) || type.alternatives.contains(.any)
    switch random.pick(type.alternatives) {
    case .scalar(.string): return .literal(.string(text()))
    case .scalar(.int): return .literal(.int(Int64(random.number(below: 10))))
    case .scalar(.double): return .literal(.double(Double(random.number(below: 10)) + 0.5))
    case .scalar(.bool): return .literal(.bool(random.happens(50)))
    case .scalar(.timestamp):
      guard !hasText else { return .now }
      return random.happens(50) ? .now : .text(.timestamp, "2026-03-01T12:30:00.500000Z")
    case .scalar(.date):
      return hasText ? .now : .text(.date, "2024-02-29")
    case .scalar(.uuid):
      guard !hasText else { return .uuid }
      return random.happens(50) ? .uuid : .text(.uuid, "6ba7b810-9dad-11d1-80b4-00c04fd430c8")
    case .scalar(.decimal):
      return hasText ? nil : .text(.decimal, "-12345678901234567890.25")
    case .bounded(let bound):
      switch bound.distinctExample(random.number(below: 3)) {
      case .literal(let literal): return .literal(literal)
      case .decimal(let text): return .text(.decimal, text)
      default: return nil
      }
    case .literal(let literal): return .literal(literal)
    case .array: return .emptyArray
    case .record: return .emptyObject
    case .object(let members): return members.allSatisfy(\.isOptional) ? .emptyObject : nil
    case .any, .scalar(.bytes), .scalar(.null), .reference, .union: return nil
    }
  }
}
