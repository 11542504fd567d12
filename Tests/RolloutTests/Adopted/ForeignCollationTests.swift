// Part of Bellows. MIT licence: see LICENSE.
import BellowsSQLite
import BellowsSQLiteInspect
import Foundation
import TestSupport
import Testing

/// Types compare texts by their bytes, also in columns whose collation takes different texts for equal.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct ForeignCollationTests {
  private static let collations = [("NOCASE", "Admin"), ("RTRIM", "admin ")]

  @Test("A string that becomes literals is checked by its bytes", arguments: collations, ForeignDatabase.Way.allCases)
  func narrowed(collation: (name: String, value: String), way: ForeignDatabase.Way) async throws {
    let database = try await ForeignDatabase(
      """
      CREATE TABLE t (id INTEGER PRIMARY KEY, role TEXT NOT NULL COLLATE \(collation.name), n INTEGER);
      CREATE INDEX t_role ON t (role);
      INSERT INTO t VALUES (1, 'admin', 1), (2, '\(collation.value)', 2), (3, 'user', 3);
      """, way: way)
    let before = try database.definitions()
    func narrow(_ text: String) -> String { text.retyping("role", of: "t") { _ in " \"admin\" | \"user\"" } }
    await #expect(throws: (any Error).self, "the second row is no literal") { _ = try await database.migrate(narrow) }
    #expect(try database.texts("SELECT role FROM t WHERE id = 2") == [collation.value])
    try database.execute("UPDATE t SET role = 'admin' WHERE id = 2")
    try await database.run()
    #expect(database.refuses("INSERT INTO t (role) VALUES ('\(collation.value)')"))
    try database.execute("INSERT INTO t (role) VALUES ('user')")
    #expect(
      try database.texts("SELECT count(*) FROM t WHERE role = '\(collation.value)'") == ["2"], "its collation stays")
    #expect(try await SQLite(path: database.path).inspect().contains("role: \"admin\" | \"user\""))
    try await database.rollBack()
    #expect(try database.definitions() == before)
    try database.execute("INSERT INTO t (role) VALUES ('\(collation.value)')")
  }

  @Test("A CHECK that the collation widens is not a list of literals", arguments: collations)
  func inspected(collation: (name: String, value: String)) async throws {
    func inspect(_ check: String) async throws -> String {
      try await ForeignDatabase(
        """
        CREATE TABLE t (id INTEGER PRIMARY KEY, role TEXT NOT NULL COLLATE \(collation.name) CHECK (\(check)));
        INSERT INTO t VALUES (1, 'admin');
        """
      ).inspected
    }
    let wide = try await inspect("role IN ('admin', 'user')")
    #expect(wide.contains("role: string") && wide.contains("// CHECK (role IN ('admin', 'user')) of t.role"), "\(wide)")
    let bytes = try await inspect("role COLLATE BINARY IN ('admin', 'user')")
    #expect(bytes.contains("role: \"admin\" | \"user\"") && !bytes.contains("CHECK"), "\(bytes)")
  }
}
