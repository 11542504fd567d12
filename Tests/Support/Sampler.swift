// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// Makes values of types: few different ones, so that they meet each other, and all the kinds that a type has.
package struct Sampler {
  package var random: SeededRandom
  /// How many rows there are to refer to, where a table is not named in `rowCounts`.
  package var rows = 6
  /// How many rows single tables have.
  package var rowCounts: [TableName: Int] = [:]
  /// Whether texts and numbers are such as break programs: quotes, emoji, the ends of 64 bits, long ones.
  package var isNasty = false

  package init(seed: UInt64) { random = SeededRandom(seed: seed) }

  /// A value that a column of the type may hold.
  package mutating func value(of type: FieldType) -> Value {
    if type.isOptional, random.happens(30) { return .absent }
    let value = self.value(of: type.value, depth: 0)
    return value == .absent ? value : value.canonical
  }

  private mutating func value(of type: ValueType, depth: Int) -> Value {
    switch type {
    case .any:
      return random.pick([.literal(.string("x")), .literal(.int(1)), .null, .array([]), .map([]), .anything])
    case .scalar(let scalar): return value(of: scalar)
    case .bounded(let bound): return value(of: bound)
    case .literal(let literal): return .literal(literal)
    case .reference(let table): return reference(to: table)
    case .array(let element):
      return .array((0..<(depth > 4 ? 0 : random.number(below: 3))).map { _ in value(of: element, depth: depth + 1) })
    case .record(let key, let element):
      var entries: [Value.Entry] = []
      for _ in 0..<(depth > 4 ? 0 : random.number(below: 3)) {
        let name = self.key(of: key)
        guard !entries.contains(where: { $0.key == name }) else { continue }
        entries.append(Value.Entry(name, value(of: element, depth: depth + 1)))
      }
      return .map(entries)
    case .object(let members):
      var entries: [Value.Entry] = []
      for member in members where !(member.isOptional && random.happens(depth > 4 ? 100 : 50)) {
        entries.append(Value.Entry(.literal(.string(member.name.text)), value(of: member.type, depth: depth + 1)))
      }
      return .map(entries)
    case .union(let members): return members.isEmpty ? .absent : value(of: random.pick(members), depth: depth)
    }
  }

  private mutating func value(of scalar: Scalar) -> Value {
    if isNasty, random.happens(40), let nasty = nastyValue(of: scalar) { return nasty }
    let number = random.number(below: 4)
    switch scalar {
    case .string: return .literal(.string(["x", "", "1", "member"][number]))
    case .int: return .literal(.int([0, 1, -1, 42][number]))
    case .double: return .literal(.double([0.5, 1.5, -0.25, 1e300][number]))
    case .bool: return .literal(.bool(number > 1))
    case .bytes: return .bytes([UInt8(number)])
    case .timestamp: return .timestamp(Int64(number))
    case .date: return .date(Int32(number))
    case .uuid: return .uuid(uuidText(number))
    case .decimal: return .decimal(["0.1", "1", "-2", "42"][number])
    case .null: return .null
    }
  }

  private mutating func value(of bound: Bound) -> Value {
    let usual = value(of: bound.scalar)
    if bound.contains(usual), random.happens(70) { return usual }
    let candidates: [Value] =
      switch bound {
      case .int2: [.literal(.int(-32_768)), .literal(.int(32_767))]
      case .int4: [.literal(.int(-2_147_483_648)), .literal(.int(2_147_483_647))]
      case .float4: [.literal(.double(0.1)), .literal(.double(-3.25)), .literal(.double(1e30))]
      case .varchar(let length): [.literal(.string(String(repeating: "ü", count: length)))]
      case .instant: [.timestamp(-1_000_000), .timestamp(1_700_000_000_000_000)]
      case .numeric(let precision, let scale):
        [.decimal(String(repeating: "9", count: min(precision - scale, 38)))].filter { _ in precision > scale }
      }
    return candidates.isEmpty ? bound.distinctExample(0) : random.pick(candidates)
  }

  private mutating func nastyValue(of scalar: Scalar) -> Value? {
    switch scalar {
    case .string:
      .literal(
        .string(
          random.pick([
            "'", "\"", "it's \"quoted\"; DROP TABLE users; --", "🎈👩‍👩‍👧", "e\u{301}", "é", "\n\t\r", "\\", "%s", "null",
            " ", "0012", "1e5",
            "\u{FFFD}\u{10FFFF}", String(repeating: "long ", count: 2_000),
          ])))
    case .int: .literal(.int(random.pick([.min, .max, 1 << 53, -(1 << 53) - 1, 1 << 32])))
    case .double:
      .literal(
        .double(random.pick([2.2250738585072014e-308, 1.7976931348623157e308, -0.1, 3, 1e15, 123_456_789.123_456_78])))
    case .bytes: .bytes(random.pick([[], [0], [0, 255, 39, 34], Array(repeating: 7, count: 5_000)]))
    case .timestamp:
      .timestamp(random.pick([-1, -62_135_596_800_000_000, 253_402_300_799_999_999, 1_700_000_000_123_456]))
    case .date: .date(random.pick([-719_162, 2_932_896, -1]))
    case .decimal:
      .decimal(random.pick(["0", "-0.5", "12345678901234567890123456789012345678", "0.00000000000000000001"]))
    case .bool, .uuid, .null: nil
    }
  }

  private mutating func reference(to table: TableName) -> Value {
    .reference(table, Int64(random.number(below: rowCounts[table] ?? rows)))
  }

  private mutating func key(of key: ValueType.RecordKey) -> Value {
    switch key {
    case .string: value(of: .string)
    case .int: value(of: .int)
    case .uuid: value(of: .uuid)
    case .reference(let table): reference(to: table)
    case .literals(let literals): .literal(random.pick(literals))
    }
  }

  /// A value of a key that no other row has, where the type has so many.
  package func key(of type: FieldType, row: Int) -> Value? {
    let choices: [Value] = [
      .literal(.int(Int64(1000 + row))), .literal(.string("key \(row)")), .uuid(uuidText(1000 + row)),
      .date(Int32(1000 + row)), .timestamp(Int64(1000 + row)),
    ]
    return choices.first(where: type.contains)
  }
}
