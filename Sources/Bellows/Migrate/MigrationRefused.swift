// Part of Bellows. MIT licence: see LICENSE.

/// Why a migration did not start or did not continue.
public enum MigrationRefused: Error, Hashable, Sendable {
  /// A backfill function is not written yet.
  case unfilled(plan: String, backfill: String)
  /// The database, or this version of Bellows, does not support it.
  case notSupported(String)
  /// The build is for another kind of database.
  case otherTarget(Migrations.Target, database: String, takes: Migrations.Target)
  /// The database has tables but no ledger.
  case notAdopted
  /// Rows do not fit the schema to adopt.
  case misfits([String])
  /// The next change of the schema is not the one that `--expect` names.
  case otherStatements(plan: String, deploy: Int, expected: String, digest: String)
  /// The database has tables, so it cannot be created.
  case notEmpty(tables: [String])
  /// Tables of another owner that this build's tables refer to do not exist.
  case externalTablesMissing([String])
  /// The database has a ledger already.
  case alreadyAdopted
  /// The database differs from the expected schema, line by line.
  case differs(from: String, [String])
  /// A step of the plan would fail, or would lose something that the plan does not name, line by line.
  case inTheWay(of: String, [String])
  /// The plan was changed after its first deploy ran on this database.
  case changedPlan(plan: String, deploy: Int)
  /// A plan that this build does not have is unfinished on this database.
  case unknownPlan(String, deploy: Int, of: Int)
  /// The rollback of a plan that this build does not have is not confirmed.
  case unknownUnconfirmed(String)
  /// A plan begins after another one that neither the build nor the database has.
  case waitsForUnknownPlan(String, String)
  /// The database has not done a plan whose files were deleted.
  case retired(String)
  /// A later plan that began after it must be rolled back first.
  case hasSuccessor(plan: String, successor: String)
  /// Several plans could be meant.
  case severalPlans([String], command: String)
  /// No plan of this build starts at the database's schema.
  case noWay(from: String, to: String)
  /// A later version of Bellows wrote the ledger.
  case newerLedger(Int)
  /// A version of Bellows before the first release wrote the ledger.
  case olderLedger(Int)
  /// The database is ahead of this build and no longer supports it.
  case ahead(plan: String, deploy: Int, database: Int, oldest: Int)
  /// The run was cancelled.
  case cancelled(String)
  /// Another run changed the ledger after this run chose its action.
  case overtaken(String, next: String)
  /// Replicas have not replayed the rows that were counted.
  case replicasBehind(String, position: String)
  /// The step deletes data in an environment called production and was not confirmed.
  case unconfirmed(plan: String, bytes: Int?)
  /// A preparation statement succeeded, and its index or constraint does not exist.
  case preparationVanished(statement: String)
  /// The schema must change before the backfill in `--only` can run.
  case tooEarly(backfill: String, next: String)
  /// Quarantined rows keep a gate closed.
  case quarantined(plan: String, backfill: String, count: Int)
  /// The backfill stopped at the limit of quarantined rows.
  case tooManyQuarantined(plan: String, backfill: String, limit: Int)
  /// Rows are pending again after a scan of all rows.
  case pendingAgain(plan: String, backfill: String, count: Int)
  /// Rows stay pending although a scan of all rows changed none.
  case neverEnds(plan: String, backfill: String, count: Int, samples: [String])
  /// Rows are pending that no scan finds, because the keys of the table are NULL.
  case noKeys(plan: String, backfill: String, count: Int, samples: [String])
  /// A function changes its own result, so every run would change the row again.
  case notIdempotent(plan: String, backfill: String, key: String, reason: String)
  /// A worker is of another build than the run that it would help.
  case otherBuild(plan: String, backfill: String, run: String, build: String?, own: String?, isSamePlan: Bool)
  /// A repair that runs once cannot distinguish new rows from old ones.
  case unlimitedOnce(plan: String, backfill: String, table: String)
  /// `--serve` ends before the database serves this build.
  case notServed(plan: String, deploy: Int, next: String)
  /// The same action is next again although it was just done.
  case repeats(String)
  /// The backups of a plan are still needed.
  case unfinished(plan: String, deploy: Int, of: Int)
  /// Rows fail a check of the next deploy.
  case unverified(plan: String, deploy: Int, path: String, count: Int, samples: [String])
  /// Newer code is released that needs what the rollback removes.
  case newerCodeRuns(plan: String, released: Int, to: Int)
  /// Rows hold values that the schema before a deploy rejects, so the deploy cannot be rolled back.
  case wouldNotFit(plan: String, deploy: Int, path: String, count: Int, samples: [String], isFirst: Bool)
  /// Rows would lack a value that the schema before a deploy requires.
  case wouldLackValues(
    plan: String, deploy: Int, path: String, count: Int, samples: [String], backup: String?, isUnfinished: Bool)
  /// The rollback of a deploy has stopped before its end.
  case rollbackUnfinished(plan: String, deploy: Int)
  /// Overwritten values cannot be restored.
  case cannotUndo(plan: String, deploy: Int, what: String, reason: String)
  /// There is nothing to do for a command.
  case nothingTo(String)
}

extension MigrationRefused: CustomStringConvertible {
  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .unfilled(let plan, let backfill):
      "\(plan): the backfill function of \(backfill) is not written yet; write it and change its throws(Unfilled) to throws"
    case .notSupported(let reason): reason
    case .otherTarget(let target, let database, let takes):
      "the plans of this build are for 'target \(target.rawValue)', but \(database) needs 'target \(takes.rawValue)'; "
        + "change the target in the schema and generate the plans again, or use a database of that kind"
    case .noWay(let from, let to):
      "this build has no plan from the database's schema (\(short(from))) to \(short(to)); use an older build that has "
        + "the plans between them, or restore Plans.generated.swift as it was generated"
    case .unlimitedOnce(let plan, let backfill, let table):
      "\(plan): \(backfill) changes each row once, but the keys of \(table) do not distinguish new rows from rows that "
        + "existed when it began; limit it in main.swift, such as plans.limiting(\(swiftLiteral(backfill)), of: "
        + "\(swiftLiteral(plan)), to: \"createdAt < '2026-03-01'\"), or make the function idempotent and generate the plan "
        + "without --once"
    case .changedPlan(let plan, let deploy):
      "\(plan) was generated again after its deploy \(deploy) ran on this database; continue with the commit that has the "
        + "old plan, or roll back there with migrate rollback"
    case .unknownPlan(let plan, let deploy, let count):
      "the database is at deploy \(deploy) of \(count) of \(plan), but this build does not have that plan; run a build "
        + "that has it"
    case .unknownUnconfirmed(let plan):
      "this build does not have \(plan); its rollback drops the tables, columns and indexes that the plan created, with "
        + "their values: confirm it with --confirm \(plan)"
    case .waitsForUnknownPlan(let plan, let other):
      "\(plan) begins after \(other), which neither this build nor this database has; restore the files of \(other), or "
        + "run a build that has it"
    case .retired(let plan):
      "this database has not done \(plan), and its files were deleted from this build (Migrations/retired); run the last "
        + "build that has \(plan) first"
    case .hasSuccessor(let plan, let successor):
      "\(plan) cannot be rolled back while \(successor), which began after it, is here; roll back \(successor) first: "
        + "migrate rollback \(successor) --to 0"
    case .severalPlans(let plans, let command):
      "several plans can be meant: \(listed(plans)); name one: \(command) PLAN"
    case .misfits(let lines):
      "rows of the database do not fit the schema; nothing was changed:"
        + lines.map { "\n  \(printable($0))" }.joined()
        + "\nCorrect these rows, or give the field a wider type in the schema (or remove the field: the column then stays "
        + "outside), generate again, then adopt"
    case .otherStatements(let plan, let deploy, let expected, let digest):
      "\(plan): the SQL of deploy \(deploy) has the digest \(digest), not \(printable(expected)); nothing was changed. The "
        + "tables or the build changed since: read migrate next --sql, then run with its digest"
    case .notAdopted:
      "the database has tables but no ledger; if they have this build's schema, run migrate adopt"
    case .notEmpty(let tables):
      "the database is not empty: it has \(listed(tables)); to keep these tables, run migrate adopt"
    case .externalTablesMissing(let tables):
      "this database has no \(listed(tables)), which the schema declares as external: the owner of "
        + "\(tables.count == 1 ? "that table" : "those tables") must create \(tables.count == 1 ? "it" : "them") first"
    case .alreadyAdopted: "the database has a ledger already; see migrate status"
    case .differs(let what, let differences):
      "the tables of the database are not \(what); nothing was changed:"
        + differences.map { "\n  \(printable($0))" }.joined()
        + "\nSomething else has changed them, or the build is of another schema: undo these differences, or use the build "
        + "for this schema, then run again"
    case .inTheWay(let plan, let problems):
      "\(plan) cannot run on this database; nothing was changed:" + problems.map { "\n  \(printable($0))" }.joined()
    case .newerLedger(let version):
      "a later version of Bellows wrote the ledger (version \(version)); update Bellows"
    case .olderLedger(let version):
      "an unreleased version of Bellows wrote the ledger (version \(version)); finish or roll back its plan with that "
        + "version, drop the \(OwnNames.prefix) tables, then run migrate adopt"
    case .ahead(let plan, let deploy, let database, let oldest):
      "the database is at deploy \(database) of \(plan) and no longer supports this build, deploy \(deploy) (the oldest "
        + "supported build is deploy \(oldest)); deploy a newer build, or roll back with migrate rollback --to \(deploy) "
        + "in the newer build"
    case .cancelled(let who): "cancelled by \(who); to continue: migrate run --resume; to start over: migrate reset"
    case .overtaken(let action, let next):
      "another run has changed the ledger since this one chose its action (\(action)); the schema was not changed, and the "
        + "next action is now: \(next). Run migrate next, then migrate run"
    case .replicasBehind(let replicas, let position):
      "\(replicas): nothing is attested, because code of the next deploy may read from it; run it again when it has "
        + "replayed \(position), or with a longer --standby-wait. --standby-wait 0 does not wait: then release no code that "
        + "reads from replicas before they have replayed it"
    case .unconfirmed(let plan, let bytes):
      "this step deletes or overwrites values\(bytes.map { "; about \(byteCount($0)) will be backed up first" } ?? ""); "
        + "the environment is production: confirm it with --confirm \(plan)"
    case .notServed(let plan, let deploy, let next):
      "the database does not serve this build yet: its code is for deploy \(deploy) of \(plan); next: \(next)"
    case .repeats(let action):
      "stopped: the next action is the same again although it was just done: \(action). The database did not keep what "
        + "was written to the \(OwnNames.prefix) tables; look for triggers on them, or for another program that writes to them, "
        + "then run again"
    case .nothingTo(let what): "there is nothing to \(what)"
    case .preparationVanished(let statement):
      "this statement succeeded, but the database does not have its result: "
        + "\(printable(statement)). Another session or an event trigger dropped it; find out which, then migrate run does "
        + "it again"
    case .tooEarly(let backfill, let next):
      "--only changes no schema, and the backfill '\(printable(backfill))' waits for the next action of its plan (\(next)): "
        + "run migrate run without --only first"
    case .quarantined(let plan, let backfill, let count):
      "\(plan): \(rows(count)) of \(backfill) \(count == 1 ? "is" : "are") quarantined (migrate status lists them); fix "
        + "the rows or the function; migrate run tries them first"
    case .tooManyQuarantined(let plan, let backfill, let limit):
      "\(plan): \(backfill) stopped at \(limit) quarantined rows (migrate status lists them); fix the function or the "
        + "rows, then migrate run continues"
    case .pendingAgain(let plan, let backfill, let count):
      "\(plan): \(rows(count)) of \(backfill) \(count == 1 ? "is" : "are") pending again after a scan of all rows; check "
        + "that no older code runs; migrate run scans the table again"
    case .neverEnds(let plan, let backfill, let count, let samples):
      "\(plan): \(rows(count)) of \(backfill) \(count == 1 ? "stays" : "stay") pending although a scan of all rows changed "
        + "none. A row with NULL in its key is never scanned: give it a key, or delete it. Otherwise compare the function "
        + "with these rows, then migrate run:" + samples.list(of: count)
    case .noKeys(let plan, let backfill, let count, let samples):
      "\(plan): \(rows(count)) of \(backfill) cannot be scanned, because the keys of the table are NULL. Give "
        + "\(count == 1 ? "it a key, or delete it" : "them keys, or delete them"), then migrate run:"
        + samples.list(of: count)
    case .notIdempotent(let plan, let backfill, let key, let reason):
      "\(plan): \(backfill) stopped at row \(printable(key)): \(printable(reason)). Every run would do this again, so this "
        + "batch was not written. Return a converted row unchanged, and write other rows only if they differ; if the "
        + "function of a repair cannot recognise what it did, generate the plan with bellows generate --data --once, which "
        + "changes each row once"
    case .otherBuild(let plan, let backfill, let run, let build, let own, let isSamePlan):
      "\(plan): \(backfill) was begun by \(printable(run)) in "
        + (isSamePlan
          ? "the build \(printable(build ?? "without a name")), and this is the build \(printable(own ?? "without a name"))"
          : "a build with another version of the plan")
        + "; start the workers from the build of the run, or start migrate run in this one, which continues the backfill"
    case .unverified(let plan, let deploy, let path, let count, let samples):
      "\(plan): \(rows(count)) \(count == 1 ? "fails" : "fail") the check \(path) of deploy \(deploy); fix them, then migrate "
        + "run counts again:" + samples.map { "\n  \(printable($0))" }.joined()
    case .unfinished(let plan, let deploy, let count):
      "the backups of \(plan) are still needed: the plan is at deploy \(deploy) of \(count) here and not finished; finish it "
        + "with migrate run, or roll it back with migrate rollback, then run migrate forget \(plan)"
    case .newerCodeRuns(let plan, let released, let to):
      "the code of deploy \(released) of \(plan) is released and needs what the rollback removes; redeploy the build of "
        + "deploy \(to) and run migrate run there, which closes the gate; then roll back. If no code runs, use --offline"
    case .wouldNotFit(let plan, let deploy, let path, let count, let samples, let isFirst):
      "deploy \(deploy) of \(plan) cannot be rolled back; nothing was changed: \(rows(count)) \(count == 1 ? "holds" : "hold") "
        + "values that the schema before it rejects at \(path). "
        + (isFirst ? "" : "Roll back with migrate rollback --to \(deploy) first, where they can be written. ")
        + "Give them other values or delete them, then roll back again:" + samples.list(of: count)
    case .rollbackUnfinished(let plan, let deploy):
      "the rollback of deploy \(deploy) of \(plan) is not finished; run migrate rollback \(plan) to continue it"
    case .wouldLackValues(let plan, let deploy, let path, let count, let samples, let backup, let isUnfinished):
      "deploy \(deploy) of \(plan) cannot be rolled back"
        + (isUnfinished ? " to its end: " : "; nothing was changed: ")
        + "\(rows(count)) \(count == 1 ? "was" : "were") "
        + "inserted after \(path) was dropped, which the schema before it requires. Delete them"
        + (backup.map { ", or insert their keys and values into \($0)" } ?? "") + ", then roll back again:"
        + samples.list(of: count)
    case .cannotUndo(let plan, let deploy, let what, let reason):
      "\(plan) cannot be rolled back to deploy \(deploy); nothing was changed: \(what) would not come back: \(reason). "
        + "If you have a backup of it, --own-backup \(plan) rolls back the rest"
    }
  }
}

extension [String] {
  /// Returns the samples, a line each, and the number of the other rows; `count` is the number of all rows.
  fileprivate func list(of count: Int) -> String {
    map { "\n  \(printable($0))" }.joined()
      + (count > self.count ? "\n  and \(grouped(count - self.count)) more" : "")
  }
}

/// Returns a text as a Swift string literal.
private func swiftLiteral(_ text: String) -> String {
  "\"" + printable(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
}

/// Returns the first digits of a fingerprint, for messages.
func short(_ fingerprint: String) -> String { String(fingerprint.prefix(12)) }

/// Returns a number of rows as text: `1 row`, `1,042 rows`.
func rows(_ count: Int) -> String { count == 1 ? "1 row" : "\(grouped(count)) rows" }

/// Returns a number with digits in groups of three: `1,042`.
func grouped(_ number: Int) -> String {
  var text = ""
  let digits = String(number.magnitude)
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
    text.append(digit)
  }
  return number < 0 ? "-" + text : text
}

/// Returns a size as text: `800 bytes`, `1.2 MB`.
func byteCount(_ bytes: Int) -> String {
  if bytes < 1000 { return bytes == 1 ? "1 byte" : "\(bytes) bytes" }
  var tenths = bytes / 100
  for unit in ["KB", "MB", "GB"] {
    if tenths < 10_000 { return "\(tenths / 10).\(tenths % 10) \(unit)" }
    tenths /= 1000
  }
  return "\(grouped(tenths / 10)) TB"
}

/// Returns the first three names and the number of the others.
func listed(_ names: [String]) -> String {
  let more = names.count - 3
  return names.prefix(3).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
}
