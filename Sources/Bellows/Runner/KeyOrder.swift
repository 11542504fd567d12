// Part of Bellows. MIT licence: see LICENSE.

/// A key of several columns has them in the order of their names, in plans and for people. A table that somebody else
/// made may have them otherwise, and rows in any other order than its own are found by no index.
extension DatabaseSession {
  /// The same backfill, in the order of the table's own key.
  func inOrder(_ backfill: Backfill) async throws -> Backfill {
    guard backfill.key.count > 1, let order = try await keyOrder(of: backfill.table) else { return backfill }
    return backfill.scanning(in: order)
  }
}

extension Runner {
  /// The same backfill, in the order of the table's own key.
  func inOrder(_ backfill: Backfill) async throws -> Backfill {
    guard backfill.key.count > 1 else { return backfill }
    return try await database.transaction(.read) { try await $0.inOrder(backfill) }
  }

  /// The same scan, with all that goes along the key: what is kept aside, and the key to start after.
  func inOrder(_ scan: BackfillScan) async throws -> BackfillScan {
    let key = scan.backfill.key
    var scan = scan
    scan.backfill = try await inOrder(scan.backfill)
    let order = scan.backfill.key.compactMap { key.firstIndex(of: $0) }
    if let cursor = scan.runner.options.cursor, cursor.count == key.count {
      scan.runner.options.cursor = order.map { cursor[$0] }
    }
    if let backup = scan.backup, Set(backup.key) == Set(key) { scan.backup?.key = scan.backfill.key }
    return scan
  }
}
