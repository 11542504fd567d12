// Part of Bellows. MIT licence: see LICENSE.

/// One step of a deploy's schema change, frozen in the plan.
public enum SchemaStatement: Hashable, Sendable {
  /// SQL that is executed unchanged.
  case sql(String)
  /// A change of a table for which SQLite has no statement.
  case rebuild(Rebuild)
  /// Drops an index: the one with this name, or one over the same columns as in this statement.
  case dropIndex(String, like: String)
  /// Drops a foreign key of a table: the one with this name, or each over the same columns as in this definition.
  case dropReference(String, of: String, like: String)
  /// Gives a constraint of a table another name, unless the table has none with this name.
  case renameConstraint(String, of: String, to: String)
}

/// A rebuild: a table gets an edited definition.
///
/// The rows are copied only if they must be stored in another way. The new definition is the table's own, as the
/// database has it, with `changes` made to it: columns keep their order, and collations, defaults, checks, conflict
/// clauses and options that the plan does not name stay. Both procedures, with and without a copy, are SQLite's own
/// (https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes"): references to the table
/// stay, as do rows that refer to it, and its indexes, triggers and views stay or are recreated unchanged.
public struct Rebuild: Hashable, Sendable {
  /// The table's name, before and after.
  public let table: String
  /// The changes of its definition, in this order.
  public let changes: [TableChange]
  /// The values of new columns for existing rows; a new column that is not listed gets its default.
  public let filled: [Filled]

  /// A new column and its value for existing rows.
  public struct Filled: Hashable, Sendable {
    /// The name in the database.
    public let column: String
    /// An SQL expression over the columns of the old table.
    public let expression: String

    /// Creates a new column with its value for existing rows.
    public init(_ column: String, _ expression: String) {
      self.column = column
      self.expression = expression
    }
  }

  /// Creates a rebuild.
  public init(table: String, changes: [TableChange], filled: [Filled] = []) {
    self.table = table
    self.changes = changes
    self.filled = filled
  }
}

/// A change of a table's definition, in SQL.
///
/// Everything that it does not name stays unchanged.
public enum TableChange: Hashable, Sendable {
  /// Adds a column after the others, by its definition.
  case addColumn(String)
  /// Drops a column, by its name.
  case dropColumn(String)
  /// Changes what differs between two definitions of a column, as Bellows writes them.
  case changeColumn(from: String, to: String)
  /// Adds a table constraint, by its definition.
  case addConstraint(String)
  /// Drops a table constraint, by its definition.
  case dropConstraint(String)
}
