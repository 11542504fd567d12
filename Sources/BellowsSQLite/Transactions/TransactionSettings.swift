// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// The settings before a transaction.
///
/// They are set only if they change: after `PRAGMA foreign_keys` SQLite compiles every statement again.
struct TransactionSettings {
  private static let full = 2
  private static let normal = 1

  private var enforcesReferences: Bool?
  private var keepsUndoInMemory = false
  private var synchronous: Int
  /// The default of this build of SQLite.
  private let usual: Int

  init(_ connection: Connection) throws {
    usual = try connection.number("PRAGMA synchronous")
    synchronous = usual
  }

  mutating func change(_ connection: Connection, to access: Access) throws {
    let enforces = if case .schema = access { false } else { true }
    if enforces != enforcesReferences {
      try connection.run("PRAGMA foreign_keys = \(enforces ? "ON" : "OFF")")
      enforcesReferences = enforces
    }
    // A rebuild that failed may have left it on.
    if !enforces { try connection.run("PRAGMA legacy_alter_table = OFF") }
    // A statement that calls functions stores the original pages in a temporary file, to roll back if a function fails.
    // A batch changes few pages, and the file would cost as much time as the batch, so they stay in memory. Statements
    // that sort a table need the file.
    if isBatch(access) != keepsUndoInMemory {
      keepsUndoInMemory.toggle()
      try connection.run("PRAGMA temp_store = \(keepsUndoInMemory ? "MEMORY" : "DEFAULT")")
    }
    let wanted = try isBatch(access) && hasLog(connection) ? min(usual, Self.normal) : usual
    if wanted != synchronous {
      try connection.run("PRAGMA synchronous = \(wanted)")
      synchronous = wanted
    }
  }

  private func isBatch(_ access: Access) -> Bool { if case .batch = access { true } else { false } }

  /// Returns whether a transaction that is not synced stays atomic: with a write-ahead log, not with a rollback
  /// journal.
  private func hasLog(_ connection: Connection) throws -> Bool {
    let statement = try connection.prepare("PRAGMA journal_mode")
    defer { statement.reset() }
    return try statement.step() && statement.text(0) == "wal"
  }
}
