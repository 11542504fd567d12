// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// Types that would bring a careless decision to its knees.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct RelationBudgetTests {
  /// Decides, prints the time, and checks the witness if there is one.
  private func decide(
    _ title: String, _ inner: ValueType, _ outer: ValueType, budget: Int = 100_000
  ) -> Containment {
    var answer = Containment.undecided
    let time = ContinuousClock().measure { answer = inner.containment(in: outer, budget: budget) }
    var verdict = "contained"
    switch answer {
    case .contained: break
    case .refused(let witness):
      let isWitness = inner.contains(witness) && !outer.contains(witness)
      #expect(isWitness, "\(title)")
      verdict = "refused"
    case .undecided: verdict = "undecided"
    }
    print("relation, \(title): \(verdict) in \(time)")
    return answer
  }

  @Test("Unions of 2,000 literals are compared within the budget")
  func twoThousandLiterals() {
    let names = (0..<2_000).map { ValueType.literal(.string("member number \($0)")) }
    let forth = ValueType.union(names)
    let back = ValueType.union(names.reversed())
    #expect(decide("2,000 literals in the same", forth, back) == .contained)
    #expect(decide("2,000 literals in string", forth, string) == .contained)
    #expect(
      decide("2,000 literals in 1,999", forth, .union(Array(names.dropFirst())))
        == .refused(.literal(.string("member number 0"))))
    #expect(decide("string in 2,000 literals", string, forth) == .refused(.literal(.string("x"))))
    #expect(decide("arrays of 2,000 literals", list(forth), either(list(back), list(int))) == .contained)
    let tagged = object(["kind": forth, "x": int])
    #expect(
      decide("an object with 2,000 literals", tagged, object(["x": int, "kind": either(back, int)])) == .contained)
  }

  @Test("Types nested 200 deep are compared within the budget")
  func depthOfTwoHundred() async {
    await onOwnStack { self.decideDeepTypes() }
  }

  private func decideDeepTypes() {
    func nested(_ leaf: ValueType, _ wrap: (ValueType) -> ValueType) -> ValueType {
      (0..<200).reduce(leaf) { type, _ in wrap(type) }
    }
    let inObject = { (type: ValueType) in object(["a": type, "b?": bool]) }
    #expect(decide("200 objects deep", nested(yes, inObject), nested(either(bool, int), inObject)) == .contained)
    #expect(decide("200 objects deep, refused", nested(bool, inObject), nested(yes, inObject)).isRefused)
    #expect(decide("200 arrays deep", nested(yes, list), nested(bool, list)) == .contained)
    // Each type stands once inside the next, or there would be 2^200 of them.
    let inUnion = { (type: ValueType) in either(list(type), object(["a": string]), .record(.int, bool), null) }
    #expect(decide("200 unions deep", nested(yes, inUnion), nested(bool, inUnion)) == .contained)
    #expect(decide("200 unions deep, refused", nested(bool, inUnion), nested(yes, inUnion)).isRefused)
    let twice = { (type: ValueType) in
      either(object(["a": type, "b": yes]), object(["a?": any, "b": no]), .record(.string, int), list(string))
    }
    #expect(decide("200 overlapping unions deep", nested(yes, twice), nested(bool, twice)) != .undecided)
    #expect(nested(yes, inObject).isDisjoint(from: nested(no, inObject)))
    #expect(!nested(yes, inUnion).isDisjoint(from: nested(no, inUnion)))
  }

  @Test("Unions of 40 objects of 12 booleans are compared within the budget", arguments: 1...6 as ClosedRange<UInt64>)
  func fortyObjectsOfTwelveBools(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let members = (0..<12).map { FieldName("m\($0)") }
    func square(_ fixed: Int) -> ValueType {
      let chosen = Set(members.shuffled(using: &random).prefix(fixed))
      return .object(
        members.map { ValueType.Member($0, chosen.contains($0) ? (Bool.random(using: &random) ? yes : no) : bool) })
    }
    let whole = ValueType.object(members.map { ValueType.Member($0, bool) })
    for fixed in 2...7 {
      let cover = ValueType.union((0..<40).map { _ in square(fixed) })
      let other = ValueType.union((0..<40).map { _ in square(fixed + 1) })
      _ = decide("12 bools in 40 objects, \(fixed) fixed, seed \(seed)", whole, cover)
      _ = decide("40 objects in 40 objects, \(fixed) fixed, seed \(seed)", other, cover)
      _ = decide(
        "with such objects inside", object(["a": list(other), "b": int]),
        object(["a": either(list(cover), list(other)), "b": int]))
    }
  }

  @Test("Unions of 200 variants are compared within the budget")
  func twoHundredVariants() {
    func shape(_ number: Int, _ extra: ValueType) -> ValueType {
      object(["id": int, "kind": text("kind \(number)"), "x": extra, "y?": string])
    }
    let old = ValueType.union((0..<200).map { shape($0, int) })
    let new = ValueType.union((0..<200).map { shape($0, $0 == 100 ? string : either(int, string)) })
    #expect(decide("200 shapes, all changed, one refused", old, new).isRefused)
    let wide = ValueType.union((0..<200).map { shape($0, either(int, string)) })
    #expect(decide("200 shapes, all widened", old, wide) == .contained)
  }

  /// That eight pigeons do not fit into seven holes takes such a search exponentially many steps to see.
  @Test("The pigeonhole problem uses up the budget and is reported so")
  func pigeonsUseUpTheBudget() {
    let (pigeons, holes) = (8, 7)
    func name(_ pigeon: Int, _ hole: Int) -> FieldName { FieldName("p\(pigeon)h\(hole)") }
    let names = (0..<pigeons).flatMap { pigeon in (0..<holes).map { name(pigeon, $0) } }
    let whole = ValueType.object(names.map { ValueType.Member($0, bool) })
    func with(_ fixed: [FieldName], _ type: ValueType) -> ValueType {
      .object(names.map { ValueType.Member($0, fixed.contains($0) ? type : bool) })
    }
    var cover = (0..<pigeons).map { pigeon in with((0..<holes).map { name(pigeon, $0) }, no) }
    for hole in 0..<holes {
      for pigeon in 0..<pigeons {
        for other in 0..<pigeon { cover.append(with([name(pigeon, hole), name(other, hole)], yes)) }
      }
    }
    #expect(decide("8 pigeons in 7 holes", whole, .union(cover)) == .undecided)
    #expect(decide("8 pigeons in 7 holes, one step", whole, .union(cover), budget: 1) == .undecided)
    // One way out, and it is found.
    cover.removeFirst()
    #expect(decide("7 pigeons in 7 holes", whole, .union(cover)).isRefused)
    #expect(!whole.isSubset(of: .union(cover)))
  }
}

extension Containment {
  fileprivate var isRefused: Bool { if case .refused = self { true } else { false } }
}

/// Runs on a thread with the stack of a main thread: macOS gives others 512 KB, too little for deep types in a debug build.
private func onOwnStack(_ body: @escaping @Sendable () -> Void) async {
  await withCheckedContinuation { continuation in
    let thread = Thread {
      body()
      continuation.resume()
    }
    thread.stackSize = 8 << 20
    thread.start()
  }
}
