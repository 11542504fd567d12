// Part of Bellows. MIT licence: see LICENSE.

extension MigrationStatus {
  /// Returns the status as text.
  func text(database: String, environment: String) -> String {
    var lines = ["database   \(database) (\(environment))"]
    if !hasLedger { lines.append("schema     unknown: there is no ledger") }
    if let schema { lines.append("schema     \(short(schema))") }
    if let cancelled { lines.append("cancelled  by \(cancelled)") }
    for plan in plans { lines += plan.lines }
    for worker in workers { lines.append("worker     \(worker.sentence)") }
    for wait in waits { lines.append("waits      \(printable(wait))") }
    for line in deadRows { lines.append("dead rows  \(printable(line))") }
    for backup in backups { lines.append("backup     \(backup.sentence)") }
    for line in drift { lines.append("drift      \(line)") }
    for (index, action) in next.enumerated() { lines.append((index == 0 ? "next       " : "           ") + action) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Returns the status as JSON.
  func json(database: String, environment: String) -> JSONValue {
    .members([
      "format": "bellows-status/2", "database": .string(database), "environment": .string(environment),
      "schema": .text(schema), "cancelled": .text(cancelled), "servesThisBuild": .bool(servesThisBuild),
      "plans": .array(plans.map(\.json)), "workers": .array(workers.map(\.json)), "waits": .texts(waits),
      "deadRows": .texts(deadRows),
      "backups": .array(backups.map(\.json)),
      "drift": .array(drifted.map(\.json)), "actions": .array(actions.map(\.json)), "next": .texts(next),
    ])
  }
}

extension MigrationStatus.PlanStatus {
  fileprivate var lines: [String] {
    var lines = ["plan       \(printable(plan)), deploy \(deploy) of \(deploys)"]
    lines.append("released   \(released == 0 ? "not yet" : "no code older than deploy \(released) runs")")
    let width = backfills.map(\.name.count).max() ?? 0
    for backfill in backfills {
      let name = backfill.name + String(repeating: " ", count: width - backfill.name.count)
      lines.append("backfill   \(name)  \(backfill.sentence)")
      for sample in backfill.samples { lines.append("             \(printable(sample))") }
      if let error = backfill.error { lines.append("             stopped: \(error)") }
    }
    return lines
  }

  fileprivate var json: JSONValue {
    .members([
      "plan": .string(plan), "deploy": .count(deploy), "deploys": .count(deploys), "released": .count(released),
      "backfills": .array(backfills.map(\.json)),
    ])
  }
}

extension MigrationStatus.WorkerStatus {
  fileprivate var sentence: String {
    "\(printable(process)): \(backfill), key range \(range), \(rows(scanned)) scanned"
      + (isSilent ? "; silent for longer than its lease, so another worker takes the range" : "")
  }

  fileprivate var json: JSONValue {
    .members([
      "process": .string(process), "plan": .string(plan), "backfill": .string(backfill), "range": .count(range),
      "visited": .count(scanned), "silent": .bool(isSilent),
    ])
  }
}

extension MigrationStatus.BackupStatus {
  fileprivate var sentence: String {
    let contents = BackupContents(table: table, columns: columns, rows: rows)
    return "\(plan)  \(backup)\(contents.of), \(Bellows.rows(rows))"
      + (isRestorable ? "" : "; archive only, no rollback uses it; delete it with migrate forget \(plan)")
  }

  fileprivate var json: JSONValue {
    .members([
      "plan": .string(plan), "table": .text(table), "columns": .texts(columns), "rows": .count(rows),
      "image": .string(backup), "restorable": .bool(isRestorable),
    ])
  }
}

extension MigrationStatus.BackfillStatus {
  fileprivate var sentence: String {
    let count = "\(grouped(scanned)) of \(rows(max(total, scanned))), \(grouped(changed)) changed"
    let quarantine = quarantined == 0 ? "" : ", \(grouped(quarantined)) quarantined:"
    switch state {
    case .waiting: return "waiting"
    case .underway: return "running: \(count)\(secondsLeft.map { ", about " + timeLeft($0) } ?? "")\(quarantine)"
    case .held: return "incomplete: \(count)\(quarantine)"
    case .done: return "done: \(count)"
    }
  }

  fileprivate var json: JSONValue {
    .members([
      "name": .string(name), "state": .string(state.rawValue), "total": .count(total), "visited": .count(scanned),
      "moved": .count(changed), "refused": .count(quarantined), "samples": .texts(samples), "error": .text(error),
      "ranges": .count(ranges), "secondsLeft": secondsLeft.map { .count($0) } ?? .null,
    ])
  }
}
