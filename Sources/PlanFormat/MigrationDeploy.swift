// Part of Bellows. MIT licence: see LICENSE.

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
  public enum Phase: String, Sendable, CaseIterable, Comparable {
    /// The database accepts old and new values.
    case widen
    /// Rows are converted.
    case backfill
    /// The database accepts only new values.
    case tighten

    /// Returns whether the left phase is earlier in a rollout.
    public static func < (left: Phase, right: Phase) -> Bool { left.order < right.order }

    private var order: Int {
      switch self {
      case .widen: 0
      case .backfill: 1
      case .tighten: 2
      }
    }
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
