// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsPostgreSQL
import TestServers
import Testing

/// Indexes that are built outside a transaction, before the deploy that relies on them.
@Suite struct PreparationTests {
  private static let table = #"CREATE TABLE "people" ("_id" bigint PRIMARY KEY, "name" text NOT NULL)"#
  private static let index = PreparationStep(
    #"CREATE UNIQUE INDEX CONCURRENTLY "people_by_name" ON "people" ("name")"#, .index("people_by_name"))

  private static let build: Migrations = {
    let plan = MigrationPlan(
      name: "unique-names", base: "p0", goal: "p1", before: [StoredTable("people", [table])],
      deploys: [
        MigrationDeploy(
          number: 1, phase: .tighten, fingerprint: "p1", isRelease: false,
          preparations: [index], tables: [StoredTable("people", [table])])
      ], backfills: [])
    return Migrations(
      schema: "p1", target: .postgresql, tables: [StoredTable("people", [table])], plans: [plan])
  }()

  /// A console, and what it has printed.
  private static func console() -> (Console, Locked<String>) {
    let printed = Locked("")
    let append: @Sendable (String) -> Void = { text in printed.with { $0 += text } }
    return (Console(output: append, errors: append, isTerminal: false, width: 200), printed)
  }

  private func indexes(_ server: PostgreSQLServer, _ name: String) throws -> [String] {
    try server.run(
      "SELECT i.indexrelid::regclass, indisvalid FROM pg_index i WHERE indrelid = 'people'::regclass AND NOT indisprimary",
      in: name)
  }

  @Test(
    "An index that failed halfway is built again, the deploy waits for it, and a rollback drops it",
    .timeLimit(.minutes(60)))
  func halfway() async throws {
    let server = try PostgreSQLServer.shared()
    let name = try server.makeDatabase()
    _ = try server.run("\(Self.table); INSERT INTO people VALUES (1, 'a'), (2, 'a')", in: name)
    let database = PostgreSQL(server.connection(to: name))
    func migrate(_ arguments: String...) async -> Int32 {
      await MigrateCommand.run(Self.build, on: database, environment: "test", arguments: arguments + ["--json"])
    }
    #expect(await migrate("adopt") == 0)
    #expect(await migrate("run") == 1)
    #expect(try indexes(server, name) == ["people_by_name|f"])
    #expect(try await Migrator(Self.build, on: database).status().deploy == 0)
    _ = try server.run("UPDATE people SET name = 'b' WHERE _id = 2", in: name)
    #expect(await migrate("run") == 0)
    #expect(try indexes(server, name) == ["people_by_name|t"])
    #expect(try await Migrator(Self.build, on: database).status().deploy == 1)
    // Done is done: the next run builds nothing.
    #expect(await migrate("run") == 0)
    #expect(await migrate("rollback") == 0)
    #expect(try indexes(server, name) == [])
  }

  @Test("An index of that name that somebody else has made is refused, and stays", .timeLimit(.minutes(60)))
  func taken() async throws {
    let server = try PostgreSQLServer.shared()
    let name = try server.makeDatabase()
    _ = try server.run("\(Self.table); CREATE INDEX people_by_name ON people (_id, name)", in: name)
    let database = PostgreSQL(server.connection(to: name))
    let (console, printed) = Self.console()
    func migrate(_ arguments: String...) async -> Int32 {
      await MigrateCommand.run(
        Self.build, on: database, environment: "test", arguments: arguments, console: console)
    }
    #expect(await migrate("adopt") == 0)
    #expect(await migrate("run") == 1)
    #expect(printed.with { $0 }.contains("people_by_name: the database has an index of this name"))
    #expect(try indexes(server, name) == ["people_by_name|t"])
    _ = try server.run("DROP INDEX people_by_name", in: name)
    #expect(await migrate("run") == 0)
  }

  @Test("migrate next --sql prints the statements before the transaction apart", .timeLimit(.minutes(60)))
  func nextSQL() async throws {
    let server = try PostgreSQLServer.shared()
    let name = try server.makeDatabase()
    _ = try server.run(Self.table, in: name)
    let database = PostgreSQL(server.connection(to: name))
    let (console, printed) = Self.console()
    for arguments in [["adopt"], ["next", "--sql"]] {
      #expect(
        await MigrateCommand.run(
          Self.build, on: database, environment: "test", arguments: arguments, console: console) == 0)
    }
    let text = printed.with { $0 }
    #expect(
      text.contains(
        """
        -- before deploy 1 of unique-names, each statement by itself
        CREATE UNIQUE INDEX CONCURRENTLY "people_by_name" ON "people" ("name");
        -- deploy 1 of unique-names, in one transaction
        -- digest
        """), "\(text)")
  }
}
