// Part of Bellows. MIT licence: see LICENSE.

extension WitnessSearch {
  /// Returns an object or record of one map type that belongs to none of some others; `nil` if there is none.
  ///
  /// A map escapes a disjunct if it does so under one key. Keys are independent, and a record can use a further key for
  /// each disjunct that can be escaped under unnamed keys. The rest is an assignment of the other disjuncts to the
  /// named keys (`CoveringSearch.swift`).
  mutating func mapWitness(of inner: MapID, outside outer: [MapID]) throws(BudgetExhausted) -> Value? {
    if outer.isEmpty { return types.mapSpellings[inner].example }
    if outer.contains(inner) { return nil }
    try spend(1 + outer.count)
    var disjuncts = outer.sorted()
    disjuncts.removeDuplicates()
    let question = MapQuestion(inner: inner, outer: disjuncts)
    if let answer = knownMaps[question] { return answer }

    var contested: [MapID] = []
    for disjunct in disjuncts where try !areDisjoint(inner, disjunct) { contested.append(disjunct) }
    let further = try escapesUnderFurtherKeys(inner, &contested)
    let named = try contested.isEmpty ? [:] : escapeUnderNamedKeys(inner, contested)
    let answer = named.map { map(of: inner, with: $0, further, besides: disjuncts) }
    knownMaps[question] = .some(answer)
    return answer
  }

  /// Returns values for keys that no type names, and removes the disjuncts that exclude one of them.
  private mutating func escapesUnderFurtherKeys(
    _ inner: MapID, _ disjuncts: inout [MapID]
  ) throws(BudgetExhausted) -> [Value] {
    guard let rest = types.maps[inner].rest else { return [] }
    var candidates: [Candidate] = []
    var left: [MapID] = []
    for disjunct in disjuncts {
      guard let other = types.maps[disjunct].rest, other.kind == rest.kind else {
        candidates.append(Candidate(value: types.spellings[rest.type].example, refusedBy: nil))
        continue
      }
      if let refused = try witness(of: rest.type, outside: other.type) {
        candidates.append(Candidate(value: refused, refusedBy: types.spellings[other.type]))
      } else {
        left.append(disjunct)
      }
    }
    disjuncts = left
    return candidates.isEmpty ? [] : try fewest(of: candidates)
  }

  /// Returns the contents of the named keys (`.absent`: no content) that escape all disjuncts; `nil` if that is
  /// impossible.
  ///
  /// The keys that only the disjuncts name do not matter. A type has either named keys or a rest: a record has already
  /// escaped all disjuncts with named keys, and an object has no other keys.
  private mutating func escapeUnderNamedKeys(
    _ inner: MapID, _ disjuncts: [MapID]
  ) throws(BudgetExhausted) -> [LiteralID: Value]? {
    let keys = types.maps[inner].keys
    var contested: [ContestedKey] = []
    for key in keys {
      try spend(disjuncts.count / 16)
      let cells = disjuncts.map { types.cell(of: $0, under: key) }
      let choices = try options(for: types.cell(of: inner, under: key), against: cells)
      guard let first = choices.first else { continue }
      if first.escaped.count == disjuncts.count { return [key: first.value] }
      contested.append(ContestedKey(key: key, choices: choices, disjuncts: cells))
    }
    return try assignment(of: disjuncts.count, to: contested)
  }

  /// Returns a map from the chosen contents and the other parts that its type requires.
  private func map(
    of inner: MapID, with named: [LiteralID: Value], _ further: [Value], besides disjuncts: [MapID]
  ) -> Value {
    let map = types.maps[inner]
    var entries: [Value.Entry] = []
    for (key, cell) in zip(map.keys, map.cells) {
      let value = named[key] ?? (cell.mayBeMissing ? nil : cell.type.map { types.spellings[$0].smallest }) ?? .absent
      if value != .absent { entries.append(Value.Entry(.literal(types.literals[key]), value)) }
    }
    if let rest = map.rest, !further.isEmpty {
      let named = Set(([inner] + disjuncts).flatMap { types.maps[$0].keys }.map { Value.literal(types.literals[$0]) })
      let fresh = rest.kind.examples.lazy.filter { !named.contains($0) }
      entries += zip(fresh, further).map { Value.Entry($0, $1) }
    }
    return .map(entries)
  }
}
