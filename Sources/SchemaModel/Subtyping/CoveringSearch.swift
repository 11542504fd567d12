// Part of Bellows. MIT licence: see LICENSE.

/// A key under which a witness may escape some of its rivals.
struct ContestedKey {
  var key: LiteralID
  /// None of them escapes all rivals.
  var choices: [WitnessSearch.Choice]
  /// What each rival may have under the key.
  var rivals: [TypeTable.Cell]
}

/// A part of the search: what is decided, and what is still open.
private struct Position {
  /// The rivals not yet escaped.
  var open: Bits
  /// The choices left for each key; none once the key is decided.
  var choices: [[WitnessSearch.Choice]]
  var decided: [Decision?]
}

/// What stands under a key.
private struct Decision {
  var content: WitnessSearch.Content
  /// The rivals that the details of the content must escape.
  var demanded: Bits
  /// Those that it may be asked to escape as well.
  var escapable: Bits
  var value: Value
}

/// A way to escape a rival: a choice for a key, or a further demand on what is decided there.
private struct Way {
  var key: Int
  var choice: Int?
}

/// A place to come back to: the other ways to escape a rival.
private struct Fork {
  var position: Position
  var rival: Int
  var ways: [Way]
  var next = 0
}

private enum Outlook {
  case escaped
  /// A rival cannot be escaped any more.
  case covered
  /// Each solution takes one of these ways to escape this rival.
  case open(rival: Int, ways: [Way])
}

extension WitnessSearch {
  /// What to put under which key so that each rival is escaped under some key; `nil` if that is impossible.
  ///
  /// As a solver of propositional formulas does it: what is forced or can do no harm comes first, then the rival with the
  /// fewest ways to escape it is tried each way; a way that failed is closed while the others are tried. The stack is
  /// our own, since rivals can be many.
  mutating func assignment(of rivals: Int, to keys: [ContestedKey]) throws(BudgetExhausted) -> [LiteralID: Value]? {
    var forks: [Fork] = []
    var current: Position? = Position(
      open: Bits(allBelow: rivals), choices: keys.map(\.choices), decided: keys.map { _ in nil })
    while true {
      if var position = current {
        switch try outlook(of: &position, rivals) {
        case .escaped:
          let values = zip(keys, position.decided).compactMap { key, decision in decision.map { (key.key, $0.value) } }
          return Dictionary(values, uniquingKeysWith: { first, _ in first })
        case .covered: break
        case .open(let rival, let ways): forks.append(Fork(position: position, rival: rival, ways: ways))
        }
      }
      guard var fork = forks.popLast() else { return nil }
      let way = fork.ways[fork.next]
      fork.next += 1
      current = try fork.position.taking(way, against: fork.rival, keys, &self)
      if fork.next < fork.ways.count {
        fork.position.close(way, against: fork.rival)
        forks.append(fork)
      }
    }
  }

  /// Decides what needs no trying, then says what is left to try.
  private mutating func outlook(of position: inout Position, _ rivals: Int) throws(BudgetExhausted) -> Outlook {
    var ways: [Int] = []
    var isSettled = false
    while !isSettled {
      if position.open.isEmpty { return .escaped }
      isSettled = true
      ways = Array(repeating: 0, count: rivals)
      for (key, decision) in position.decided.enumerated() {
        if let decision {
          decision.escapable.forEach(in: position.open) { ways[$0] += 1 }
          continue
        }
        if position.choices[key].isEmpty { continue }
        var reach = Bits(below: rivals)
        for choice in position.choices[key] {
          choice.escaped.forEach(in: position.open) { ways[$0] += 1 }
          choice.escapable.forEach(in: position.open) { ways[$0] += 1 }
          reach.formUnion(choice.escaped)
          reach.formUnion(choice.escapable)
        }
        try spend(1 + position.choices[key].count * (1 + rivals / 64))
        reach = reach.intersection(position.open)
        // A choice that escapes all that any other could is never worse than those.
        let best = position.choices[key].firstIndex { reach.isSubset(of: $0.escaped) }
        if let best, !reach.isEmpty {
          position.decide(key, position.choices[key][best])
          isSettled = false
        }
      }
    }
    var rival: Int?
    position.open.forEach(in: position.open) { candidate in
      if rival.map({ ways[candidate] < ways[$0] }) ?? true { rival = candidate }
    }
    guard let rival, ways[rival] > 0 else { return .covered }
    return .open(rival: rival, ways: position.ways(against: rival))
  }

  /// A value of a decided content that escapes some rivals; `nil` if there is none.
  fileprivate mutating func value(
    of content: Content, demanding rivals: Bits, under key: ContestedKey
  ) throws(BudgetExhausted) -> Value? {
    var demanded: Set<TypeID> = []
    rivals.forEach(in: rivals) { rival in
      if let type = key.rivals[rival].type { demanded.insert(type) }
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

  /// All ways to escape a rival from here.
  func ways(against rival: Int) -> [Way] {
    var ways: [Way] = []
    for key in decided.indices {
      if let decision = decided[key] {
        if decision.escapable.contains(rival) { ways.append(Way(key: key, choice: nil)) }
      } else {
        for (index, choice) in choices[key].enumerated()
        where choice.escaped.contains(rival) || choice.escapable.contains(rival) {
          ways.append(Way(key: key, choice: index))
        }
      }
    }
    return ways
  }

  /// The position after taking a way; `nil` if it leads nowhere.
  func taking(
    _ way: Way, against rival: Int, _ keys: [ContestedKey], _ search: inout WitnessSearch
  ) throws(BudgetExhausted) -> Position? {
    var result = self
    if let index = way.choice {
      let choice = choices[way.key][index]
      result.decide(way.key, choice)
      if choice.escaped.contains(rival) { return result }
    }
    guard var decision = result.decided[way.key] else { return nil }
    decision.demanded.insert(rival)
    decision.escapable.remove(rival)
    let value = try search.value(of: decision.content, demanding: decision.demanded, under: keys[way.key])
    guard let value else { return nil }
    decision.value = value
    result.decided[way.key] = decision
    result.open.remove(rival)
    return result
  }

  /// Takes a way that has failed out of the ways that are left.
  mutating func close(_ way: Way, against rival: Int) {
    guard let index = way.choice else {
      decided[way.key]?.escapable.remove(rival)
      return
    }
    if choices[way.key][index].escaped.contains(rival) {
      let none = open.subtracting(open)
      choices[way.key][index].escaped = none
      choices[way.key][index].escapable = none
    } else {
      choices[way.key][index].escapable.remove(rival)
    }
  }
}
