// Part of Bellows. MIT licence: see LICENSE.

/// What kind of column holds a field, over all targets: two fields can share a column only when this agrees.
package enum ColumnForm: String, CaseIterable, Hashable, Sendable {
  // SQLite and PostgreSQL
  case text

  // SQLite
  case integer
  case real
  case blob
  /// Any value as JSON, in a column of text.
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
  /// JSON that keeps its spelling: slower than `jsonb`.
  case json

  // Document stores
  /// The one form there is.
  case document

  /// Whether the column holds any value as JSON, so that the type of the field decides only what is inside.
  package var isJSON: Bool {
    switch self {
    case .jsonText, .jsonb, .json: true
    case .text, .integer, .real, .blob, .boolean, .bigint, .doublePrecision, .numeric, .timestamptz, .date, .uuid,
      .bytea, .document:
      false
    }
  }
}
