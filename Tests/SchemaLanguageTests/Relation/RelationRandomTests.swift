// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// The relation on random types, larger than those of which all pairs can be listed.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct RelationRandomTests {
  @Test("Containment of random types holds for random values")
  func answersHoldOnRandomTypes() {
    let environment = ProcessInfo.processInfo.environment
    let seed = environment["BELLOWS_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0...UInt64.max)
    var random = RandomTypes(generator: SeededGenerator(seed: seed))
    var (contained, refused, disjoint, listed) = (0, 0, 0, 0)
    let count = isThorough ? 300_000 : 1_500
    for _ in 0..<count {
      let inner = random.type(depth: 3)
      let outer = random.relative(of: inner)
      let values = Brute.values(of: inner, limit: 2_000)
      if values != nil { listed += 1 }
      switch inner.containment(in: outer) {
      case .contained:
        contained += 1
        let escaping = (values ?? [inner.example, inner.smallest]).first { !outer.contains($0) }
        #expect(escaping == nil, "seed \(seed): \(inner) is said to lie in \(outer)")
      case .refused(let witness):
        refused += 1
        let isWitness = inner.contains(witness) && !outer.contains(witness)
        #expect(isWitness, "seed \(seed): \(witness) of \(inner) in \(outer)")
      case .undecided: Issue.record("seed \(seed): undecided: \(inner) in \(outer)")
      }
      guard inner.isDisjoint(from: outer) else { continue }
      disjoint += 1
      #expect(values?.contains(where: outer.contains) != true, "seed \(seed): \(inner) meets \(outer)")
      #expect(outer.isDisjoint(from: inner))
    }
    print(
      "relation, random: \(count) pairs, \(contained) contained, \(refused) refused, \(disjoint) disjoint,",
      "\(listed) judged over all values; BELLOWS_SEED=\(seed)")
    #expect(contained > count / 20 && refused > count / 20)
  }
}

/// Types drawn at random, over the constants that brute force knows.
private struct RandomTypes {
  var generator: SeededGenerator

  mutating func type(depth: Int) -> ValueType {
    guard depth > 0, chance(of: 75) else { return leaf() }
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: return .array(type(depth: depth - 1))
    case 1: return .record(key(), type(depth: depth - 2))
    case 2, 3: return object(depth: depth)
    default:
      return ValueType.union(of: (0...Int.random(in: 1...3, using: &generator)).map { _ in type(depth: depth - 1) })
        ?? any
    }
  }

  /// A type that has something to do with another: wider, narrower, cut into pieces, or nothing of these.
  mutating func relative(of type: ValueType) -> ValueType {
    switch Int.random(in: 0..<5, using: &generator) {
    case 0: return self.type(depth: 3)
    case 1: return ValueType.union(of: [self.type(depth: 2), changed(type), self.type(depth: 2)]) ?? type
    case 2: return changed(changed(type))
    default: return ValueType.union(of: (0..<3).map { _ in changed(type) } + [self.type(depth: 2)]) ?? type
    }
  }

  /// The same type but for a few parts: literals for bools, one more alternative or one less, `?` added or taken away.
  private mutating func changed(_ type: ValueType) -> ValueType {
    switch type {
    case .scalar(.bool): return chance(of: 60) ? .literal(.bool(.random(using: &generator))) : type
    case .any, .scalar, .bounded, .literal, .reference: return chance(of: 15) ? either(type, leaf()) : type
    case .array(let element): return .array(changed(element))
    case .record(let key, let value): return .record(chance(of: 80) ? key : self.key(), changed(value))
    case .object(let members):
      return .object(
        members.map { member in
          ValueType.Member(member.name, changed(member.type), isOptional: chance(of: 15) != member.isOptional)
        })
    case .union(let members):
      let kept = members.filter { _ in chance(of: 85) }
      return ValueType.union(of: kept.map { changed($0) }) ?? leaf()
    }
  }

  private mutating func object(depth: Int) -> ValueType {
    let names = ["a", "b", "k1"].filter { _ in chance(of: 65) }
    return .object(
      names.map { ValueType.Member(FieldName($0), type(depth: depth - 1), isOptional: chance(of: 35)) })
  }

  private mutating func key() -> ValueType.RecordKey {
    let keys: [ValueType.RecordKey] = [
      .string, .string, .int, .uuid, .reference("t"), .literals([.string("a"), .string("k1")]), .literals([.int(1)]),
    ]
    return keys.randomElement(using: &generator) ?? .string
  }

  private mutating func leaf() -> ValueType {
    let leaves = [bool, bool, bool, yes, no, string, text("a"), text("b"), int, number(1), null, any, .reference("t")]
    return leaves.randomElement(using: &generator) ?? bool
  }

  private mutating func chance(of percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }
}
