// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

/// A union of literals of one kind: an enum with a case for each.
///
///     UsersRow.Role.admin.rawValue          // "admin"
///     UsersRow.Role(rawValue: "admin")      // .admin
///     UsersRow.Role.allCases                // every literal that a row may hold
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

  /// Returns the same value: in a deploy in which code may write fewer values than it reads, the type for writing is a
  /// `NarrowedUnion`, which has such an initialiser too.
  public init?(_ value: Self) { self = value }

  /// Reads a stored value.
  ///
  /// Throws `RowUnreadable` if it is none of the literals.
  public init(json: JSONValue) throws {
    guard let value = try? RawValue(json: json), let found = Self(rawValue: value) else {
      throw RowUnreadable(expected: someAlternatives(of: Self.allCases.map(\.rawValue.json.text)), found: json)
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

/// A union of which code may write fewer values than rows hold, while a plan changes it.
///
///     write.role = UsersWrite.Role(row.role)              // `nil` for a value that code may no longer write
///     write.role = UsersWrite.Role(rawValue: "admin")
///
/// A row that was read keeps every value: `UsersWrite(row)` writes it back unchanged.
public protocol NarrowedUnion: StoredValue {
  /// The type of the values that rows hold.
  associatedtype ReadType: StoredValue
}

extension NarrowedUnion {
  /// Returns the same value; `nil` if code may no longer write it.
  public init?(_ value: ReadType) {
    guard let same = try? Self(json: value.json) else { return nil }
    self = same
  }
}

extension NarrowedUnion where ReadType: LiteralUnion {
  /// Returns the case of a literal; `nil` if there is none, or if code may no longer write it.
  public init?(rawValue: ReadType.RawValue) {
    guard let value = ReadType(rawValue: rawValue) else { return nil }
    self.init(value)
  }
}

extension LiteralUnion where Self: RecordKey, RawValue == String {
  /// Reads the key of a record.
  ///
  /// Throws `RowUnreadable` if it is none of the literals.
  public init(recordKey: String) throws { try self.init(json: .string(recordKey)) }

  /// The key of a record.
  public var recordKey: String { rawValue }
}
