// Part of Bellows. MIT licence: see LICENSE.

/// An event of a run.
enum RunEvent: Hashable, Sendable {
  /// An empty database got this build's schema.
  case created(tables: Int)
  /// The ledger was created for existing tables.
  case adopted(plan: String?, deploy: Int)
  /// A repair that changes rows once counts as done.
  case countedAsDone(plan: String)
  /// The database has the schema of a deploy.
  case entered(plan: String, deploy: Int, of: Int, phase: MigrationDeploy.Phase)
  /// A note before a plan starts.
  case noticed(String)
  /// The next plan cannot start on this database; the problems, line by line.
  case warned(plan: String, [String])
  /// The size of a backup that a backfill or a deploy will make.
  case backupAnnounced(table: String, columns: [String], bytes: Int)
  /// Values were backed up.
  case backedUp(table: String, columns: [String], rows: Int)
  /// A scan starts or continues.
  case began(backfill: String, total: Int, scanned: Int)
  /// A batch was written.
  case progressed(Progress)
  /// A backfill is done.
  case finished(Progress)
  /// The rows of a check were counted.
  case counted(name: String, rows: Int, remaining: Int)
  /// Gates were closed again.
  case gatesInvalidated(plan: String, deploy: Int)
  /// A release is complete.
  case released(plan: String, deploy: Int)
  /// Another runner holds the migration lock, and is asked to hand over; the reason names it.
  case waiting(for: String)
  /// Something about the workers of a backfill.
  case worker(WorkerEvent)
  /// The connection was lost, and the run connects again after a pause.
  case reconnecting(reason: String, seconds: Int)
  /// The run continues after a cancel.
  case resumed
  /// A deploy was rolled back.
  case rolledBack(plan: String, deploy: Int)
  /// A backup was restored.
  ///
  /// `touched` has the keys of rows that were written since; their old values stay in the table `backup`.
  case restored(table: String, rows: Int, touched: [[JSONValue]], backup: String?)

  /// A rollback deletes values.
  case discarded(BackedUpValues)
  /// Older code does not see these values, and the next run of the plan overwrites them.
  case outdated(BackedUpValues)
  /// Columns were created again without a backup.
  case empty(table: String, columns: [String], rows: Int)
  /// The conversion of a backfill was reversed.
  case convertedBack(backfill: String)

  /// A backup of a plan was deleted.
  case backupDeleted(plan: String, backup: String, contents: BackupContents)
  /// A dry run has evaluated a backfill.
  case evaluated(plan: String, backfill: String, rows: Int, changed: Int)
  /// A dry run did not check this.
  case unchecked(String)
  /// A problem in a dry run.
  case problem(RehearsalProblem)

  /// The progress of a scan.
  struct Progress: Hashable, Sendable {
    var backfill: String
    /// The number of rows at its start.
    var total: Int
    var scanned: Int
    var changed: Int
    var quarantined: Int
  }
}
