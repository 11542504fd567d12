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
      reported.with { $0 }.first?.contains("(0 s, waiting for writers before build") == true, "\(reported.with { $0 })")
    await lock.release()
    try writer.execute("COMMIT")
    try await statement.value
    #expect(try await database.runningStatements() == nil)
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
