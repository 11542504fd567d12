// Part of Bellows. MIT licence: see LICENSE.

/// What the stages know of a type without parts: one row for each `Scalar`.
///
/// SQL and Swift have properties of their own for each `Scalar`: `Scalar.sqliteCheck` in `MigrationSQL` and
/// `Scalar.swiftType` in `SwiftEmitter`.
package struct ScalarTraits: Sendable {
  /// How JSON spells the values.
  package var json: JSONForm
  /// The columns of SQLite.
  package var sqlite: Columns
  /// The columns of PostgreSQL.
  package var postgresql: Columns
  /// Whether SQLite converts its usual column to JSON and back without loss.
  package var sqliteConvertsToJSON: Bool
  /// Whether a field of this type may be a key: every target can compare the values.
  package var isKey: Bool
  /// Whether every value has one text, so that a conversion to `string` needs no decision.
  package var hasOneText: Bool
  /// The one spelling of a value, or `nil` if the text is none; `nil` for types with literals of their own.
  package var canonicalText: (@Sendable (String) -> String?)?
  /// Different values by their number; a type that needs only one has always that.
  package var example: @Sendable (_ number: Int) -> Value

  package enum JSONForm: Hashable, Sendable {
    case null
    case boolean
    case integer
    /// With or without a fraction.
    case number
    /// Any string.
    case string
    /// A string in base64.
    case base64
    /// A string that is a `canonicalText`.
    case canonicalText
  }

  /// The columns for a type on one target.
  package struct Columns: Hashable, Sendable {
    package var usual: ColumnForm
    /// The column for each form that `@stored` may name, besides those that store only a part of the scalar.
    package var stored: [StoredColumn] = []

    package struct StoredColumn: Hashable, Sendable {
      package var form: StoredForm
      package var column: ColumnForm
    }

    init(_ usual: ColumnForm, stored form: StoredForm? = nil, as column: ColumnForm? = nil) {
      self.usual = usual
      if let form, let column { stored = [StoredColumn(form: form, column: column)] }
    }
  }
}

extension Scalar {
  package var traits: ScalarTraits {
    switch self {
    case .string: .string
    case .int: .int
    case .double: .double
    case .bool: .bool
    case .bytes: .bytes
    case .timestamp: .timestamp
    case .date: .date
    case .uuid: .uuid
    case .decimal: .decimal
    case .null: .null
    }
  }
}

extension ScalarTraits {
  fileprivate static let string = ScalarTraits(
    json: .string, sqlite: Columns(.text), postgresql: Columns(.text), sqliteConvertsToJSON: true, isKey: true,
    hasOneText: false,
    example: { .literal(.string(["x", "y", "z"][$0 % 3] + ($0 < 3 ? "" : String($0 / 3)))) })

  fileprivate static let int = ScalarTraits(
    json: .integer, sqlite: Columns(.integer), postgresql: Columns(.bigint), sqliteConvertsToJSON: true, isKey: true,
    hasOneText: true, example: { .literal(.int(Int64($0) + 1)) })

  // SQLite rounds doubles when it prints them.
  fileprivate static let double = ScalarTraits(
    json: .number, sqlite: Columns(.real), postgresql: Columns(.doublePrecision), sqliteConvertsToJSON: false,
    isKey: false, hasOneText: false, example: { .literal(.double(Double($0) + 0.5)) })

  fileprivate static let bool = ScalarTraits(
    json: .boolean, sqlite: Columns(.integer), postgresql: Columns(.boolean), sqliteConvertsToJSON: true, isKey: false,
    hasOneText: true, example: { .literal(.bool($0 % 2 == 0)) })

  // SQLite has no base64.
  fileprivate static let bytes = ScalarTraits(
    json: .base64, sqlite: Columns(.blob), postgresql: Columns(.bytea), sqliteConvertsToJSON: false, isKey: false,
    hasOneText: false, example: { .bytes([UInt8(truncatingIfNeeded: $0 + 1)]) })

  // SQLite's column counts microseconds since 1970; other libraries, such as GRDB, write text.
  fileprivate static let timestamp = ScalarTraits(
    json: .canonicalText, sqlite: Columns(.integer, stored: .text, as: .text),
    postgresql: Columns(.timestamptz, stored: .timestamp, as: .timestamp),
    sqliteConvertsToJSON: false, isKey: true, hasOneText: false, canonicalText: canonicalTimestamp,
    example: { .timestamp(1_769_817_600_000_000 + Int64($0) * 1_000_000) })

  fileprivate static let date = ScalarTraits(
    json: .canonicalText, sqlite: Columns(.text), postgresql: Columns(.date), sqliteConvertsToJSON: true, isKey: true,
    hasOneText: true, canonicalText: canonicalDate, example: { .date(20_484 + Int32(truncatingIfNeeded: $0)) })

  // SQLite's column has lower case; other libraries write blobs.
  fileprivate static let uuid = ScalarTraits(
    json: .canonicalText, sqlite: Columns(.text, stored: .blob, as: .blob),
    postgresql: Columns(.uuid, stored: .text, as: .text), sqliteConvertsToJSON: true, isKey: true, hasOneText: true,
    canonicalText: canonicalUUID,
    example: { .uuid("00000000-0000-4000-8000-" + String(String(1_000_000_000_001 + $0).dropFirst())) })

  // SQLite's REAL would round it.
  fileprivate static let decimal = ScalarTraits(
    json: .canonicalText, sqlite: Columns(.text), postgresql: Columns(.numeric, stored: .text, as: .text),
    sqliteConvertsToJSON: true, isKey: false, hasOneText: true, canonicalText: boundedDecimal,
    example: { .decimal("\($0).1") })

  // Only JSON holds it.
  fileprivate static let null = ScalarTraits(
    json: .null, sqlite: Columns(.jsonText), postgresql: Columns(.jsonb), sqliteConvertsToJSON: false, isKey: false,
    hasOneText: false, example: { _ in .null })
}
