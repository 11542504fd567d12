// Part of Bellows. MIT licence: see LICENSE.

/// The conversion of a generated backfill function.
public enum BuiltInConversion: Hashable, Sendable {
  /// The value, unchanged.
  case copy
  /// An int, bool, UUID, date or decimal as its text.
  case text
  case intToDecimal
  /// `v` becomes `[v]`.
  case wrapInArray
  /// `v` becomes `{ member: v }`.
  case wrapInObject(String)
  /// Old literals become new ones; other values stay unchanged.
  case remap([Respelling])

  /// A literal that is replaced at a path inside a column: names of members, `[]` for elements and entries.
  public struct Respelling: Hashable, Sendable {
    /// The path inside the column; empty for the column itself.
    public var path: [String]
    /// The old literal.
    public var old: JSONValue
    /// The new literal.
    public var new: JSONValue

    /// Creates a replacement.
    public init(at path: [String] = [], _ old: JSONValue, to new: JSONValue) {
      self.path = path
      self.old = old
      self.new = new
    }
  }

  /// Converts a value to another type.
  public func apply<Target: StoredValue>(to value: some StoredValue) throws -> Target {
    try Target(json: converted(value.json))
  }

  /// Converts a value to an optional type.
  ///
  /// Without this overload a call would be ambiguous.
  public func apply<Target: StoredValue>(to value: some StoredValue) throws -> Target? {
    try Target(json: converted(value.json))
  }

  /// Converts an optional value.
  public func apply<Target: StoredValue>(to value: (some StoredValue)?) throws -> Target? {
    try value.map { try Target(json: converted($0.json)) }
  }

  /// Converts an optional value that must exist.
  ///
  /// Throws `RowRefused` if it does not.
  public func apply<Target: StoredValue>(requiring value: (some StoredValue)?) throws -> Target {
    guard let value else { throw RowRefused("the source column has no value") }
    return try Target(json: converted(value.json))
  }

  func converted(_ json: JSONValue) throws -> JSONValue {
    switch self {
    case .copy: return json
    case .text: return try text(of: json)
    case .intToDecimal: return ExactDecimal(try Int64(json: json)).json
    case .wrapInArray: return .array([json])
    case .wrapInObject(let name): return .object(JSONObject([(name, json)]))
    case .remap(let respellings): return respelled(json, respellings, at: 0)
    }
  }

  private func text(of json: JSONValue) throws -> JSONValue {
    switch json {
    case .string: json
    case .int(let value): .string(String(value))
    case .bool(let value): .string(value ? "true" : "false")
    case .null, .double, .bytes, .array, .object: throw RowUnreadable(expected: "a value that is text", found: json)
    }
  }

  /// Replaces all literals at once, so that `a` to `b` and `b` to `c` do not turn `a` into `c`.
  private func respelled(_ json: JSONValue, _ respellings: [Respelling], at depth: Int) -> JSONValue {
    if let match = respellings.first(where: { $0.path.count == depth && $0.old == json }) { return match.new }
    let deeper = respellings.filter { $0.path.count > depth }
    if deeper.isEmpty { return json }
    switch json {
    case .array(let values):
      let inside = deeper.filter { $0.path[depth] == "[]" }
      return inside.isEmpty ? json : .array(values.map { respelled($0, inside, at: depth + 1) })
    case .object(let object):
      return .object(
        JSONObject(
          object.members.map { member in
            let name = ByteString(member.key)
            let inside = deeper.filter { $0.path[depth] == "[]" || ByteString($0.path[depth]) == name }
            return (member.key, respelled(member.value, inside, at: depth + 1))
          }))
    case .null, .bool, .int, .double, .string, .bytes: return json
    }
  }
}
