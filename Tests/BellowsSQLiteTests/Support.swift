// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import Foundation

@testable import BellowsSQLite

/// A database in a file of its own, which is deleted with the value.
final class Scratch: Sendable {
  let path: String
  let database: SQLite

  /// Creates a database with these statements, in WAL mode or with a rollback journal.
  init(_ statements: String..., wal: Bool = true, busyTimeout: Duration = .seconds(10)) throws {
    path = FileManager.default.temporaryDirectory.path + "/bellows-\(UUID().uuidString).sqlite"
    database = SQLite(path: path, busyTimeout: busyTimeout)
    let connection = try self.connection()
    try connection.run("PRAGMA journal_mode = \(wal ? "WAL" : "DELETE")")
    for statement in statements { try connection.run(statement) }
  }

  deinit {
    for suffix in ["", "-wal", "-shm", "-journal", "-bellows"] {
      try? FileManager.default.removeItem(atPath: path + suffix)
    }
  }

  /// Opens another connection.
  func connection() throws -> Connection {
    try Connection(path: path, name: "beside", wait: BusyWait(timeout: .milliseconds(50)))
  }

  /// Returns the rows of a query as text: NULL is `∅`.
  func rows(_ sql: String) throws -> [String] {
    try connection().rows(sql) { row in
      (0..<row.columnCount).map { row.text($0) ?? "∅" }.joined(separator: "|")
    }
  }

  /// Executes steps of a schema change.
  func execute(_ statements: SchemaStatement...) async throws {
    try await database.transaction(.schema) { session in
      for statement in statements { try await session.execute(statement) }
    }
  }
}
