// Part of Bellows. MIT licence: see LICENSE.

/// A union of literals of one kind: an enum with a case for each.
///
///     UsersRow.Role.admin.rawValue          // "admin"
///     UsersRow.Role(rawValue: "admin")      // .admin
///     UsersRow.Role.allCases                // what code may write
///
/// Texts are compared by their bytes, as databases do: a letter with an accent that is spelled as one scalar, and one
/// that is spelled as two, are different literals.
public protocol LiteralUnion: StoredValue, RawRepresentable, CaseIterable where RawValue: LiteralValue & Hashable {}

/// The kind of the literals of a union: text or whole numbers.
public protocol LiteralValue: StoredValue {
  /// Whether it is the same literal.
  func isSame(as other: Self) -> Bool
}

extension String: LiteralValue {
  /// Whether it has the same bytes.
  public func isSame(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

extension Int64: LiteralValue {
  /// Whether it is the same number.
  public func isSame(as other: Int64) -> Bool { self == other }
}

extension LiteralUnion {
  /// Returns the case of a literal; `nil` if there is none.
  public init?(rawValue: RawValue) {
    guard let found = Self.allCases.first(where: { $0.rawValue.isSame(as: rawValue) }) else { return nil }
    self = found
  }

  /// Reads a stored value.
  ///
  /// Throws `RowUnreadable` if it is none of the literals.
  public init(json: JSONValue) throws {
    guard let value = try? RawValue(json: json), let found = Self(rawValue: value) else {
      let literals = Self.allCases.map(\.rawValue.json.text).joined(separator: " | ")
      throw RowUnreadable(expected: String(literals.prefix(80)), found: json)
    }
    self = found
  }

  /// The stored value.
  public var json: JSONValue { rawValue.json }

  // Otherwise the operator for raw values would be used, which does not compare bytes.
  /// Whether both are the same literal.
  public static func == (one: Self, other: Self) -> Bool { one.rawValue.isSame(as: other.rawValue) }

  /// Hashes the literal.
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}

extension LiteralUnion where Self: RecordKey, RawValue == String {
  /// Reads the key of a record.
  ///
  /// Throws `RowUnreadable` if it is none of the literals.
  public init(recordKey: String) throws { try self.init(json: .string(recordKey)) }

  /// The key of a record.
  public var recordKey: String { rawValue }
}
