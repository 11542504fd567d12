// Part of Bellows. MIT licence: see LICENSE.
import CSQLite

/// SQLite could not do something: what, and what to do about it.
public struct SQLiteError: Error, Hashable, Sendable, CustomStringConvertible {
  /// How people call the database: `app.sqlite`.
  public var database: String
  /// SQLite's extended result code: 2067 is a unique constraint.
  public var code: Int32
  /// SQLite's own words.
  public var message: String
  /// The statement that failed, if it was one.
  public var statement: String?
  /// More about the situation than SQLite knows.
  var situation: String?

  init(database: String, code: Int32, message: String, statement: String? = nil, situation: String? = nil) {
    self.database = database
    self.code = code
    self.message = message
    self.statement = statement
    self.situation = situation
  }

  /// The result code without what makes it more exact: 19 is any constraint.
  var primaryCode: Int32 { code & 0xFF }

  /// Whether a row, and not the database, is what is wrong: it breaks a constraint, or an expression fails on it.
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
      "the file was moved or deleted while it was open; put it back and run again"
    case SQLITE_READONLY:
      "the file, or the folder that its journal goes to, cannot be written; check their owner and mode"
    case SQLITE_FULL: "no room is left; nothing of this transaction was kept; make room and run again"
    // SQLite calls only a full disk full.
    case SQLITE_IOERR where code == bellows_ioerr_write:
      "the disk failed, or a quota or a limit to the size of files left no room; nothing of this transaction was kept; "
        + "make room and run again"
    case SQLITE_NOTADB: "the file is something else, or it is encrypted; check the path"
    case SQLITE_CORRUPT: "the file is damaged; see PRAGMA integrity_check, and restore a backup"
    case SQLITE_IOERR: "the disk failed or the file is gone; nothing of this transaction was kept"
    case SQLITE_CANTOPEN: "check that the path is right, and that the file and its folder can be written"
    case _: nil
    }
  }
}
