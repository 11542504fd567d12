// Part of Bellows. MIT licence: see LICENSE.

/// Something that a runner did, as it happens.
enum RunEvent: Hashable, Sendable {
  /// An empty database has this build's schema now.
  case created(tables: Int)
  /// The ledger knows which schema the tables are.
  case adopted(plan: String?, deploy: Int)
  /// A repair that changes rows once is taken to have run here.
  case countedAsDone(plan: String)
  /// A deploy's schema is in force.
  case entered(plan: String, deploy: Int, of: Int, phase: MigrationDeploy.Phase)
  /// Something to know before a plan begins.
  case noticed(String)
  /// A plan that comes next could not begin here: why, line by line.
  case warned(plan: String, [String])
  /// So much is to be kept aside, when a scan writes over it or a deploy takes it away.
  case backupAnnounced(table: String, columns: [String], bytes: Int)
  /// Values are kept aside.
  case backedUp(table: String, columns: [String], rows: Int)
  /// A scan begins, or goes on.
  case began(backfill: String, total: Int, scanned: Int)
  /// A batch is done.
  case progressed(Progress)
  /// A scan is at its end and no row is pending.
  case finished(Progress)
  /// Rows were counted at a gate.
  case counted(name: String, rows: Int, remaining: Int)
  /// Gates are closed again.
  case gatesInvalidated(plan: String, deploy: Int)
  /// Somebody said that a release is over.
  case released(plan: String, deploy: Int)
  /// Work goes on after it was cancelled.
  case resumed
  /// A deploy was undone.
  case rolledBack(plan: String, deploy: Int)
  /// Values have come back.
  ///
  /// `touched` are the keys of rows that somebody wrote to since; their old values stay in the table `backup`.
  case restored(table: String, rows: Int, touched: [[JSONValue]], backup: String?)

  /// Values go with what is undone.
  case discarded(BackedUpValues)
  /// Older code does not see these values, and forward again they would be written over.
  case outdated(BackedUpValues)
  /// Columns come back of which nothing was kept here.
  case empty(table: String, columns: [String], rows: Int)
  /// What a backfill has converted is what it was.
  case convertedBack(backfill: String)

  /// A backup of a plan was deleted.
  case backupDeleted(plan: String, backup: String, contents: BackupContents)
  /// Something on the copy would stop a run.
  case problem(RehearsalProblem)

  /// How far a scan is.
  struct Progress: Hashable, Sendable {
    var backfill: String
    /// How many rows there were when it began.
    var total: Int
    var scanned: Int
    var changed: Int
    var quarantined: Int
  }
}
