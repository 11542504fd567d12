// Part of Bellows. MIT licence: see LICENSE.

extension ValueType {
  /// A typical value of this type: `["x"]` rather than `[]`, and with an optional member rather than `{}`.
  package var example: Value {
    switch self {
    case .any: .literal(.string("x"))
    case .scalar(let scalar): scalar.example
    case .bounded(let bound): bound.distinctExample(0)
    case .literal(let literal): .literal(literal)
    case .reference(let table): .reference(table, 1)
    case .array(let element): .array(element.isEmpty ? [] : [element.example])
    case .record(let key, let value):
      .map(value.isEmpty ? [] : key.examples.prefix(1).map { Value.Entry($0, value.example) })
    case .object(let members):
      .map(Self.shown(members).map { Value.Entry(.literal(.string($0.name.text)), $0.type.example) })
    case .union(let members):
      (members.first { $0 != .scalar(.null) && !$0.isEmpty } ?? members.first)?.example ?? .absent
    }
  }

  /// A value of this type with as few parts as possible, where any value is enough.
  package var smallest: Value {
    switch self {
    case .any, .scalar, .bounded, .literal, .reference: example
    case .array: .array([])
    case .record: .map([])
    case .object(let members):
      .map(
        members.filter { !$0.isOptional }.map { Value.Entry(.literal(.string($0.name.text)), $0.type.smallest) })
    case .union(let members): (members.first { !$0.isEmpty })?.smallest ?? .absent
    }
  }

  /// Whether it is a union without members, which the language cannot express.
  private var isEmpty: Bool { self == .union([]) }

  /// Returns the required members or, without any, the first optional one.
  private static func shown(_ members: [Member]) -> [Member] {
    let required = members.filter { !$0.isOptional }
    return required.isEmpty ? Array(members.prefix(1)) : required
  }
}

extension Scalar {
  /// An example value of this scalar.
  package var example: Value { traits.example(0) }

  /// Returns example values that differ for different numbers, if the scalar has more than one value.
  package func distinctExample(_ number: Int) -> Value { traits.example(number) }
}

extension ValueType.RecordKey {
  /// Different keys that a record with these keys may have; infinitely many unless the keys are literals.
  var examples: some Sequence<Value> {
    (0...).lazy.prefix { number in
      if case .literals(let literals) = self { number < literals.count } else { true }
    }.map { number in
      switch self {
      case .string: Scalar.string.distinctExample(number)
      case .int: Scalar.int.distinctExample(number)
      case .uuid: Scalar.uuid.distinctExample(number)
      case .reference(let table): .reference(table, Int64(number) + 1)
      case .literals(let literals): .literal(literals[number])
      }
    }
  }
}
