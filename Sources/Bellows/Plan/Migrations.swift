// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat

/// The schema of a build and all plans that lead to it, as `bellows generate` writes them.
///
///     await MigrateCommand.main(plans, on: SQLite(path: "app.sqlite"), environment: "development")
public struct Migrations: Sendable {
  /// The fingerprint of this build's schema, `Migrations/current.schema`.
  public let schema: String
  /// The kind of database that the plans are for.
  public let target: Target
  /// The tables of a new database; empty for a store without schemas.
  public let tables: [StoredTable]
  /// Tables of another owner that `tables` refer to; they must exist before this build's tables are created.
  public let externalTables: [String]
  /// What `Migrations/baseline.sql` says about the database beside `tables`; `nil` without that file.
  public let baseline: String?
  /// All plans.
  ///
  /// Each runs at its own pace; one that changes a table that another changes begins after it.
  public let all: [MigrationPlan]
  /// The names of finished plans whose files were deleted: every database must have done them.
  public let retired: [String]

  /// Creates the migrations of a build.
  ///
  /// - Parameter tables: The tables of a new database.
  public init(
    schema: String, target: Target = .sqlite, tables: [StoredTable] = [], externalTables: [String] = [],
    baseline: String? = nil, retired: [String] = [], plans: [MigrationPlan]
  ) {
    self.schema = schema
    self.target = target
    self.tables = tables
    self.externalTables = externalTables
    self.baseline = baseline
    self.retired = retired
    all = plans
  }

  /// Creates the migrations of a build, whose schema is described by the fingerprint of each of its tables.
  public init(
    schema: KeyValuePairs<String, String>, target: Target = .sqlite, tables: [StoredTable] = [],
    externalTables: [String] = [], baseline: String? = nil, retired: [String] = [], plans: [MigrationPlan]
  ) {
    let lines = schema.sorted { ByteString($0.key) < ByteString($1.key) }.map { "\($0.key) \($0.value)\n" }
    let fingerprint = hexadecimal(sha256(Array(lines.joined().utf8)))
    self.init(
      schema: fingerprint, target: target, tables: tables, externalTables: externalTables, baseline: baseline,
      retired: retired, plans: plans)
  }

  /// The target in the first line of a schema: `target sqlite`.
  public enum Target: String, Hashable, Sendable {
    case sqlite
    case postgresql
    case document
  }

  /// Returns the migrations with a repair limited to some rows, such as an index range.
  ///
  ///     plans.limiting("users", of: "2026-03-01-lower-emails", to: "id BETWEEN 1000 AND 1999")
  public func limiting(_ backfill: String, of plan: String, to condition: String) -> Migrations {
    Migrations(
      schema: schema, target: target, tables: tables, externalTables: externalTables,
      baseline: baseline, retired: retired,
      plans: all.map { $0.isCalled(plan) ? $0.limiting(backfill, to: condition) : $0 })
  }
}
