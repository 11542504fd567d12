// Part of Bellows. MIT licence: see LICENSE.

extension Runner {
  /// Upgrades the ledger of an earlier version: creates the tables that it lacks.
  ///
  /// Needs the migration lock.
  func upgradeLedger() async throws {
    guard try await database.hasLedgerTable(LedgerTables.state) else { return }
    guard try await database.transaction(.read, { try await $0.ledger.needsUpgrade() }) else { return }
    try await database.createLedgerTables(LedgerTables.all)
    try await database.transaction(.write) { try await $0.ledger.recordUpgrade() }
  }
}

extension Ledger {
  /// Whether an earlier version of Bellows wrote the ledger, which this one can upgrade.
  fileprivate func needsUpgrade() async throws -> Bool {
    guard let row = try await rows(of: LedgerTables.state, limit: 1).first else { return false }
    let version = Int64(try row.int("version"))
    return version >= LedgerTables.oldestVersion && version < LedgerTables.version
  }

  /// Records that the ledger has all tables of this version.
  fileprivate func recordUpgrade() async throws {
    try await update(LedgerTables.state, set: ["version": .int(LedgerTables.version)], where: ["id": 1])
  }
}
