// Part of Bellows. MIT licence: see LICENSE.

/// A table in the database: the statements that create it, frozen in the plan.
///
///     StoredTable("users", [#"CREATE TABLE "users" ("_id" INTEGER PRIMARY KEY, "email" TEXT NOT NULL) STRICT"#])
///
/// To compare it with a database, a driver creates it in an empty database and compares the two catalogs.
public struct StoredTable: Hashable, Sendable {
  /// The name in the database.
  public let name: String
  /// `CREATE TABLE`, then indexes, triggers and the tables of search indexes.
  public let statements: [String]

  /// Creates the description of a table.
  public init(_ name: String, _ statements: [String]) {
    self.name = name
    self.statements = statements
  }
}

/// A column or table whose values a plan moves to another one.
public struct StoredMove: Hashable, Sendable {
  /// The old table, by its name in the database.
  public let table: String
  /// The old column; `nil` if all rows of the table move.
  public let column: String?
  /// The new table.
  public let toTable: String
  /// The new column; `nil` if all rows of the table move.
  public let toColumn: String?

  /// Creates a move between two columns of a table.
  public init(_ table: String, _ column: String, to toColumn: String) {
    self.table = table
    self.column = column
    toTable = table
    self.toColumn = toColumn
  }

  /// Creates a move between two tables.
  public init(table: String, to toTable: String) {
    self.table = table
    column = nil
    self.toTable = toTable
    toColumn = nil
  }
}
