// Part of Bellows. MIT licence: see LICENSE.

/// What a function that needs no person does to a value; emitted Swift says which.
public enum BuiltInConversion: Hashable, Sendable {
  /// The value as it is.
  case copy
  /// An int, bool, UUID, date or decimal as its text.
  case text
  case intToDecimal
  /// `v` becomes `[v]`.
  case wrapInArray
  /// `v` becomes `{ member: v }`.
  case wrapInObject(String)
  /// Old spellings become new ones; what is not named stays.
  case remap([Respelling])

  /// A value that gets a new spelling, at a place inside a column: names of members, `[]` for elements and entries.
  public struct Respelling: Hashable, Sendable {
    /// Where inside the column; empty is the column itself.
    public var path: [String]
    /// What it was.
    public var old: JSONValue
    /// What it becomes.
    public var new: JSONValue

    /// A new spelling.
    public init(at path: [String] = [], _ old: JSONValue, to new: JSONValue) {
      self.path = path
      self.old = old
      self.new = new
    }
  }

  /// The value of another type that a value becomes.
  public func apply<Target: StoredValue>(to value: some StoredValue) throws -> Target {
    try Target(json: converted(value.json))
  }

  /// Converts a value for a column that may have none: without this function, the two beside it would fit alike.
  public func apply<Target: StoredValue>(to value: some StoredValue) throws -> Target? {
    try Target(json: converted(value.json))
  }

  /// The value that a value becomes, if there is one.
  public func apply<Target: StoredValue>(to value: (some StoredValue)?) throws -> Target? {
    try value.map { try Target(json: converted($0.json)) }
  }

  /// The value that a value becomes; a row without one is refused.
  public func apply<Target: StoredValue>(requiring value: (some StoredValue)?) throws -> Target {
    guard let value else { throw RowRefused("no value to take it from") }
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

  /// All respellings at once, so that `a` to `b` and `b` to `c` do not make `a` into `c`.
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
