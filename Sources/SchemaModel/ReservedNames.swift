// Part of Bellows. MIT licence: see LICENSE.

/// The names that Bellows and the databases keep for themselves.
///
/// The runtime has its own list, `OwnNames`, because it does not import the compiler.
package enum ReservedNames {
  /// The beginning of the names of all tables that Bellows creates for itself.
  package static let prefix = "_bellows_"
  /// The column of the keys that the database assigns.
  package static let assignedKey: StoredName = "_id"

  static let sqlitePrefix = "sqlite_"
  static let postgresqlPrefix = "pg_"
  /// The columns that every table of PostgreSQL has.
  static let postgresqlColumns: Set<StoredName> = ["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"]

  /// The fields that every document of Convex has.
  package static let convexColumns: Set<StoredName> = ["_id", "_creationTime"]

  /// The name of a table's new version until SQLite has dropped the old one.
  package static func rebuilt(_ table: StoredName) -> StoredName { StoredName("\(prefix)new_\(table)") }
}
