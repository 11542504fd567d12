// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Random documents of Convex projects.
extension ConvexSamples {
  package mutating func document(of table: Table) -> ConvexDocument {
    guard case .fields(let fields) = table.content else {
      guard case .object(let entries) = value(of: table.rowType) else { return [:] }
      return entries
    }
    return document(fields)
  }

  package mutating func document(_ fields: [Field]) -> ConvexDocument {
    var document: ConvexDocument = [:]
    for field in fields { document[field.name.text] = stored(field.type) }
    return document
  }

  /// A value, or none if the type is optional.
  package mutating func stored(_ type: FieldType) -> ConvexValue? {
    type.isOptional && random.happens(40) ? nil : value(of: type.value)
  }

  package mutating func value(of type: ValueType) -> ConvexValue {
    switch type {
    case .any: return random.pick([.null, .double(3), .string("any"), .object(["q": .int(1)])])
    case .bounded(let bound): return value(of: .scalar(bound.scalar))
    case .scalar(.null): return .null
    case .scalar(.bool): return .bool(random.happens(50))
    case .scalar(.int): return .int(Int64(random.number(below: 5)))
    case .scalar(.double): return .double(Double(random.number(below: 3)))
    case .scalar(.bytes): return .bytes([1])
    case .scalar: return random.pick([.string("x"), .string("other"), .id("t", 1)])
    case .literal(.string(let text)): return .string(text)
    case .literal(.int(let number)): return .int(number)
    case .literal(.double(let number)): return .double(number)
    case .literal(.bool(let flag)): return .bool(flag)
    case .reference(let table): return .id(table.text, random.number(below: 9))
    case .array(let element): return .array((0..<random.number(below: 3)).map { _ in value(of: element) })
    case .record(_, let element): return .object(random.happens(60) ? ["key": value(of: element)] : [:])
    case .object(let members):
      var entries: [String: ConvexValue] = [:]
      for member in members where !member.isOptional || random.happens(60) {
        entries[member.name.text] = value(of: member.type)
      }
      return .object(entries)
    case .union(let members): return value(of: random.pick(members))
    }
  }
}

/// Values of every kind that a type accepts, so that each difference between two types shows in one of them.
package enum ConvexCovering {
  /// Documents that differ from the first one in one field each.
  package static func documents(of table: Table) -> [ConvexDocument] {
    let variants = values(of: table.rowType, limit: 4_000)
    return variants.compactMap { if case .object(let entries) = $0 { entries } else { nil } }
  }

  /// - Parameter limit: The most values; a type of the tests has fewer.
  static func values(of type: ValueType, limit: Int) -> [ConvexValue] {
    let all: [ConvexValue] =
      switch type {
      case .any:
        [
          .null, .bool(true), .int(1), .double(1), .string("any"), .bytes([]), .id("t", 1), .array([]), .object([:]),
          .object(["q": .int(1)]),
        ]
      case .bounded(let bound): values(of: .scalar(bound.scalar), limit: limit)
      case .scalar(.null): [.null]
      case .scalar(.bool): [.bool(true), .bool(false)]
      case .scalar(.int): [.int(0), .int(1), .int(77)]
      case .scalar(.double): [.double(0), .double(1), .double(2), .double(7.5)]
      case .scalar(.bytes): [.bytes([])]
      case .scalar: [.string(""), .string("x"), .string("some other text"), .id("t", 1), .id("_storage", 1)]
      case .literal(.string(let text)): [.string(text)]
      case .literal(.int(let number)): [.int(number)]
      case .literal(.double(let number)): [.double(number)]
      case .literal(.bool(let flag)): [.bool(flag)]
      case .reference(let table): [.id(table.text, 1)]
      case .array(let element): [.array([])] + values(of: element, limit: limit).map { .array([$0]) }
      case .record(_, let element): [.object([:])] + values(of: element, limit: limit).map { .object(["key": $0]) }
      case .object(let members): objects(members, limit)
      case .union(let members): members.flatMap { values(of: $0, limit: limit) }
      }
    return Array(all.prefix(limit))
  }

  /// Objects that differ from the first one, which has all members, in one member each.
  private static func objects(_ members: [ValueType.Member], _ limit: Int) -> [ConvexValue] {
    let choices = members.map { values(of: $0.type, limit: limit) }
    var first: [String: ConvexValue] = [:]
    for (member, values) in zip(members, choices) { first[member.name.text] = values.first }
    var result = [first]
    for (member, values) in zip(members, choices) {
      for value in values.dropFirst() { result.append(first.merging([member.name.text: value]) { $1 }) }
      if member.isOptional { result.append(first.filter { $0.key != member.name.text }) }
    }
    // Those with the fewest members as well: an alternative of a union may ask for one of the optional ones.
    let needed = Set(members.filter { !$0.isOptional }.map(\.name.text))
    result.append(first.filter { needed.contains($0.key) })
    return result.map { .object($0) }
  }
}
