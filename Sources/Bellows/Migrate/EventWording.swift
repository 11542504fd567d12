// Part of Bellows. MIT licence: see LICENSE.

extension RowMisfit {
  /// The rows in a line: `users.age: 3 rows with another type than integer (keys 1, 2, 7)`.
  var sentence: String {
    let what =
      switch kind {
      case .noKey: "NULL in the key, so that neither a backfill nor a backup can find them"
      case .otherType(let name): "another type than \(name)"
      case .excludedValue: "a value that the type of the field excludes"
      case .rounded: "an integer beyond 2^53, which code reads as the nearest double"
      }
    let shown = keys.map { $0.count > 40 ? $0.prefix(40) + "..." : $0 }.joined(separator: ", ")
    let more = keys.count < rows ? ", ..." : ""
    return "\(table).\(column): \(Bellows.rows(rows)) with \(what)" + (kind == .noKey ? "" : " (keys \(shown)\(more))")
  }
}

extension RunEvent {
  private static func reconnecting(_ reason: String, _ seconds: Int) -> String {
    "\(reason): the connection has ended; connecting again in \(seconds) s, to continue where the ledger says"
  }

  /// The event in a sentence.
  var sentence: String {
    switch self {
    case .created(let tables): "created this build's schema: \(tables == 1 ? "1 table" : "\(tables) tables")"
    case .adopted(nil, _): "adopted: the tables have this build's schema"
    case .adopted(let plan?, 0): "adopted: the tables have the schema before \(plan)"
    case .adopted(let plan?, let deploy): "adopted: the tables have the schema of deploy \(deploy) of \(plan)"
    case .countedAsDone(let plan):
      "\(plan): counted as done, because the tables do not show whether this repair has run here; if it has not, run "
        + "migrate rollback, then migrate run"
    case .entered(let plan, let deploy, let count, let phase):
      "\(plan): the schema of deploy \(deploy) of \(count) (\(phase.rawValue)) is in force"
    case .noticed(let note): "note: \(printable(note))"
    case .warned(let plan, let problems):
      "warning: \(plan) cannot begin on this database:" + problems.map { "\n  \(printable($0))" }.joined()
    case .backupAnnounced(let table, let columns, let bytes):
      "to be backed up: \(columns.joined(separator: ", ")) of \(table), about \(byteCount(bytes))"
    case .backedUp(let table, let columns, let count):
      "backed up \(columns.joined(separator: ", ")) of \(table): \(rows(count))"
    case .began(let backfill, let total, 0): "\(backfill): \(rows(total)) to scan"
    case .began(let backfill, let total, let scanned):
      "\(backfill): continuing after \(grouped(scanned)) of \(rows(total))"
    case .progressed(let progress): "\(progress.backfill): \(grouped(progress.scanned)) of \(rows(progress.total))"
    case .finished(let progress):
      "\(progress.backfill): done; \(rows(progress.scanned)) scanned, \(grouped(progress.changed)) changed"
    case .counted(let name, let count, let remaining):
      remaining == 0 ? "\(name): passed" : "\(name): \(grouped(remaining)) of \(rows(count)) fail"
    case .gatesInvalidated(let plan, let deploy):
      "\(plan): the gates opened since deploy \(deploy) are closed again, because its code runs"
    case .released(let plan, let deploy): "\(plan): no code older than deploy \(deploy) runs"
    case .resumed: "continuing after a cancel"
    case .waiting(let reason): "\(reason); waiting for it to hand over after its batch"
    case .worker(let event): event.sentence
    case .reconnecting(let reason, let seconds): Self.reconnecting(reason, seconds)
    case .rolledBack(let plan, let deploy): "\(plan): deploy \(deploy) is rolled back"
    case .restored(let table, let count, let touched, let backup):
      "\(table): \(rows(count)) restored"
        + (backup.map {
          let stay = touched.count == 1 ? "was written since and stays" : "were written since and stay"
          return "; \(rows(touched.count)) \(stay) unchanged (see \($0)):"
        } ?? "")
        + touched.prefix(20).map { "\n  \(text(of: $0))" }.joined()
        + (touched.count > 20 ? "\n  and \(grouped(touched.count - 20)) more" : "")
    case .discarded(let kept):
      "\(kept.table): \(kept.columns.joined(separator: ", ")) of \(rows(kept.rows)) \(kept.rows == 1 ? "is" : "are") deleted, "
        + "\(kept.origin)\(kept.location):" + kept.list
    case .outdated(let kept):
      "\(kept.table): newer code wrote \(kept.columns.joined(separator: ", ")) of \(rows(kept.rows)), which older code "
        + "does not see\(kept.location):" + kept.list
    case .empty(let table, let columns, let count):
      "\(table): \(columns.joined(separator: ", ")) of \(rows(count)) \(columns.count == 1 ? "is" : "are") created again "
        + "without values, because there is no backup here"
    case .convertedBack(let backfill): "\(backfill): its conversion is reversed"
    case .backupDeleted(let plan, let backup, let contents):
      "\(plan): deleted the backup \(backup)\(contents.of), \(rows(contents.rows))"
    case .evaluated(_, let backfill, let count, let changed):
      "\(backfill): \(rows(count)) read, \(grouped(changed)) would change"
    case .unchecked(let what): "not checked: \(printable(what))"
    case .problem(let problem): problem.sentence
    }
  }

  /// The event for programs.
  var json: JSONValue {
    switch self {
    case .created(let tables): .members(["event": "created", "tables": .count(tables)])
    case .adopted(let plan, let deploy):
      .members(["event": "adopted", "plan": .text(plan), "deploy": .count(deploy)])
    case .countedAsDone(let plan): .members(["event": "counted-as-done", "plan": .string(plan)])
    case .entered(let plan, let deploy, let count, let phase):
      .members([
        "event": "schema", "plan": .string(plan), "deploy": .count(deploy), "deploys": .count(count),
        "phase": .string(phase.rawValue),
      ])
    case .noticed(let note): .members(["event": "note", "note": .string(note)])
    case .warned(let plan, let problems):
      .members(["event": "warning", "plan": .string(plan), "problems": .texts(problems)])
    case .backupAnnounced(let table, let columns, let bytes):
      .members(["event": "keeping", "table": .string(table), "columns": .texts(columns), "bytes": .count(bytes)])
    case .backedUp(let table, let columns, let rows):
      .members(["event": "kept", "table": .string(table), "columns": .texts(columns), "rows": .count(rows)])
    case .began(let backfill, let total, let scanned):
      .members(["event": "began", "backfill": .string(backfill), "total": .count(total), "visited": .count(scanned)])
    case .progressed(let progress): progress.json("moved")
    case .finished(let progress): progress.json("finished")
    case .counted(let name, let rows, let remaining):
      .members(["event": "counted", "name": .string(name), "rows": .count(rows), "remaining": .count(remaining)])
    case .gatesInvalidated(let plan, let deploy):
      .members(["event": "closed", "plan": .string(plan), "deploy": .count(deploy)])
    case .released(let plan, let deploy):
      .members(["event": "released", "plan": .string(plan), "deploy": .count(deploy)])
    case .resumed: .members(["event": "resumed"])
    case .waiting(let reason): .members(["event": "waiting", "reason": .string(reason)])
    case .worker(let event): event.json
    case .reconnecting(let reason, let seconds):
      .members(["event": "reconnecting", "reason": .string(reason), "seconds": .count(seconds)])
    case .rolledBack(let plan, let deploy):
      .members(["event": "undone", "plan": .string(plan), "deploy": .count(deploy)])
    case .restored(let table, let rows, let touched, let backup):
      .members([
        "event": "restored", "table": .string(table), "rows": .count(rows),
        "touched": .array(touched.map { .array($0) }), "image": .text(backup),
      ])
    case .discarded(let kept): kept.json("lost")
    case .outdated(let kept): kept.json("outdated")
    case .empty(let table, let columns, let rows):
      .members(["event": "empty", "table": .string(table), "columns": .texts(columns), "rows": .count(rows)])
    case .convertedBack(let backfill): .members(["event": "computed-back", "backfill": .string(backfill)])
    case .backupDeleted(let plan, let backup, let contents):
      .members([
        "event": "forgot", "plan": .string(plan), "image": .string(backup), "table": .text(contents.table),
        "columns": .texts(contents.columns), "rows": .count(contents.rows),
      ])
    case .evaluated(let plan, let backfill, let rows, let changed):
      .members([
        "event": "evaluated", "plan": .string(plan), "backfill": .string(backfill), "rows": .count(rows),
        "changed": .count(changed),
      ])
    case .unchecked(let what): .members(["event": "unchecked", "what": .string(what)])
    case .problem(let problem): problem.json
    }
  }
}

extension BackupContents {
  /// The table and the columns: ` of users: age, name`.
  var of: String {
    (table.map { " of \($0)" } ?? "") + (columns.isEmpty ? "" : ": " + columns.joined(separator: ", "))
  }
}

extension RunEvent.Progress {
  fileprivate func json(_ event: String) -> JSONValue {
    .members([
      "event": .string(event), "backfill": .string(backfill), "total": .count(total), "visited": .count(scanned),
      "moved": .count(changed), "refused": .count(quarantined),
    ])
  }
}

extension BackedUpValues {
  /// Who wrote the values.
  fileprivate var origin: String {
    copiedBy.map { "copied by \($0) or written by newer code" } ?? "written by newer code"
  }

  /// Where the values are backed up.
  fileprivate var location: String { backup.map { "; backed up in \($0)" } ?? "; the database cannot back them up" }

  fileprivate var list: String {
    samples.map { "\n  \(printable($0))" }.joined()
      + (rows > samples.count ? "\n  and \(grouped(rows - samples.count)) more" : "")
  }

  fileprivate func json(_ event: String) -> JSONValue {
    .members([
      "event": .string(event), "table": .string(table), "columns": .texts(columns), "rows": .count(rows),
      "samples": .texts(samples), "image": .text(backup),
    ])
  }
}
