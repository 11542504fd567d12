// Part of Bellows. MIT licence: see LICENSE.

/// The budget of steps is used up.
struct BudgetExhausted: Error {}

/// Searches for a value of one type that is not in another; complete within its budget.
///
/// A question about types is reduced to questions about their parts. An array type is contained in a union of array
/// types if its element type is contained in the element type of one; if not, an array with one excluded element for
/// each of them is a counterexample. Map types are compared in `MapWitness.swift`.
struct WitnessSearch {
  var types = TypeTable()
  private var disjointness = Disjointness()
  private var stepsLeft: Int
  private var known: [TypePair: Value?] = [:]
  /// Answers about map types, written by `MapWitness.swift`.
  var knownMaps: [MapQuestion: Value?] = [:]

  private struct TypePair: Hashable {
    var inner: TypeID
    var outer: TypeID
  }

  struct MapQuestion: Hashable {
    var inner: MapID
    var outer: [MapID]
  }

  init(budget: Int) { stepsLeft = budget }

  mutating func spend(_ steps: Int) throws(BudgetExhausted) {
    stepsLeft -= steps
    if stepsLeft < 0 { throw BudgetExhausted() }
  }

  /// Returns a value of one type that is not in another; `nil` if there is none.
  mutating func witness(of inner: TypeID, outside outer: TypeID) throws(BudgetExhausted) -> Value? {
    if inner == outer || types.nodes[outer].isAny { return nil }
    let pair = TypePair(inner: inner, outer: outer)
    if let answer = known[pair] { return answer }
    let options = try options(
      for: TypeTable.Cell(type: inner, mayBeMissing: false), against: [TypeTable.Cell(type: outer, mayBeMissing: false)]
    )
    let answer = options.first?.value
    known[pair] = .some(answer)
    return answer
  }

  /// Returns an array of one element type that belongs to none of some array types; `nil` if there is none.
  mutating func arrayWitness(of element: TypeID, outside others: [TypeID]) throws(BudgetExhausted) -> Value? {
    if others.isEmpty { return ValueType.array(types.spellings[element]).example }
    if others.contains(element) || types.nodes[element].isEmpty { return nil }
    var candidates: [Candidate] = []
    for other in others {
      guard let refused = try witness(of: element, outside: other) else { return nil }
      candidates.append(Candidate(value: refused, refusedBy: types.spellings[other]))
    }
    return .array(try fewest(of: candidates))
  }

  /// A value and a type that excludes it; `nil` excludes every value.
  struct Candidate {
    var value: Value
    var refusedBy: ValueType?
  }

  /// Returns values of which each type excludes one; a single value if it is enough.
  mutating func fewest(of candidates: [Candidate]) throws(BudgetExhausted) -> [Value] {
    func isRefused(_ value: Value, by type: ValueType?) -> Bool { type.map { !$0.contains(value) } ?? true }
    try spend(candidates.count)
    if candidates.count <= 16 {
      let single = candidates.first { one in candidates.allSatisfy { isRefused(one.value, by: $0.refusedBy) } }
      if let single { return [single.value] }
    }
    var chosen: [Value] = []
    for one in candidates where !chosen.contains(where: { isRefused($0, by: one.refusedBy) }) {
      chosen.append(one.value)
    }
    return chosen
  }

  /// Returns whether two map types have no value in common.
  mutating func areDisjoint(_ left: MapID, _ right: MapID) throws(BudgetExhausted) -> Bool {
    let before = disjointness.steps / 4
    let result = disjointness.holdsForMaps(left, right, in: types)
    // Each of these steps is much cheaper than a step of the search.
    try spend(disjointness.steps / 4 - before)
    return result
  }
}
