// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

extension SQLite: ErasableDatabase {
  /// Drops all tables, views and triggers, but the given tables with their triggers.
  public func erase(keeping tables: [String]) async throws {
    let kept = Set(tables.map(foldedName))
    try await pool.sessionTransaction(.schema) { session in
      try await session.run { connection in
        let objects = try connection.rows(
          "SELECT type, name, tbl_name FROM sqlite_schema WHERE type IN ('view', 'trigger') ORDER BY type, name"
        ) { (type: $0.text(0) ?? "", name: $0.text(1) ?? "", table: $0.text(2) ?? "") }
        for object in objects where !kept.contains(foldedName(object.table)) {
          try connection.run("DROP \(object.type) IF EXISTS \(quoted(object.name))")
        }
        // A virtual table drops its shadow tables.
        let names = try connection.rows(
          "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('virtual', 'table') "
            + "AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY type DESC, name"
        ) { $0.text(0) ?? "" }
        for name in names where !kept.contains(foldedName(name)) {
          try connection.run("DROP TABLE IF EXISTS \(quoted(name))")
        }
      }
    }
  }
}
