// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// A plan that adds `people.age`, fills it from `people.year`, makes it required, and drops `year` in a third deploy.
struct AgePlan: Sendable {
  static let key = Column("_id", .int)
  static let name = Column("name", .text)
  static let year = Column("year", .int)
  static let age = Column("age", .int)

  private static let ageColumn = ConformanceColumn(name: "age", form: .int)
  private static let yearColumn = ConformanceColumn(name: "year", form: .int)

  /// The table before the plan.
  static let table = ConformanceTable(
    "people",
    [
      ConformanceColumn(name: "_id", form: .int, isRequired: true),
      ConformanceColumn(name: "name", form: .text, isRequired: true), yearColumn,
    ])
  private static let widened = table.adding(ageColumn)
  private static let tightened = widened.requiring("age")
  /// The table before the plan, and after each deploy.
  static let states = [table, widened, tightened, tightened.removing("year")]

  /// How the backfill computes its values.
  enum Method: CaseIterable {
    /// An expression of the database.
    case expression
    /// A function of the row alone; an SQL condition decides which rows are pending.
    case pure
    /// A function that may read other rows; it also decides which rows are pending.
    case rowByRow
  }

  let dialect: any ConformanceDialect
  var method = Method.pure
  /// The number of deploys: 2, or 3 for a plan that deletes values, which a driver without backups cannot run.
  var deployCount = 2
  var function: @Sendable (StoredRow) throws -> Int64 = Self.age(of:)

  /// Returns 2026 minus the year; throws `RowRefused` without a year.
  static func age(of row: StoredRow) throws -> Int64 {
    guard case .int(let year)? = row.values[1] else { throw RowRefused("no year") }
    return 2026 - year
  }

  /// Returns a build for one of the plan's deploys.
  func build(at deploy: Int) -> Migrations {
    Migrations(
      schema: "people-\(deploy)", target: dialect.target, tables: [dialect.stored(Self.states[deploy])],
      plans: deploy == 0 ? [] : [plan(backfill).at(deploy: deploy)])
  }

  /// Returns the plan with a backfill.
  ///
  /// - Parameter after: What it begins after; `nil` for the plan before it in a list.
  func plan(_ backfill: Backfill, after: [PlanEdge]? = nil) -> MigrationPlan {
    MigrationPlan(
      name: "add-age", base: "people-0", goal: "people-\(deployCount)", after: after,
      before: [dialect.stored(Self.table)],
      deploys: Array(deploys.prefix(deployCount)), backfills: [backfill])
  }

  private var deploys: [MigrationDeploy] {
    [
      MigrationDeploy(
        number: 1, phase: .widen, fingerprint: "people-1", isRelease: true,
        statements: dialect.addColumn(Self.ageColumn, to: Self.table),
        rollbackStatements: dialect.dropColumn(Self.ageColumn, from: Self.widened),
        tables: [dialect.stored(Self.widened)]),
      MigrationDeploy(
        number: 2, phase: .tighten, fingerprint: "people-2", isRelease: true,
        gates: [
          .released(deploy: 1), .backfilled("people.age"),
          .verified([
            StoredCheck("people.age", query: dialect.query([Self.key], from: "people", where: .isNull("age")))
          ]),
        ],
        statements: dialect.setRequired(Self.ageColumn, in: Self.widened),
        rollbackStatements: dialect.setOptional(Self.ageColumn, in: Self.tightened),
        tables: [dialect.stored(Self.tightened)]),
      MigrationDeploy(
        number: 3, phase: .tighten, fingerprint: "people-3", isRelease: false,
        gates: [.released(deploy: 2), .backup(table: "people", key: [Self.key], columns: ["year"])],
        statements: dialect.dropColumn(Self.yearColumn, from: Self.tightened),
        rollbackStatements: dialect.addColumn(Self.yearColumn, to: Self.states[3]),
        tables: [dialect.stored(Self.states[3])]),
    ]
  }

  /// The backfill of `people.age`.
  var backfill: Backfill {
    let pending = dialect.condition(.isNull("age"))
    let sql: BackfillSQL? =
      switch method {
      case .expression:
        BackfillSQL(pending: pending, values: [dialect.expression(.difference(2026, "year"))])
      case .pure: BackfillSQL(pending: pending)
      case .rowByRow: nil
      }
    let function = function
    return Backfill(
      "people.age", after: 1, kind: .custom, pending: .invalid, table: "people", key: [Self.key],
      reads: [Self.key, Self.year], writes: [Self.age], sql: sql, fits: { $0.values[0] != nil },
      isPure: method == .pure
    ) { row in
      RowChanges("people", [Filter(Self.age, .int(try function(row)))])
    }
  }

  /// Creates a database before the plan, with rows from key 1 on.
  func database(_ context: ConformanceContext, rows: Int) async throws -> TestDatabase {
    let database = try await context.database(Self.table)
    try await database.insert(
      (0..<rows).map { [.int(Int64($0) + 1), .string("p\($0 + 1)"), .int(Int64(1951 + $0 % 60))] }, into: "people",
      [Self.key, Self.name, Self.year])
    return database
  }

  /// Creates a database whose deploy 1 is released, so that the backfill is next.
  func released(_ context: ConformanceContext, rows: Int) async throws -> TestDatabase {
    let database = try await database(context, rows: rows)
    try await database.succeed(build(at: 1), "adopt", "run", "released")
    return database
  }
}

extension TestDatabase {
  /// The ages of `people` in the order of the keys.
  var ages: [JSONValue?] { get async throws { try await values(of: AgePlan.age, in: "people", by: AgePlan.key) } }

  /// The number of rows of `people` with an age.
  var filledCount: Int { get async throws { try await ages.filter { $0 != nil }.count } }

  /// Returns the state of the plan's only backfill.
  func backfill(_ build: Migrations) async throws -> MigrationStatus.BackfillStatus {
    guard let backfill = try await status(build).backfills.first else {
      throw UnmetExpectation(description: "the ledger has no backfill")
    }
    return backfill
  }
}
