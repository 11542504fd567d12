// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel
import Testing

@testable import PlanChecker

/// What may remain in a column after the values outside of a type are deleted, compared with sample values.
@Suite struct RestrictedContentsTests {
  private static let simple: [ValueType] = [
    .scalar(.int), .scalar(.string), .bounded(.int2), .literal(.string("a")), .literal(.string("b")),
    .literal(.int(1)), .literal(.int(100_000)), .reference("t"),
  ]
  private static let nested: [ValueType] = [
    .any, .array(.scalar(.int)), .array(.scalar(.string)), .object([ValueType.Member("k", .scalar(.int))]),
    .object([ValueType.Member("k", .scalar(.int), isOptional: true)]), .record(.string, .scalar(.int)),
  ]
  private static let values: [Value] = [
    .literal(.int(1)), .literal(.int(2)), .literal(.int(100_000)), .literal(.int(100_001)), .literal(.string("a")),
    .literal(.string("b")), .literal(.string("c")), .reference("t", 1), .array([]), .array([.literal(.int(1))]),
    .array([.literal(.string("a"))]), .map([]), .map([Value.Entry(.literal(.string("k")), .literal(.int(1)))]),
    .map([Value.Entry(.literal(.string("l")), .literal(.int(1)))]),
  ]

  private static func unions(of types: [ValueType]) -> [ValueType] {
    types
      + types.indices.flatMap { one in types[..<one].compactMap { ValueType.union(of: [types[one], $0]) } }
  }

  @Test("Every value of both remains, no value outside of the type does, and none without parts of both")
  func values() {
    let (all, simple) = (Self.unions(of: Self.simple + Self.nested), Set(Self.unions(of: Self.simple)))
    for stored in all {
      for type in all {
        let left = Contents(value: stored, mayBeAbsent: false).restricted(to: FieldType(type))
        for value in Self.values {
          let (isLeft, isBoth) = (left.value?.contains(value) ?? false, stored.contains(value) && type.contains(value))
          #expect(isLeft || !isBoth, "\(value) of \(stored) in \(type)")
          #expect(!isLeft || type.contains(value), "\(value) of \(stored) in \(type)")
          // Of types without parts it is known exactly.
          if simple.contains(stored), simple.contains(type) {
            #expect(isLeft == isBoth, "\(value) of \(stored) in \(type)")
          }
        }
      }
    }
  }

  @Test("Missing values remain if there are some and the type allows them")
  func missing() {
    for (stored, isOptional) in [(true, true), (true, false), (false, true), (false, false)] {
      for value in [ValueType.scalar(.int), .scalar(.string), nil] {
        let left = Contents(value: value, mayBeAbsent: stored)
          .restricted(to: FieldType(.scalar(.int), isOptional: isOptional))
        #expect(left.mayBeAbsent == (stored && isOptional))
        #expect(left.value == (value == .scalar(.int) ? value : nil))
      }
    }
  }
}
