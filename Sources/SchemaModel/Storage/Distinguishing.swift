// Part of Bellows. MIT licence: see LICENSE.

extension Storage {
  /// Returns two members of a union, anywhere inside a type, that the target cannot distinguish in stored values.
  ///
  /// Returns `nil` if every stored value determines its member.
  ///
  ///     string | uuid          // both are JSON strings
  ///     { a: int, b: "x" } | { a: double, b: "y" }   // fine: `b` distinguishes them
  ///
  /// A value that belongs to both members needs no distinction, so members may overlap as sets.
  package func indistinguishableMembers(of type: ValueType) -> (ValueType, ValueType)? {
    guard !target.capabilities.tagsUnionMembers else { return nil }
    var comparison = EncodingComparison(storage: self)
    return comparison.firstIndistinguishablePair(in: type)
  }
}

/// Compares types by the JSON encodings of their values.
///
/// It counts steps, not time. Past the limit it reports two types as indistinguishable, so it rejects more, never less.
struct EncodingComparison {
  let storage: Storage
  private var steps = 0
  private static let limit = 2_000_000

  init(storage: Storage) { self.storage = storage }

  /// Searches every union inside the type; the keys of a record are also a union.
  mutating func firstIndistinguishablePair(in type: ValueType) -> (ValueType, ValueType)? {
    switch type {
    case .any, .scalar, .bounded, .literal, .reference: return nil
    case .array(let element): return firstIndistinguishablePair(in: element)
    case .record(let key, let value): return indistinguishablePair(inKeys: key) ?? firstIndistinguishablePair(in: value)
    case .object(let members):
      for member in members {
        if let found = firstIndistinguishablePair(in: member.type) { return found }
      }
      return nil
    case .union(let members): return firstIndistinguishablePair(among: members)
    }
  }

  private mutating func firstIndistinguishablePair(among members: [ValueType]) -> (ValueType, ValueType)? {
    // The most frequent kind of union has no duplicates.
    if members.allSatisfy(\.isStringLiteral) || members.contains(.any) { return nil }
    // Literals are compared by their encodings in a set, because a long list of strings would be slow to compare in
    // pairs. Different literals such as 1 and 1.0, or true and 1, may have one encoding.
    var literals = LiteralEncodings(target: storage.target)
    for case .literal(let literal) in members {
      if let other = literals.insert(literal) { return (.literal(other), .literal(literal)) }
    }
    let others = members.filter { if case .literal = $0 { false } else { true } }
    for (index, member) in others.enumerated() {
      if let found = firstIndistinguishablePair(in: member) { return found }
      for earlier in others[..<index] where encodesAlike(earlier, member) { return (earlier, member) }
    }
    for case .literal(let literal) in members {
      for other in others where encodesAlike(.literal(literal), other) { return (other, .literal(literal)) }
    }
    return nil
  }

  /// Returns whether a value of one type and a different value of the other have the same encoding.
  mutating func encodesAlike(_ left: ValueType, _ right: ValueType) -> Bool {
    guard step() else { return true }
    switch (left, right) {
    case (.union(let members), let other), (let other, .union(let members)):
      return members.contains { encodesAlike($0, other) }
    case (.any, _), (_, .any): return false
    case (.array(let one), .array(let two)): return encodesAlike(one, two)
    case (.record, .record), (.record, .object), (.object, .record), (.object, .object):
      return encodesMapsAlike(EncodedMap(left), EncodedMap(right))
    case (.array, _), (_, .array), (.record, _), (_, .record), (.object, _), (_, .object): return false
    case (.scalar, _), (.bounded, _), (.literal, _), (.reference, _):
      return identity(of: left) != identity(of: right) && overlapAtoms(left, right)
    }
  }

  /// Returns whether a value of one type and a value of the other, different or not, have the same encoding.
  mutating func overlap(_ left: ValueType, _ right: ValueType) -> Bool {
    guard step() else { return true }
    switch (left, right) {
    case (.union(let members), let other), (let other, .union(let members)):
      return members.contains { overlap($0, other) }
    // The empty array belongs to every array type.
    case (.any, _), (_, .any), (.array, .array): return true
    case (.record, .record), (.record, .object), (.object, .record), (.object, .object):
      return overlapMaps(EncodedMap(left), EncodedMap(right))
    case (.array, _), (_, .array), (.record, _), (_, .record), (.object, _), (_, .object): return false
    case (.scalar, _), (.bounded, _), (.literal, _), (.reference, _): return overlapAtoms(left, right)
    }
  }

  /// Counts one comparison; returns `false` past the limit.
  mutating func step() -> Bool {
    steps += 1
    return steps <= Self.limit
  }

  private mutating func indistinguishablePair(inKeys key: ValueType.RecordKey) -> (ValueType, ValueType)? {
    guard case .literals(let literals) = key else { return nil }
    var texts: [FieldName: Literal] = [:]
    for literal in literals {
      if let other = texts.updateValue(literal, forKey: literal.keyText), other != literal {
        return (.literal(other), .literal(literal))
      }
    }
    return nil
  }
}

/// Literals by their JSON encodings.
private struct LiteralEncodings {
  private var seen: [Encoding: Literal] = [:]
  private let target: Target

  private enum Encoding: Hashable {
    case text([UInt8])
    case number(Double)
    case integer(Int64)
    case bool(Bool)
  }

  init(target: Target) { self.target = target }

  /// Inserts a literal; returns a different literal with the same encoding that was inserted before.
  mutating func insert(_ literal: Literal) -> Literal? {
    let encoding: Encoding =
      switch literal {
      case .string(let text): .text(Array(text.utf8))
      case .int(let number): .integer(number)
      case .double(let number): number.wholeNumber.map(Encoding.integer) ?? .number(number)
      case .bool(let flag): target.capabilities.hasBooleans ? .bool(flag) : .integer(flag ? 1 : 0)
      }
    let before = seen.updateValue(literal, forKey: encoding)
    return before == literal ? nil : before
  }
}

extension Double {
  /// This number as an integer if it is whole.
  ///
  /// `Int64(exactly:)` would link the math library.
  var wholeNumber: Int64? {
    guard magnitude < 9.2e18 else { return nil }
    let whole = Int64(self)
    return Double(whole) == self ? whole : nil
  }
}
