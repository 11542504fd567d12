// Part of Bellows. MIT licence: see LICENSE.

/// Why nothing was done, or nothing more.
public enum MigrationRefused: Error, Hashable, Sendable {
  /// A body is still to be written.
  case unfilled(plan: String, backfill: String)
  /// The database, or this version, cannot do it.
  case notSupported(String)
  /// The build is for another kind of database.
  case otherTarget(Migrations.Target, database: String, takes: Migrations.Target)
  /// There are tables, but nobody told the ledger which schema that is.
  case notAdopted
  /// There is nothing to adopt, or too much to create something beside it.
  case notEmpty(tables: [String])
  /// Tables of another owner that this build's tables refer to do not exist.
  case externalTablesMissing([String])
  /// The ledger is there already.
  case alreadyAdopted
  /// The database is not what the plan starts from, line by line.
  case differs(from: String, [String])
  /// A step of the plan would fail, or something that the plan does not name would be lost, line by line.
  case inTheWay(of: String, [String])
  /// The plan that the database is in the middle of was changed since.
  case changedPlan(plan: String, deploy: Int)
  /// The database is in the middle of a plan that this build does not have.
  case unknownPlan(String, deploy: Int, of: Int)
  /// No plan of this build starts from the schema in force.
  case noWay(from: String, to: String)
  /// The ledger was written by a later version of Bellows.
  case newerLedger(Int)
  /// The database is newer than this build and no longer serves it.
  case ahead(plan: String, deploy: Int, database: Int, oldest: Int)
  /// Somebody cancelled.
  case cancelled(String)
  /// Values would go for good, in an environment called production, and nobody confirmed.
  case unconfirmed(plan: String, bytes: Int)
  /// Rows that a body refused keep a gate closed.
  case quarantined(plan: String, backfill: String, count: Int)
  /// So many rows were refused that something must be wrong.
  case tooManyRefused(plan: String, backfill: String, limit: Int)
  /// Rows are pending again after a walk went over all of them.
  case pendingAgain(plan: String, backfill: String, count: Int)
  /// Rows stay pending although a walk over all of them changed none.
  case neverEnds(plan: String, backfill: String, count: Int, samples: [String])
  /// A function changes its own result again, so that the next run would.
  case notIdempotent(plan: String, backfill: String, key: String, reason: String)
  /// A repair that runs once cannot tell new rows from those that were there.
  case unlimitedOnce(plan: String, backfill: String, table: String)
  /// The same step came up again although it was done.
  case repeats(String)
  /// The backups of a plan are still needed.
  case unfinished(plan: String, deploy: Int, of: Int)
  /// Rows break what the next deploy demands.
  case unverified(plan: String, deploy: Int, path: String, count: Int, samples: [String])
  /// Newer code runs, which needs what would be undone.
  case newerCodeRuns(plan: String, released: Int, to: Int)
  /// Rows hold what the schema before a deploy refuses, so that the deploy cannot be undone.
  case wouldNotFit(plan: String, deploy: Int, path: String, count: Int, samples: [String], isFirst: Bool)
  /// Rows would be without a value that the schema before a deploy demands.
  case wouldLackValues(plan: String, deploy: Int, path: String, count: Int, samples: [String], image: String?)
  /// What was written over before a deploy cannot be given back.
  case cannotUndo(plan: String, deploy: Int, what: String, reason: String)
  /// There is nothing to do that for.
  case nothingTo(String)
}

extension MigrationRefused: CustomStringConvertible {
  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .unfilled(let plan, let backfill):
      "\(plan): the body of \(backfill) is not written yet; write it and make its throws(Unfilled) into throws"
    case .notSupported(let why): why
    case .otherTarget(let target, let database, let takes):
      "the schema and the plans of this build are for 'target \(target.rawValue)', and \(database) takes those for "
        + "'target \(takes.rawValue)': write that into the schema and generate it anew, or give the plans a database of their kind"
    case .notAdopted:
      "the database has tables, and nothing says which schema they are; "
        + "if they are what this build is for, tell it with migrate adopt"
    case .notEmpty(let tables):
      "the database is not empty: it has \(listed(tables)); tell the ledger of them with migrate adopt"
    case .externalTablesMissing(let tables):
      "this database has no \(listed(tables)), which the schema declares as external: the owner of "
        + "\(tables.count == 1 ? "that table" : "those tables") must create \(tables.count == 1 ? "it" : "them") first"
    case .alreadyAdopted: "the ledger is there already; see migrate status"
    case .differs(let what, let differences):
      "the database is not \(what):" + differences.map { "\n  \($0)" }.joined()
    case .inTheWay(let plan, let problems):
      "\(plan) cannot run on this database, and nothing was changed:" + problems.map { "\n  \(printable($0))" }.joined()
    case .changedPlan(let plan, let deploy):
      "\(plan) is not the plan whose deploy \(deploy) was carried out here: it was generated anew since; "
        + "carry on with the commit that has the plan as it was, or undo it there with migrate rollback"
    case .unknownPlan(let plan, let deploy, let count):
      "the database is at deploy \(deploy) of \(count) of \(plan), a plan that this build does not have; "
        + "carry it out with a build that has it"
    case .noWay(let from, let to):
      "no plan of this build leads from the schema in force, \(short(from)), to \(short(to)); "
        + "an older build has the plans between them, or Plans.generated.swift is not the one that was generated"
    case .newerLedger(let version):
      "the ledger was written by a later version of Bellows (its version is \(version)); update Bellows"
    case .ahead(let plan, let deploy, let database, let oldest):
      "the database is at deploy \(database) of \(plan) and no longer serves deploy \(deploy), which this build is for "
        + "(the oldest that it serves is \(oldest)); deploy a newer build, "
        + "or take the database back with migrate rollback --to \(deploy) in the newer build"
    case .cancelled(let who): "cancelled by \(who); to go on: migrate run --resume; to start over: migrate reset"
    case .unconfirmed(let plan, let bytes):
      "in production this wants --confirm \(plan): values go, and \(byteCount(bytes)) of them are kept aside first"
    case .quarantined(let plan, let backfill, let count):
      "\(plan): \(rows(count)) of \(backfill) could not be moved (migrate status lists them); "
        + "mend them or the body, then migrate run tries them first"
    case .tooManyRefused(let plan, let backfill, let limit):
      "\(plan): \(backfill) stopped, for \(limit) rows could not be moved (migrate status lists them); "
        + "mend the body or the rows, then migrate run goes on"
    case .pendingAgain(let plan, let backfill, let count):
      "\(plan): \(rows(count)) of \(backfill) are pending although the walk went over all; "
        + "does older code still run? migrate run goes over them again"
    case .neverEnds(let plan, let backfill, let count, let samples):
      "\(plan): \(rows(count)) of \(backfill) stay pending although a scan of all rows changed none. A row without a value "
        + "in its key is never scanned: give it one, or delete it. Otherwise compare the function with these rows, then "
        + "migrate run:" + samples.map { "\n  \(printable($0))" }.joined()
        + (count > samples.count ? "\n  and \(grouped(count - samples.count)) more" : "")
    case .notIdempotent(let plan, let backfill, let key, let reason):
      "\(plan): \(backfill) stopped at row \(printable(key)): \(printable(reason)). Every run would change the row again, so "
        + "nothing of this batch was written. Return a row that is right unchanged; if the function cannot tell, generate "
        + "the plan with bellows generate --data --once, which changes each row once"
    case .unlimitedOnce(let plan, let backfill, let table):
      "\(plan): \(backfill) changes each row once, and the keys of \(table) do not tell new rows from those that were there "
        + "when it began; limit it in main.swift, plans.limiting(\(swiftLiteral(backfill)), of: \(swiftLiteral(plan)), "
        + "to: \"createdAt < '2026-03-01'\") say, or make the function idempotent and generate the plan without --once"
    case .repeats(let action):
      "stopped, for the next step is the same one again although it was just done: \(action). The database did not keep "
        + "what the step wrote to the _bellows_ tables: look for triggers on them, or for another program that writes to "
        + "them, then run again"
    case .unfinished(let plan, let deploy, let count):
      "the backups of \(plan) are still needed: the plan is at deploy \(deploy) of \(count) here and not finished; carry it "
        + "out to its end, or undo it with migrate rollback, then forget it"
    case .unverified(let plan, let deploy, let path, let count, let samples):
      "\(plan): \(rows(count)) \(count == 1 ? "breaks" : "break") \(path), which deploy \(deploy) demands; mend them, "
        + "then migrate run counts again:" + samples.map { "\n  \(printable($0))" }.joined()
    case .newerCodeRuns(let plan, let released, let to):
      "code of deploy \(released) of \(plan) runs everywhere and needs what would be undone; redeploy the build of "
        + "deploy \(to) and let it migrate run, which closes the gate; then roll back"
    case .wouldNotFit(let plan, let deploy, let path, let count, let samples, let isFirst):
      "deploy \(deploy) of \(plan) cannot be undone, and nothing was: \(rows(count)) \(count == 1 ? "holds" : "hold") what "
        + "the schema before it refuses at \(path). "
        + (isFirst ? "" : "Go back with migrate rollback --to \(deploy) first, where they can be written to. ")
        + "Give them other values or delete them, then roll back again:"
        + samples.map { "\n  \(printable($0))" }.joined()
        + (count > samples.count ? "\n  and \(grouped(count - samples.count)) more" : "")
    case .wouldLackValues(let plan, let deploy, let path, let count, let samples, let image):
      "deploy \(deploy) of \(plan) cannot be undone, and nothing was: \(rows(count)) came after \(path) had gone, which the "
        + "schema before it demands. Delete them"
        + (image.map { ", or put their keys and values into \($0)" } ?? "") + ", then roll back again:"
        + samples.map { "\n  \(printable($0))" }.joined()
        + (count > samples.count ? "\n  and \(grouped(count - samples.count)) more" : "")
    case .cannotUndo(let plan, let deploy, let what, let reason):
      "\(plan) cannot be taken back to deploy \(deploy), and nothing was: \(what) would not come back, for \(reason). "
        + "If a backup of yours has it, --confirm \(plan) undoes the rest"
    case .nothingTo(let what): "there is nothing to \(what)"
    }
  }
}

/// A text as Swift writes it.
private func swiftLiteral(_ text: String) -> String {
  "\"" + printable(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
}

/// The front of a fingerprint: enough for people.
func short(_ fingerprint: String) -> String { String(fingerprint.prefix(12)) }

/// `1 row`, `1,042 rows`.
func rows(_ count: Int) -> String { count == 1 ? "1 row" : "\(grouped(count)) rows" }

/// `1,042`.
func grouped(_ number: Int) -> String {
  var text = ""
  let digits = String(number.magnitude)
  for (place, digit) in digits.enumerated() {
    if place > 0, (digits.count - place).isMultiple(of: 3) { text.append(",") }
    text.append(digit)
  }
  return number < 0 ? "-" + text : text
}

/// `800 bytes`, `1.2 MB`.
func byteCount(_ bytes: Int) -> String {
  if bytes < 1000 { return bytes == 1 ? "1 byte" : "\(bytes) bytes" }
  var tenths = bytes / 100
  for unit in ["KB", "MB", "GB"] {
    if tenths < 10_000 { return "\(tenths / 10).\(tenths % 10) \(unit)" }
    tenths /= 1000
  }
  return "\(grouped(tenths / 10)) TB"
}

/// The first three and how many more.
func listed(_ names: [String]) -> String {
  let more = names.count - 3
  return names.prefix(3).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
}
