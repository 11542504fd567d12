// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// What has to be set before a transaction begins.
///
/// It is only set where it changes: after `PRAGMA foreign_keys`, SQLite compiles every statement anew.
struct TransactionSettings {
  private static let full = 2
  private static let normal = 1

  private var enforcesReferences: Bool?
  private var keepsUndoInMemory = false
  private var synchronous: Int
  /// As SQLite was built.
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
    // A statement that calls functions keeps the pages that it changes, to undo them should one fail: those of a batch are
    // few, and a file for them would take as long as the batch. What sorts a table needs its file.
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

  /// Whether what isn't waited for may be lost, but never in part: so it is with a write-ahead log, and not with a rollback
  /// journal.
  private func hasLog(_ connection: Connection) throws -> Bool {
    let statement = try connection.prepare("PRAGMA journal_mode")
    defer { statement.reset() }
    return try statement.step() && statement.text(0) == "wal"
  }
}
