// Part of Bellows. MIT licence: see LICENSE.

/// Reads a JSON object member by member, for generated code.
///
/// `finish` throws if a member was not read: an object has no members that its type does not declare.
public struct ObjectReader: Sendable {
  private let object: JSONObject
  private var found = 0

  /// Starts reading an object.
  ///
  /// Throws if the value is not an object.
  public init(_ json: JSONValue) throws {
    guard case .object(let object) = json else { throw RowUnreadable(expected: "an object", found: json) }
    self.object = object
  }

  /// Reads a required member.
  public mutating func required<Value: StoredValue>(_ name: String) throws -> Value {
    guard let value: Value = try optional(name) else { throw RowUnreadable("the member \(name) is missing") }
    return value
  }

  /// Reads an optional member.
  ///
  /// A member that is `null` is not missing.
  public mutating func optional<Value: StoredValue>(_ name: String) throws -> Value? {
    guard let json = object[name] else { return nil }
    found += 1
    do {
      return try Value(json: json)
    } catch let error as RowUnreadable {
      throw RowUnreadable("\(name): \(error.reason)")
    }
  }

  /// Ends reading.
  ///
  /// Throws if the object has a member that was not read.
  public mutating func finish() throws {
    guard found == object.members.count else {
      throw RowUnreadable("the object has a member that its type does not declare")
    }
  }
}

/// Builds a JSON object, for generated code.
///
/// Members without a value are omitted.
public struct ObjectWriter: Sendable {
  private var object = JSONObject()

  /// Creates an empty object.
  public init() {}

  /// Adds a member if it has a value.
  public mutating func set(_ name: String, _ value: (some StoredValue)?) {
    if let value { object[name] = value.json }
  }

  /// The object.
  public var json: JSONValue { .object(object) }
}
