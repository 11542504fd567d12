// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The rollout of one change: states of database and code, and the steps from each to the next.
///
/// A rollout knows neither the other rollouts nor deploys; `Schedule` assigns its steps to deploys. Comments list the
/// steps of a rollout by number. "Release" is a step for which code is released, "store" is a schema-only step.
struct Rollout {
  /// Indices into the plan's assessments; the first one names the rollout's steps, and all share them.
  ///
  /// `RolloutBuilder` sets it.
  var assessments: [Int] = []
  /// The table in the new schema (in the old schema, for a removed one).
  var table: TableName
  var before: RolloutState
  var steps: [RolloutStep]
  /// The number of the step, from 1, from which on no released code writes values that only the old schema has.
  var oldWritesEnd = 0
  /// The tables that the old state refers to.
  var oldReferences: [TableName] = []
  /// The tables that the new state refers to.
  var newReferences: [TableName] = []
  /// The rollout whose deploys it shares, step by step.
  var leader: Int?

  /// Returns the state after a number of steps.
  func state(after count: Int) -> RolloutState { count == 0 ? before : steps[count - 1].state }

  /// All states, beginning with the one before the first step.
  var states: [RolloutState] { [before] + steps.map(\.state) }
}

/// One step of a rollout: the state of database and code after it, and the work before the next step.
struct RolloutStep {
  var action: Action
  /// Whether code must be released for it.
  var needsRelease: Bool
  var state: RolloutState
  /// Runs after this step's code has replaced all older code.
  var backfill: Backfill?
  /// The columns to back up before this backfill or the next step.
  var backup: [ColumnID] = []
  /// The counts that must be zero before the next step.
  var verify: [SchemaPath] = []

  /// Creates a step for which code is released.
  static func release(
    _ action: Action, _ state: RolloutState, backfill: Backfill? = nil, backup: [ColumnID] = [],
    verify: [SchemaPath] = []
  ) -> RolloutStep {
    RolloutStep(
      action: action, needsRelease: true, state: state, backfill: backfill, backup: backup, verify: verify)
  }

  /// Creates a schema-only step; its state has the code of the step before.
  static func storeOnly(
    _ action: Action, _ state: RolloutState, backfill: Backfill? = nil, backup: [ColumnID] = []
  ) -> RolloutStep {
    RolloutStep(action: action, needsRelease: false, state: state, backfill: backfill, backup: backup)
  }
}

/// The contribution of one change to database and code at one moment.
struct RolloutState {
  /// Tables that the database has, or still has, because of the change.
  var tables: [Table] = []
  /// Fields that the database has, or still has, because of the change.
  var fields: [Field] = []
  /// The rows of a table of several variants.
  var content: Table.Content?
  /// Indexes over stored columns: see `TableContext.overOld`.
  var indexes: [Index] = []
  var synced: [SyncedColumns] = []
  var column: ColumnOverride?
  var code = CodeVersion()

  func with(code: CodeVersion) -> RolloutState {
    var result = self
    result.code = code
    return result
  }

  func with(fields: [Field], synced: [SyncedColumns] = []) -> RolloutState {
    var result = self
    result.fields = fields
    result.synced = synced
    return result
  }
}

/// A default or a delete action that replaces the one of a field described by no rollout or by another rollout.
struct ColumnOverride {
  enum Action {
    case defaultValue(Default?)
    case onDelete(DeleteAction?)
  }

  var column: StoredName
  var action: Action
}

extension CodeVersion {
  init(_ use: FieldUse) { self.init(uses: [use]) }
}
