// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// A plan with one backfill, which several workers can share.
package struct PeoplePlan: Sendable {
  /// How the backfill changes its rows.
  package enum Kind: String, CaseIterable, Sendable {
    /// `age` from `year`, by an expression of the server.
    case sql
    /// The same, by a function for each row, which waits.
    case function
    /// The same function, which takes a hundredth of a second for each row.
    case slow
    /// `year` plus one, by a function that must be called once for each row.
    case once
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  fileprivate static let key = Column("id", .int)
  fileprivate static let year = Column("year", .int)
  fileprivate static let age = Column("age", .int)

  private static let plain = StoredTable(
    "people", [#"CREATE TABLE "people" ("id" bigint PRIMARY KEY, "year" bigint NOT NULL)"#])
  private static let optional = StoredTable(
    "people", [#"CREATE TABLE "people" ("id" bigint PRIMARY KEY, "year" bigint NOT NULL, "age" bigint)"#])
  private static let required = StoredTable(
    "people", [#"CREATE TABLE "people" ("id" bigint PRIMARY KEY, "year" bigint NOT NULL, "age" bigint NOT NULL)"#])

  /// The build with the plan.
  package var migrations: Migrations {
    switch kind {
    case .sql, .function, .slow:
      Migrations(schema: "people-2", target: .postgresql, tables: [Self.required], plans: [addAge])
    case .once: Migrations(schema: "people-0", target: .postgresql, tables: [Self.plain], plans: [raise])
    }
  }

  private var addAge: MigrationPlan {
    MigrationPlan(
      name: "add-age", base: "people-0", goal: "people-2", before: [Self.plain],
      deploys: [
        MigrationDeploy(
          number: 1, phase: .widen, fingerprint: "people-1", isRelease: true,
          statements: [.sql(#"ALTER TABLE "people" ADD COLUMN "age" bigint"#)],
          rollbackStatements: [.sql(#"ALTER TABLE "people" DROP COLUMN "age""#)], tables: [Self.optional]),
        MigrationDeploy(
          number: 2, phase: .tighten, fingerprint: "people-2", isRelease: true,
          gates: [
            .released(deploy: 1), .backfilled("people.age"),
            .verified([StoredCheck("people.age", query: #"SELECT "id" FROM "people" WHERE "age" IS NULL"#)]),
          ],
          statements: [.sql(#"ALTER TABLE "people" ALTER COLUMN "age" SET NOT NULL"#)],
          rollbackStatements: [.sql(#"ALTER TABLE "people" ALTER COLUMN "age" DROP NOT NULL"#)],
          tables: [Self.required]),
      ], backfills: [age])
  }

  private var age: Backfill {
    let pending = #""age" IS NULL"#
    switch kind {
    case .sql, .once:
      return Backfill(
        "people.age", after: 1, kind: .custom, pending: .invalid, table: "people", key: [Self.key],
        writes: [Self.age], sql: BackfillSQL(pending: pending, values: [#"2026 - "year""#]))
    case .function, .slow:
      let pause = kind == .slow ? Duration.milliseconds(10) : .zero
      return Backfill(
        "people.age", after: 1, kind: .custom, pending: .invalid, sql: BackfillSQL(pending: pending)
      ) { (person: Person, _: Rows) async throws -> Age in
        if pause > .zero { try await Task.sleep(for: pause) }
        return Age(2026 - person.year)
      }
    }
  }

  private var raise: MigrationPlan {
    MigrationPlan(name: "raise", repairing: "people-0", backfills: [yearOnce])
  }

  /// A row of the table.
  fileprivate struct Person: BackfillRow {
    static let table = "people"
    static let columns = [PeoplePlan.key, PeoplePlan.year]
    static let keyColumns = [0]
    var year: Int64
    init(row: some RowReader) throws { year = try row.required(1) }
  }

  /// What is written to a row.
  fileprivate struct Year: BackfillRow, WritableRow {
    static let table = "people"
    static let columns = [PeoplePlan.year]
    static let keyColumns: [Int] = []
    var year: Int64
    init(_ year: Int64) { self.year = year }
    init(row: some RowReader) throws { year = try row.required(0) }
    func write(to row: inout some RowWriter) throws { try row.set(0, year) }
  }

  /// What is written to a row.
  fileprivate struct Age: BackfillRow, WritableRow {
    static let table = "people"
    static let columns = [PeoplePlan.age]
    static let keyColumns: [Int] = []
    var age: Int64
    init(_ age: Int64) { self.age = age }
    init(row: some RowReader) throws { age = try row.required(0) }
    func write(to row: inout some RowWriter) throws { try row.set(0, age) }
  }

  private var yearOnce: Backfill {
    Backfill("people", after: 1, kind: .custom, pending: .once, rollback: .backup, keysGrow: true) {
      (person: Person, _: Rows) async throws -> Year in Year(person.year + 1)
    }
  }
}
