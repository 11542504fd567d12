// Part of Bellows. MIT licence: see LICENSE.

/// A table as a database has it: the statements that make it, frozen when the plan was written.
///
///     StoredTable("users", [#"CREATE TABLE "users" ("_id" INTEGER PRIMARY KEY, "email" TEXT NOT NULL) STRICT"#])
///
/// A database is compared with it by making it in an empty one and looking at both in the database's own words.
public struct StoredTable: Hashable, Sendable {
  /// The name in the database.
  public let name: String
  /// `CREATE TABLE` first, then what belongs to it: indexes, triggers, tables of search indexes.
  public let statements: [String]

  /// A table.
  public init(_ name: String, _ statements: [String]) {
    self.name = name
    self.statements = statements
  }
}

/// One step of a deploy's schema revision, in its database's own words, frozen when the plan was written.
public enum SchemaStatement: Hashable, Sendable {
  /// Run as it is.
  case sql(String)
  /// A table whose definition changes in a way that SQLite has no statement for.
  case rebuild(Rebuild)
  /// An index that goes: one of that name, or else one that another statement than this has made over the same.
  case dropIndex(String, like: String)
}

/// A table that is copied into a new one with an edited definition, which then takes its place.
///
/// The new definition is the table's own, as the database has it, with `changes` made to it: columns keep their order,
/// and collations, defaults, checks, conflict clauses and options that the plan does not name stay. The procedure is
/// SQLite's own (https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes"): references
/// to the table stay, as do rows that refer to it, and its indexes, triggers and views are recreated unchanged.
public struct Rebuild: Hashable, Sendable {
  /// The table's name, before and after.
  public let table: String
  /// What changes in its definition, in this order.
  public let changes: [TableChange]
  /// What fills new columns of rows that are there; a new column that is not listed gets its default.
  public let filled: [Filled]

  /// A new column and what fills it.
  public struct Filled: Hashable, Sendable {
    /// The name in the database, as it is.
    public let column: String
    /// An expression of the database's language over the columns of the old table.
    public let expression: String

    /// A new column and what fills it.
    public init(_ column: String, _ expression: String) {
      self.column = column
      self.expression = expression
    }
  }

  /// A rebuild.
  public init(table: String, changes: [TableChange], filled: [Filled] = []) {
    self.table = table
    self.changes = changes
    self.filled = filled
  }
}

/// A change of a table's definition, in words of SQL.
///
/// What it does not name stays as the database has it.
public enum TableChange: Hashable, Sendable {
  /// A column's definition, added after the others.
  case addColumn(String)
  /// A column's name.
  case dropColumn(String)
  /// A column's definition before and after, for tables as Bellows makes them: what differs between the two changes.
  case changeColumn(from: String, to: String)
  /// A constraint of the table.
  case addConstraint(String)
  /// A constraint of the table.
  case dropConstraint(String)
}

/// A value that moves from a column, or from a table, into another in the course of a plan.
public struct StoredMove: Hashable, Sendable {
  /// The table that holds it before, by its name in the database.
  public let table: String
  /// The column that holds it before; `nil` when all rows of the table move.
  public let column: String?
  /// The table that holds it afterwards.
  public let toTable: String
  /// The column that holds it afterwards; `nil` when all rows of the table move.
  public let toColumn: String?

  /// A move from one column of a table to another.
  public init(_ table: String, _ column: String, to toColumn: String) {
    self.table = table
    self.column = column
    toTable = table
    self.toColumn = toColumn
  }

  /// A move from one table to another.
  public init(table: String, to toTable: String) {
    self.table = table
    column = nil
    self.toTable = toTable
    toColumn = nil
  }
}
