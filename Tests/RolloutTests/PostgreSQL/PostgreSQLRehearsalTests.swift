// Part of Bellows. MIT licence: see LICENSE.
import BellowsPostgreSQL
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestServers
import TestSupport
import Testing

@testable import Bellows
@testable import MigrationSQL

/// Objects of an application's own that a plan would break or lose are named before its first statement.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct PostgreSQLRehearsalTests {
  /// What somebody has added to the tables, and what a run says of it; an empty text if the plan just runs.
  static let cases: [(sql: String, says: String)] = [
    ("CREATE VIEW adults AS SELECT id FROM users WHERE fax IS NOT NULL", "users.fax: view adults depends on it"),
    ("CREATE INDEX by_fax_and_age ON users (fax, age)", "users.fax: index by_fax_and_age depends on it"),
    ("CREATE INDEX with_fax ON users (age) WHERE fax IS NOT NULL", "users.fax: index with_fax depends on it"),
    (
      "ALTER TABLE users ADD CONSTRAINT reachable CHECK (fax <> '' OR age > 0)",
      "constraint reachable on table users depends on it"
    ),
    (
      "ALTER TABLE users ADD COLUMN short text GENERATED ALWAYS AS (left(fax, 3)) STORED",
      "users.fax: the generated column short depends on it"
    ),
    (
      "ALTER TABLE users ADD UNIQUE (fax); CREATE TABLE c (id bigint, fax text REFERENCES users (fax))",
      "users.fax: constraint c_fax_fkey on table c depends on it, so the server refuses to drop it"
    ),
    ("CREATE STATISTICS both_of ON fax, age FROM users", "statistics object both_of depends on it"),
    (
      """
      CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
      CREATE TRIGGER zz BEFORE UPDATE OF fax ON users FOR EACH ROW EXECUTE FUNCTION touch()
      """, "users.fax: trigger zz on table users depends on it"
    ),
    (
      """
      CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
      CREATE TRIGGER "~zz" BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch()
      """, "users: the trigger ~zz would run after the one that keeps columns in sync"
    ),
    ("CREATE VIEW old_drafts AS SELECT * FROM drafts", "drafts: view old_drafts depends on it"),
    (
      "CREATE TABLE pages (draft bigint REFERENCES drafts (id))",
      "drafts: constraint pages_draft_fkey on table pages depends on it"
    ),
    ("CREATE TABLE teams (id int)", "teams"),
    // Nothing of these is in the plan's way, or lost without its column.
    ("CREATE INDEX by_fax ON users (fax text_pattern_ops) WHERE fax <> ''", ""),
    ("ALTER TABLE users ADD CONSTRAINT reachable CHECK (fax <> '')", ""),
    ("CREATE INDEX by_age ON users (age)", ""),
    ("CREATE VIEW ages AS SELECT age FROM users", ""),
    ("COMMENT ON COLUMN users.fax IS 'nobody has one'", ""),
    ("ALTER TABLE users ADD COLUMN own text", ""),
    ("GRANT SELECT ON users TO PUBLIC", ""),
    (
      """
      CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.age := NEW.age; RETURN NEW; END $$;
      CREATE TRIGGER aa BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch()
      """, ""
    ),
  ]

  @Test("What depends on a dropped column or table is named, and nothing is changed", arguments: cases)
  func dependants(each: (sql: String, says: String)) async throws {
    let server = try PostgreSQLServer.shared()
    let connection = server.connection(to: try server.makeDatabase())
    let raw = try RawPostgreSQL(connection)
    let plan = try Self.plan()
    try raw.create(plan.revision(after: 0))
    try raw.execute("INSERT INTO users (id, name, age, fax) VALUES (1, 'Ada', 36, '1'), (2, 'Alan', 41, NULL)")
    try raw.execute(each.sql)
    let before = try raw.catalog(of: "public")
    let database = PostgreSQL(connection)
    let runtime = RuntimePlan(
      plan: plan, expected: ExpectedRows(plan, SampleRows(plan.base, seed: 1, rowsOfTable: 0), seed: 1))
    let printed = PrintedText()
    #expect(
      await MigrateCommand.run(
        runtime.before, on: database, environment: "test", arguments: ["adopt"], console: printed.console()) == 0)
    let status = await MigrateCommand.run(
      runtime.migrations, on: database, environment: "test", arguments: ["run", "--offline"], console: printed.console()
    )
    if each.says.isEmpty {
      #expect(status == 0, "\(printed.text)")
      let lost = Set(before).subtracting(try raw.catalog(of: "public"))
      #expect(lost.allSatisfy { $0.contains("fax") || $0.contains(" name ") || $0.contains("drafts") }, "\(lost)")
    } else {
      #expect(status != 0 && printed.text.contains(each.says), "\(printed.text)")
      #expect(try raw.catalog(of: "public") == before)
    }
  }

  /// What only the database has of a table that is renamed, and what a run says of it.
  static let ofTable: [(sql: String, says: String)] = [
    ("ALTER TABLE users ENABLE ROW LEVEL SECURITY", "users: it has row-level security"),
    ("CREATE POLICY own ON users USING (name = current_user)", "users: it has the policy own"),
    ("ALTER TABLE users ADD CONSTRAINT named CHECK (name <> '')", "users: it has the check named"),
    ("ALTER TABLE users ADD CONSTRAINT both_of CHECK (name <> '' OR id > 0)", "users: it has the check both_of"),
    ("ALTER TABLE users ADD CONSTRAINT once UNIQUE (name)", "users: it has the index once"),
    ("ALTER TABLE users ADD UNIQUE (name) DEFERRABLE", "users: it has the constraint users_name_key"),
    ("CREATE INDEX lower_name ON users (lower(name))", "users: it has the index lower_name"),
    ("CREATE STATISTICS s ON id, name FROM users", "users: it has the statistics s"),
    ("ALTER TABLE users SET (fillfactor = 70)", "users: it has the setting fillfactor=70"),
    ("ALTER TABLE users REPLICA IDENTITY FULL", "users: it has the replica identity of its own"),
    ("ALTER TABLE users ALTER name SET DEFAULT 'x'", "users.name: it has the default 'x'::text"),
    ("ALTER TABLE users ADD COLUMN more text", "users.more: the schema does not have this column"),
    (
      """
      CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
      CREATE TRIGGER aa AFTER UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch()
      """, "users: it has the trigger aa"
    ),
    // These are copied, or the plan knows them.
    ("GRANT SELECT ON users TO PUBLIC", ""),
    ("COMMENT ON TABLE users IS 'x'", ""),
    ("DROP INDEX users_by_email; CREATE UNIQUE INDEX other ON users (email)", ""),
    ("ALTER TABLE users DROP CONSTRAINT _bellows_check_role, ADD CONSTRAINT r CHECK (role IN ('a', 'b'))", ""),
  ]

  @Test("What the table that replaces a renamed one would not have is named before the first step", arguments: ofTable)
  func movedTable(each: (sql: String, says: String)) async throws {
    let fields =
      "  id: int @key = auto\n  name: string\n  email: string\n  role: \"a\" | \"b\"\n  unique byEmail(email)\n}"
    let database = try await PlannedDatabase(
      from: "table users {\n\(fields)", to: "table people @was(users) {\n\(fields)")
    let raw = try database.raw
    let names = try raw.rows(
      "SELECT indexrelid::regclass FROM pg_index WHERE indrelid = 'users'::regclass AND NOT indisprimary")
    let sql = each.sql.replacing("users_by_email", with: names.first?[0] ?? "")
    try raw.execute(sql)
    let problems = try await PostgreSQL(database.connection).rehearse(database.migration, after: 0).problems
    if each.says.isEmpty {
      #expect(problems == [])
    } else {
      #expect(problems.contains { $0.hasPrefix(each.says) }, "\(problems)")
      await #expect(throws: MigrationRefused.self) { try await database.run() }
      #expect(try raw.rows("SELECT to_regclass('people')") == [[nil]])
    }
  }

  @Test("The rest of a plan that has begun to rename a table is no obstacle to itself")
  func begunMove() async throws {
    let fields = "  id: int @key = auto\n  name: string\n  role: \"a\" | \"b\"\n  unique byName(name)\n}"
    let database = try await PlannedDatabase(
      from: "table users {\n\(fields)", to: "table people @was(users) {\n\(fields)")
    for deploy in 1...database.plan.deploys.count {
      let problems = try await PostgreSQL(database.connection).rehearse(database.migration, after: deploy - 1).problems
      #expect(problems == [], "after \(deploy - 1)")
      try await database.run(to: deploy)
    }
  }

  @Test("A role without the rights of the owner, and rows that a policy hides, are named before the first step")
  func rights() async throws {
    let server = try PostgreSQLServer.shared()
    let name = try server.makeDatabase()
    let raw = try RawPostgreSQL(server.connection(to: name))
    let plan = try Self.plan()
    try raw.create(plan.revision(after: 0))
    let role = "migrator_\(name)"
    try raw.execute(
      """
      CREATE ROLE \(role) LOGIN; GRANT CREATE ON DATABASE \(name) TO \(role); GRANT ALL ON SCHEMA public TO \(role);
      GRANT ALL ON ALL TABLES IN SCHEMA public TO \(role)
      """)
    let runtime = RuntimePlan(
      plan: plan, expected: ExpectedRows(plan, SampleRows(plan.base, seed: 1, rowsOfTable: 0), seed: 1))
    let database = PostgreSQL("host=\(server.folder) dbname=\(name) user=\(role)")
    func run(_ migrations: Migrations, _ arguments: String...) async -> (status: Int32, text: String) {
      let printed = PrintedText()
      let status = await MigrateCommand.run(
        migrations, on: database, environment: "test", arguments: arguments, console: printed.console())
      return (status, printed.text)
    }
    let adopted = await run(runtime.before, "adopt")
    #expect(adopted.status == 0, "\(adopted.text)")
    let foreign = await run(runtime.migrations, "run", "--offline")
    #expect(
      foreign.status != 0 && foreign.text.contains("users: only its owner bellows can change it"), "\(foreign.text)")

    try raw.execute("ALTER TABLE users OWNER TO \(role); ALTER TABLE drafts OWNER TO \(role)")
    try raw.execute("ALTER TABLE users ENABLE ROW LEVEL SECURITY; ALTER TABLE users FORCE ROW LEVEL SECURITY")
    let hidden = await run(runtime.migrations, "run", "--offline")
    #expect(hidden.status != 0 && hidden.text.contains("users: row-level security hides rows from"), "\(hidden.text)")

    try raw.execute("ALTER TABLE users NO FORCE ROW LEVEL SECURITY")
    let done = await run(runtime.migrations, "run", "--offline")
    #expect(done.status == 0, "\(done.text)")
  }

  @Test(
    "A partitioned table, a partition, and tables that inherit are refused by name before the first step",
    arguments: [
      ("PARTITION BY RANGE (id); CREATE TABLE part PARTITION OF t DEFAULT", "it is a partitioned table"),
      ("; CREATE TABLE more () INHERITS (t)", "other tables inherit from it (more)"),
      ("; CREATE TABLE base (id bigint NOT NULL); ALTER TABLE t INHERIT base", "inherits from it"),
    ])
  func partitions(rest: String, says: String) async throws {
    let server = try PostgreSQLServer.shared()
    let connection = server.connection(to: try server.makeDatabase())
    try RawPostgreSQL(connection).execute("CREATE TABLE t (id bigint PRIMARY KEY, name text) \(rest)")
    func schema(_ text: String) throws(DiagnosticList) -> Schema {
      try readSchema([
        SourceFile(path: "a.schema", text: "target postgresql\ntable t {\n  id: int @key\n  \(text)\n}\n")
      ])
    }
    for goal in ["name: string? @was(name)", "name: string?\n  more: int = 1", "name: string?\n  index x(name)"] {
      let new = goal.replacing("name: string? @was", with: "title: string? @was")
      let plan = try planMigration(from: schema("name: string?"), to: schema(new)).plan
      let runtime = RuntimePlan(
        plan: plan, expected: ExpectedRows(plan, SampleRows(plan.base, seed: 1, rowsOfTable: 0), seed: 1))
      let found = try await PostgreSQL(connection).rehearse(runtime.migrations.all[0], after: 0)
      #expect(found.problems.contains { $0.contains("t: ") && $0.contains(says) }, "\(found.problems)")
    }
  }

  /// A plan that renames and drops a column, drops a table and creates one.
  private static func plan() throws -> Plan {
    func schema(_ text: String) throws(DiagnosticList) -> Schema {
      try readSchema([SourceFile(path: "app.schema", text: "target postgresql\n" + text)])
    }
    let old = try schema(
      """
      table users { id: int @key
        name: string
        age: int
        fax: string? }
      table drafts { id: int @key
        text: string }
      """)
    let new = try schema(
      """
      table users { id: int @key
        fullName: string @was(name)
        age: int }
      table teams { id: int @key }
      """)
    return try planMigration(from: old, to: new).plan
  }
}
