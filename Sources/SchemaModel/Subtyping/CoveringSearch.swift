// Part of Bellows. MIT licence: see LICENSE.

/// A key under which a counterexample may escape some of its disjuncts.
struct ContestedKey {
  var key: LiteralID
  /// None of them escapes all disjuncts.
  var choices: [WitnessSearch.Choice]
  /// What each disjunct accepts under the key.
  var disjuncts: [TypeTable.Cell]
}

/// A state of the search: what is assigned and what is open.
private struct Position {
  /// The disjuncts not yet escaped.
  var open: Bits
  /// The remaining choices for each key; none once the key is assigned.
  var choices: [[WitnessSearch.Choice]]
  var decided: [Decision?]
}

/// The content assigned to a key.
private struct Decision {
  var content: WitnessSearch.Content
  /// The disjuncts that the details of the content must escape.
  var demanded: Bits
  /// The disjuncts that the details may have to escape as well.
  var escapable: Bits
  var value: Value
}

/// A way to escape a disjunct: a choice for a key, or a further requirement on an assigned content.
private struct Branch {
  var key: Int
  var choice: Int?
}

/// A point to backtrack to, with the branches that are not tried yet.
private struct ChoicePoint {
  var position: Position
  var disjunct: Int
  var branches: [Branch]
  var next = 0
}

private enum PropagationResult {
  case escaped
  /// A disjunct cannot be escaped any more.
  case covered
  /// Every solution contains one of these branches.
  case open(disjunct: Int, branches: [Branch])
}

extension WitnessSearch {
  /// Assigns contents to keys so that each disjunct is escaped under some key; returns `nil` if that is impossible.
  ///
  /// A backtracking search with propagation, as in a SAT solver: first forced choices and choices that dominate all
  /// others, then the branches of the disjunct with the fewest. A failed branch stays closed while the others are
  /// tried. The stack is explicit, because there can be many disjuncts.
  mutating func assignment(of disjuncts: Int, to keys: [ContestedKey]) throws(BudgetExhausted) -> [LiteralID: Value]? {
    var choicePoints: [ChoicePoint] = []
    var current: Position? = Position(
      open: Bits(allBelow: disjuncts), choices: keys.map(\.choices), decided: keys.map { _ in nil })
    while true {
      if var position = current {
        switch try propagate(&position, disjuncts) {
        case .escaped:
          let values = zip(keys, position.decided).compactMap { key, decision in decision.map { (key.key, $0.value) } }
          return Dictionary(values, uniquingKeysWith: { first, _ in first })
        case .covered: break
        case .open(let disjunct, let branches):
          choicePoints.append(ChoicePoint(position: position, disjunct: disjunct, branches: branches))
        }
      }
      guard var choicePoint = choicePoints.popLast() else { return nil }
      let branch = choicePoint.branches[choicePoint.next]
      choicePoint.next += 1
      current = try choicePoint.position.assigning(branch, against: choicePoint.disjunct, keys, &self)
      if choicePoint.next < choicePoint.branches.count {
        choicePoint.position.close(branch, against: choicePoint.disjunct)
        choicePoints.append(choicePoint)
      }
    }
  }

  /// Propagates forced and dominating choices, and returns the remaining branches.
  private mutating func propagate(_ position: inout Position, _ disjuncts: Int) throws(BudgetExhausted)
    -> PropagationResult
  {
    var counts: [Int] = []
    var isStable = false
    while !isStable {
      if position.open.isEmpty { return .escaped }
      isStable = true
      counts = Array(repeating: 0, count: disjuncts)
      for (key, decision) in position.decided.enumerated() {
        if let decision {
          decision.escapable.forEach(in: position.open) { counts[$0] += 1 }
          continue
        }
        if position.choices[key].isEmpty { continue }
        var reach = Bits(below: disjuncts)
        for choice in position.choices[key] {
          choice.escaped.forEach(in: position.open) { counts[$0] += 1 }
          choice.escapable.forEach(in: position.open) { counts[$0] += 1 }
          reach.formUnion(choice.escaped)
          reach.formUnion(choice.escapable)
        }
        try spend(1 + position.choices[key].count * (1 + disjuncts / 64))
        reach = reach.intersection(position.open)
        // A choice that escapes every disjunct that any other choice may escape is at least as good.
        let best = position.choices[key].firstIndex { reach.isSubset(of: $0.escaped) }
        if let best, !reach.isEmpty {
          position.decide(key, position.choices[key][best])
          isStable = false
        }
      }
    }
    var disjunct: Int?
    position.open.forEach(in: position.open) { candidate in
      if disjunct.map({ counts[candidate] < counts[$0] }) ?? true { disjunct = candidate }
    }
    guard let disjunct, counts[disjunct] > 0 else { return .covered }
    return .open(disjunct: disjunct, branches: position.branches(against: disjunct))
  }

  /// Returns a value of an assigned content that escapes some disjuncts; `nil` if there is none.
  fileprivate mutating func value(
    of content: Content, demanding disjuncts: Bits, under key: ContestedKey
  ) throws(BudgetExhausted) -> Value? {
    var demanded: Set<TypeID> = []
    disjuncts.forEach(in: disjuncts) { disjunct in
      if let type = key.disjuncts[disjunct].type { demanded.insert(type) }
    }
    return try witness(of: content, outside: demanded.sorted().map { types.nodes[$0] })
  }
}

extension Position {
  mutating func decide(_ key: Int, _ choice: WitnessSearch.Choice) {
    let none = open.subtracting(open)
    decided[key] = Decision(
      content: choice.content, demanded: none, escapable: choice.escapable, value: choice.value)
    choices[key] = []
    open = open.subtracting(choice.escaped)
  }

  /// Returns all branches that escape a disjunct from this position.
  func branches(against disjunct: Int) -> [Branch] {
    var branches: [Branch] = []
    for key in decided.indices {
      if let decision = decided[key] {
        if decision.escapable.contains(disjunct) { branches.append(Branch(key: key, choice: nil)) }
      } else {
        for (index, choice) in choices[key].enumerated()
        where choice.escaped.contains(disjunct) || choice.escapable.contains(disjunct) {
          branches.append(Branch(key: key, choice: index))
        }
      }
    }
    return branches
  }

  /// Returns the position after a branch is assigned; `nil` if it has no solution.
  func assigning(
    _ branch: Branch, against disjunct: Int, _ keys: [ContestedKey], _ search: inout WitnessSearch
  ) throws(BudgetExhausted) -> Position? {
    var result = self
    if let index = branch.choice {
      let choice = choices[branch.key][index]
      result.decide(branch.key, choice)
      if choice.escaped.contains(disjunct) { return result }
    }
    guard var decision = result.decided[branch.key] else { return nil }
    decision.demanded.insert(disjunct)
    decision.escapable.remove(disjunct)
    let value = try search.value(of: decision.content, demanding: decision.demanded, under: keys[branch.key])
    guard let value else { return nil }
    decision.value = value
    result.decided[branch.key] = decision
    result.open.remove(disjunct)
    return result
  }

  /// Removes a branch that has failed.
  mutating func close(_ branch: Branch, against disjunct: Int) {
    guard let index = branch.choice else {
      decided[branch.key]?.escapable.remove(disjunct)
      return
    }
    if choices[branch.key][index].escaped.contains(disjunct) {
      let none = open.subtracting(open)
      choices[branch.key][index].escaped = none
      choices[branch.key][index].escapable = none
    } else {
      choices[branch.key][index].escapable.remove(disjunct)
    }
  }
}
