// Part of Bellows. MIT licence: see LICENSE.

/// A table, an index or a trigger as the database has it.
public struct StoredObject: Hashable, Sendable, Comparable {
  /// `table`, `index` or `trigger`.
  public var kind: String
  /// Its name.
  public var name: String
  /// The table that it belongs to; its own name for a table.
  public var table: String
  /// Its definition, in a form in which only differences of meaning show.
  public var definition: String

  /// Creates a description of an object.
  public init(kind: String, name: String, table: String, definition: String) {
    self.kind = kind
    self.name = name
    self.table = table
    self.definition = definition
  }

  /// In the order of kind and name.
  public static func < (left: StoredObject, right: StoredObject) -> Bool {
    (ByteString(left.kind), ByteString(left.name)) < (ByteString(right.kind), ByteString(right.name))
  }
}
