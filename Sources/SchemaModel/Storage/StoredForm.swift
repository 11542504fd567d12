// Part of Bellows. MIT licence: see LICENSE.

/// A form other than the usual one in which a target can store a type (`@stored(text)`).
package enum StoredForm: Hashable, Sendable {
  case text
  case blob
  case integer
  case real
  case json
  /// PostgreSQL's `timestamp without time zone`, read as UTC.
  case timestamp
  /// A narrower column, which also reduces the type: `@stored(varchar(40))`.
  case bounded(Bound)
  /// An enum type of PostgreSQL, by its name; the literals are its values.
  case enumeration(String)
  /// An array of PostgreSQL, of one dimension and without NULL.
  case array

  /// The words that `@stored` takes without numbers.
  package static let words: [StoredForm] = [
    .text, .blob, .integer, .real, .json, .timestamp, .bounded(.int2), .bounded(.int4), .bounded(.float4),
    .array,
  ]

  /// The words, and an example of each form with numbers.
  package static let examples =
    words + [
      .bounded(.varchar(40)), .bounded(.numeric(precision: 12, scale: 2)),
      .bounded(.instant(digits: 3, hasZone: false)), .bounded(.instant(digits: 3, hasZone: true)),
      .enumeration("state"),
    ]

  /// Reads `text`, or `varchar` with its numbers; `nil` for an unknown word or wrong numbers.
  package init?(_ word: String, _ numbers: [Int]) {
    // No database has larger ones.
    guard numbers.allSatisfy((0...100_000_000).contains) else { return nil }
    switch (word, numbers.count) {
    case ("varchar", 1): self = .bounded(.varchar(numbers[0]))
    case ("timestamp", 1): self = .bounded(.instant(digits: numbers[0], hasZone: false))
    case ("timestamptz", 1): self = .bounded(.instant(digits: numbers[0], hasZone: true))
    case ("numeric", 1): self = .bounded(.numeric(precision: numbers[0], scale: 0))
    case ("numeric", 2): self = .bounded(.numeric(precision: numbers[0], scale: numbers[1]))
    case (_, 0):
      guard let form = Self.words.first(where: { $0.description == word }) else { return nil }
      self = form
    case (_, _): return nil
    }
  }

  /// Creates the form of an enum type; `nil` for a name that no type can have.
  package init?(enumeration name: String) {
    guard (1...63).contains(name.utf8.count), !name.utf8.contains(0) else { return nil }
    self = .enumeration(name)
  }

  /// The part of a scalar that it can store; `nil` if it can store every value of the type.
  package var bound: Bound? { if case .bounded(let bound) = self { bound } else { nil } }
}

extension StoredForm: CustomStringConvertible {
  /// The spelling in the language: `varchar(40)`.
  package var description: String {
    switch self {
    case .text: "text"
    case .blob: "blob"
    case .integer: "integer"
    case .real: "real"
    case .json: "json"
    case .timestamp: "timestamp"
    case .bounded(let bound): bound.description
    case .enumeration(let name): "enum(\(name.quoted))"
    case .array: "array"
    }
  }
}
