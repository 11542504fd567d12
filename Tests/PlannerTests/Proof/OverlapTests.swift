// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel
import TestSupport
import Testing

@testable import PlanChecker

/// Whether two types may have a value in common: a wrong "no" would hide a conversion that merges values.
@Suite struct OverlapTests {
  @Test("Two random types with a common value may overlap, in both directions")
  func soundness() {
    var found = 0
    for number in 0..<Thorough.count(sample: 400, whole: 20_000) {
      let seed = Thorough.seed &+ UInt64(number)
      var generator = SchemaGenerator(seed: seed)
      let schema = generator.schema(target: .document)
      var sampler = Sampler(seed: seed)
      let (one, other) = (generator.type(in: schema), generator.type(in: schema))
      let values = (0..<8).map { _ in sampler.value(of: FieldType(one)) }
      guard values.contains(where: { other.contains($0) }) else { continue }
      found += 1
      #expect(one.mayOverlap(other) && other.mayOverlap(one), "seed \(seed): \(one) and \(other)")
    }
    #expect(found >= Thorough.count(sample: 400, whole: 20_000) / 40, "pairs with a common value: \(found)")
  }

  @Test("Types of one kind each overlap with themselves, and with no other kind")
  func kinds() {
    let kinds: [ValueType] = [
      .scalar(.string), .scalar(.int), .scalar(.bool), .literal(.double(1.5)), .reference("users"),
      .array(.scalar(.int)), .object([]),
    ]
    for (index, one) in kinds.enumerated() {
      for (position, other) in kinds.enumerated() {
        #expect(one.mayOverlap(other) == (index == position), "\(one) and \(other)")
        #expect(one.mayOverlap(.any) && ValueType.any.mayOverlap(other))
      }
    }
  }

  @Test("A literal overlaps with its scalar and with itself, not with other literals and scalars")
  func literals() {
    let (a, b) = (ValueType.literal(.string("a")), ValueType.literal(.string("b")))
    #expect(a.mayOverlap(a) && a.mayOverlap(.scalar(.string)) && ValueType.scalar(.string).mayOverlap(a))
    #expect(!a.mayOverlap(b) && !a.mayOverlap(.scalar(.int)) && !ValueType.scalar(.int).mayOverlap(a))
    #expect(ValueType.union([b, .scalar(.int)]).mayOverlap(.literal(.int(3))))
    #expect(!ValueType.union([b, .scalar(.int)]).mayOverlap(a))
  }
}
