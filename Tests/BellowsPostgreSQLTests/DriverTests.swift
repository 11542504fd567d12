// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import TestServers
import Testing

@testable import BellowsPostgreSQL

/// What only PostgreSQL does.
@Suite struct DriverTests {
  private let id = Column("id", .int)

  private func database(_ statements: String...) throws -> (PostgreSQLServer, String, PostgreSQL) {
    let server = try PostgreSQLServer.shared()
    let name = try server.makeDatabase()
    for statement in statements { _ = try server.run(statement, in: name) }
    return (server, name, PostgreSQL(server.connection(to: name)))
  }

  @Test("The ledger is in a separate schema, and the database's name contains no password", .timeLimit(.minutes(60)))
  func ledger() async throws {
    let (server, name, database) = try database()
    #expect(database.name == name)
    let table = LedgerTable("_bellows_state", [Column("id", .int), Column("who", .text)], keyCount: 1)
    try await database.createLedgerTables([table])
    #expect(
      try server.run("SELECT schemaname, tablename FROM pg_tables WHERE tablename ~ 'bellows'", in: name)
        == ["bellows|_bellows_state"])
    #expect(PostgreSQL("postgresql://anna:secret@db.example.com/shop").name == "shop")
    #expect(PostgreSQL("host=db.example.com user=anna password=secret dbname='the shop'").name == "the shop")
  }

  @Test("Arrays and values of enum types are written and read, whatever they contain", .timeLimit(.minutes(60)))
  func arrays() async throws {
    let values: [(type: String, values: [JSONValue])] = [
      (
        "text",
        [
          "", "a b", "NULL", "null", "{x}", "a,b", "\"", "\\", "a\nb", "é👩‍👩‍👧‍👦e\u{301}", "'); DROP TABLE t; --",
          "\"\u{301}", "\\\u{301}", "\u{301}x", "x\"\u{301},",
        ]
      ),
      ("bigint", [0, -1, .int(.max), .int(.min)]), ("boolean", [true, false]),
      ("double precision", [0.0, 0.5, -1e300, 2.2250738585072014e-308]),
      ("uuid", ["01234567-89ab-cdef-0123-456789abcdef"]), ("date", ["2026-03-01", "0001-01-01"]),
      ("timestamp with time zone", ["2026-03-01T12:30:00Z", "2026-03-01T12:30:00.123456Z"]),
      ("numeric", ["1.5", "-12345678901234567890123456789012345678", "0.25"]),
    ]
    let columns = values.enumerated().map { Column("c\($0.offset)", .array) }
    let state = Column("state", .text)
    let definitions = zip(columns, values).map { "\($0.name) \($1.type)[]" }.joined(separator: ", ")
    let (_, _, database) = try database(
      "CREATE TYPE mood AS ENUM ('good', 'it''s')",
      "CREATE TABLE t (id bigint PRIMARY KEY, state mood, \(definitions))")
    try await database.transaction(.write) { session in
      for (number, lists) in [values.map(\.values), values.map { _ in [] }].enumerated() {
        let row = zip(columns, lists).map { Filter($0, .array($1)) }
        try await session.insert(RowChanges("t", [Filter(id, .int(Int64(number))), Filter(state, "it's")] + row))
      }
      let query = Query("t", columns: [state] + columns, filter: [Filter(state, "it's")], order: [id])
      let rows = try await session.read(query)
      #expect(
        rows.map(\.values) == [["it's"] + values.map { .array($0.values) }, ["it's"] + values.map { _ in .array([]) }])
      await #expect(throws: RowUnreadable.self) {
        try await session.insert(RowChanges("t", [Filter(id, 9), Filter(columns[0], .array(["a", .null]))]))
      }
      await #expect(throws: RowRefused.self) {
        try await session.insert(RowChanges("t", [Filter(id, 9), Filter(state, "other")]))
      }
    }
  }

  @Test(
    "Rows with domains are updated and backed up: only the written columns count, and JSON below a domain is JSON",
    .timeLimit(.minutes(60)))
  func domains() async throws {
    let (server, name, database) = try database(
      """
      CREATE DOMAIN filled AS text NOT NULL; CREATE DOMAIN document AS jsonb CHECK (jsonb_typeof(VALUE) = 'object');
      CREATE DOMAIN deep AS document; CREATE DOMAIN plain AS json; CREATE DOMAIN age AS integer CHECK (VALUE > 0);
      CREATE TABLE t (id bigint PRIMARY KEY, other filled, data deep, flat plain, age age, short varchar(3));
      INSERT INTO t VALUES (1, 'x', '{"a": 1}', '{"a": 1}', 5, 'abc')
      """)
    let (data, flat, age, short) = (
      Column("data", .json), Column("flat", .json), Column("age", .int), Column("short", .text)
    )
    let backup = Backup("_bellows_backup_1", of: "t", key: [id], columns: ["data", "flat"])
    try await database.transaction(.write) { session in
      _ = try await session.backUp(backup, after: nil, upTo: [1])
      let value = JSONValue.object(JSONObject([("b", 2)]))
      let changes = RowChanges("t", [Filter(data, value), Filter(flat, value), Filter(age, 6), Filter(short, "de")])
      let outcomes = try await session.update([
        RowUpdate(key: [Filter(id, 1)], changes, expected: [Filter(age, 5)]),
        RowUpdate(key: [Filter(id, 1)], changes, expected: [Filter(age, 4)]),
      ])
      #expect(outcomes == [.written, .changedMeanwhile])
      for (column, bad) in [(age, -1), (data, "x"), (short, "long")] as [(Column, JSONValue)] {
        let refused = try await session.update([RowUpdate(key: [Filter(id, 1)], RowChanges("t", [Filter(column, bad)]))]
        )
        #expect(refused.allSatisfy { if case .refused = $0 { true } else { false } }, "\(column.name): \(refused)")
      }
      try await session.recordResult(in: backup, after: nil, upTo: [1])
    }
    let row = "SELECT data->'b', flat->'b', jsonb_typeof(data), json_typeof(flat), age, short FROM t"
    #expect(try server.run(row, in: name) == ["2|2|object|object|6|de"])
    let restored = try await database.transaction(.write) { try await $0.restore(backup) }
    #expect(restored == RestoreOutcome(restored: 1, touched: []))
    #expect(try server.run("SELECT data->'a', flat->'a' FROM t", in: name) == ["1|1"])
  }

  @Test("Names and values are never read as SQL", .timeLimit(.minutes(60)))
  func quotes() async throws {
    let odd = #"o"dd'; DROP TABLE t; --"#
    let sql = #""o""dd'; DROP TABLE t; --""#
    let (server, name, database) = try database(
      "CREATE TABLE t (id bigint)", "CREATE SCHEMA \(sql)",
      "CREATE TABLE \(sql).\(sql) (\(sql) text PRIMARY KEY, id bigint)")
    let inSchema = PostgreSQL(server.connection(to: name), schema: odd, ledgerSchema: odd + "2")
    let column = Column(odd, .text)
    try await inSchema.transaction(.write) { session in
      try await session.insert(RowChanges(odd, [Filter(column, .string(odd)), Filter(id, 1)]))
      #expect(try await session.update(RowChanges(odd, [Filter(id, 2)]), where: [Filter(column, .string(odd))]) == 1)
      _ = try await session.update([RowUpdate(key: [Filter(column, .string(odd))], RowChanges(odd, [Filter(id, 3)]))])
      let rows = try await session.read(Query(odd, columns: [column, id], order: [column], upTo: [.string(odd)]))
      #expect(rows == [StoredRow([.string(odd), 3])])
      #expect(try await session.keyOrder(of: odd) == [odd])
      await #expect(throws: RowRefused.self) {
        try await session.insert(RowChanges(odd, [Filter(column, "a\u{0}b")]))
      }
    }
    try await inSchema.createLedgerTables([LedgerTable("_bellows_state", [id], keyCount: 1)])
    #expect(try await inSchema.tableNames() == [odd])
    #expect(try await database.tableNames() == ["t"])
    let lock = try await inSchema.acquireMigrationLock(holder: odd)
    await #expect(throws: DatabaseInUse(by: odd)) { _ = try await inSchema.acquireMigrationLock(holder: "other") }
    // Another ledger in the same database has a lock of its own.
    await (try await database.acquireMigrationLock(holder: "other")).release()
    await lock.release()
  }

  @Test("A connection that the server has ended is not used again", .timeLimit(.minutes(60)))
  func endedConnection() async throws {
    let (server, name, database) = try database("CREATE TABLE t (id bigint)")
    try await database.transaction(.write) { try await $0.insert(RowChanges("t", [Filter(id, 1)])) }
    let ended = try server.run(
      "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '\(name)' AND pid <> pg_backend_pid()",
      in: name)
    #expect(ended != ["0"])
    // The first use notices it.
    try? await database.transaction(.write) { try await $0.insert(RowChanges("t", [Filter(id, 2)])) }
    try await database.transaction(.write) { try await $0.insert(RowChanges("t", [Filter(id, 3)])) }
    #expect(try server.run("SELECT max(id) FROM t", in: name) == ["3"])
  }

  @Test("Errors of the server and of the connection are passed on", .timeLimit(.minutes(60)))
  func errors() async throws {
    let (server, name, database) = try database("CREATE TABLE t (id bigint)")
    let error = await #expect(throws: (any Error).self) {
      try await database.transaction(.schema) { try await $0.execute(.sql("CREATE TABLE t (id bigint)")) }
    }
    #expect("\(error.map { "\($0)" } ?? "")".contains("already exists"))
    let missing = PostgreSQL(server.connection(to: name + "_not"))
    let refused = await #expect(throws: (any Error).self) { _ = try await missing.tableNames() }
    #expect("\(refused.map { "\($0)" } ?? "")".contains("does not exist"))
    await #expect(throws: RowUnreadable.self) {
      try await database.transaction(.schema) { try await $0.execute(.sql("CREATE TABLE a\u{0}b (id bigint)")) }
    }
    #expect(try await database.tableNames() == ["t"])
  }

  @Test("A commit after a failed statement throws", .timeLimit(.minutes(60)))
  func failedTransaction() async throws {
    let (server, name, database) = try database("CREATE TABLE t (id bigint)")
    await #expect(throws: DatabaseUnable.self) {
      try await database.transaction(.write) { session in
        try await session.insert(RowChanges("t", [Filter(id, 1)]))
        _ = try? await session.check("SELECT nothing", samples: 0)
      }
    }
    #expect(try server.run("SELECT * FROM t", in: name) == [])
  }

  @Test("Statements do not queue behind a schema change that waits for a lock", .timeLimit(.minutes(60)))
  func lockTimeout() async throws {
    let (server, name, database) = try database("CREATE TABLE t (id bigint)")
    let reader = PostgreSQL(server.connection(to: name))
    let alter = try await reader.transaction(.read) { session in
      _ = try await session.count(Query("t", columns: []))
      let alter = Task {
        try await database.transaction(.schema) { try await $0.execute(.sql("ALTER TABLE t ADD COLUMN x bigint")) }
      }
      // This transaction keeps the change waiting: a statement that queued behind it would never end.
      for _ in 1...3 {
        try await Task.sleep(for: .milliseconds(150))
        _ = try await PostgreSQL(server.connection(to: name)).transaction(.read) {
          try await $0.count(Query("t", columns: []))
        }
      }
      return alter
    }
    try await alter.value
    #expect(try server.run("SELECT count(*) FROM pg_attribute WHERE attname = 'x'", in: name) == ["1"])
  }

  @Test("A schema change that does not get its locks names who has them", .timeLimit(.minutes(5)))
  func lockHolder() async throws {
    let (server, name, _) = try database("CREATE TABLE t (id bigint)")
    let database = PostgreSQL(server.connection(to: name), lockWait: .seconds(2))
    let reader = PostgreSQL(server.connection(to: name))
    let error = try await reader.transaction(.read) { session in
      _ = try await session.count(Query("t", columns: []))
      return await #expect(throws: DatabaseUnable.self) {
        try await database.transaction(.schema) { try await $0.execute(.sql("ALTER TABLE t ADD COLUMN x bigint")) }
      }
    }
    let text = "\(try #require(error))"
    #expect(text.contains("idle in transaction") && text.contains("has a table of the schema"), "\(text)")
    #expect(try server.run("SELECT count(*) FROM pg_attribute WHERE attname = 'x'", in: name) == ["0"])
  }

  @Test("A schema change interrupts a VACUUM of the server instead of waiting for its end", .timeLimit(.minutes(5)))
  func vacuum() async throws {
    let server = try RestartableServer(settings: [
      "autovacuum=on", "autovacuum_naptime=1s", "autovacuum_vacuum_cost_delay=100ms", "autovacuum_vacuum_cost_limit=10",
    ])
    defer { withExtendedLifetime(server) {} }
    let database = PostgreSQL(server.connection(to: "postgres"))
    try await database.transaction(.schema) { session in
      try await session.execute(.sql("CREATE TABLE t (id bigint, rest text)"))
      try await session.execute(.sql("INSERT INTO t SELECT n, repeat('x', 200) FROM generate_series(1, 50000) AS n"))
      try await session.execute(.sql("UPDATE t SET id = id + 1"))
    }
    func isVacuumed() async throws -> Bool {
      let query = "SELECT FROM pg_stat_progress_vacuum WHERE relid = 't'::regclass"
      return try await database.read { try $0.run(query).count > 0 }
    }
    while try await !isVacuumed() { try await Task.sleep(for: .milliseconds(20)) }
    let start = ContinuousClock.now
    try await database.transaction(.schema) { try await $0.execute(.sql("ALTER TABLE t ADD COLUMN x bigint")) }
    // It would take minutes.
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test("The error for an unreachable server contains no password", .timeLimit(.minutes(60)))
  func unreachable() async throws {
    let database = PostgreSQL("host=/nowhere dbname=shop password=secret")
    let error = await #expect(throws: PostgreSQLError.self) { _ = try await database.tableNames() }
    #expect(error?.description.hasPrefix("shop: ") == true && error?.description.contains("secret") == false)
  }
}
