// Part of Bellows. MIT licence: see LICENSE.

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A type whose values a column, or a part of a column, can hold.
///
/// It converts from and to `JSONValue`. `Codable`, equality and hashing follow from that: two values are equal exactly
/// if they are stored as the same bytes.
public protocol StoredValue: Codable, Hashable, Sendable {
  /// Reads a stored value.
  ///
  /// Throws `RowUnreadable` if it is not of this type.
  init(json: JSONValue) throws
  /// The stored value.
  var json: JSONValue { get }
}

extension StoredValue {
  /// Decodes the value.
  public init(from decoder: any Decoder) throws { try self.init(json: JSONValue(from: decoder)) }
  /// Encodes the value.
  public func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
  /// Returns whether both are stored as the same bytes.
  public static func == (left: Self, right: Self) -> Bool { left.json == right.json }
  /// Hashes the stored value.
  public func hash(into hasher: inout Hasher) { hasher.combine(json) }
}

/// A stored value does not have the type of its column.
public struct RowUnreadable: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, as a phrase: `"a string is expected, not 5"`.
  public var reason: String
  /// The index of the column in its row, until its name is known.
  private var index: Int?

  /// Creates the error with a reason.
  public init(_ reason: String) { self.reason = reason }

  /// Creates the error for a value of another type than expected.
  public init(expected: String, found: JSONValue) {
    let text = found.text
    self.init("\(expected) is expected, not \(text.count > 80 ? text.prefix(80) + "..." : text)")
  }

  /// The reason and the column.
  public var description: String { index.map { "column \($0): \(reason)" } ?? reason }

  /// Returns the error with the index of its column.
  @usableFromInline func inColumn(_ index: Int) -> RowUnreadable {
    var located = self
    located.index = index
    return located
  }

  /// Returns the error with the name of its column: `"users.age: a string is expected, not 5"`.
  @usableFromInline func named<Row: TableRow>(in type: Row.Type) -> RowUnreadable {
    guard let index, Row.columns.indices.contains(index) else { return self }
    return RowUnreadable("\(Row.table).\(Row.columns[index].name): \(reason)")
  }
}

extension JSONValue: StoredValue {
  /// Takes the value itself.
  ///
  /// Never throws; generated code calls every type with `try`.
  public init(json: JSONValue) throws { self = json }
  /// The value itself.
  public var json: JSONValue { self }
}

extension String: StoredValue {
  /// Reads a string.
  @inlinable public init(json: JSONValue) throws {
    guard case .string(let value) = json else { throw RowUnreadable(expected: "a string", found: json) }
    self = value
  }
  /// A string.
  @inlinable public var json: JSONValue { .string(self) }
}

extension Int64: StoredValue {
  /// Reads an int.
  ///
  /// Throws for `1.0`, which is a double.
  @inlinable public init(json: JSONValue) throws {
    guard case .int(let value) = json else { throw RowUnreadable(expected: "an int", found: json) }
    self = value
  }
  /// An int.
  @inlinable public var json: JSONValue { .int(self) }
}

extension Double: StoredValue {
  /// Reads a double, also from a number without a fraction: many programs write 1.0 as `1`.
  public init(json: JSONValue) throws {
    switch json {
    case .double(let value): self = value
    case .int(let value):
      guard let double = Double(exactly: value) else { throw RowUnreadable(expected: "a double", found: json) }
      self = double
    case .null, .bool, .string, .bytes, .array, .object: throw RowUnreadable(expected: "a double", found: json)
    }
  }
  /// A double.
  public var json: JSONValue { .double(self) }
}

extension Bool: StoredValue {
  /// Reads a bool.
  @inlinable public init(json: JSONValue) throws {
    guard case .bool(let value) = json else { throw RowUnreadable(expected: "a bool", found: json) }
    self = value
  }
  /// A bool.
  @inlinable public var json: JSONValue { .bool(self) }
}

extension Data: StoredValue {
  /// Reads bytes, or base64.
  public init(json: JSONValue) throws {
    switch json {
    case .bytes(let value): self = value
    case .string(let text):
      guard let value = Data(base64Encoded: text) else { throw RowUnreadable(expected: "base64", found: json) }
      self = value
    case .null, .bool, .int, .double, .array, .object: throw RowUnreadable(expected: "bytes", found: json)
    }
  }
  /// Bytes.
  public var json: JSONValue { .bytes(self) }
}

extension UUID: StoredValue {
  /// Creates a UUID from a text that the compiler has checked; any other text gives the UUID of zeros.
  public init(canonical text: String) {
    self = UUID(uuidString: text) ?? UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
  }

  /// Reads a UUID in either case.
  public init(json: JSONValue) throws {
    guard case .string(let text) = json, let value = UUID(uuidString: text) else {
      throw RowUnreadable(expected: "a UUID", found: json)
    }
    self = value
  }
  /// Lower case, with hyphens.
  public var json: JSONValue { .string(uuidString.lowercased()) }
}

extension Array: StoredValue where Element: StoredValue {
  /// Reads an array of elements.
  public init(json: JSONValue) throws {
    guard case .array(let values) = json else { throw RowUnreadable(expected: "an array", found: json) }
    self = try values.map { try Element(json: $0) }
  }
  /// An array.
  public var json: JSONValue { .array(map(\.json)) }
}
