// Part of Bellows. MIT licence: see LICENSE.

/// The type of a column of PostgreSQL, without lengths and numbers of digits.
///
/// The raw value is its name in SQL. A parameter is cast to it: a cast to `varchar(5)` would cut a text off without a
/// word, where `text` lets the server refuse it.
public enum ServerType: String, Hashable, Sendable, CaseIterable {
  case boolean
  case smallint
  case integer
  case bigint
  case real
  case double = "double precision"
  case numeric
  case text
  case bytea
  case uuid
  case date
  /// An instant in UTC.
  case timestamp
  case timestamptz
  case json
  case jsonb
}
