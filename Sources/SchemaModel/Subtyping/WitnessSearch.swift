// Part of Bellows. MIT licence: see LICENSE.

/// The budget of steps is used up.
struct BudgetExhausted: Error {}

/// Searches for a value of one type that is not in another; complete within its budget.
///
/// A question about types becomes questions about their parts:
/// - an array type lies in a union of array types if its element type lies in one of theirs; if not, an array of one element
///   refused by each is a witness;
/// - a map type meets a union of map types in `MapWitness.swift`.
struct WitnessSearch {
  var types = TypeTable()
  private var disjointness = Disjointness()
  private var stepsLeft: Int
  private var known: [TypePair: Value?] = [:]
  /// Answers about maps, which `MapWitness.swift` fills in.
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

  /// A value of a type that is none of another; `nil` if there is none.
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

  /// An array with elements of a type that none of some array types holds; `nil` if there is none.
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

  /// A value together with a type that refuses it; `nil` refuses everything.
  struct Candidate {
    var value: Value
    var refusedBy: ValueType?
  }

  /// Enough of the candidates' values that each of their types refuses one; one value alone where one suffices.
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

  /// Whether two map types have no value in common.
  mutating func areDisjoint(_ left: MapID, _ right: MapID) throws(BudgetExhausted) -> Bool {
    let before = disjointness.steps / 4
    let result = disjointness.holdsForMaps(left, right, in: types)
    // Each is far cheaper than other steps.
    try spend(disjointness.steps / 4 - before)
    return result
  }
}
