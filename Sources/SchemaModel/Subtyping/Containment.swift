// Part of Bellows. MIT licence: see LICENSE.

/// The result of a containment test: contained, or a counterexample.
package enum Containment: Hashable, Sendable {
  case contained
  /// A small value of the first type that is not in the second.
  case refused(Value)
  /// The budget is used up; treat it as "not contained".
  case undecided
}

extension FieldType {
  /// Decides whether every value of this type belongs to the other; a missing value is `Value.absent`.
  package func containment(in other: FieldType, budget: Int = 100_000) -> Containment {
    if isOptional && !other.isOptional { return .refused(.absent) }
    return value.containment(in: other.value, budget: budget)
  }

  /// Returns whether every value of this type certainly belongs to the other.
  package func isSubset(of other: FieldType) -> Bool { containment(in: other) == .contained }

  /// Returns whether no value belongs to both; a missing value counts as a value.
  package func isDisjoint(from other: FieldType) -> Bool {
    !(isOptional && other.isOptional) && value.isDisjoint(from: other.value)
  }
}

extension ValueType {
  /// Decides whether every value of this type belongs to the other.
  ///
  ///     [string | int]  in  [string] | [int]       // no; counterexample: ["x", 1]
  ///     { a: bool }     in  { a: true } | { a: false }   // yes
  ///
  /// `contained` and a counterexample are exact. The problem is coNP-hard, so the search counts its steps, not time; it
  /// answers `undecided` after `budget` steps.
  package func containment(in other: ValueType, budget: Int = 100_000) -> Containment {
    switch (self, other) {
    case (_, .any): return .contained
    case (.bounded(let bound), .scalar(let outer)) where bound.scalar == outer: return .contained
    case (.scalar(let scalar), .scalar(let outer)): return scalar == outer ? .contained : .refused(scalar.example)
    case (.reference(let table), .reference(let outer)): return table == outer ? .contained : .refused(example)
    default:
      // Nearly always the type has not changed.
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

  /// Returns whether every value of this type certainly belongs to the other.
  package func isSubset(of other: ValueType) -> Bool { containment(in: other) == .contained }

  /// Returns whether no value belongs to both types.
  ///
  /// It is exact and fast.
  package func isDisjoint(from other: ValueType) -> Bool {
    var types = TypeTable()
    var disjointness = Disjointness()
    let left = types.add(self)
    let right = types.add(other)
    return disjointness.holds(left, right, in: types)
  }
}
