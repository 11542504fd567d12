// Part of Bellows. MIT licence: see LICENSE.

extension WitnessSearch {
  /// A possible content of a cell of a counterexample, and the disjuncts that do not contain it.
  ///
  /// Disjuncts are the members of the union that the counterexample must not belong to, by number. In `{ a: int, b:
  /// bool }` against `{ a: 1, b: bool } | { a: int, b: true }` the cell `a` offers "an int other than 1", which escapes
  /// disjunct 0.
  struct Choice {
    var content: Content
    /// The disjuncts that contain no value of this content.
    var escaped: Bits
    /// The disjuncts that each exclude some of its values; no value need be excluded by all of them.
    var escapable: Bits
    /// The value if no disjunct has to be escaped through details; `.absent` leaves the key out.
    var value: Value
  }

  enum Content {
    /// No value, or a value without parts that could be chosen.
    case whole
    /// An array with elements of this type.
    case array(TypeID)
    case map(MapID)
  }

  /// Returns the contents of a cell that escape the cells of some disjuncts; a single choice if it escapes all of them.
  mutating func options(
    for cell: TypeTable.Cell, against disjuncts: [TypeTable.Cell]
  ) throws(BudgetExhausted) -> [Choice] {
    var choices = Choices(disjuncts: Bits(allBelow: disjuncts.count))
    var open = Bits(below: disjuncts.count)
    for (number, disjunct) in disjuncts.enumerated() where disjunct.mayBeMissing { open.insert(number) }
    if cell.mayBeMissing && choices.add(.whole, .absent, acceptedBy: open) { return choices.all }
    guard let type = cell.type else { return choices.all }
    let node = types.nodes[type]

    let groups = groups(of: disjuncts)
    try spend(1 + groups.count)
    var acceptAll = Bits(below: disjuncts.count)
    for group in groups where group.node.isAny { acceptAll.formUnion(group.members) }
    if node.isAny {
      _ = choices.add(.whole, .anything, acceptedBy: acceptAll)
      return choices.all
    }
    for (scalar, bound) in node.scalars.map({ ($0, nil) }) + node.bounds.map({ ($0.scalar, $0) }) {
      var accepted = acceptAll
      for group in groups where group.node.contains(scalar, bound) { accepted.formUnion(group.members) }
      if accepted == choices.disjuncts { continue }
      let value = freshValue(of: scalar, bound, against: groups)
      if choices.add(.whole, value, acceptedBy: accepted) { return choices.all }
    }
    if try addLiterals(of: node, against: groups, acceptAll, to: &choices) { return choices.all }
    for table in node.references {
      var accepted = acceptAll
      for group in groups where group.node.references.contains(table) { accepted.formUnion(group.members) }
      if choices.add(.whole, .reference(table, 1), acceptedBy: accepted) { return choices.all }
    }
    for element in node.arrays {
      if try addParts(.array(element), against: groups, acceptAll, to: &choices) { return choices.all }
    }
    for map in node.maps {
      if try addParts(.map(map), against: groups, acceptAll, to: &choices) { return choices.all }
    }
    choices.dropDominated()
    return choices.all
  }

  /// Disjuncts that have the same type in a cell.
  private struct Group {
    var node: TypeTable.Node
    var members: Bits
  }

  private func groups(of disjuncts: [TypeTable.Cell]) -> [Group] {
    var groups: [Group] = []
    var indices: [TypeID: Int] = [:]
    for (number, disjunct) in disjuncts.enumerated() {
      guard let type = disjunct.type else { continue }
      let index = indices[type, default: groups.count]
      if index == groups.count {
        indices[type] = index
        groups.append(Group(node: types.nodes[type], members: Bits(below: disjuncts.count)))
      }
      groups[index].members.insert(number)
    }
    return groups
  }

  /// Returns a value of a scalar, or of a part of it, that is not a literal of any disjunct, and outside each part of the
  /// scalar that a disjunct has instead of the whole.
  private func freshValue(of scalar: Scalar, _ bound: Bound?, against groups: [Group]) -> Value {
    var taken: Set<Value> = []
    for group in groups {
      for literal in group.node.literals where types.literals[literal].scalar == scalar {
        taken.insert(.literal(types.literals[literal]))
      }
    }
    let outer = groups.flatMap(\.node.bounds).filter { other in
      other.scalar == scalar && bound.map { !other.contains($0) } ?? true
    }
    if bound != nil || !outer.isEmpty {
      return freshValue(of: scalar, in: bound, outside: outer, besides: taken)
    }
    var number = 0
    while taken.contains(scalar.distinctExample(number)) { number += 1 }
    return scalar.distinctExample(number)
  }

  private func freshValue(
    of scalar: Scalar, in bound: Bound?, outside outer: [Bound], besides taken: Set<Value>
  ) -> Value {
    for number in 0...taken.count {
      let simple = bound?.distinctExample(number) ?? scalar.distinctExample(number)
      let candidates = [simple] + Bound.extremes(of: scalar, in: bound, outside: outer, number)
      let found = candidates.first { value in
        bound?.contains(value) ?? true && !outer.contains { $0.contains(value) } && !taken.contains(value)
      }
      if let found { return found }
    }
    return bound?.distinctExample(0) ?? scalar.example
  }

  /// Adds the literals of a type, one per set of disjuncts that accept it.
  ///
  /// Returns whether one escapes all disjuncts.
  private mutating func addLiterals(
    of node: TypeTable.Node, against groups: [Group], _ acceptAll: Bits, to choices: inout Choices
  ) throws(BudgetExhausted) -> Bool {
    if node.literals.isEmpty { return false }
    var acceptedByName: [LiteralID: Bits] = [:]
    for group in groups {
      try spend(group.node.literals.count / 16)
      for literal in group.node.literals { acceptedByName[literal, default: acceptAll].formUnion(group.members) }
    }
    try spend(node.literals.count / 16)
    var seen: Set<Bits> = []
    for literal in node.literals {
      let scalar = types.literals[literal].scalar
      var accepted = acceptedByName[literal] ?? acceptAll
      for group in groups where group.node.contains(scalar, types.literals[literal]) {
        accepted.formUnion(group.members)
      }
      guard seen.insert(accepted).inserted else { continue }
      if choices.add(.whole, .literal(types.literals[literal]), acceptedBy: accepted) { return true }
    }
    return false
  }

  /// Adds an array or map of a type.
  ///
  /// Returns whether it escapes all disjuncts.
  private mutating func addParts(
    _ content: Content, against groups: [Group], _ acceptAll: Bits, to choices: inout Choices
  ) throws(BudgetExhausted) -> Bool {
    var accepted = acceptAll
    var escapable = acceptAll.subtracting(acceptAll)
    var contested: [TypeTable.Node] = []
    var first: Value?
    var hasSameKind = false
    for group in groups where !group.node.isAny {
      hasSameKind = hasSameKind || isOfKind(content, group.node)
      if try isDisjoint(content, from: group.node) { continue }
      if let witness = try witness(of: content, outside: [group.node]) {
        escapable.formUnion(group.members)
        contested.append(group.node)
        first = first ?? witness
      } else {
        accepted.formUnion(group.members)
      }
    }
    if contested.count > 1 {
      guard let witness = try witness(of: content, outside: contested) else {
        choices.add(content, smallest(content), acceptedBy: accepted, escapable: escapable)
        return false
      }
      first = witness
    }
    if accepted == choices.disjuncts { return false }
    if let first { return choices.add(.whole, first, acceptedBy: accepted) }
    // If no disjunct has this kind of value, the kind itself is the counterexample: show a value that is easy to read.
    return choices.add(.whole, hasSameKind ? smallest(content) : example(content), acceptedBy: accepted)
  }

  private func isOfKind(_ content: Content, _ node: TypeTable.Node) -> Bool {
    switch content {
    case .whole: false
    case .array: !node.arrays.isEmpty
    case .map: !node.maps.isEmpty
    }
  }

  private func smallest(_ content: Content) -> Value {
    switch content {
    case .whole: .absent
    case .array: .array([])
    case .map(let map): types.mapSpellings[map].smallest
    }
  }

  private func example(_ content: Content) -> Value {
    switch content {
    case .whole: .absent
    case .array(let element): ValueType.array(types.spellings[element]).example
    case .map(let map): types.mapSpellings[map].example
    }
  }

  /// Returns whether no value of a content belongs to a type.
  private mutating func isDisjoint(
    _ content: Content, from node: TypeTable.Node
  ) throws(BudgetExhausted) -> Bool {
    switch content {
    case .whole: return false
    case .array: return node.arrays.isEmpty
    case .map(let map):
      for other in node.maps where try !areDisjoint(map, other) { return false }
      return true
    }
  }

  /// Returns a value of a content that belongs to none of some types; `nil` if there is none.
  mutating func witness(of content: Content, outside nodes: [TypeTable.Node]) throws(BudgetExhausted) -> Value? {
    switch content {
    case .whole: nil
    case .array(let element): try arrayWitness(of: element, outside: nodes.flatMap(\.arrays))
    case .map(let map): try mapWitness(of: map, outside: nodes.flatMap(\.maps))
    }
  }
}

extension TypeTable.Node {
  /// Returns whether it has all values of a scalar, or of a part of it.
  fileprivate func contains(_ scalar: Scalar, _ bound: Bound?) -> Bool {
    scalars.contains(scalar) || bound.map { bound in bounds.contains { $0.contains(bound) } } ?? false
  }

  /// Returns whether it has a literal as one value of a scalar.
  fileprivate func contains(_ scalar: Scalar, _ literal: Literal) -> Bool {
    scalars.contains(scalar) || bounds.contains { $0.contains(.literal(literal)) }
  }
}

/// Collects the choices for a cell.
private struct Choices {
  var all: [WitnessSearch.Choice] = []
  let disjuncts: Bits

  init(disjuncts: Bits) { self.disjuncts = disjuncts }

  /// Adds a choice that some disjuncts accept.
  ///
  /// Returns whether it escapes all disjuncts, so that no other is needed.
  mutating func add(_ content: WitnessSearch.Content, _ value: Value, acceptedBy accepted: Bits) -> Bool {
    let escaped = disjuncts.subtracting(accepted)
    if escaped.isEmpty { return false }
    let choice = WitnessSearch.Choice(
      content: content, escaped: escaped, escapable: disjuncts.subtracting(disjuncts), value: value)
    if escaped == disjuncts {
      all = [choice]
      return true
    }
    all.append(choice)
    return false
  }

  mutating func add(
    _ content: WitnessSearch.Content, _ value: Value, acceptedBy accepted: Bits, escapable: Bits
  ) {
    let escaped = disjuncts.subtracting(accepted).subtracting(escapable)
    all.append(WitnessSearch.Choice(content: content, escaped: escaped, escapable: escapable, value: value))
  }

  /// Removes choices that another one dominates: that one certainly escapes every disjunct that they may escape.
  mutating func dropDominated() {
    guard all.count > 1, all.count <= 64 else { return }
    var kept: [WitnessSearch.Choice] = []
    for (index, choice) in all.enumerated() {
      let reach = choice.escaped.union(choice.escapable)
      let isDominated = all.indices.contains { other in
        other != index && reach.isSubset(of: all[other].escaped)
          && (other < index || all[other].escaped != reach)
      }
      if !isDominated { kept.append(choice) }
    }
    all = kept
  }
}
