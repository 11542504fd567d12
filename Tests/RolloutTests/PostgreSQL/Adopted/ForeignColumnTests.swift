// Part of Bellows. MIT licence: see LICENSE.
import TestServers
import TestSupport
import Testing

/// What only the database says of a column that a plan replaces: the new column gets it, or the plan is refused by name.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct ForeignColumnTests {
  private static let table = """
    CREATE DOMAIN short AS text CHECK (length(VALUE) < 9);
    CREATE TABLE p (id integer PRIMARY KEY);
    CREATE TABLE t (id bigserial PRIMARY KEY, name text, price numeric(8,2), p integer REFERENCES p (id));
    CREATE UNIQUE INDEX some_name ON t (name);
    ALTER TABLE t ADD CONSTRAINT price_and_p UNIQUE (price, p);
    INSERT INTO p VALUES (1); INSERT INTO t (name, price, p) VALUES ('Ann', 1.5, 1), ('Bob', 2, 1);
    """

  /// A statement of the application's own, the renamed field, and what the refusal says; `nil` if the plan runs.
  static let cases: [(sql: String, field: String, says: String?)] = [
    ("ALTER TABLE t ALTER name TYPE text COLLATE \"POSIX\"", "name", "t.name: it has COLLATE \"POSIX\""),
    ("ALTER TABLE t ALTER name TYPE short", "name", "t.name: it has the domain short"),
    ("ALTER TABLE t ALTER name SET DEFAULT lower('X')", "name", "t.name: it has the default lower('X'::text)"),
    (
      "ALTER TABLE t DROP CONSTRAINT t_p_fkey, ADD CONSTRAINT f FOREIGN KEY (p) REFERENCES p DEFERRABLE", "p",
      "t.p: it has the reference f with DEFERRABLE"
    ),
    (
      "ALTER TABLE t DROP CONSTRAINT t_p_fkey, ADD CONSTRAINT f FOREIGN KEY (p) REFERENCES p ON UPDATE CASCADE", "p",
      "t.p: it has the reference f with ON UPDATE"
    ),
    ("CREATE INDEX own ON t (name text_pattern_ops)", "name", "t.name: index own depends on it"),
    ("CREATE INDEX own ON t (lower(name))", "name", "t.name: index own depends on it"),
    ("CREATE VIEW v AS SELECT name FROM t", "name", "t.name: view v depends on it"),
    ("ALTER TABLE t ADD CHECK (name <> '')", "name", "t.name: constraint t_name_check on table t depends on it"),
    ("ALTER TABLE t ALTER name SET DEFAULT 'x'", "name", nil),
    ("COMMENT ON COLUMN t.name IS 'a name'", "name", nil),
    ("GRANT SELECT (name), UPDATE (name) ON t TO PUBLIC", "name", nil),
    ("ALTER TABLE t ALTER name SET STATISTICS 77", "name", nil),
    ("COMMENT ON COLUMN t.p IS 'a p'", "p", nil),
    ("SELECT 1", "price", nil),
    ("ALTER TABLE t ALTER name TYPE varchar", "name", nil),
    // The names of columns in backups.
    ("ALTER TABLE t RENAME name TO state; ALTER TABLE t RENAME price TO k1", "state", nil),
  ]

  @Test("A renamed column of another tool is as before under its new name, or the rename is refused", arguments: cases)
  func renamed(each: (sql: String, field: String, says: String?)) async throws {
    let database = try await ForeignPostgreSQL(Self.table + each.sql, on: PostgreSQLServer.shared())
    let before = try database.definitions()
    let outcome = try await database.migrate { $0.renaming(each.field, of: "t", to: "other") }
    if let says = each.says {
      guard case .refused(let why) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(why.contains(says), "\(why)")
    } else {
      #expect(outcome == .done)
      let after = try database.definitions()
      #expect(after["column t.other"] == before["column t.\(each.field)"])
      #expect(after["column t.\(each.field)"] == nil)
      try await database.rollBack()
      #expect(try database.definitions()["column t.\(each.field)"] == before["column t.\(each.field)"])
    }
  }

  @Test("Indexes and references of another tool are dropped and replaced whatever their names")
  func otherNames() async throws {
    let server = try PostgreSQLServer.shared()
    let database = try await ForeignPostgreSQL(Self.table, on: server)
    #expect(database.inspected.contains("p: id<p>?"), "\(database.inspected)")
    let outcome = try await database.migrate {
      $0.replacing("p: id<p>?", with: "p: id<p>? @onDelete(cascade)").components(separatedBy: "\n")
        .filter { !$0.hasPrefix("  unique ") }.joined(separator: "\n")
    }
    #expect(outcome == .done)
    let after = try database.definitions()
    #expect(after["index some_name"] == nil && after["constraint t.price_and_p"] == nil)
    let references = after.filter { $0.key.hasPrefix("constraint t.") && $0.value.contains("FOREIGN KEY") }
    #expect(references.count == 1 && references.first?.value.contains("ON DELETE CASCADE") == true, "\(references)")
  }
}
