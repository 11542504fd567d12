// Part of Bellows. MIT licence: see LICENSE.

/// A plan as the runtime carries it out: what `bellows generate` wrote, frozen.
public struct MigrationPlan: Sendable {
  /// As it was given: `2026-03-01-add-age`.
  public let name: String
  /// The fingerprint of the schema that it starts from.
  public let base: String
  /// The fingerprint of the schema that it ends with.
  public let goal: String
  /// In their order.
  public let deploys: [MigrationDeploy]
  /// In the order in which they run.
  public let backfills: [Backfill]
  /// The deploy that this build's code is for; 0 before the first, the last when the plan is done.
  public private(set) var current: Int

  /// A plan; its code is that of its last deploy unless `at(deploy:)` says otherwise.
  public init(name: String, base: String, goal: String, deploys: [MigrationDeploy], backfills: [Backfill]) {
    self.name = name
    self.base = base
    self.goal = goal
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

  /// The names of backfills whose bodies nobody has written: while there is one, no row is touched.
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
  /// The statements that make the database accept this deploy's schema; none for a store that enforces nothing.
  public let statements: [String]

  /// What a deploy does to what the store accepts.
  public enum Phase: String, Sendable, CaseIterable {
    case widen
    case backfill
    case tighten
  }

  /// A deploy.
  public init(
    number: Int, phase: Phase, schema: String, fingerprint: String, isRelease: Bool, gates: [MigrationGate] = [],
    statements: [String] = []
  ) {
    self.number = number
    self.phase = phase
    self.schema = schema
    self.fingerprint = fingerprint
    self.isRelease = isRelease
    self.gates = gates
    self.statements = statements
  }
}

/// What must hold before a deploy may begin.
public enum MigrationGate: Hashable, Sendable {
  /// No code released before that deploy runs any more.
  case released(deploy: Int)
  /// The values of a table's columns are kept aside.
  case backup(table: String, columns: [String])
  /// The backfill of that name has run, and none of its rows is pending.
  case backfilled(String)
  /// Nothing stored breaks what these paths of the deploy's schema demand: `users.age`, `users#by_email`.
  case verified([String])
}
