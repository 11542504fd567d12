// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import GRDB

/// What the app last meant by every row, in tables of the same file that the schema does not name.
///
/// All processes share it, and write to it in the transaction that writes the row: so each can read rows that the other
/// wrote last, and knows what they must say.
public struct Journal {
  let db: GRDB.Database

  /// The journal of a file, in one of its transactions.
  public init(_ db: GRDB.Database) { self.db = db }

  /// Makes its tables.
  static func prepare(_ db: GRDB.Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE IF NOT EXISTS journal (
          "table" TEXT NOT NULL, id INTEGER NOT NULL, author INTEGER, meaning TEXT NOT NULL, PRIMARY KEY ("table", id));
        CREATE INDEX IF NOT EXISTS journal_by_author ON journal (author);
        CREATE TABLE IF NOT EXISTS journal_runs (seed INTEGER PRIMARY KEY, writes INTEGER NOT NULL);
        """)
  }

  /// What was meant by a row; `nil` when there is none.
  func meaning(_ table: String, _ id: Int64) throws -> Meaning? {
    let sql = #"SELECT meaning FROM journal WHERE "table" = ? AND id = ?"#
    return try String.fetchOne(db, sql: sql, arguments: [table, id]).map(Self.read)
  }

  /// Notes what is meant by a new row, or by the columns of one that were assigned.
  public func write(_ table: String, _ id: Int64, _ meaning: Meaning) throws {
    let whole = (try self.meaning(table, id) ?? [:]).merging(meaning) { $1 }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try db.execute(
      sql: #"INSERT OR REPLACE INTO journal ("table", id, author, meaning) VALUES (?, ?, ?, ?)"#,
      arguments: [
        table, id, whole["author"].flatMap { Int64($0) }, String(decoding: try encoder.encode(whole), as: UTF8.self),
      ])
  }

  /// Notes that a row is gone, and all that belonged to it.
  func delete(_ table: String, _ id: Int64) throws {
    try db.execute(sql: #"DELETE FROM journal WHERE "table" = ? AND id = ?"#, arguments: [table, id])
    if table == "people" { try db.execute(sql: "DELETE FROM journal WHERE author = ?", arguments: [id]) }
  }

  /// Some row of a table, or `nil` when there is none.
  func any(_ table: String, _ dice: inout Dice) throws -> Int64? {
    let last = #"SELECT MAX(id) FROM journal WHERE "table" = ?"#
    guard let last = try Int64.fetchOne(db, sql: last, arguments: [table]) else { return nil }
    return try Int64.fetchOne(
      db, sql: #"SELECT id FROM journal WHERE "table" = ? AND id >= ? ORDER BY id LIMIT 1"#,
      arguments: [table, dice.below(Int(last)) + 1])
  }

  func count(_ table: String) throws -> Int {
    try Int.fetchOne(db, sql: #"SELECT COUNT(*) FROM journal WHERE "table" = ?"#, arguments: [table]) ?? 0
  }

  /// What was meant by the rows from a key on, at most `limit`, in the order of their keys.
  func page(_ table: String, from id: Int64, limit: Int) throws -> [(id: Int64, meaning: Meaning)] {
    let sql = #"SELECT id, meaning FROM journal WHERE "table" = ? AND id >= ? ORDER BY id LIMIT ?"#
    return try Row.fetchAll(db, sql: sql, arguments: [table, id, limit]).map { try ($0[0], Self.read($0[1])) }
  }

  /// How many writes of a process have arrived.
  func writes(by seed: UInt64) throws -> Int {
    let sql = "SELECT writes FROM journal_runs WHERE seed = ?"
    return try Int.fetchOne(db, sql: sql, arguments: [Int64(seed)]) ?? 0
  }

  /// Counts a write of a process.
  func countWrite(by seed: UInt64) throws {
    try db.execute(
      sql: """
        INSERT INTO journal_runs (seed, writes) VALUES (?, 1)
        ON CONFLICT (seed) DO UPDATE SET writes = writes + 1
        """, arguments: [Int64(seed)])
  }

  private static func read(_ text: String) throws -> Meaning {
    try JSONDecoder().decode(Meaning.self, from: Data(text.utf8))
  }
}
