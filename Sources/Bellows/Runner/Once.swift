// Part of Bellows. MIT licence: see LICENSE.

// A backfill that changes each row once: a row is done when the plan's backup has its key, which is written in the
// transaction that changes the row. A reset clears the cursor and the state, but not the backup.

extension MigrationPlan {
  /// The backfills that change each row once.
  var onceBackfills: [Backfill] { backfills.filter { $0.pending == .once } }

  /// Whether it changes rows once and no schema: then the tables do not show whether it has run.
  var isRepairOnce: Bool {
    !onceBackfills.isEmpty && deploys.allSatisfy { $0.statements.isEmpty && $0.tables.isEmpty && $0.dropped.isEmpty }
  }

  /// The error of a plan that cannot distinguish new rows from old ones; `nil` if it can.
  var unlimitedOnce: MigrationRefused? {
    onceBackfills.first { !$0.keysGrow && $0.scope == nil && $0.sql?.pending == nil }.map {
      .unlimitedOnce(plan: name, backfill: $0.name, table: $0.table)
    }
  }
}
