// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

// Short spellings, so that a table of types reads like the language.
let any = ValueType.any
let string = ValueType.scalar(.string)
let int = ValueType.scalar(.int)
let double = ValueType.scalar(.double)
let bool = ValueType.scalar(.bool)
let null = ValueType.scalar(.null)
let yes = ValueType.literal(.bool(true))
let no = ValueType.literal(.bool(false))

func text(_ text: String) -> ValueType { .literal(.string(text)) }
func number(_ number: Int64) -> ValueType { .literal(.int(number)) }
func list(_ element: ValueType) -> ValueType { .array(element) }
func either(_ members: ValueType...) -> ValueType { ValueType.union(of: members) ?? .union([]) }

/// Members in order; a `?` at the end of the name makes one optional.
func object(_ members: KeyValuePairs<String, ValueType>) -> ValueType {
  .object(
    members.map { name, type in
      name.hasSuffix("?")
        ? ValueType.Member(FieldName(String(name.dropLast())), type, isOptional: true)
        : ValueType.Member(FieldName(name), type)
    })
}

/// Every way to see a value of small types: with these, brute force decides what the relation claims.
enum Brute {
  /// All values of a type that could matter: each constant of the tests and one value besides, arrays of at most two
  /// elements, maps over the keys of the tests; `nil` if there are more than a limit.
  static func values(of type: ValueType, limit: Int = 20_000) -> [Value]? {
    switch type {
    case .any: return scalars + [.anything, .array([]), .map([])]
    case .scalar, .bounded, .literal, .reference: return scalars.filter(type.contains)
    case .array(let element):
      guard let elements = values(of: element, limit: limit), elements.count * elements.count < limit else {
        return nil
      }
      let pairs = elements.flatMap { first in elements.map { Value.array([first, $0]) } }
      return [.array([])] + elements.map { .array([$0]) } + pairs
    case .record(let key, let value):
      guard let values = values(of: value, limit: limit) else { return nil }
      return maps(keys.filter(key.contains).map { ($0, [nil] + values) }, limit)
    case .object(let members):
      var cells: [(Value, [Value?])] = []
      for member in members {
        guard let values = values(of: member.type, limit: limit) else { return nil }
        cells.append((.literal(.string(member.name.text)), (member.isOptional ? [nil] : []) + values))
      }
      return maps(cells, limit)
    case .union(let members):
      var all: [Value] = []
      for member in members {
        guard let values = values(of: member, limit: limit) else { return nil }
        all += values
      }
      return all.count > limit ? nil : all
    }
  }

  private static let scalars: [Value] = [
    .literal(.string("a")), .literal(.string("b")), .literal(.string("other")), .literal(.int(1)), .literal(.int(2)),
    .literal(.int(77)), .literal(.int(40_000)), .literal(.int(3_000_000_000)), .literal(.bool(true)),
    .literal(.bool(false)), .literal(.double(0.25)), .literal(.double(7.75)),
    .literal(.double(0.123_456_789)), .literal(.string("xxxxx")), .decimal("1000"), .timestamp(1_769_817_600_000_001),
    .timestamp(1_769_817_600_100_000), .timestamp(1_769_817_600_001_000),
    .timestamp(0), .decimal("0.001"), .decimal("99.9"),
    .null, .bytes([7]), .timestamp(7), .date(7), .uuid("00000000-0000-0000-0000-000000000007"), .decimal("7"),
    .reference("t", 7), .reference("u", 7),
  ]

  /// Those that the types of the tests name, and of each kind two besides.
  private static let keys: [Value] = [
    .literal(.string("a")), .literal(.string("b")), .literal(.string("k1")), .literal(.string("k2")),
    .literal(.int(1)), .literal(.int(77)), .literal(.int(78)),
    .uuid("00000000-0000-0000-0000-000000000007"), .uuid("00000000-0000-0000-0000-000000000008"),
    .reference("t", 7), .reference("t", 8),
  ]

  private static func maps(_ cells: [(key: Value, values: [Value?])], _ limit: Int) -> [Value]? {
    var all: [[Value.Entry]] = [[]]
    for cell in cells {
      guard all.count * cell.values.count <= limit else { return nil }
      all = all.flatMap { map in
        cell.values.map { value in value.map { map + [Value.Entry(cell.key, $0)] } ?? map }
      }
    }
    return all.map(Value.map)
  }
}

/// Types from every constructor of the language.
enum Universe {
  static let scalars: [ValueType] = [
    any, string, int, double, bool, null, .scalar(.uuid), .scalar(.date), .scalar(.timestamp), .scalar(.bytes),
    .scalar(.decimal), text("a"), text("b"), number(1), .literal(.double(0.25)), yes, no, .reference("t"),
    .reference("u"), .bounded(.int2), .bounded(.int4), .bounded(.float4), .bounded(.varchar(1)),
    .bounded(.instant(digits: 3, hasZone: true)), .bounded(.instant(digits: 0, hasZone: false)), .bounded(.varchar(4)),
    .bounded(.numeric(precision: 3, scale: 1)), .bounded(.numeric(precision: 3, scale: 2)),
  ]

  /// Parts of the compound types: enough to overlap in every manner.
  private static let parts: [ValueType] = [bool, yes, no, string, text("a"), either(text("a"), text("b"))]

  static let arrays: [ValueType] =
    (parts + [any, null, either(string, int), int, either(yes, null)]).map(list)
    + [list(list(yes)), list(list(bool)), list(object(["a": bool])), list(object(["a?": yes]))]

  static let objects: [ValueType] =
    [object([:])]
    + parts.flatMap { [object(["a": $0]), object(["a?": $0]), object(["b": $0])] }
    + [bool, yes, no, text("a")].flatMap { first in
      [bool, yes, text("a")].flatMap { second in
        [
          object(["a": first, "b": second]), object(["a?": first, "b": second]), object(["a": first, "b?": second]),
          object(["b?": second, "a?": first]),
        ]
      }
    }
    + [object(["a": object(["b": bool])]), object(["a": object(["b": yes])]), object(["a": list(bool), "b": bool])]

  static let records: [ValueType] =
    parts.flatMap { part -> [ValueType] in
      [
        .record(.string, part), .record(.int, part), .record(.literals([.string("a"), .string("b")]), part),
        .record(.literals([.int(1)]), part),
      ]
    } + [.record(.uuid, bool), .record(.uuid, yes), .record(.reference("t"), bool), .record(.reference("t"), any)]

  static let simple = scalars + arrays + objects + records

  /// Unions of two and three, taken at a stride so that each kind meets each.
  static let unions: [ValueType] = {
    let pool = simple
    var unions: [ValueType] = []
    for (number, first) in pool.enumerated() {
      for stride in [1, 3, 8, 21, 34, 55] {
        let second = pool[(number + stride) % pool.count]
        let third = pool[(number * 5 + stride * 7) % pool.count]
        unions.append(stride % 2 == 0 ? either(first, second) : either(first, second, third))
      }
    }
    // Coverings of one object by several, as far as two bools allow.
    let cells = [bool, yes, no]
    let squares = cells.flatMap { first in cells.map { object(["a": first, "b": $0]) } }
    for one in squares {
      for two in squares { unions.append(contentsOf: squares.prefix(5).map { either(one, two, $0) }) }
    }
    return unions
  }()

  /// Compounds of unions: what is inside has to be taken apart as well.
  static let nested: [ValueType] = stride(from: 0, to: unions.count, by: 5).flatMap { number -> [ValueType] in
    [list(unions[number]), object(["a": unions[number]]), object(["a?": unions[number], "b": bool])]
  }

  static let all = simple + unions + nested
}
