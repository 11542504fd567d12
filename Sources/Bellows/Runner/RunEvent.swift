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
  /// So much is to be kept aside, when a walk writes over it or a deploy takes it away.
  case keeping(table: String, columns: [String], bytes: Int)
  /// Values are kept aside.
  case kept(table: String, columns: [String], rows: Int)
  /// A walk begins, or goes on.
  case began(backfill: String, total: Int, visited: Int)
  /// A batch is done.
  case moved(Progress)
  /// A walk is at its end and no row is pending.
  case finished(Progress)
  /// Rows were counted at a gate.
  case counted(name: String, rows: Int, remaining: Int)
  /// Gates are closed again.
  case closed(plan: String, deploy: Int)
  /// Somebody said that a release is over.
  case released(plan: String, deploy: Int)
  /// Work goes on after it was cancelled.
  case resumed
  /// A deploy was undone.
  case undone(plan: String, deploy: Int)
  /// Values have come back.
  ///
  /// `touched` are the keys of rows that somebody wrote to since; their old values stay in the table `image`.
  case restored(table: String, rows: Int, touched: [[JSONValue]], image: String?)

  /// Values go with what is undone.
  case lost(KeptValues)
  /// Older code does not see these values, and forward again they would be written over.
  case outdated(KeptValues)
  /// Columns come back of which nothing was kept here.
  case empty(table: String, columns: [String], rows: Int)
  /// What a backfill has converted is what it was.
  case computedBack(backfill: String)

  /// A backup of a plan was deleted.
  case forgot(plan: String, image: String, contents: ImageContents)
  /// Something on the copy would stop a run.
  case problem(RehearsalProblem)

  /// How far a walk is.
  struct Progress: Hashable, Sendable {
    var backfill: String
    /// How many rows there were when it began.
    var total: Int
    var visited: Int
    var moved: Int
    var refused: Int
  }
}
