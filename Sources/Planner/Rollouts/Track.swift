// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel

/// The way of one change through a rollout: states of store and code, and the steps from each to the next.
///
/// Tracks know nothing of each other and of deploys; `Alignment` lays them side by side.
struct Track {
  /// Places in the plan's assessments; the first names the track's steps, all share them.
  ///
  /// Filled in by the planner.
  var assessments: [Int] = []
  /// The table of the new schema that it belongs to (of the old one, for what is removed).
  var table: TableName
  var before: TrackState
  var steps: [TrackStep]
  /// From which step on (from 1) no code that is released writes what only the old schema has.
  var ceasesOld = 0
  /// Tables that the old state refers to.
  var leavesBehind: [TableName] = []
  /// Tables that the new state refers to.
  var needs: [TableName] = []
  /// The track whose deploys it shares, step by step.
  var leader: Int?

  /// The state after a number of steps.
  func state(after count: Int) -> TrackState { count == 0 ? before : steps[count - 1].state }
}

/// One step of a track: what the store and the code are like afterwards, and what must be done before the next.
struct TrackStep {
  var duty: Duty
  /// Whether code must be released for it.
  var needsRelease: Bool
  var state: TrackState
  /// What runs once this step's code is everywhere.
  var backfill: Backfill?
  /// What must be kept aside before that backfill, or the next step.
  var backup: [ColumnID] = []
  /// What must be counted, and be zero, before the next step.
  var verify: [SchemaPath] = []

  /// A step that code must be released for.
  static func release(
    _ duty: Duty, _ state: TrackState, backfill: Backfill? = nil, backup: [ColumnID] = [], verify: [SchemaPath] = []
  ) -> TrackStep {
    TrackStep(
      duty: duty, needsRelease: true, state: state, backfill: backfill, backup: backup, verify: verify)
  }

  /// A step that only the store takes; its state has the code of the step before.
  static func storeOnly(
    _ duty: Duty, _ state: TrackState, backfill: Backfill? = nil, backup: [ColumnID] = []
  ) -> TrackStep {
    TrackStep(duty: duty, needsRelease: false, state: state, backfill: backfill, backup: backup)
  }
}

/// What one change contributes to store and code at some moment.
struct TrackState {
  /// Whole tables that the store has because of it, or still has.
  var tables: [Table] = []
  /// Fields that the store has because of it, or still has.
  var fields: [Field] = []
  /// The rows of a table of several shapes.
  var content: Table.Content?
  var indexes: [Index] = []
  var inStep: [InStep] = []
  /// What the database does with a column, apart from what the column holds.
  var column: ColumnOverride?
  var code = CodeVersion()

  /// The same store with other code.
  func with(code: CodeVersion) -> TrackState {
    var result = self
    result.code = code
    return result
  }

  /// The same code with other fields in the store.
  func with(fields: [Field], inStep: [InStep] = []) -> TrackState {
    var result = self
    result.fields = fields
    result.inStep = inStep
    return result
  }
}

/// A default or a delete action that stands in place of what the field of another track says.
struct ColumnOverride {
  enum Duty {
    case defaultValue(Default?)
    case onDelete(DeleteAction?)
  }

  var column: StoredName
  var duty: Duty
}

extension CodeVersion {
  init(_ use: FieldUse) { self.init(uses: [use]) }
}
