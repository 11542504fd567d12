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
    ("ALTER TABLE t ALTER name TYPE text COLLATE \"POSIX\"", "name", nil),
    ("ALTER TABLE t ALTER name TYPE short", "name", nil),
    ("ALTER TABLE t ALTER name SET DEFAULT lower('X')", "name", "t.name: it has the default lower('X'::text)"),
    ("ALTER TABLE t ALTER name SET NOT NULL, ALTER name SET DEFAULT lower('X')", "name", nil),
    ("ALTER TABLE t DROP CONSTRAINT t_p_fkey, ADD CONSTRAINT f FOREIGN KEY (p) REFERENCES p DEFERRABLE", "p", nil),
    (
      "ALTER TABLE t DROP CONSTRAINT t_p_fkey, ADD CONSTRAINT f FOREIGN KEY (p) REFERENCES p ON UPDATE CASCADE", "p",
      nil
    ),
    ("CREATE INDEX own ON t (name text_pattern_ops)", "name", nil),
    ("CREATE INDEX own ON t (lower(name))", "name", nil),
    ("CREATE INDEX own ON t (price) INCLUDE (name) WHERE name IS NOT NULL", "name", nil),
    ("CREATE UNIQUE INDEX own ON t (price DESC, name)", "name", nil),
    ("CREATE VIEW v AS SELECT * FROM t; CREATE MATERIALIZED VIEW m AS SELECT name FROM v", "name", nil),
    ("ALTER TABLE t ADD CHECK (name <> '')", "name", nil),
    ("ALTER TABLE t ADD CONSTRAINT long CHECK (length(name) < 50) NOT VALID", "name", nil),
    ("ALTER TABLE t ADD EXCLUDE (name WITH =) WHERE (price > 1)", "name", nil),
    ("ALTER TABLE t ADD made text GENERATED ALWAYS AS (upper(name)) STORED", "name", nil),
    ("CREATE TABLE c (id bigint PRIMARY KEY, name text REFERENCES t (name) ON UPDATE CASCADE)", "name", nil),
    ("ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY q ON t USING (name <> 'Cid')", "name", nil),
    ("CREATE STATISTICS s ON name, price FROM t", "name", nil),
    ("ALTER TABLE t ALTER name SET DEFAULT 'x'", "name", nil),
    ("ALTER TABLE t ALTER name SET DEFAULT 'x', ALTER name SET NOT NULL", "name", nil),
    ("ALTER TABLE t ALTER price SET DEFAULT 0.0", "price", nil),
    ("COMMENT ON COLUMN t.name IS 'a name'", "name", nil),
    ("GRANT SELECT (name), UPDATE (name) ON t TO PUBLIC", "name", nil),
    ("ALTER TABLE t ALTER name SET STATISTICS 77", "name", nil),
    ("COMMENT ON COLUMN t.p IS 'a p'", "p", nil),
    ("SELECT 1", "price", nil),
    ("ALTER TABLE t ALTER name TYPE varchar", "name", nil),
    ("ALTER TABLE t ALTER name TYPE varchar COLLATE \"C\"", "name", nil),
    // The names of columns in backups.
    ("ALTER TABLE t RENAME name TO state; ALTER TABLE t RENAME price TO k1", "state", nil),
    (
      trigger + "CREATE TRIGGER r AFTER UPDATE OF name ON t FOR EACH ROW EXECUTE FUNCTION r()", "name",
      "t.name: the trigger r does not run when code of the next release writes other"
    ),
    (
      trigger + "CREATE TRIGGER r BEFORE UPDATE ON t FOR EACH ROW WHEN (new.name <> '') EXECUTE FUNCTION r()", "name",
      "t.name: the trigger r would read it before it has the value that code of the next release writes to other"
    ),
    (
      trigger + "CREATE TRIGGER r AFTER UPDATE ON t FOR EACH ROW WHEN (new.name <> '') EXECUTE FUNCTION r()", "name",
      nil
    ),
    (
      "CREATE TABLE log (name text); CREATE RULE r AS ON INSERT TO t DO ALSO INSERT INTO log VALUES (new.name)", "name",
      "t.name: the rule r would read it before"
    ),
  ]
  private static let trigger = """
    CREATE FUNCTION r() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
    """

  @Test("A renamed column of another tool keeps everything that is over it, or the rename is refused", arguments: cases)
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
      ForeignPostgreSQL.expectSame(
        before.renamed("other", to: each.field), after.renamed("other", to: each.field), each.sql, "renamed")
      try await database.rollBack()
      ForeignPostgreSQL.expectSame(before, try database.definitions(), each.sql, "rolled back")
    }
  }

  @Test("A reference to the columns of a unique index that a plan drops is named before the first step")
  func referencedIndex() async throws {
    let reference = "CREATE TABLE c (id bigint PRIMARY KEY, name text REFERENCES t (name))"
    for edit in ["  unique some_name (name)\n", "  name: string?\n  unique some_name (name)\n"] {
      let database = try await ForeignPostgreSQL(Self.table + reference, on: PostgreSQLServer.shared())
      let outcome = try await database.migrate { schema in
        edit.split(separator: "\n").reduce(schema) { $0.replacing("\($1)\n", with: "") }
      }
      guard case .refused(let why) = outcome else {
        Issue.record("\(outcome)\n\(database.inspected)")
        continue
      }
      #expect(why.contains("t: constraint c_name_fkey on table c depends on the unique index some_name"), "\(why)")
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
