// Part of Bellows. MIT licence: see LICENSE.

/// A record of the ledger that becomes invalid when older code runs again.
enum GateInvalidation: Hashable, Sendable {
  case backfill(BackfillRecord)
  case verified(GatePosition)
  case backup(BackupRecord)
}

extension PlanProgress {
  /// Returns the records that become invalid when code of a deploy runs again: it may change rows that were converted,
  /// counted or backed up.
  func invalidations(at deploy: Int) -> [GateInvalidation] {
    var invalidations: [GateInvalidation] = []
    for var backfill in backfills where backfill.after >= record.deploy && backfill.state != .rescan {
      backfill.state = .rescan
      backfill.cursor = nil
      invalidations.append(.backfill(backfill))
    }
    for position in verified where position.deploy > record.deploy { invalidations.append(.verified(position)) }
    for var backup in backups where backup.isOpen && backup.gate.deploy > record.deploy {
      backup.isOpen = false
      invalidations.append(.backup(backup))
    }
    return invalidations
  }
}
