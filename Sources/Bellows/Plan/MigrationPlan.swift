// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

/// A plan as the runtime carries it out: what `bellows generate` wrote, frozen.
public struct MigrationPlan: Sendable {
  /// As it was given: `2026-03-01-add-age`.
  public let name: String
  /// The fingerprint of the schema that it starts from.
  public let base: String
  /// The fingerprint of the schema that it ends with.
  public let goal: String
  /// The tables that the plan changes, as they are before it: what a database must look like for it to begin.
  public let before: [StoredTable]
  /// Values that end up in another column or table: a rename, a conversion.
  public let moves: [StoredMove]
  /// In their order.
  public let deploys: [MigrationDeploy]
  /// In the order in which they run.
  public private(set) var backfills: [Backfill]
  /// The deploy that this build's code is for; 0 before the first, the last when the plan is done.
  public private(set) var current: Int

  /// A plan; its code is that of its last deploy unless `at(deploy:)` says otherwise.
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

  /// The same plan in a build whose code is for that deploy.
  public func at(deploy number: Int) -> MigrationPlan {
    var plan = self
    plan.current = number
    return plan
  }

  /// The same plan with a backfill that goes only over the rows that pass a condition of the database's language.
  public func limiting(_ backfill: String, to condition: String) -> MigrationPlan {
    var plan = self
    plan.backfills = backfills.map {
      ByteString($0.name) == ByteString(backfill) ? $0.limited(to: condition) : $0
    }
    return plan
  }

  /// The names of backfills whose functions nobody has written: while there is one, no row is touched.
  public var unfilled: [String] { backfills.filter(\.isUnfilled).map(\.name) }
}

/// A schema revision and then, unless it is schema only, a rolling release of code.
public struct MigrationDeploy: Hashable, Sendable {
  /// From 1.
  public let number: Int
  /// Whether the store accepts more or less afterwards.
  public let phase: Phase
  /// The schema's file in the plan's folder.
  public let schema: String
  /// That schema's fingerprint.
  public let fingerprint: String
  /// Whether new code is released.
  public let isRelease: Bool
  /// What must hold before it begins, in this order.
  public let gates: [MigrationGate]
  /// What makes the database accept this deploy's schema, in one transaction; none for a store that enforces nothing.
  public let statements: [SchemaStatement]
  /// What takes the database back to the deploy before; values that went are another matter, see `MigrationGate.backup`.
  public let rollbackStatements: [SchemaStatement]
  /// What a rollback has to look after beside that.
  public let rollbackPlan: RollbackPlan
  /// The tables that it makes or changes, as they are afterwards.
  public let tables: [StoredTable]
  /// The tables that are gone afterwards, by their names in the database.
  public let dropped: [String]

  /// What a deploy does to what the store accepts.
  public enum Phase: String, Sendable, CaseIterable {
    case widen
    case backfill
    case tighten
  }

  /// A deploy.
  public init(
    number: Int, phase: Phase, schema: String, fingerprint: String, isRelease: Bool, gates: [MigrationGate] = [],
    statements: [SchemaStatement] = [], rollbackStatements: [SchemaStatement] = [], rollbackPlan: RollbackPlan = RollbackPlan(),
    tables: [StoredTable] = [], dropped: [String] = []
  ) {
    self.number = number
    self.phase = phase
    self.schema = schema
    self.fingerprint = fingerprint
    self.isRelease = isRelease
    self.gates = gates
    self.statements = statements
    self.rollbackStatements = rollbackStatements
    self.rollbackPlan = rollbackPlan
    self.tables = tables
    self.dropped = dropped
  }
}

/// What must hold before a deploy may begin.
public enum MigrationGate: Hashable, Sendable {
  /// No code released before that deploy runs any more.
  case released(deploy: Int)
  /// The values of a table's columns are kept aside; of a table that goes, all of them.
  case backup(table: String, key: [Column], columns: [String])
  /// The backfill of that name has run, and none of its rows is pending.
  case backfilled(String)
  /// Nothing stored breaks what the deploy's schema demands.
  case verified([StoredCheck])
}

/// A count that must be zero before a deploy begins.
public struct StoredCheck: Hashable, Sendable {
  /// What is demanded, as a path of the deploy's schema: `users.age`, `users#by_email`.
  public let path: String
  /// A query for what breaks it, a row each; `nil` for a store that has no language to ask in.
  public let query: String?

  /// A check.
  public init(_ path: String, query: String? = nil) {
    self.path = path
    self.query = query
  }
}
