// Part of Bellows. MIT licence: see LICENSE.
import TestServers
import Testing

@testable import Bellows
@testable import BellowsPostgreSQL

/// What one transaction does on its connection, and what becomes of the connection.
@Suite(.timeLimit(.minutes(60))) struct SessionTests {
  private func database(_ statements: String = "SELECT 1") throws -> (PostgreSQLServer, String, PostgreSQL) {
    let server = try PostgreSQLServer.shared()
    let name = try server.makeDatabase()
    _ = try server.run(statements, in: name)
    return (server, name, PostgreSQL(server.connection(to: name)))
  }

  @Test("A check counts all rows that it finds, and shows as many as it is asked for, with long values cut")
  func checks() async throws {
    // With its quotation marks a text of 78 characters has 80.
    let long = String(repeating: "x", count: 79)
    let (_, _, database) = try database(
      """
      CREATE TABLE t (id bigint, name text);
      INSERT INTO t VALUES (1, 'a'), (2, NULL), (3, '\(long)'), (4, '\(long.dropLast())')
      """)
    let samples = [
      #"id 1, name "a""#, "id 2, name no value", "id 3, name \"\(long)...", "id 4, name \"\(long.dropLast())\"",
    ]
    try await database.transaction(.read) { session in
      for (condition, count) in [("id > 9", 0), ("id = 1", 1), ("true", 4)] {
        for wanted in 0...5 {
          let found = try await session.check("SELECT * FROM t WHERE \(condition) ORDER BY id", samples: wanted)
          #expect(found == CheckOutcome(count: count, samples: Array(samples.prefix(min(count, wanted)))))
        }
      }
    }
  }

  @Test("Transactions one after the other have one connection, and those at the same time have one each")
  func connections() async throws {
    let (_, _, database) = try database("CREATE TABLE t (id bigint PRIMARY KEY)")
    @Sendable func process(_ session: any DatabaseSession) async throws -> String {
      let query = "SELECT pg_backend_pid()::text AS pid"
      return try await session.check(query, samples: 1).samples.first ?? ""
    }
    let first = try await database.transaction(.read) { try await process($0) }
    #expect(first.hasPrefix("pid "))
    for access in [Access.write, .batch, .schema, .read] {
      #expect(try await database.transaction(access) { try await process($0) } == first)
    }
    struct Stop: Error {}
    for _ in 0..<2 {
      await #expect(throws: Stop.self) {
        try await database.transaction(.write) { session in
          try await session.insert(RowChanges("t", [Filter(Column("id", .int), 1)]))
          throw Stop()
        }
      }
      await #expect(throws: PostgreSQLError.self) {
        try await database.transaction(.write) { _ = try await $0.check("SELECT nothing", samples: 0) }
      }
    }
    // What they left open was rolled back.
    #expect(try await database.transaction(.read) { try await $0.count(Query("t", columns: [])) } == 0)
    #expect(try await database.transaction(.read) { try await process($0) } == first)
    try await database.transaction(.read) { session in
      #expect(try await process(session) == first)
      let second = try await database.transaction(.read) { try await process($0) }
      #expect(second != first)
      #expect(try await database.transaction(.read) { try await process($0) } == second)
    }
  }

  @Test("A connection breaks at the statement that a test chooses: before it is executed, or after it")
  func faults() async throws {
    let (server, name, _) = try database("CREATE TABLE t (id bigint)")
    let connection = server.connection(to: name)
    func insert(_ number: Int, _ faults: Faults?) async throws {
      let database = faults.map { PostgreSQL(connection, faults: $0) } ?? PostgreSQL(connection)
      try await database.transaction(.schema) { session in
        try await session.execute(.sql("INSERT INTO t VALUES (\(number))"))
      }
    }
    let counting = Faults()
    try await insert(1, counting)
    #expect(counting.count > 3 && counting.brokenStatement == nil)
    for (index, moment) in Faults.Moment.allCases.enumerated() {
      let text = "INSERT INTO t VALUES (\(2 + index))"
      let faults = Faults(cutting: text, moment)
      let error = await #expect(throws: PostgreSQLError.self) { try await insert(2 + index, faults) }
      #expect(error?.state == "" && faults.brokenStatement == text)
      // The transaction is not committed in either case, but a commit that was executed is.
      let commit = Faults(cutting: "COMMIT", moment)
      await #expect(throws: PostgreSQLError.self) { try await insert(4 + index, commit) }
      let last = Faults(cutting: counting.count, moment)
      await #expect(throws: PostgreSQLError.self) { try await insert(6 + index, last) }
      #expect(last.brokenStatement == "COMMIT" && last.count >= counting.count)
    }
    #expect(try server.run("SELECT id FROM t ORDER BY id", in: name) == ["1", "5", "7"])
  }

  // MARK: - Grants

  private static let move = MigrationPlan(
    name: "p", base: "a", goal: "b",
    moves: [StoredMove(table: "users", to: "people"), StoredMove("users", "x", to: "y")],
    deploys: [
      MigrationDeploy(number: 1, phase: .widen, fingerprint: "b", isRelease: false, rollbackStatements: [], tables: [])
    ], backfills: [])

  private func widen(_ database: PostgreSQL, _ statements: String...) async throws {
    try await database.sessionTransaction(.schema) { session in
      try await session.execute(statements.map { .sql($0) }, of: Self.move, from: 0, to: 1)
    }
  }

  @Test("A new table and a new column get the grants of those that they replace")
  func grants() async throws {
    let (server, name, database) = try database(
      "CREATE TABLE users (id bigint PRIMARY KEY, name text, x text, own text)")
    let (whole, part) = ("whole_\(name)", "part_\(name)")
    _ = try server.run(
      """
      CREATE ROLE \(whole); CREATE ROLE \(part); GRANT SELECT, INSERT ON users TO \(whole) WITH GRANT OPTION;
      GRANT SELECT (name, own), UPDATE (x) ON users TO \(part); GRANT SELECT (x) ON users TO PUBLIC;
      COMMENT ON COLUMN users.x IS 'about x'; COMMENT ON COLUMN users.name IS 'about names'
      """, in: name)
    try await widen(
      database, #"CREATE TABLE "people" ("id" bigint PRIMARY KEY, "name" text)"#,
      #"ALTER TABLE "users" ADD COLUMN "y" text"#)
    let comments =
      "SELECT objoid::regclass, description FROM pg_description WHERE objsubid > 0 AND description ~ 'about'"
    let expected = ["users|about names", "users|about x", "users|about x"]
    #expect(try server.run(comments, in: name).sorted() == expected, "comments are copied in the table itself")
    func grants(_ query: String) throws -> [String] {
      try server.run(query, in: name).map { $0.replacing(name, with: "") }
    }
    #expect(
      try grants(
        """
        SELECT a.grantee::regrole, privilege_type, is_grantable FROM pg_class, aclexplode(relacl) AS a
        WHERE relname = 'people' AND a.grantee <> relowner ORDER BY 2
        """) == ["whole_|INSERT|t", "whole_|SELECT|t"])
    let ofColumns = """
      SELECT attrelid::regclass, attname, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END,
        privilege_type FROM pg_attribute, aclexplode(attacl) AS a WHERE attrelid::regclass::text IN ('users', 'people')
      ORDER BY 1::text, 2, 3
      """
    let found = Set(try grants(ofColumns))
    #expect(found.isSuperset(of: ["people|name|part_|SELECT", "users|y|PUBLIC|SELECT", "users|y|part_|UPDATE"]))
    #expect(found.filter { $0.hasPrefix("people") }.count == 1, "\(found)")
    // And back.
    _ = try server.run("DROP TABLE users; REVOKE INSERT ON people FROM \(whole)", in: name)
    try await database.sessionTransaction(.schema) { session in
      let create = #"CREATE TABLE "users" ("id" bigint PRIMARY KEY, "name" text)"#
      try await session.execute([.sql(create)], of: Self.move, from: 1, to: 0)
    }
    #expect(Set(try grants(ofColumns)) == ["people|name|part_|SELECT", "users|name|part_|SELECT"])
    #expect(try grants("SELECT relacl FROM pg_class WHERE relname = 'users'").first?.contains("whole_=r*/") == true)
  }

  @Test("A grant that the server refuses ends the change of the schema with its reason", arguments: ["", "(name) "])
  func refusedGrant(columns: String) async throws {
    let (server, name, database) = try database("CREATE TABLE users (id bigint PRIMARY KEY, name text, x text)")
    let privilege = columns.isEmpty ? "SELECT" : "SELECT \(columns)"
    _ = try server.run("CREATE ROLE reader_\(name); GRANT \(privilege) ON users TO reader_\(name)", in: name)
    _ = try server.run(
      """
      CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no grants here'; END $$;
      CREATE EVENT TRIGGER no_grants ON ddl_command_start WHEN TAG IN ('GRANT') EXECUTE FUNCTION refuse()
      """, in: name)
    let error = await #expect(throws: PostgreSQLError.self) {
      try await widen(database, #"CREATE TABLE "people" ("id" bigint PRIMARY KEY, "name" text)"#)
    }
    #expect(error?.message.contains("no grants here") == true, "\(error.map { "\($0)" } ?? "")")
    #expect(try server.run("SELECT to_regclass('people') IS NULL", in: name) == ["t"])
  }

  // MARK: - A run in one transaction

  /// `year` becomes `age`, and is dropped after a backup.
  private static let ages: Migrations = {
    let key = Column("_id", .int)
    func table(_ columns: String) -> StoredTable {
      StoredTable("people", [#"CREATE TABLE "people" ("_id" bigint PRIMARY KEY\#(columns))"#])
    }
    let fill = Backfill(
      "people.age", after: 1, kind: .custom, pending: .invalid, table: "people", key: [key],
      writes: [Column("age", .int)], sql: BackfillSQL(pending: #""age" IS NULL"#, values: [#"2026 - "year""#]))
    let goal = table(#", "age" bigint"#)
    let plan = MigrationPlan(
      name: "ages", base: "p0", goal: "p2", before: [table(#", "year" bigint"#)],
      deploys: [
        MigrationDeploy(
          number: 1, phase: .widen, fingerprint: "p1", isRelease: true,
          statements: [.sql(#"ALTER TABLE "people" ADD COLUMN "age" bigint"#)], rollbackStatements: [],
          tables: [table(#", "year" bigint, "age" bigint"#)]),
        MigrationDeploy(
          number: 2, phase: .tighten, fingerprint: "p2", isRelease: false,
          gates: [
            .released(deploy: 1), .backfilled("people.age"), .backup(table: "people", key: [key], columns: ["year"]),
          ], statements: [.sql(#"ALTER TABLE "people" DROP COLUMN "year""#)], rollbackStatements: [], tables: [goal]),
      ], backfills: [fill])
    return Migrations(schema: "p2", target: .postgresql, tables: [goal], plans: [plan])
  }()

  @Test("A run in one transaction that may not drop a table ends with the server's reason, and changes nothing")
  func refusedDrop() async throws {
    let (server, name, database) = try database(
      "CREATE TABLE people (_id bigint PRIMARY KEY, year bigint); INSERT INTO people VALUES (1, 1990), (2, 1991)")
    func migrate() async throws { try await Migrator(Self.ages, on: database).migrate(.allClientsStopped) }
    let author = Author(who: "the test", environment: "test")
    try await Adoption(runner: Runner(Self.ages, on: database, by: author)).run()
    _ = try server.run(
      """
      CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE 'no table is dropped here' USING ERRCODE = 'insufficient_privilege'; END $$;
      CREATE EVENT TRIGGER no_drops ON ddl_command_start WHEN TAG IN ('DROP TABLE') EXECUTE FUNCTION refuse()
      """, in: name)
    let error = await #expect(throws: PostgreSQLError.self) { try await migrate() }
    #expect(error?.message.contains("no table is dropped here") == true, "\(error.map { "\($0)" } ?? "")")
    #expect(try server.run("SELECT * FROM people ORDER BY 1", in: name) == ["1|1990", "2|1991"])
    #expect(try server.run("SELECT relname FROM pg_class WHERE relname ~ 'backup_\\d'", in: name) == [])
    _ = try server.run("DROP EVENT TRIGGER no_drops", in: name)
    try await migrate()
    #expect(try server.run("SELECT * FROM people ORDER BY 1", in: name) == ["1|36", "2|35"])
    #expect(
      try server.run("SELECT k1, o1 FROM bellows._bellows_backup_1 ORDER BY 1", in: name) == ["1|1990", "2|1991"])
    let details = "SELECT detail FROM bellows._bellows_events WHERE what = 'schema'"
    #expect(try server.run(details, in: name) == ["deploys 1 to 2 in one step"])
  }
}
