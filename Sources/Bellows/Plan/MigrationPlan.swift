// Part of Bellows. MIT licence: see LICENSE.

/// A migration plan, as `bellows generate` writes it.
///
/// It does not change once its first deploy has run.
public struct MigrationPlan: Sendable {
  /// The name: `2026-03-01-add-age`.
  public let name: String
  /// The fingerprint of the schema before the plan.
  public let base: String
  /// The fingerprint of the schema after the plan.
  public let goal: String
  /// The tables that the plan changes, as they are before it.
  ///
  /// The plan starts only if the database has them.
  public let before: [StoredTable]
  /// Values that move to another column or table: by a rename or a conversion.
  public let moves: [StoredMove]
  /// The deploys, in their order.
  public let deploys: [MigrationDeploy]
  /// The backfills, in the order in which they run.
  public private(set) var backfills: [Backfill]
  /// The deploy that this build's code is for; 0 before the first, the last when the plan is done.
  public private(set) var current: Int

  /// Creates a plan.
  ///
  /// Its code is that of the last deploy; see `at(deploy:)`.
  public init(
    name: String, base: String, goal: String, before: [StoredTable] = [], moves: [StoredMove] = [],
    deploys: [MigrationDeploy], backfills: [Backfill]
  ) {
    self.name = name
    self.base = base
    self.goal = goal
    self.before = before
    self.moves = moves
    self.deploys = deploys
    self.backfills = backfills
    current = deploys.last?.number ?? 0
  }

  /// Returns the plan for a build with the code of a deploy.
  public func at(deploy number: Int) -> MigrationPlan {
    var plan = self
    plan.current = number
    return plan
  }

  /// Returns the plan with a backfill limited to the rows that pass an SQL condition.
  public func limiting(_ backfill: String, to condition: String) -> MigrationPlan {
    var plan = self
    plan.backfills = backfills.map {
      ByteString($0.name) == ByteString(backfill) ? $0.limited(to: condition) : $0
    }
    return plan
  }

  /// The names of backfills whose functions are not written yet.
  ///
  /// While there is one, the plan does not start.
  public var unfilled: [String] { backfills.filter(\.isUnfilled).map(\.name) }
}

/// A deploy: a change of the schema and then, if it is a release, a rolling release of code.
public struct MigrationDeploy: Hashable, Sendable {
  /// The number, from 1.
  public let number: Int
  /// Whether the database accepts more or fewer values afterwards.
  public let phase: Phase
  /// The schema's file in the plan's folder.
  public let schema: String
  /// That schema's fingerprint.
  public let fingerprint: String
  /// Whether it releases code.
  public let isRelease: Bool
  /// The gates before it, in this order.
  public let gates: [MigrationGate]
  /// The steps before these statements that run outside a transaction; empty on most databases.
  public let preparations: [PreparationStep]
  /// The statements that change the schema, in one transaction; empty for a store without schemas.
  public let statements: [SchemaStatement]
  /// The statements that change the schema back.
  ///
  /// Deleted values are restored from backups, see `MigrationGate.backup`.
  public let rollbackStatements: [SchemaStatement]
  /// What a rollback does beside these statements.
  public let rollbackPlan: RollbackPlan
  /// The tables that it creates or changes, as they are afterwards.
  public let tables: [StoredTable]
  /// The tables that it drops, by their names in the database.
  public let dropped: [String]

  /// The phases of expand and contract (parallel change).
  public enum Phase: String, Sendable, CaseIterable {
    case widen
    case backfill
    case tighten
  }

  /// Creates a deploy.
  public init(
    number: Int, phase: Phase, schema: String, fingerprint: String, isRelease: Bool, gates: [MigrationGate] = [],
    preparations: [PreparationStep] = [], statements: [SchemaStatement] = [],
    rollbackStatements: [SchemaStatement] = [], rollbackPlan: RollbackPlan = RollbackPlan(),
    tables: [StoredTable] = [], dropped: [String] = []
  ) {
    self.number = number
    self.phase = phase
    self.schema = schema
    self.fingerprint = fingerprint
    self.isRelease = isRelease
    self.gates = gates
    self.preparations = preparations
    self.statements = statements
    self.rollbackStatements = rollbackStatements
    self.rollbackPlan = rollbackPlan
    self.tables = tables
    self.dropped = dropped
  }
}

/// A gate: a condition that must hold before a deploy.
public enum MigrationGate: Hashable, Sendable {
  /// No code older than this deploy runs any more.
  case released(deploy: Int)
  /// The values of some columns are backed up; all columns for a dropped table.
  case backup(table: String, key: [Column], columns: [String])
  /// The backfill has run, and none of its rows is pending.
  case backfilled(String)
  /// No row fails the checks of the deploy.
  case verified([StoredCheck])
}

/// A check: a query that must find no rows before a deploy.
public struct StoredCheck: Hashable, Sendable {
  /// What it checks, as a path in the deploy's schema: `users.age`, `users#by_email`.
  public let path: String
  /// The query for the rows that fail; `nil` for a store without SQL.
  public let query: String?

  /// Creates a check.
  public init(_ path: String, query: String? = nil) {
    self.path = path
    self.query = query
  }
}
