// Part of Bellows. MIT licence: see LICENSE.

/// Whether every value of one type is a value of another, and if not, a value that shows it.
package enum Containment: Hashable, Sendable {
  case contained
  /// A small value of the first type that is not in the second.
  case refused(Value)
  /// The budget is used up; treat it as "not contained".
  case undecided
}

extension FieldType {
  /// Whether every value of this type is one of the other; "no value" is `Value.absent`.
  package func containment(in other: FieldType, budget: Int = 100_000) -> Containment {
    if isOptional && !other.isOptional { return .refused(.absent) }
    return value.containment(in: other.value, budget: budget)
  }

  /// Whether it is certain that every value of this type is one of the other.
  package func isSubset(of other: FieldType) -> Bool { containment(in: other) == .contained }

  /// Whether no value belongs to both; "no value" counts as one.
  package func isDisjoint(from other: FieldType) -> Bool {
    !(isOptional && other.isOptional) && value.isDisjoint(from: other.value)
  }
}

extension ValueType {
  /// Whether every value of this type is one of the other.
  ///
  ///     [string | int]  in  [string] | [int]       is refused: ["x", 1]
  ///     { a: bool }     in  { a: true } | { a: false }   is contained
  ///
  /// The answer is exact. Since the question is coNP-hard, it counts its steps, never time, and gives up past `budget`.
  package func containment(in other: ValueType, budget: Int = 100_000) -> Containment {
    switch (self, other) {
    case (_, .any): return .contained
    case (.scalar(let scalar), .scalar(let outer)): return scalar == outer ? .contained : .refused(scalar.example)
    case (.reference(let table), .reference(let outer)): return table == outer ? .contained : .refused(example)
    default:
      // Nearly all questions in practice are about a type that has not changed.
      if self == other { return .contained }
    }
    var search = WitnessSearch(budget: budget)
    let inner = search.types.add(self)
    let outer = search.types.add(other)
    do {
      return try search.witness(of: inner, outside: outer).map(Containment.refused) ?? .contained
    } catch {
      return .undecided
    }
  }

  /// Whether it is certain that every value of this type is one of the other.
  package func isSubset(of other: ValueType) -> Bool { containment(in: other) == .contained }

  /// Whether no value belongs to both types: exact, and never expensive.
  package func isDisjoint(from other: ValueType) -> Bool {
    var types = TypeTable()
    var disjointness = Disjointness()
    let left = types.add(self)
    let right = types.add(other)
    return disjointness.holds(left, right, in: types)
  }
}
