// Part of Bellows. MIT licence: see LICENSE.

extension FieldType {
  /// Returns the path to the single difference between two types; empty if they differ as a whole or in several parts.
  ///
  /// From `{ theme: "dark", size: int }` to `{ theme: "light", size: int }` it is `theme`. `[]` means the elements of
  /// an array and the values of a record: `users.items.[].price`. The path of a member that only one type has ends with
  /// that member. It enters a union only if both unions have all members but one in common.
  package func pathOfDifference(to other: FieldType) -> [FieldName] {
    var types = TypeTable()
    var path: [FieldName] = []
    var (old, new) = (self, other)
    while old.isOptional == new.isOptional, let step = types.onlyDifference(between: old.value, and: new.value) {
      path.append(step.name)
      guard let inside = step.inside else { break }
      (old, new) = inside
    }
    return path
  }
}

/// A step to a difference: the name of the part, and the part on both sides unless one side does not have it.
private struct DifferenceStep {
  var name: FieldName
  var inside: (old: FieldType, new: FieldType)?

  static func elements(_ old: ValueType, _ new: ValueType) -> DifferenceStep {
    DifferenceStep(name: "[]", inside: (FieldType(old), FieldType(new)))
  }
}

extension TypeTable {
  /// Returns the only part in which two types differ; `nil` if there is none or more than one.
  fileprivate mutating func onlyDifference(between old: ValueType, and new: ValueType) -> DifferenceStep? {
    guard add(old) != add(new), let (old, new) = onlyChangedMember(of: old, and: new) else { return nil }
    switch (old, new) {
    case (.array(let element), .array(let other)): return .elements(element, other)
    case (.record(let key, let value), .record(let otherKey, let other)):
      return key == otherKey ? .elements(value, other) : nil
    case (.object(let members), .object(let others)): return onlyDifference(between: members, and: others)
    case (.any, _), (.scalar, _), (.bounded, _), (.literal, _), (.reference, _), (.array, _), (.record, _),
      (.object, _), (.union, _):
      return nil
    }
  }

  /// Returns the two types; for unions, the one member of each that the other does not have.
  private mutating func onlyChangedMember(
    of old: ValueType, and new: ValueType
  ) -> (old: ValueType, new: ValueType)? {
    let before = old.alternatives.map { (type: $0, id: add($0)) }
    let after = new.alternatives.map { (type: $0, id: add($0)) }
    let (known, kept) = (Set(before.map(\.id)), Set(after.map(\.id)))
    let gone = before.filter { !kept.contains($0.id) }
    let come = after.filter { !known.contains($0.id) }
    guard let first = gone.first, let last = come.first, gone.count == 1, come.count == 1 else { return nil }
    return (first.type, last.type)
  }

  private mutating func onlyDifference(
    between old: [ValueType.Member], and new: [ValueType.Member]
  ) -> DifferenceStep? {
    let before = Dictionary(old.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let after = Dictionary(new.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var found: DifferenceStep?
    var count = 0
    for member in old {
      guard let other = after[member.name] else {
        found = DifferenceStep(name: member.name, inside: nil)
        count += 1
        continue
      }
      if member.isOptional == other.isOptional && add(member.type) == add(other.type) { continue }
      let inside = (
        old: FieldType(member.type, isOptional: member.isOptional),
        new: FieldType(other.type, isOptional: other.isOptional)
      )
      found = DifferenceStep(name: member.name, inside: inside)
      count += 1
    }
    for member in new where before[member.name] == nil {
      found = DifferenceStep(name: member.name, inside: nil)
      count += 1
    }
    return count == 1 ? found : nil
  }
}
