// Part of Bellows. MIT licence: see LICENSE.

/// Takes an object apart member by member, and refuses what is left: objects are closed.
///
/// Emitted code uses it; there is rarely a reason to write it by hand.
public struct ObjectReader: Sendable {
  private let object: JSONObject
  private var found = 0

  /// Begins with a value, which must be an object.
  public init(_ json: JSONValue) throws {
    guard case .object(let object) = json else { throw RowUnreadable(expected: "an object", found: json) }
    self.object = object
  }

  /// A member that must be there.
  public mutating func required<Value: StoredValue>(_ name: String) throws -> Value {
    guard let value: Value = try optional(name) else { throw RowUnreadable("the member \(name) is missing") }
    return value
  }

  /// A member that may be missing; one that is `null` is not missing.
  public mutating func optional<Value: StoredValue>(_ name: String) throws -> Value? {
    guard let json = object[name] else { return nil }
    found += 1
    do {
      return try Value(json: json)
    } catch let error as RowUnreadable {
      throw RowUnreadable("\(name): \(error.reason)")
    }
  }

  /// Ends: throws when the object has a member that nobody asked for.
  public mutating func finish() throws {
    guard found == object.members.count else { throw RowUnreadable("the object has a member that its type has not") }
  }
}

/// Puts an object together; members without a value stay away.
public struct ObjectWriter: Sendable {
  private var object = JSONObject()

  /// Begins with no member.
  public init() {}

  /// Adds a member unless it has no value.
  public mutating func set(_ name: String, _ value: (some StoredValue)?) {
    if let value { object[name] = value.json }
  }

  /// The object.
  public var json: JSONValue { .object(object) }
}
