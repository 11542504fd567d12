// Part of Bellows. MIT licence: see LICENSE.

extension RunEvent {
  /// What happened, in a sentence.
  var sentence: String {
    switch self {
    case .created(let tables): "created: \(tables == 1 ? "1 table" : "\(tables) tables"), as this build has them"
    case .adopted(nil, _): "adopted: the tables are this build's schema"
    case .adopted(let plan?, 0): "adopted: the tables are what \(plan) starts from"
    case .adopted(let plan?, let deploy): "adopted: the tables are those of deploy \(deploy) of \(plan)"
    case .countedAsDone(let plan):
      "\(plan): counted as done, for nothing in the tables tells whether this repair has run here; if it has not: "
        + "migrate rollback, then migrate run"
    case .entered(let plan, let deploy, let count, let phase):
      "\(plan): the schema of deploy \(deploy) of \(count) (\(phase.rawValue)) is in force"
    case .noticed(let note): "note: \(printable(note))"
    case .warned(let plan, let problems):
      "warning: \(plan) cannot begin on this database:" + problems.map { "\n  \(printable($0))" }.joined()
    case .backupAnnounced(let table, let columns, let bytes):
      "to be kept aside: \(columns.joined(separator: ", ")) of \(table), about \(byteCount(bytes))"
    case .backedUp(let table, let columns, let count):
      "kept aside \(columns.joined(separator: ", ")) of \(table): \(rows(count))"
    case .began(let backfill, let total, 0): "\(backfill): \(rows(total)) to go over"
    case .began(let backfill, let total, let scanned):
      "\(backfill): going on after \(grouped(scanned)) of \(rows(total))"
    case .progressed(let progress): "\(progress.backfill): \(grouped(progress.scanned)) of \(rows(progress.total))"
    case .finished(let progress):
      "\(progress.backfill): done; \(rows(progress.scanned)) gone over, \(grouped(progress.changed)) changed"
    case .counted(let name, let count, let remaining):
      remaining == 0 ? "\(name): nothing breaks it" : "\(name): \(grouped(remaining)) of \(rows(count)) break it"
    case .gatesInvalidated(let plan, let deploy):
      "\(plan): gates opened since deploy \(deploy) are closed again, for its code runs"
    case .released(let plan, let deploy): "\(plan): no code older than deploy \(deploy)'s runs"
    case .resumed: "going on after it was cancelled"
    case .rolledBack(let plan, let deploy): "\(plan): deploy \(deploy) is undone"
    case .restored(let table, let count, let touched, let backup):
      "\(table): \(rows(count)) \(count == 1 ? "has its" : "have their") old values again"
        + (backup.map {
          let stay =
            touched.count == 1
            ? "was written to since and stays as it is" : "were written to since and stay as they are"
          return "; \(rows(touched.count)) \(stay) (see \($0)):"
        } ?? "")
        + touched.prefix(20).map { "\n  \(text(of: $0))" }.joined()
        + (touched.count > 20 ? "\n  and \(grouped(touched.count - 20)) more" : "")
    case .discarded(let kept):
      "\(kept.table): \(kept.columns.joined(separator: ", ")) of \(rows(kept.rows)) \(kept.rows == 1 ? "goes" : "go"), "
        + "\(kept.author)\(kept.index):" + kept.list
    case .outdated(let kept):
      "\(kept.table): newer code wrote \(kept.columns.joined(separator: ", ")) of \(rows(kept.rows)), which older code "
        + "reads as it was before\(kept.index):" + kept.list
    case .empty(let table, let columns, let count):
      "\(table): \(columns.joined(separator: ", ")) of \(rows(count)) \(columns.count == 1 ? "comes" : "come") back "
        + "without values, for nothing was kept here"
    case .convertedBack(let backfill): "\(backfill): what it has converted is computed back"
    case .backupDeleted(let plan, let backup, let contents):
      "\(plan): deleted the backup \(backup)\(contents.of), \(rows(contents.rows))"
    case .problem(let problem): problem.sentence
    }
  }

  /// What happened, for machines.
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
    case .problem(let problem): problem.json
    }
  }
}

extension BackupContents {
  /// Of which table and columns: ` of users: age, name`.
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
  fileprivate var author: String {
    copiedBy.map { "what \($0) has copied and what newer code has written" } ?? "written by newer code"
  }

  /// Where they are now.
  fileprivate var index: String { backup.map { "; they are kept in \($0)" } ?? "; the database cannot keep them" }

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
