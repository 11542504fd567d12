// Part of Bellows. MIT licence: see LICENSE.

/// Schemas that are large in one way only, each at a tenth of its size and whole: where a cliff would be.
struct SteepSchema: Sendable {
  var name: String
  /// Text of the old and of the new schema, for a size.
  var texts: @Sendable (Int) -> (old: String, new: String)
  var sizes: (small: Int, large: Int)

  static let all = [
    SteepSchema(name: "one table of fields", texts: fields, sizes: (500, 5_000)),
    SteepSchema(name: "one union of literals", texts: literals, sizes: (200, 2_000)),
    SteepSchema(name: "one table of indexes", texts: indexes, sizes: (200, 2_000)),
    SteepSchema(name: "nested objects", texts: nesting, sizes: (6, 60)),
    SteepSchema(name: "one union of objects of 12 members", texts: objects, sizes: (4, 40)),
  ]

  private static func fields(_ count: Int) -> (old: String, new: String) {
    let schema = WideSchema(tables: 1, fields: count)
    return (schema.bellows, schema.changed().bellows)
  }

  /// One literal is taken away, another comes.
  private static func literals(_ count: Int) -> (old: String, new: String) {
    func text(_ numbers: Range<Int>) -> String {
      "table t {\n  state: \(numbers.map { "\"state_\($0)\"" }.joined(separator: " | "))\n}\n"
    }
    return (text(0..<count), text(1..<count + 1))
  }

  /// One index in a hundred is over another field.
  private static func indexes(_ count: Int) -> (old: String, new: String) {
    func text(shifted: Bool) -> String {
      let fields = (0..<20).map { "  f\($0): string\n" }.joined()
      let indexes = (0..<count).map { number in
        let first = (number + (shifted && number % 100 == 0 ? 1 : 0)) % 20
        return "  index by_\(number) (f\(first), f\((number + 7) % 20))\n"
      }
      return "table t {\n\(fields)\n\(indexes.joined())}\n"
    }
    return (text(shifted: false), text(shifted: true))
  }

  /// The innermost member becomes optional.
  private static func nesting(_ depth: Int) -> (old: String, new: String) {
    func text(_ inner: String) -> String {
      let outside = (0..<depth).map { "{ tag\($0): string, next: " }.joined()
      return "table t {\n  value: \(outside)\(inner)\(String(repeating: " }", count: depth))\n}\n"
    }
    return (text("{ end: int }"), text("{ end: int? }"))
  }

  /// Objects that overlap in all members; one of them gets a wider member.
  private static func objects(_ count: Int) -> (old: String, new: String) {
    func text(wide: Bool) -> String {
      let variants = (0..<count).map { shape in
        let members = (0..<12).map { member in
          let type = (shape >> (member % 6)) & 1 == 0 ? "int" : wide && shape == count - 1 ? "bool | string" : "bool"
          return "m\(member): \(type)"
        }
        return "{ \(members.joined(separator: ", ")) }"
      }
      return "table t {\n  value:\n    \(variants.joined(separator: "\n    | "))\n}\n"
    }
    return (text(wide: false), text(wide: true))
  }
}
