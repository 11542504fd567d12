// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// Whether the long proofs run whole.
let isThorough = ProcessInfo.processInfo.environment["BELLOWS_THOROUGH"] == "1"

/// The relation against brute force: every pair of small types, over all of their values.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct RelationBruteTests {
  private struct Tally {
    var contained = 0
    var refused = 0
    var disjoint = 0
  }

  @Test("Containment of all pairs of small types equals brute force")
  func everyAnswerIsThatOfBruteForce() {
    let types = Universe.all
    let values = types.map { Brute.values(of: $0, limit: 3_000) }
    let pairs = types.count * types.count
    // A stride that is prime to the number of pairs visits all kinds of pairs alike.
    let stride = isThorough ? 1 : 509
    var tally = Tally()
    for pair in Swift.stride(from: 0, to: pairs, by: stride) {
      guard let known = values[pair / types.count] else { continue }
      check(types[pair / types.count], known, types[pair % types.count], &tally)
    }
    print(
      "relation, brute force: \(types.count) types, \(pairs / stride) of \(pairs) pairs;",
      "\(tally.contained) contained, \(tally.refused) refused, \(tally.disjoint) disjoint")
    #expect(tally.contained > 100 && tally.refused > 100 && tally.disjoint > 100)
  }

  @Test("Equal types with other spellings contain each other")
  func equalTypesUnderOtherSpellingsContainEachOther() {
    let pairs: [(ValueType, ValueType)] = [
      (bool, either(yes, no)), (either(string, text("a")), string),
      (object(["a": int, "b": int]), object(["b": int, "a": int])),
      (object([:]), .record(.literals([]), int)), (object(["a?": int]), .record(.literals([.string("a")]), int)),
      (object(["a": bool]), either(object(["a": yes]), object(["a": no]))), (either(any, int), any),
    ]
    for (one, other) in pairs {
      #expect(one.isSubset(of: other) && other.isSubset(of: one), "\(one) and \(other)")
    }
  }

  private func check(_ inner: ValueType, _ values: [Value], _ outer: ValueType, _ tally: inout Tally) {
    let escaping = values.first { !outer.contains($0) }
    switch inner.containment(in: outer) {
    case .contained:
      tally.contained += 1
      #expect(escaping == nil, "\(inner) is said to lie in \(outer)")
    case .refused(let witness):
      tally.refused += 1
      let isWitness = inner.contains(witness) && !outer.contains(witness)
      #expect(isWitness, "\(witness) of \(inner) in \(outer)")
    case .undecided: Issue.record("undecided: \(inner) in \(outer)")
    }
    // `any` holds more than brute force can list.
    let meets = values.contains(where: outer.contains)
    if meets { #expect(!inner.isDisjoint(from: outer), "\(inner) meets \(outer)") }
    if !meets && !inner.description.contains("any") {
      tally.disjoint += 1
      #expect(inner.isDisjoint(from: outer), "\(inner) does not meet \(outer)")
    }
  }
}
