// Part of Bellows. MIT licence: see LICENSE.
import SchemaModel

/// A checked sequence of deploys from one schema to another: the invariants hold at every moment.
package struct Plan: Hashable, Sendable {
  package var base: Schema
  package var goal: Schema
  /// Sorted by path, then rule.
  package var assessments: [Assessment]
  /// At most four; empty if nothing changes.
  package var deploys: [Deploy]
  /// In the order of execution.
  package var backfills: [Backfill]
  /// The logical fields in each column that the plan's code versions list.
  ///
  /// Every other column stores one logical field of its own: the field that the base schema, or else the goal, stores
  /// in it.
  ///
  /// A column stores a logical field if the field can be computed from it (and from the other sources, if it is derived
  /// from several). After a rename or a conversion of `a` into `b`, both columns store `a`. If `b` is derived from `a`,
  /// and `a` is kept, then `a` stores `a` and `b`, and `b` stores `b`: writing `a` makes `b` stale, and `b` cannot
  /// replace `a`.
  package var columnMapping: [ColumnID: Set<LogicalField>]
  /// The contract of the code that runs before the first deploy.
  ///
  /// If several columns of the base schema store one logical field, those that this code reads have its last value; the
  /// others may be stale.
  package var before: CodeVersion
  /// The columns that the database already keeps in sync, if the plan continues from the middle of another plan.
  package var syncedBefore: [SyncedColumns]
  /// Whether no code runs while the plan is executed (`--rollout offline`).
  ///
  /// All code stops before the first deploy, and the code for the goal starts after the last: users see one deploy.
  package var isOffline: Bool
  /// The other tables that hand-written functions read.
  package var reads: [TableName] = []
  /// The columns that the rows of hand-written functions leave out: another plan changes them meanwhile, or the functions
  /// do not need them.
  package var hidden: Set<ColumnID> = []

  package init(
    base: Schema, goal: Schema, assessments: [Assessment], deploys: [Deploy], backfills: [Backfill],
    columnMapping: [ColumnID: Set<LogicalField>], before: CodeVersion, syncedBefore: [SyncedColumns] = [],
    isOffline: Bool = false
  ) {
    self.base = base
    self.goal = goal
    self.assessments = assessments
    self.deploys = deploys
    self.backfills = backfills
    self.columnMapping = columnMapping
    self.before = before
    self.syncedBefore = syncedBefore
    self.isOffline = isOffline
  }

  /// Whether a field has its old and its new name in one deploy only, in which code removes the old value with each write
  /// (`--rollout short`).
  package var isShort: Bool { backfills.contains { $0.replaces != nil } }

  /// The deploys that users see: offline all are one, which ends as the last does.
  package var stages: ArraySlice<Deploy> { isOffline ? deploys.suffix(1) : deploys[...] }

  /// The stages that commits of code are for, in order: all but those that need no new code.
  ///
  /// A deploy without a release needs no commit of its own: the code is the same before and after it, so the build of the
  /// release before it carries a database over it. The first commit is for the first release, since running code does not
  /// notice the deploys before it, unless a hand-written function runs there.
  ///
  ///     // A rename on SQLite: add the column in sync; release; drop the old column.
  ///     plan.commits  // [3]
  package var commits: [Int] {
    if isOffline { return stages.isEmpty ? [] : [1] }
    guard let last = deploys.last?.number else { return [] }
    let releases = deploys.filter(\.isRelease).map(\.number)
    var starts = releases
    if let first = releases.first, first > 1,
      backfills.contains(where: { $0.after < first && $0.transform == .custom })
    {
      starts.insert(1, at: 0)
    }
    return starts.dropFirst().map { $0 - 1 } + [last]
  }
}
