// Part of Bellows. MIT licence: see LICENSE.

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The key of a row, as a type of its table: a key of `teams` cannot be used as a key of `users`.
///
///     public typealias TeamsID = Key<TeamsRow, Int64>
public struct Key<Table, Raw: StoredValue>: StoredValue, CustomStringConvertible {
  /// The key itself.
  public var rawValue: Raw

  /// Creates a key from its stored value.
  public init(_ rawValue: Raw) { self.rawValue = rawValue }

  /// Reads a key.
  public init(json: JSONValue) throws { rawValue = try Raw(json: json) }
  /// The key itself.
  public var json: JSONValue { rawValue.json }

  /// The key itself.
  public var description: String { "\(rawValue)" }
}

extension Key: ExpressibleByIntegerLiteral where Raw == Int64 {
  /// Creates a key from an integer literal.
  public init(integerLiteral value: Int64) { self.init(value) }
}

/// A type that can be the key of a record's entries.
public protocol RecordKey: StoredValue {
  /// Parses the key of a JSON member; throws `RowUnreadable` if it is not of this type.
  init(recordKey: String) throws
  /// The text as the key of a JSON member.
  var recordKey: String { get }
}

extension String: RecordKey {
  /// Takes the text itself.
  public init(recordKey: String) { self = recordKey }
  /// The text itself.
  public var recordKey: String { self }
}

extension Int64: RecordKey {
  /// Reads an int in its canonical form: `07` is not a key.
  public init(recordKey: String) throws {
    guard let value = Int64(recordKey), String(value) == recordKey else {
      throw RowUnreadable(expected: "an int as key", found: .string(recordKey))
    }
    self = value
  }
  /// Its digits.
  public var recordKey: String { String(self) }
}

extension UUID: RecordKey {
  /// Reads a UUID.
  public init(recordKey: String) throws { try self.init(json: .string(recordKey)) }
  /// Lower case, with hyphens.
  public var recordKey: String { uuidString.lowercased() }
}

extension Day: RecordKey {
  /// Reads a date.
  public init(recordKey: String) throws { try self.init(json: .string(recordKey)) }
  /// Its text.
  public var recordKey: String { description }
}

extension Timestamp: RecordKey {
  /// Reads an instant.
  public init(recordKey: String) throws { try self.init(json: .string(recordKey)) }
  /// Its text.
  public var recordKey: String { text }
}

extension Key: RecordKey where Raw: RecordKey {
  /// Reads a key.
  public init(recordKey: String) throws { self.init(try Raw(recordKey: recordKey)) }
  /// The key's text.
  public var recordKey: String { rawValue.recordKey }
}
