// Part of Bellows. MIT licence: see LICENSE.
import TestServers
import Testing

@testable import Bellows
@testable import BellowsPostgreSQL

/// What the rest of a plan would do to rows that are only read.
@Suite(.timeLimit(.minutes(60))) struct EvaluationTests {
  private static let key = Column("_id", .int)
  private static let year = Column("year", .int)
  private static let age = Column("age", .int)

  /// `age` is filled from `year`, becomes required and unique, and `year` is dropped; `level` is the same for all rows.
  private static func plan(_ backfills: [Backfill]) -> MigrationPlan {
    func table(_ columns: String, _ more: String...) -> StoredTable {
      StoredTable("people", [#"CREATE TABLE "people" ("_id" bigint PRIMARY KEY\#(columns))"#] + more)
    }
    let year = #", "year" bigint, CONSTRAINT "_bellows_check_year" CHECK ("year" > 0)"#
    let level = #", "level" bigint NOT NULL DEFAULT 3, CONSTRAINT "_bellows_check_level" CHECK ("level" = 3)"#
    let optional = level + #", "age" bigint, CONSTRAINT "_bellows_check_old" CHECK ("age" < 2000)"#
    let age = level + #", "age" bigint NOT NULL, CONSTRAINT "_bellows_check_age" CHECK ("age" BETWEEN 0 AND 1999)"#
    let index = #"CREATE UNIQUE INDEX "people_by_age" ON "people" ("age")"#
    let deploys: [(phase: MigrationDeploy.Phase, table: StoredTable)] = [
      (.widen, table(year + optional)), (.tighten, table(year + age, index)), (.tighten, table(age, index)),
    ]
    return MigrationPlan(
      name: "ages", base: "p0", goal: "p3", before: [table(year)],
      deploys: deploys.enumerated().map { index, deploy in
        MigrationDeploy(
          number: index + 1, phase: deploy.phase, fingerprint: "p\(index + 1)", isRelease: false,
          rollbackStatements: [], tables: [deploy.table])
      }, backfills: backfills)
  }

  private static let sql = Backfill(
    "people.age", after: 1, kind: .custom, pending: .invalid, table: "people", key: [key], writes: [age],
    sql: BackfillSQL(pending: #""age" IS NULL"#, values: [#"2026 - "year""#]))

  private static let function = Backfill(
    "people.age", after: 1, kind: .custom, pending: .invalid, table: "people", key: [key], reads: [key, year],
    writes: [age], fits: { $0.values[0] != nil }, isPure: false
  ) { row in
    guard case .int(let year)? = row.values[1] else { throw RowRefused("no year") }
    return RowChanges("people", [Filter(age, .int(2026 - year))])
  }

  /// The second row has no year, the third one breaks a check that only the plan has, and is too old, the fourth one is as
  /// old as the first, and the fifth one is not born yet.
  private static let rows = "(1, 1990), (2, NULL), (3, -5), (4, 1990), (5, 3000)"

  private func evaluate(
    _ backfill: Backfill, batchSize: Int = 2, limit: Int? = nil, rows: String = rows
  ) async throws -> EvaluatedPlan {
    let server = try PostgreSQLServer.shared()
    let name = try server.makeDatabase()
    _ = try server.run(
      "CREATE TABLE people (_id bigint PRIMARY KEY, year bigint); INSERT INTO people VALUES \(rows)", in: name)
    let database = PostgreSQL(server.connection(to: name))
    let plan = Self.plan([backfill])
    let rest = RestOfPlan(plan: plan, deploy: 0, backfills: plan.backfills, batchSize: batchSize, limit: limit)
    let found = try await database.evaluate(rest)
    let columns = "SELECT attname FROM pg_attribute WHERE attrelid = 'people'::regclass AND attnum > 0 ORDER BY attnum"
    #expect(try server.run(columns, in: name) == ["_id", "year"])
    return found
  }

  private func quarantined(_ rows: (key: Int64, reason: String)...) -> RehearsalProblem {
    .quarantined(
      plan: "ages", backfill: "people.age", rows: rows.map { .init(key: [.int($0.key)], reason: $0.reason) })
  }

  private static let tooOld = (key: Int64(3), reason: "the row would violate the check _bellows_check_old")

  private func unverified(_ samples: String...) -> RehearsalProblem {
    .unverified(plan: "ages", deploy: 2, path: "people.age", count: samples.count, samples: samples)
  }

  @Test("A backfill in SQL is evaluated over each row, and its results are held against what the deploys ask for anew")
  func inSQL() async throws {
    let found = try await evaluate(Self.sql)
    #expect(
      found.problems == [
        quarantined(Self.tooOld),
        .pending(plan: "ages", backfill: "people.age", count: 1, samples: ["_id 2, age no value"]),
        unverified("_id 2, age no value", "_id 4, age 36", "_id 5, age -974"),
      ])
    #expect(found.unchecked == [])
    #expect(found.backfills.map(\.name) == ["people.age"])
    #expect(found.backfills.map(\.rows) == [5] && found.backfills.map(\.changed) == [4])
    #expect(found.backfills.first?.samples.map(\.after) == ["_id 1, age 36", "_id 3, age 2031", "_id 4, age 36"])
  }

  @Test("A function is called for each row with the values that it reads, and a row that it refuses goes no further")
  func function() async throws {
    let found = try await evaluate(Self.function)
    #expect(
      found.problems == [
        quarantined((2, "no year"), Self.tooOld),
        unverified("_id 4, age 36", "_id 5, age -974"),
      ])
    #expect(found.unchecked == [])
    #expect(found.backfills.map(\.rows) == [5] && found.backfills.map(\.changed) == [4])
  }

  @Test("Rows that fit have no problems, whatever the size of the batches", arguments: [1, 2, 1_000])
  func fits(batchSize: Int) async throws {
    let found = try await evaluate(Self.sql, batchSize: batchSize, rows: "(1, 1990), (2, 1991), (3, 1992)")
    #expect(found.problems == [] && found.unchecked == [])
    #expect(found.backfills.map(\.rows) == [3] && found.backfills.map(\.changed) == [3])
  }

  @Test(
    "As many rows are read as the limit says, and the result says which were not",
    arguments: [(2, 1_000), (2, 1), (3, 2), (4, 2)])
  func limit(limit: Int, batchSize: Int) async throws {
    let found = try await evaluate(Self.sql, batchSize: batchSize, limit: limit)
    #expect(found.backfills.map(\.rows) == [limit])
    #expect(found.unchecked == ["people: the rows after the first \(limit)"])
    let samples = ["_id 2, age no value"] + (limit < 4 ? [] : ["_id 4, age 36"])
    #expect(
      found.problems.last
        == .unverified(plan: "ages", deploy: 2, path: "people.age", count: samples.count, samples: samples))
    let all = try await evaluate(Self.sql, limit: 6)
    #expect(all.backfills.map(\.rows) == [5] && all.unchecked == [])
  }

  @Test("An evaluation that ends with its backfills asks nothing for later deploys")
  func endsWithBackfills() async throws {
    let server = try PostgreSQLServer.shared()
    let name = try server.makeDatabase()
    _ = try server.run(
      "CREATE TABLE people (_id bigint PRIMARY KEY, year bigint); INSERT INTO people VALUES \(Self.rows)", in: name)
    let plan = Self.plan([Self.sql])
    var rest = RestOfPlan(plan: plan, deploy: 0, backfills: plan.backfills, batchSize: 2, limit: nil)
    rest.endsWithBackfills = true
    let found = try await PostgreSQL(server.connection(to: name)).evaluate(rest)
    let pending = RehearsalProblem.pending(
      plan: "ages", backfill: "people.age", count: 1, samples: ["_id 2, age no value"])
    #expect(found.problems == [quarantined(Self.tooOld), pending] && found.unchecked == [])
  }

  @Test("Rows of a dropped table are not those of a later table with its name")
  func createdAgain() async throws {
    let server = try PostgreSQLServer.shared()
    let name = try server.makeDatabase()
    let old = #"CREATE TABLE "people" ("_id" bigint PRIMARY KEY, "year" bigint)"#
    _ = try server.run("\(old); INSERT INTO people VALUES \(Self.rows)", in: name)
    let new = #"CREATE TABLE "people" ("_id" bigint PRIMARY KEY, "year" bigint NOT NULL CHECK ("year" > 2999))"#
    let tables = [(1, []), (2, [StoredTable("people", [new])])]
    let plan = MigrationPlan(
      name: "ages", base: "p0", goal: "p2", before: [StoredTable("people", [old])],
      deploys: tables.map { number, tables in
        MigrationDeploy(
          number: number, phase: .tighten, fingerprint: "p\(number)", isRelease: false, rollbackStatements: [],
          tables: tables, dropped: number == 1 ? ["people"] : [])
      }, backfills: [])
    let rest = RestOfPlan(plan: plan, deploy: 0, backfills: [], batchSize: 2, limit: nil)
    let found = try await PostgreSQL(server.connection(to: name)).evaluate(rest)
    #expect(found.problems == [] && found.unchecked == [])
  }

  @Test("Copies in another table are held against all that it asks for, now and later; the rows themselves stay")
  func copies() async throws {
    let server = try PostgreSQLServer.shared()
    let name = try server.makeDatabase()
    _ = try server.run(
      "CREATE TABLE people (_id bigint PRIMARY KEY, year bigint); INSERT INTO people VALUES \(Self.rows)", in: name)
    let people = StoredTable("people", [#"CREATE TABLE "people" ("_id" bigint PRIMARY KEY, "year" bigint)"#])
    func pupils(_ more: String) -> StoredTable {
      StoredTable("pupils", [#"CREATE TABLE "pupils" ("no" bigint PRIMARY KEY, "age" bigint NOT NULL\#(more))"#])
    }
    let number = Column("no", .int)
    let copy = Backfill(
      "pupils", after: 1, kind: .custom, pending: .differs, table: "people", key: [Self.key],
      reads: [Self.key, Self.year], targetTable: "pupils", targetKey: [number], writes: [number, Self.age],
      fits: { _ in false }, isPure: false
    ) { row in
      guard case .int(let id)? = row.values[0], case .int(let year)? = row.values[1] else {
        throw RowRefused("no year")
      }
      return RowChanges("pupils", [Filter(number, .int(id == 4 ? 1 : id)), Filter(Self.age, .int(2026 - year))])
    }
    let plan = MigrationPlan(
      name: "ages", base: "p0", goal: "p2", before: [people],
      deploys: [("", 1), (#", CHECK ("age" < 2000)"#, 2)].map { more, number in
        MigrationDeploy(
          number: number, phase: .widen, fingerprint: "p\(number)", isRelease: false, rollbackStatements: [],
          tables: [people, pupils(#", CONSTRAINT "positive" CHECK ("age" > 0)"# + more)])
      }, backfills: [copy])
    let rest = RestOfPlan(plan: plan, deploy: 0, backfills: plan.backfills, batchSize: 2, limit: nil)
    let found = try await PostgreSQL(server.connection(to: name)).evaluate(rest)
    let refused = [
      (2, "no year"), (4, "duplicate key value would violate the unique index pupils_pkey"),
      (5, "the row would violate the check positive"),
    ].map { BatchOutcome.QuarantinedRow(key: [.int($0.0)], reason: $0.1) }
    #expect(
      found.problems == [
        .quarantined(plan: "ages", backfill: "pupils", rows: refused),
        .unverified(plan: "ages", deploy: 2, path: "pupils.age", count: 1, samples: ["_id 3, age 2031"]),
      ])
    #expect(found.backfills.map(\.rows) == [5] && found.backfills.map(\.changed) == [4] && found.unchecked == [])
  }

  @Test("What only the database asks of written values is not checked, and said; a table without a key is not read")
  func unchecked() async throws {
    let server = try PostgreSQLServer.shared()
    let name = try server.makeDatabase()
    let plan = Self.plan([Self.sql])
    func unchecked(_ columns: String) async throws -> [String] {
      _ = try server.run("DROP TABLE IF EXISTS people; CREATE TABLE people (\(columns))", in: name)
      let rest = RestOfPlan(plan: plan, deploy: 1, backfills: plan.backfills, batchSize: 2, limit: nil)
      return try await PostgreSQL(server.connection(to: name)).evaluate(rest).unchecked
    }
    let own = ", CONSTRAINT odd CHECK (age % 2 = 1), CONSTRAINT old CHECK (year < 2100)"
    #expect(
      try await unchecked("_id bigint PRIMARY KEY, year bigint, age bigint" + own)
        == ["people: odd, which the schema does not have, with the values that backfills write"])
    #expect(
      try await unchecked("_id bigint, year bigint, age bigint")
        == ["people: it has no primary key, so its rows were not read"])
    #expect(try await unchecked("_id bigint PRIMARY KEY, year bigint, age bigint") == [])
  }
}
