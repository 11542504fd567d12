// Part of Bellows. MIT licence: see LICENSE.
import BellowsPostgreSQL
import TestServers
import Testing

@testable import Bellows

/// `migrate dry-run` reads the rows, and says what would stop a run and what it did not check.
@Suite struct DryRunTests {
  private static let key = Column("_id", .int)
  private static let base = #"CREATE TABLE "people" ("_id" bigint PRIMARY KEY, "year" bigint"#

  /// A plan that fills `age`, makes it required and unique.
  private static func build(_ backfill: Backfill) -> Migrations {
    let states = [
      ")", #", "age" bigint)"#,
      #", "age" bigint NOT NULL, CONSTRAINT "_bellows_check_age" CHECK ("age" >= 0))"#,
    ].map { StoredTable("people", [base + $0]) }
    let last = StoredTable(
      "people", states[2].statements + [#"CREATE UNIQUE INDEX "people_by_age" ON "people" ("age")"#])
    let plan = MigrationPlan(
      name: "add-age", base: "p0", goal: "p2", before: [states[0]],
      deploys: [
        MigrationDeploy(
          number: 1, phase: .widen, fingerprint: "p1", isRelease: false,
          statements: [.sql(#"ALTER TABLE "people" ADD COLUMN "age" bigint"#)], rollbackStatements: [],
          tables: [states[1]]),
        MigrationDeploy(
          number: 2, phase: .tighten, fingerprint: "p2", isRelease: false, gates: [.backfilled("people.age")],
          statements: [], rollbackStatements: [], tables: [last]),
      ], backfills: [backfill])
    return Migrations(schema: "p2", target: .postgresql, tables: [last], plans: [plan])
  }

  private static let sql = Backfill(
    "people.age", after: 1, kind: .custom, pending: .invalid, table: "people", key: [key],
    writes: [Column("age", .int)], sql: BackfillSQL(pending: #""age" IS NULL"#, values: [#"2026 - "year""#]))

  /// Runs `migrate adopt` with the schema before the plan, then other commands.
  private func migrate(
    _ build: Migrations, rows: String, _ arguments: String...
  ) async throws -> (status: Int32, output: String, errors: String) {
    let server = try PostgreSQLServer.shared()
    let name = try server.makeDatabase()
    _ = try server.run("\(Self.base)); INSERT INTO people VALUES \(rows)", in: name)
    let database = PostgreSQL(server.connection(to: name))
    let (output, errors) = (Locked(""), Locked(""))
    let console = Console(
      output: { text in output.with { $0 += text } }, errors: { text in errors.with { $0 += text } },
      isTerminal: false, width: 200)
    func run(_ arguments: [String]) async -> Int32 {
      await MigrateCommand.run(build, on: database, environment: "production", arguments: arguments, console: console)
    }
    let early = await run(["dry-run"])
    #expect(early == 1 && errors.with { $0 }.contains("migrate adopt"), "a dry run needs the ledger")
    #expect(await run(["adopt"]) == 0, "\(errors.with { $0 })")
    output.with { $0 = "" }
    errors.with { $0 = "" }
    let status = await run(arguments)
    #expect(
      try server.run("SELECT count(*) FROM information_schema.columns WHERE column_name = 'age'", in: name) == ["0"])
    return (status, output.with { $0 }, errors.with { $0 })
  }

  @Test("Rows that fit would be changed, and the output names nothing else", .timeLimit(.minutes(60)))
  func fits() async throws {
    let run = try await migrate(Self.build(Self.sql), rows: "(1, 1990), (2, 1991)", "dry-run")
    #expect(run.status == 0, "\(run)")
    #expect(
      run.output.hasPrefix("people.age: 2 rows read, 2 would change\n  _id 1\n  _id 2\nthe plans would run; "), "\(run)"
    )
    let json = try await migrate(Self.build(Self.sql), rows: "(1, 1990)", "dry-run", "--json", "--show-values")
    #expect(json.output.hasSuffix(#"{"event":"rehearsed","problems":0,"complete":true}"# + "\n"), "\(json)")
    #expect(json.output.contains(#""before":"_id 1, age no value","after":"_id 1, age 36""#), "\(json)")
  }

  @Test("Each row that a backfill or a deploy would refuse is listed by its key", .timeLimit(.minutes(60)))
  func problems() async throws {
    let rows = "(1, 1990), (2, NULL), (3, -9223372036854775808), (4, 1990), (5, 3000)"
    let run = try await migrate(Self.build(Self.sql), rows: rows, "dry-run", "--batch-size", "2")
    #expect(
      run.status == 1 && run.output.hasSuffix(" is unchanged\n") && run.output.contains("the plans would fail; "),
      "\(run)")
    #expect(run.errors.contains("add-age: 1 row of people.age is quarantined:\n  [3] bigint out of range"), "\(run)")
    #expect(run.errors.contains("add-age: 1 row of people.age stays pending after a scan of all rows"), "\(run)")
    #expect(run.errors.contains("\n  _id 2\n"), "\(run)")
    #expect(run.errors.contains("add-age: 3 rows fail the check people.age of deploy 2:\n  _id 2\n"), "\(run)")
    #expect(run.errors.contains("\n  _id 4"), "the duplicate of row 1: \(run)")
    #expect(run.errors.contains("\n  _id 5"), "the check: \(run)")
  }

  @Test(
    "A part of the rows, and one backfill, are evaluated alone, and the result is not complete",
    .timeLimit(.minutes(60)))
  func part() async throws {
    let limited = try await migrate(
      Self.build(Self.sql), rows: "(1, 1990), (2, NULL)", "dry-run", "--limit", "1", "--json")
    #expect(limited.status == 0 && limited.output.contains(#""complete":false"#), "\(limited)")
    let only = try await migrate(
      Self.build(Self.sql), rows: "(1, 1990), (2, NULL)", "dry-run", "--only", "people.age")
    #expect(only.status == 1 && !only.errors.contains("deploy 2"), "\(only)")
    let unknown = try await migrate(Self.build(Self.sql), rows: "(1, 1990)", "dry-run", "--only", "people.agee")
    #expect(unknown.status == 1 && unknown.errors.contains("people.age"), "\(unknown)")
  }

  @Test("What a function writes to other rows is not checked, and said", .timeLimit(.minutes(60)))
  func unchecked() async throws {
    let backfill = Backfill(
      "people.age", after: 1, kind: .custom, pending: .invalid, table: "people",
      reads: [Self.key, Column("year", .int)], key: [Self.key], targetTable: "people", targetKey: [],
      writes: [Column("age", .int)], sql: nil, pureFunction: nil, fits: { $0.values[0] != nil },
      function: { row, rows in
        if row.values[0] == 2 { _ = try await rows.session.delete(from: "people", where: [Filter(Self.key, 9)]) }
        if row.values[0] == 3 { throw RowRefused("no year") }
        return RowChanges("people", [Filter(Column("age", .int), row.values[0])])
      })
    let run = try await migrate(Self.build(backfill), rows: "(1, 1), (2, 2), (3, 3)", "dry-run")
    #expect(run.status == 1 && run.errors.contains("[3] no year"), "\(run)")
    #expect(
      run.output.contains("not checked: people.age: rows of other tables that its function writes\n"), "\(run)")
    let fine = try await migrate(Self.build(backfill), rows: "(1, 1), (2, 2)", "dry-run", "--json")
    #expect(fine.output.contains(#""event":"unchecked""#) && fine.output.contains(#""complete":false"#), "\(fine)")
  }
}
