// Part of Bellows. MIT licence: see LICENSE.
import CSQLite

/// An error of SQLite, with advice.
public struct SQLiteError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Display name of the database: `app.sqlite`.
  public var database: String
  /// SQLite's extended result code: 2067 is a unique constraint.
  public var code: Int32
  /// SQLite's message.
  public var message: String
  /// The statement that failed; `nil` if the error is not of a statement.
  public var statement: String?
  /// Advice beyond SQLite's message.
  var situation: String?

  init(database: String, code: Int32, message: String, statement: String? = nil, situation: String? = nil) {
    self.database = database
    self.code = code
    self.message = message
    self.statement = statement
    self.situation = situation
  }

  /// The primary result code: 19 is any constraint.
  var primaryCode: Int32 { code & 0xFF }

  /// Whether the row, not the database, caused the error: it violates a constraint, or an expression fails on it.
  var isOfRow: Bool { [SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_ERROR, SQLITE_TOOBIG].contains(primaryCode) }

  /// What is wrong and what to do.
  public var description: String {
    var text = "\(database): \(message)"
    if let advice = situation ?? advice { text += ": \(advice)" }
    if let statement { text += "\n  in: \(statement.count > 400 ? statement.prefix(400) + "..." : statement)" }
    return text
  }

  private var advice: String? {
    switch primaryCode {
    case SQLITE_BUSY, SQLITE_LOCKED:
      "another connection held its lock for too long; end that transaction, or wait longer (busyTimeout)"
    case SQLITE_READONLY where code == bellows_readonly_moved:
      "the file was moved or deleted while it was open; restore it and run again"
    case SQLITE_READONLY:
      "the file, or the folder that its journal goes to, cannot be written; check their owner and mode"
    case SQLITE_FULL: "the disk is full; the transaction was rolled back; free space and run again"
    // SQLite reports SQLITE_FULL only for a full disk.
    case SQLITE_IOERR where code == bellows_ioerr_write:
      "the disk failed, or a quota or a file size limit is reached; the transaction was rolled back; "
        + "free space and run again"
    case SQLITE_NOTADB: "the file is not a SQLite database, or it is encrypted; check the path"
    case SQLITE_CORRUPT: "the file is damaged; run PRAGMA integrity_check, and restore a backup"
    case SQLITE_IOERR: "the disk failed or the file is gone; the transaction was rolled back"
    case SQLITE_CANTOPEN: "check the path, and that the file and its folder are writable"
    case _: nil
    }
  }
}
