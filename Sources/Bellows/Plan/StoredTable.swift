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

/// A table that is made anew beside the old one, filled from it, and takes its place.
///
/// The procedure is SQLite's own (https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema
/// Changes"): references to the table stay, as do rows that refer to it, and every index, trigger and view that is not
/// named in `replaced` is made again as it was.
public struct Rebuild: Hashable, Sendable {
  /// The table's name, before and after.
  public let table: String
  /// Makes the new table under the name `_bellows_new_` + `table`.
  public let create: String
  /// The columns that are filled, each with the expression over the old table's columns that fills it.
  public let columns: [Copied]
  /// The indexes and triggers of the old definition, by name: those not made again go.
  public let replaced: [String]
  /// Run when the new table has its name: its indexes and triggers.
  public let then: [String]

  /// A column of the new table, and what fills it.
  public struct Copied: Hashable, Sendable {
    /// The name in the database, as it is.
    public let column: String
    /// An expression of the database's language.
    public let expression: String

    /// A column and what fills it.
    public init(_ column: String, _ expression: String) {
      self.column = column
      self.expression = expression
    }
  }

  /// A rebuild.
  public init(table: String, create: String, columns: [Copied], replaced: [String] = [], then: [String] = []) {
    self.table = table
    self.create = create
    self.columns = columns
    self.replaced = replaced
    self.then = then
  }
}
