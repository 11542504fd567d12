// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// A plan that overwrites values in place: the role `guest` becomes `member`.
struct RolePlan: Sendable {
  static let key = Column("_id", .int)
  static let role = Column("role", .text)
  static let table = ConformanceTable(
    "users",
    [
      ConformanceColumn(name: "_id", form: .int, isRequired: true),
      ConformanceColumn(name: "role", form: .text, isRequired: true),
    ])

  let dialect: any ConformanceDialect

  /// The plan.
  ///
  /// - Parameter after: What it begins after; `nil` for the plan before it in a list.
  func plan(after: [PlanEdge]? = nil) -> MigrationPlan {
    let fill = Backfill(
      "users.role", after: 1, kind: .remap, pending: .invalid, table: "users", key: [Self.key],
      reads: [Self.key, Self.role], writes: [Self.role],
      sql: BackfillSQL(
        pending: dialect.condition(.isText("role", "guest")), values: [dialect.expression(.text("member"))]),
      fits: { $0.values[0] != "guest" }
    ) { _ in RowChanges("users", [Filter(Self.role, "member")]) }
    return MigrationPlan(
      name: "no-guests", base: "r0", goal: "r2", after: after,
      deploys: [
        MigrationDeploy(number: 1, phase: .widen, fingerprint: "r1", isRelease: true),
        MigrationDeploy(
          number: 2, phase: .tighten, fingerprint: "r2", isRelease: false,
          gates: [
            .released(deploy: 1), .backup(table: "users", key: [Self.key], columns: ["role"]),
            .backfilled("users.role"),
          ]),
      ], backfills: [fill])
  }

  /// Returns a build for one of the plan's deploys; `hasNext` adds another plan after it.
  func build(at deploy: Int, then hasNext: Bool = false) -> Migrations {
    let next = MigrationPlan(
      name: "next", base: "r2", goal: "r3",
      deploys: [MigrationDeploy(number: 1, phase: .widen, fingerprint: "r3", isRelease: false)],
      backfills: [])
    return Migrations(
      schema: hasNext ? "r3" : ["r0", "r1", "r2"][deploy], target: dialect.target,
      tables: [dialect.stored(Self.table)],
      plans: deploy == 0 ? [] : [plan().at(deploy: deploy)] + (hasNext ? [next] : []))
  }

  /// Creates a database with a ledger and users with these roles, from key 1 on.
  func database(_ context: ConformanceContext, _ roles: [String]) async throws -> TestDatabase {
    let database = try await context.database(Self.table)
    try await database.insert(
      roles.enumerated().map { [.int(Int64($0) + 1), .string($1)] }, into: "users", [Self.key, Self.role])
    try await database.succeed(build(at: 1), "adopt")
    return database
  }
}

extension TestDatabase {
  /// The roles of all users, in the order of the keys.
  var roles: [JSONValue?] { get async throws { try await values(of: RolePlan.role, in: "users", by: RolePlan.key) } }
}
