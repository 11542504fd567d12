// Part of Bellows. MIT licence: see LICENSE.

/// The form of the column that stores a field, over all targets.
///
/// Two fields can share a column only if it is the same.
package enum ColumnForm: Hashable, Sendable {
  // SQLite and PostgreSQL
  case text

  // SQLite
  case integer
  case real
  case blob
  /// Any value as JSON, in a text column.
  case jsonText

  // PostgreSQL
  case boolean
  case bigint
  case doublePrecision
  case numeric
  case timestamptz
  case date
  case uuid
  case bytea
  case jsonb
  /// JSON with its original spelling: slower than `jsonb`.
  case json
  /// A timestamp without a time zone, in UTC.
  case timestamp
  /// A column that stores only a part of a scalar, such as `varchar(40)`.
  case bounded(Bound)
  /// An enum type, by its name.
  case enumeration(String)
  /// An array whose elements are stored in the usual column of a scalar.
  case array(Scalar)

  // Document stores
  /// The only form.
  case document

  /// Whether the column stores timestamps without a time zone.
  package var hasNoZone: Bool {
    switch self {
    case .timestamp, .bounded(.instant(_, hasZone: false)): true
    case _: false
    }
  }

  /// Whether the column stores any value as JSON, so that the field's type decides only the content.
  package var isJSON: Bool {
    switch self {
    case .jsonText, .jsonb, .json: true
    case .text, .integer, .real, .blob, .boolean, .bigint, .doublePrecision, .numeric, .timestamptz, .date, .uuid,
      .bytea, .timestamp, .bounded, .enumeration, .array, .document:
      false
    }
  }
}
