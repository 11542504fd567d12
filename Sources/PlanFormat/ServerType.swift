// Part of Bellows. MIT licence: see LICENSE.

/// The type of a column of PostgreSQL, without lengths and numbers of digits.
///
/// A parameter is cast to it: a cast to `varchar(5)` would cut a text off without a word, where `text` lets the server refuse
/// it.
public enum ServerType: Hashable, Sendable {
  case boolean
  case smallint
  case integer
  case bigint
  case real
  case double
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
  /// An enum type with this name.
  case enumeration(String)
  indirect case array(ServerType)
}
