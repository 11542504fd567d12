// Part of Bellows. MIT licence: see LICENSE.
import BellowsPostgreSQL
import SchemaEdits
import TestServers
import TestSupport
import Testing

@testable import Bellows

/// A statement that the server still executes for a run that was killed.
@Suite(.timeLimit(.minutes(60))) struct LongStatementTests {
  private let index = PreparationStep(
    "CREATE INDEX CONCURRENTLY IF NOT EXISTS \"people_by_year\" ON \"people\" (\"year\")", .index("people_by_year"))

  /// A database with a table that an open transaction has written to, and the statement that waits for that transaction.
  private func begin() async throws -> (PostgreSQL, writer: RawPostgreSQL, statement: Task<Void, any Error>) {
    let server = try PostgreSQLServer.shared()
    let connection = server.connection(to: try server.makeDatabase())
    let writer = try RawPostgreSQL(connection)
    try writer.execute("CREATE TABLE people (id bigint PRIMARY KEY, year bigint)")
    try writer.execute("BEGIN; INSERT INTO people VALUES (1, 2)")
    let (database, statement) = (PostgreSQL(connection), index.statement)
    let running = Task { try await database.executeOutsideTransaction(statement, isBrief: false) }
    while try await database.progress(of: statement) == nil { try await Task.sleep(for: .milliseconds(5)) }
    return (database, writer, running)
  }

  @Test("The progress of a running statement is found, and not that of another one")
  func progress() async throws {
    let (database, writer, statement) = try await begin()
    let progress = try #require(try await database.progress(of: index.statement))
    #expect(progress.contains("people_by_year") && progress.contains("waiting for writers"), "\(progress)")
    #expect(try await database.progress(of: index.statement + " ") == nil)
    try writer.execute("COMMIT")
    try await statement.value
    #expect(try await database.progress(of: index.statement) == nil)
  }

  @Test("A run does not begin a statement again that the server still executes, and takes its result")
  func waits() async throws {
    let (database, writer, statement) = try await begin()
    let hasWaited = Locked(false)
    let migrations = Migrations(schema: "s", target: .postgresql, plans: [])
    let runner = Runner(migrations, on: database, by: Author(who: "test", environment: "test")) { event in
      guard case .worker(.waits(let reason)) = event else { return }
      #expect(reason.contains("people_by_year"), "\(reason)")
      hasWaited.with { $0 = true }
    }
    let step = index
    let next = Task { try await runner.run(step, hasBegun: true) { _ in } }
    while !hasWaited.with({ $0 }) { try await Task.sleep(for: .milliseconds(5)) }
    try writer.execute("COMMIT")
    #expect(try await !next.value, "the statement of the run that has ended was enough")
    try await statement.value
    let valid = "SELECT indisvalid FROM pg_index WHERE indexrelid = 'people_by_year'::regclass"
    #expect(try writer.rows(valid) == [["t"]])
  }

  @Test("A run that waits for another one says which statement that one executes")
  func anotherRun() async throws {
    let (database, writer, statement) = try await begin()
    let lock = try await database.acquireMigrationLock(holder: "the test")
    var options = RunOptions()
    options.handsOver = true
    options.wait = 1
    let reported = Locked<[String]>([])
    let runner = Runner(
      Migrations(schema: "s", target: .postgresql, plans: []), on: database,
      by: Author(who: "test", environment: "test"),
      options: options
    ) { event in
      if case .waiting(let reason) = event { reported.with { $0.append(reason) } }
    }
    let error = await #expect(throws: DatabaseInUse.self) { _ = try await runner.run() }
    let expected = "the test, which executes CREATE INDEX CONCURRENTLY IF NOT EXISTS \"people_by_year\""
    #expect(error?.holder.hasPrefix(expected) == true, "\(String(describing: error))")
    #expect(
      reported.with { $0 }.first?.contains(" s, waiting for writers before build") == true, "\(reported.with { $0 })")
    await lock.release()
    try writer.execute("COMMIT")
    try await statement.value
    #expect(try await database.runningStatements() == nil)
  }

  private func wait(_ what: Comment, until condition: () async throws -> Bool) async throws {
    for _ in 0..<1_000 {
      if try await condition() { return }
      try await Task.sleep(for: .milliseconds(20))
    }
    try #require(Bool(false), what)
  }

  /// Two plans: one builds the index, the other one adds a column to another table.
  private func plans() -> Migrations {
    let people = ["CREATE TABLE people (id bigint PRIMARY KEY, year bigint)"]
    let teams = ["CREATE TABLE teams (id bigint PRIMARY KEY)"]
    let indexed = StoredTable("people", people + [#"CREATE INDEX "people_by_year" ON "people" ("year")"#])
    let named = StoredTable("teams", ["CREATE TABLE teams (id bigint PRIMARY KEY, name text)"])
    return Migrations(
      schema: "c", target: .postgresql, tables: [indexed, named],
      plans: [
        MigrationPlan(
          name: "index", base: "a", goal: "b", after: [], before: [StoredTable("people", people)],
          deploys: [
            MigrationDeploy(
              number: 1, phase: .widen, fingerprint: "b", isRelease: true, preparations: [index], tables: [indexed])
          ], backfills: []),
        MigrationPlan(
          name: "column", base: "a", goal: "c", after: [], before: [StoredTable("teams", teams)],
          deploys: [
            MigrationDeploy(
              number: 1, phase: .widen, fingerprint: "c", isRelease: true,
              statements: [.sql("ALTER TABLE teams ADD COLUMN name text")], tables: [named])
          ], backfills: []),
      ])
  }

  @Test("While a run builds an index, another run goes on with another plan, and other commands are refused")
  func beside() async throws {
    let server = try PostgreSQLServer.shared()
    let connection = server.connection(to: try server.makeDatabase())
    let database = PostgreSQL(connection)
    let writer = try RawPostgreSQL(connection)
    try writer.execute(
      "CREATE TABLE people (id bigint PRIMARY KEY, year bigint); CREATE TABLE teams (id bigint PRIMARY KEY)")
    let all = plans()
    func build(_ count: Int, _ report: @escaping @Sendable (RunEvent) -> Void = { _ in }) -> Runner {
      var options = RunOptions()
      (options.handsOver, options.wait) = (true, 5)
      let build = Migrations(
        schema: count == 1 ? "b" : "c", target: .postgresql, tables: all.tables, plans: Array(all.all.prefix(count)))
      return Runner(
        build, on: database, by: Author(who: "run of \(count)", environment: "test"), options: options, report: report)
    }
    let before = Migrations(
      schema: "a", target: .postgresql, tables: all.all.flatMap(\.before), plans: all.all.map { $0.at(deploy: 0) })
    try await Adoption(runner: Runner(before, on: database, by: Author(who: "test", environment: "test"))).run()

    // The build of the index waits for this transaction.
    defer { _ = try? writer.execute("COMMIT") }
    try writer.execute("BEGIN; INSERT INTO people VALUES (1, 2)")
    let first = Task { try await build(1).run() }
    try await wait("the index is built") { try await database.runningStatements() != nil }
    let second = Task { try await build(2).run() }
    let columns = "SELECT count(*) FROM pg_attribute WHERE attrelid = 'teams'::regclass AND attname = 'name'"
    try await wait("the other plan goes on") { try RawPostgreSQL(connection).rows(columns) == [["1"]] }
    let rollback = RollbackRun(
      runner: Runner(all, on: database, by: Author(who: "test", environment: "test")))
    try await wait("a rollback is refused while the index is built") {
      do { try await rollback.run(to: 0) } catch let inUse as DatabaseInUse {
        return inUse.holder.contains("people_by_year")
      }
      return false
    }

    try writer.execute("COMMIT")
    // One may hand over to the other.
    let (firstEnd, secondEnd) = (try await first.value, try await second.value)
    #expect(firstEnd.isAtAction || secondEnd.isAtAction, "\(firstEnd), \(secondEnd)")
    let state = try await database.transaction(.read) { try await $0.ledger.state() }
    #expect(["index", "column"].map { state?.plan($0)?.record.deploy } == [1, 1])
    let valid = "SELECT indisvalid FROM pg_index WHERE indexrelid = 'people_by_year'::regclass"
    #expect(try writer.rows(valid) == [["t"]])
  }

  @Test("The status says what a statement of Bellows waits for")
  func waiting() async throws {
    let (database, writer, statement) = try await begin()
    let process = try #require(try writer.rows("SELECT pg_backend_pid()")[0][0])
    let waits = try await database.transaction(.read) { try await $0.waits() }
    #expect(
      waits.count == 1 && waits[0].contains("(CREATE)") && waits[0].contains("server process \(process) "), "\(waits)")
    try writer.execute("COMMIT")
    try await statement.value
    #expect(try await database.transaction(.read) { try await $0.waits() } == [])
  }
}
