// Part of Bellows. MIT licence: see LICENSE.

/// A value or `null`: the type `T | null` of the schema language inside nested types.
///
/// Unlike an optional, it distinguishes a member that is `null` from a missing member.
public enum Nullable<Value: StoredValue>: StoredValue {
  case null
  case value(Value)

  /// Creates the value; `nil` becomes `null`.
  public init(_ value: Value?) { self = value.map { .value($0) } ?? .null }

  /// The value; `nil` is `null`.
  public var value: Value? {
    get {
      switch self {
      case .null: nil
      case .value(let value): value
      }
    }
    set { self = Nullable(newValue) }
  }

  /// Returns the transformed value; `null` stays `null`.
  public func map<Other: StoredValue>(_ transform: (Value) throws -> Other) rethrows -> Nullable<Other> {
    switch self {
    case .null: .null
    case .value(let value): .value(try transform(value))
    }
  }

  /// Reads `null` or a value.
  public init(json: JSONValue) throws { self = json == .null ? .null : .value(try Value(json: json)) }

  /// `null`, or the value.
  public var json: JSONValue {
    switch self {
    case .null: .null
    case .value(let value): value.json
    }
  }
}

extension Nullable: ExpressibleByUnicodeScalarLiteral, ExpressibleByExtendedGraphemeClusterLiteral,
  ExpressibleByStringLiteral
where Value == String {
  /// Creates a string.
  public init(stringLiteral value: String) { self = .value(value) }
}

extension Nullable: ExpressibleByIntegerLiteral where Value == Int64 {
  /// Creates an int.
  public init(integerLiteral value: Int64) { self = .value(value) }
}

extension Nullable: ExpressibleByFloatLiteral where Value == Double {
  /// Creates a double.
  public init(floatLiteral value: Double) { self = .value(value) }
}

extension Nullable: ExpressibleByBooleanLiteral where Value == Bool {
  /// Creates a bool.
  public init(booleanLiteral value: Bool) { self = .value(value) }
}

/// The type whose only value is `null`.
public struct Null: StoredValue {
  /// Creates the value.
  public init() {}

  /// Reads `null`.
  public init(json: JSONValue) throws {
    guard json == .null else { throw RowUnreadable(expected: "null", found: json) }
  }
  /// `null`.
  public var json: JSONValue { .null }
}
