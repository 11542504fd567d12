// Part of Bellows. MIT licence: see LICENSE.

/// All that `bellows generate` wrote for a package: the schema that this build's code is for, and the plans on the way.
///
///     await MigrateCommand.main(plans, on: SQLite(path: "app.sqlite"), environment: "development")
public struct Migrations: Sendable {
  /// The fingerprint of the schema that this build's code is for: that of `Migrations/current.schema`.
  public let schema: String
  /// The kind of database that all of it was written for.
  public let target: Target
  /// Its tables, as a database that is made from nothing gets them; none for a store that enforces nothing.
  public let tables: [StoredTable]
  /// Tables of another owner that `tables` refer to; they must exist before this build's tables are created.
  public let externalTables: [String]
  /// In the order in which they are carried out.
  public let plans: [MigrationPlan]

  /// What was generated.
  public init(
    schema: String, target: Target = .sqlite, tables: [StoredTable] = [], externalTables: [String] = [],
    plans: [MigrationPlan]
  ) {
    self.schema = schema
    self.target = target
    self.tables = tables
    self.externalTables = externalTables
    self.plans = plans
  }

  /// What the first line of a schema says: `target sqlite`.
  public enum Target: String, Hashable, Sendable {
    case sqlite
    case postgresql
    case document
  }

  /// The same with a repair that goes only over some rows, an index range say.
  ///
  ///     plans.limiting("users", of: "2026-03-01-lower-emails", to: "id BETWEEN 1000 AND 1999")
  public func limiting(_ backfill: String, of plan: String, to condition: String) -> Migrations {
    Migrations(
      schema: schema, target: target, tables: tables, externalTables: externalTables,
      plans: plans.map { $0.isCalled(plan) ? $0.limiting(backfill, to: condition) : $0 })
  }
}
