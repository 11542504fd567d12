// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import SchemaEdits

/// A migration plan, as `bellows generate` writes it.
///
/// It does not change once its first deploy has run.
public struct MigrationPlan: Sendable {
  /// The name: `2026-03-01-add-age`.
  public let name: String
  /// The fingerprint of the tables that the plan changes, before it.
  public let base: String
  /// The fingerprint of these tables after the plan.
  public let goal: String
  /// Whether the plan runs only while no code uses the database: `migrate run --offline`.
  public let isOffline: Bool
  /// The plans that must be complete up to a deploy before this one begins; `nil` for the plan before it in the list.
  public let after: [PlanEdge]?
  /// The tables that the plan changes, as they are before it.
  ///
  /// The plan starts only if the database has them.
  public let before: [StoredTable]
  /// Values that move to another column or table: by a rename or a conversion.
  public let moves: [StoredMove]
  /// The deploys, in their order.
  public private(set) var deploys: [MigrationDeploy]
  /// The backfills, in the order in which they run.
  public private(set) var backfills: [Backfill]
  /// The deploy that this build's code is for; 0 before the first, the last when the plan is done.
  public private(set) var current: Int

  /// Creates a plan.
  ///
  /// What its deploys leave out is derived from their statements and from `before`.
  /// Its code is that of the last deploy; see `at(deploy:)`.
  public init(
    name: String, base: String, goal: String, isOffline: Bool = false, after: [PlanEdge]? = nil,
    before: [StoredTable] = [],
    moves: [StoredMove] = [], deploys: [MigrationDeploy], backfills: [Backfill]
  ) {
    self.name = name
    self.base = base
    self.goal = goal
    self.isOffline = isOffline
    self.after = after
    self.before = before
    self.moves = moves
    self.deploys = deploys.derived(from: before)
    self.backfills = backfills
    current = deploys.last?.number ?? 0
  }

  /// Creates a plan that repairs rows and keeps the schema: one deploy, after which its backfills run.
  public init(name: String, repairing schema: String, after: [PlanEdge]? = nil, backfills: [Backfill]) {
    let deploy = MigrationDeploy(number: 1, phase: .backfill, fingerprint: schema, isRelease: false)
    self.init(name: name, base: schema, goal: schema, after: after, deploys: [deploy], backfills: backfills)
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

  /// Returns the plan without some preparation steps of a deploy.
  func skipping(preparations positions: Set<Int>, of number: Int) -> MigrationPlan {
    var plan = self
    plan.deploys = deploys.map { deploy in
      guard deploy.number == number, !positions.isEmpty else { return deploy }
      var rest = deploy
      rest.skipPreparations(at: positions)
      return rest
    }
    return plan
  }

  /// The names of backfills whose functions are not written yet.
  ///
  /// While there is one, the plan does not start.
  public var unfilled: [String] { backfills.filter(\.isUnfilled).map(\.name) }
}

/// A plan that another one begins after, and the deploy that it must have reached.
public struct PlanEdge: Hashable, Sendable {
  /// The name of the plan.
  public let plan: String
  /// The deploy.
  public let deploy: Int

  /// Creates an edge.
  public init(_ plan: String, deploy: Int) {
    self.plan = plan
    self.deploy = deploy
  }
}
