// Part of Bellows. MIT licence: see LICENSE.

/// A deploy: a change of the schema and then, if it is a release, a rolling release of code.
public struct MigrationDeploy: Hashable, Sendable {
  /// The number, from 1.
  public let number: Int
  /// Whether the database accepts more or fewer values afterwards.
  public let phase: Phase
  /// The fingerprint of the schema after it.
  public let fingerprint: String
  /// Whether it releases code.
  public let isRelease: Bool
  /// The gates before it, in this order.
  public let gates: [MigrationGate]
  /// The steps before these statements that run outside a transaction; empty on most databases.
  public private(set) var preparations: [PreparationStep]
  /// The statements that change the schema, in one transaction; empty for a store without schemas.
  public let statements: [SchemaStatement]
  /// The statements that change the schema back.
  ///
  /// Deleted values are restored from backups, see `MigrationGate.backup`.
  public private(set) var rollbackStatements: [SchemaStatement]
  /// What a rollback does beside these statements.
  public let rollbackPlan: RollbackPlan
  /// The tables that it creates or changes, as they are afterwards.
  public private(set) var tables: [StoredTable]
  /// The tables that it drops, by their names in the database.
  public private(set) var dropped: [String]
  /// Whether `tables` and `dropped` follow from the statements.
  package private(set) var derivesTables: Bool
  /// Whether `rollbackStatements` follow from the statements.
  package private(set) var derivesRollback: Bool

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
  ///
  /// - Parameters:
  ///   - rollbackStatements: `nil` if they follow from `statements`.
  ///   - tables: `nil` if they follow from `statements`.
  public init(
    number: Int, phase: Phase, fingerprint: String, isRelease: Bool, gates: [MigrationGate] = [],
    preparations: [PreparationStep] = [], statements: [SchemaStatement] = [],
    rollbackStatements: [SchemaStatement]? = nil, rollbackPlan: RollbackPlan = RollbackPlan(),
    tables: [StoredTable]? = nil, dropped: [String] = []
  ) {
    self.number = number
    self.phase = phase
    self.fingerprint = fingerprint
    self.isRelease = isRelease
    self.gates = gates
    self.preparations = preparations
    self.statements = statements
    self.rollbackStatements = rollbackStatements ?? []
    self.rollbackPlan = rollbackPlan
    self.tables = tables ?? []
    self.dropped = dropped
    derivesTables = tables == nil
    derivesRollback = rollbackStatements == nil
  }

  /// Sets the tables that its statements lead to.
  package mutating func setTables(_ tables: [StoredTable], dropped: [String]) {
    (self.tables, self.dropped) = (tables, dropped)
  }

  /// Removes the preparation steps at some positions.
  package mutating func skipPreparations(at positions: Set<Int>) {
    preparations = preparations.indices.filter { !positions.contains($0) }.map { preparations[$0] }
  }

  /// Sets the statements that roll it back.
  package mutating func setRollback(_ statements: [SchemaStatement]) { rollbackStatements = statements }

  /// Leaves the tables to be derived from the statements.
  package mutating func deriveTables() { (tables, dropped, derivesTables) = ([], [], true) }

  /// Leaves the rollback to be derived from the statements.
  package mutating func deriveRollback() { (rollbackStatements, derivesRollback) = ([], true) }
}
