// Part of Bellows. MIT licence: see LICENSE.

/// A column of a table: its name in the database, and the form of its values.
public struct Column: Hashable, Sendable {
  /// The name in the database.
  public var name: String
  /// How values are stored.
  public var form: Form

  /// Creates a column.
  public init(_ name: String, _ form: Form) {
    self.name = name
    self.form = form
  }

  /// How the values of a column are stored.
  public enum Form: String, Hashable, Sendable, CaseIterable {
    /// A boolean, or 0 and 1 if the database has none.
    case bool
    case int
    case double
    /// Text: a string, or a date, UUID or decimal in its canonical text.
    case text
    case bytes
    /// An instant as its microseconds since 1970.
    case microseconds
    /// An instant as text in UTC, `2026-03-01 12:00:00.000`.
    case instantText
    /// A UUID as its 16 bytes.
    case uuidBytes
    /// JSON text.
    case json
    /// A list in a column of the database's own arrays.
    case array
    /// A member of the document.
    case nested
    /// All fields of the row except its key, as one JSON object: a table with variants.
    case wholeRow
  }
}
