// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import TestServers
import Testing

@testable import BellowsPostgreSQL

/// What the rehearsal of a plan finds in the catalog of a server, and what it does not mind.
@Suite(.timeLimit(.minutes(60))) struct RehearsalTests {
  private func rehearse(
    _ setup: String, before: [StoredTable], moves: [StoredMove] = [], _ statements: String...,
    backfills: [Backfill] = []
  ) async throws -> SchemaRehearsal {
    let server = try PostgreSQLServer.shared()
    let name = try server.makeDatabase()
    _ = try server.run(setup, in: name)
    let deploy = MigrationDeploy(
      number: 1, phase: .tighten, fingerprint: "b", isRelease: false, statements: statements.map { .sql($0) },
      rollbackStatements: [], tables: [])
    let plan = MigrationPlan(
      name: "p", base: "a", goal: "b", before: before, moves: moves, deploys: [deploy], backfills: backfills)
    return try await PostgreSQL(server.connection(to: name)).rehearse(plan, after: 0)
  }

  // MARK: - Dropped columns

  private static let books = StoredTable(
    "books",
    [
      #"CREATE TABLE "books" ("_id" bigint PRIMARY KEY, "name" text, "author" bigint, "shelf" bigint)"#,
      #"CREATE INDEX "books_by_author" ON "books" ("author")"#,
      #"CREATE UNIQUE INDEX "books_by_both" ON "books" ("author", "shelf")"#,
      """
      ALTER TABLE "books" ADD CONSTRAINT "_bellows_ref_author" FOREIGN KEY ("author") REFERENCES "authors" ("_id")
      """,
      """
      ALTER TABLE "books" ADD CONSTRAINT "_bellows_ref_pair" FOREIGN KEY ("shelf", "author") REFERENCES "pairs" ("a", "b")
      """,
    ])
  private static let dropAuthor = #"ALTER TABLE "books" DROP COLUMN "author""#
  private static let library = """
    CREATE TABLE authors (_id bigint PRIMARY KEY); CREATE TABLE pairs (a bigint, b bigint, PRIMARY KEY (a, b));
    CREATE TABLE books (_id bigint PRIMARY KEY, name text, author bigint, shelf bigint);
    """

  @Test("What the plan itself has over a dropped column may have other names in the database")
  func ownParts() async throws {
    let found = try await rehearse(
      Self.library + """
        ALTER TABLE books ADD CONSTRAINT from_rails FOREIGN KEY (author) REFERENCES authors;
        CREATE INDEX index_books_on_author ON books (author); CREATE UNIQUE INDEX other ON books (author, shelf);
        CREATE INDEX books_by_author ON books (author) WHERE author > 0
        """, before: [Self.books], Self.dropAuthor)
    #expect(found.problems == [] && found.notes == [], "\(found)")
  }

  @Test("What only the database has over a dropped column is a note if it is over this column alone, or a problem")
  func otherParts() async throws {
    let found = try await rehearse(
      Self.library + """
        ALTER TABLE books ADD CONSTRAINT shelf_key FOREIGN KEY (shelf) REFERENCES authors;
        ALTER TABLE books ADD CONSTRAINT positive CHECK (shelf > 0); CREATE INDEX by_shelf ON books (shelf);
        CREATE INDEX by_shelf_and_name ON books (shelf, name); ALTER TABLE books ADD CHECK (shelf > author);
        CREATE VIEW shelves AS SELECT shelf FROM books
        """, before: [Self.books], #"ALTER TABLE "books" DROP COLUMN "shelf""#)
    let alone = "is over this column alone and is dropped with it; a rollback does not create it again"
    #expect(
      Set(found.notes) == [
        "books.shelf: index by_shelf \(alone)", "books.shelf: constraint positive on table books \(alone)",
        "books.shelf: constraint shelf_key on table books \(alone)",
      ])
    let lost = "depends on it, and would be dropped with it; drop or change it first if it is not needed"
    #expect(
      Set(found.problems) == [
        "books.shelf: index by_shelf_and_name \(lost)", "books.shelf: constraint books_check on table books \(lost)",
        "books.shelf: view shelves depends on it, so the server refuses to drop it; drop or change that first",
      ])
  }

  @Test("A reference over several columns is not that of one of them")
  func severalColumns() async throws {
    let pairs = StoredTable("books", Self.books.statements.prefix(1) + Self.books.statements.suffix(1))
    let setup = Self.library + "ALTER TABLE books ADD CONSTRAINT from_rails FOREIGN KEY (author) REFERENCES authors"
    let found = try await rehearse(setup, before: [pairs], Self.dropAuthor)
    #expect(found.problems == [] && found.notes.count == 1, "\(found)")
  }

  @Test("A dropped table, the name of a new one and an index of vectors are held against the database")
  func tables() async throws {
    let found = try await rehearse(
      """
      CREATE TABLE old (id bigint PRIMARY KEY, id2 bigint REFERENCES old); CREATE TABLE taken (id bigint);
      CREATE TABLE other (id bigint CONSTRAINT refers REFERENCES old); CREATE VIEW seen AS SELECT 1 AS x FROM old;
      CREATE TABLE notes (id bigint); CREATE PUBLICATION feed FOR TABLE notes;
      CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
      CREATE TRIGGER fired BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION f();
      CREATE TRIGGER "~zz" BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION f();
      CREATE TRIGGER off BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION f(); ALTER TABLE notes DISABLE TRIGGER off
      """, before: [], #"DROP TABLE "old""#, #"CREATE TABLE "taken" ("id" bigint)"#,
      #"CREATE TABLE "free" ("id" bigint)"#,
      #"CREATE INDEX "near" ON "notes" USING hnsw ("embedding" vector_cosine_ops)"#,
      #"CREATE TRIGGER "~bellows_sync" BEFORE UPDATE ON "notes" FOR EACH ROW EXECUTE FUNCTION s()"#,
      backfills: [
        Backfill(
          "notes.age", after: 0, kind: .custom, pending: .invalid, table: "notes", key: [Column("id", .int)],
          writes: [Column("id", .int)], sql: BackfillSQL(pending: nil, values: ["1"]))
      ])
    var problems = found.problems
    let vectors = problems.firstIndex { $0.hasPrefix("notes: the index near needs the extension vector: ") }
    problems.remove(at: try #require(vectors, "\(problems)"))
    let refused = "depends on it, so the server refuses to drop it; drop or change that first"
    #expect(
      problems == [
        "old: constraint refers on table other \(refused)", "old: view seen \(refused)",
        "taken: the plan creates a table of this name, and the database has one; rename that one, or use @table",
        "notes: the trigger ~zz would run after the one that keeps columns in sync, and could change one of them; "
          + "give it a name that sorts before ~bellows",
      ])
    #expect(
      found.notes == [
        "notes: the publication feed sends it; change the tables of its subscribers first",
        "notes.age: it fires the trigger fired of notes for each row that it changes",
      ])
  }

  // MARK: - Renamed columns

  private static let rename = #"ALTER TABLE "books" RENAME COLUMN "name" TO "title""#

  @Test("Code of the database that would read a renamed column too early is named, and other code is not")
  func renamedColumn() async throws {
    let found = try await rehearse(
      Self.library + """
        CREATE FUNCTION reads() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.shelf := length(NEW.Name); RETURN NEW; END $$;
        CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.shelf := NEW.names; RETURN NEW; END $$;
        CREATE TRIGGER a_reads BEFORE INSERT ON books FOR EACH ROW EXECUTE FUNCTION reads();
        CREATE TRIGGER b_other BEFORE INSERT ON books FOR EACH ROW EXECUTE FUNCTION other();
        CREATE TRIGGER c_after AFTER INSERT ON books FOR EACH ROW EXECUTE FUNCTION reads();
        CREATE TRIGGER d_off BEFORE INSERT OR UPDATE OF name ON books FOR EACH ROW EXECUTE FUNCTION reads();
        ALTER TABLE books DISABLE TRIGGER d_off;
        CREATE TRIGGER "~bellows_own" BEFORE INSERT ON books FOR EACH ROW EXECUTE FUNCTION reads();
        CREATE TRIGGER e_shelf BEFORE UPDATE OF shelf ON books FOR EACH ROW EXECUTE FUNCTION other();
        CREATE TRIGGER f_name AFTER UPDATE OF name ON books FOR EACH ROW EXECUTE FUNCTION other();
        CREATE TRIGGER g_when BEFORE UPDATE ON books FOR EACH ROW WHEN (NEW.name <> '') EXECUTE FUNCTION other();
        CREATE TRIGGER h_when AFTER UPDATE ON books FOR EACH ROW WHEN (NEW.name <> '') EXECUTE FUNCTION other();
        CREATE RULE logs AS ON UPDATE TO books DO ALSO INSERT INTO authors VALUES (length(NEW.name));
        ALTER TABLE books ALTER name SET DEFAULT 'x'
        """, before: [Self.books], Self.rename)
    let keep = #"keep the column's name with @column("name")"#
    let early = "would read it before it has the value that code of the next release writes to title"
    #expect(
      found.problems == [
        "books.name: the rule logs \(early); drop or change it first, or \(keep)",
        "books.name: the trigger f_name does not run when code of the next release writes title; drop or change it "
          + "first, or \(keep)", "books.name: the trigger g_when \(early); drop or change it first, or \(keep)",
        "books.name: it has the default 'x'::text, which is not part of the schema, and would replace a NULL that code "
          + "of the next release writes to title; remove it first, or \(keep)",
      ])
    #expect(
      found.notes == [
        "books.name: the function reads of the trigger a_reads mentions it, and runs before it has the value that code "
          + "of the next release writes to title"
      ])
  }

  @Test(
    "A default of a renamed column matters only if the schema has none and the column is optional; a begun rename is possible",
    arguments: [
      ("ALTER TABLE books ALTER name SET DEFAULT 'x', ALTER name SET NOT NULL", #""name" text"#),
      ("ALTER TABLE books ALTER name SET DEFAULT 'x'", #""name" text DEFAULT 'y'"#),
      ("ALTER TABLE books ALTER name SET DEFAULT 'x', ADD COLUMN title text", #""name" text"#), ("", #""name" text"#),
    ])
  func harmlessDefaults(change: String, column: String) async throws {
    let before = StoredTable("books", [#"CREATE TABLE "books" ("_id" bigint PRIMARY KEY, \#(column))"#])
    let found = try await rehearse(Self.library + change, before: [before], Self.rename)
    #expect(found.problems == [] && found.notes == [], "\(found)")
  }

  // MARK: - Renamed tables

  private static let users = StoredTable(
    "users",
    [
      #"CREATE TABLE "users" ("id" bigint PRIMARY KEY, "name" text, "team" bigint)"#,
      #"CREATE INDEX "users_by_name" ON "users" ("name")"#,
    ])
  private static let teams = """
    CREATE TABLE teams (id bigint PRIMARY KEY, b bigint UNIQUE, UNIQUE (id, b));
    CREATE TABLE users (id bigint PRIMARY KEY, name text, team bigint);
    CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
    """

  private func rehearseMove(_ setup: String) async throws -> SchemaRehearsal {
    try await rehearse(
      Self.teams + setup, before: [Self.users], moves: [StoredMove(table: "users", to: "people")],
      #"CREATE TABLE "people" ("id" bigint PRIMARY KEY, "name" text, "team" bigint)"#, #"DROP TABLE "users""#)
  }

  @Test("Each object that the table in the place of a renamed one would not have is named")
  func movedTable() async throws {
    let found = try await rehearseMove(
      """
      ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON users USING (true);
      CREATE TRIGGER fired AFTER UPDATE ON users FOR EACH ROW EXECUTE FUNCTION f();
      CREATE TRIGGER "~bellows_sync" AFTER UPDATE ON users FOR EACH ROW EXECUTE FUNCTION f();
      CREATE RULE kept AS ON DELETE TO users DO INSTEAD NOTHING; CREATE STATISTICS both_of ON id, name FROM users;
      ALTER TABLE users SET (fillfactor = 70); ALTER TABLE users SET UNLOGGED; ALTER TABLE users REPLICA IDENTITY FULL;
      ALTER TABLE users ADD CONSTRAINT apart EXCLUDE USING btree (name WITH =);
      ALTER TABLE users ADD CONSTRAINT late UNIQUE (team) DEFERRABLE;
      ALTER TABLE users ADD CONSTRAINT follows FOREIGN KEY (team) REFERENCES teams (b) ON UPDATE CASCADE;
      ALTER TABLE users ADD CONSTRAINT pair FOREIGN KEY (id, team) REFERENCES teams (id, b);
      ALTER TABLE users ADD CONSTRAINT plain FOREIGN KEY (team) REFERENCES teams (b) ON DELETE CASCADE;
      ALTER TABLE users ADD CONSTRAINT filled CHECK (name <> ''); CREATE INDEX by_team ON users (team);
      CREATE INDEX same ON users (name); ALTER TABLE users ALTER name SET DEFAULT 'x'; ALTER TABLE users ADD more text
      """)
    let rest = #"remove that first, or keep the table's name with @table("users")"#
    let objects = [
      "row-level security", "the constraint apart", "the constraint follows", "the constraint late",
      "the constraint pair", "the policy own", "the replica identity of its own", "the rule kept",
      "the setting UNLOGGED", "the setting fillfactor=70", "the statistics both_of", "the trigger fired",
      "the index by_team", "the check filled",
    ]
    var expected = Set(
      objects.map { "users: it has \($0), which the table people that replaces it would not have; \(rest)" })
    expected.insert(
      "users.name: it has the default 'x'::text, which the table people that replaces users would not have; \(rest)")
    expected.insert(
      "users.team: it has the reference follows with ON UPDATE, which the table people that replaces users would not "
        + "have; \(rest)")
    expected.insert(
      "users.more: the schema does not have this column, and the table people that replaces users would not have it; "
        + #"drop it first, or keep the table's name with @table("users")"#)
    let problems = Set(found.problems.filter { !$0.contains("depends on it") })
    #expect(problems == expected, "missing \(expected.subtracting(problems)), more \(problems.subtracting(expected))")
  }

  @Test("A renamed table with nothing of its own is no problem, nor is what is copied")
  func plainMovedTable() async throws {
    let found = try await rehearseMove(
      """
      CREATE INDEX same ON users (name); GRANT SELECT ON users TO PUBLIC; COMMENT ON TABLE users IS 'x';
      ALTER TABLE users ADD CONSTRAINT plain FOREIGN KEY (team) REFERENCES teams (b) ON DELETE CASCADE;
      CREATE TRIGGER "~bellows_sync" AFTER UPDATE ON users FOR EACH ROW EXECUTE FUNCTION f()
      """)
    #expect(found.problems == [] && found.notes == [], "\(found)")
  }
}
