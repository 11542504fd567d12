// Part of Bellows. MIT licence: see LICENSE.

@testable import Bellows

/// Which backup tables that a rollback names are not there, or do not have the rows that it names.
func missingBackups(_ events: [RunEvent], rowCount: (_ backup: String) throws -> Int?) throws -> [String] {
  var missing: [String] = []
  func look(_ backup: String, _ rows: Int, isExact: Bool) throws {
    let count = try rowCount(backup) ?? -1
    if isExact ? count != rows : count < rows { missing.append("\(backup) has \(count) rows in place of \(rows)") }
  }
  for event in events {
    switch event {
    case .restored(_, _, let touched, let backup):
      if let backup { try look(backup, touched.count, isExact: true) }
      if backup == nil, !touched.isEmpty { missing.append("no backup is named for \(touched.count) rows") }
    case .discarded(let kept), .outdated(let kept):
      // If a function decides which values are new, all are backed up.
      if let backup = kept.backup { try look(backup, kept.rows, isExact: false) }
    case .created, .adopted, .entered, .backupAnnounced, .backedUp, .began, .progressed, .finished, .counted,
      .gatesInvalidated, .released,
      .resumed, .waiting, .worker, .reconnecting, .rolledBack, .empty, .convertedBack, .noticed,
      .evaluated, .unchecked, .warned,
      .countedAsDone, .backupDeleted,
      .problem:
      continue
    }
  }
  return missing
}
