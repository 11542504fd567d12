// Part of Bellows. MIT licence: see LICENSE.
import BellowsSQLite
import EverythingMigrations
import Foundation
import Testing

@testable import Bellows

/// The database that is killed again and again.
enum KillSample {
  /// A file under the old schema with some rows, of which the ledger knows.
  static func write(to path: String, journal: String) async throws {
    let plan = try #require(plans.all.first)
    let raw = try RawDatabase(path: path)
    _ = try raw.rows("PRAGMA journal_mode = \(journal)")
    for table in plans.tables({ _ in 0 }).present {
      for statement in table.statements { try raw.execute(statement) }
    }
    try raw.execute("BEGIN")
    for number in 1...3 {
      try raw.execute("INSERT INTO teams (slug, title) VALUES ('team-\(number)', 'Team \(number)')")
    }
    let roles = ["member", "guest", "admin"]
    for number in 1...14 {
      let age = number % 4 == 0 ? "NULL" : "'\(number + 20)'"
      let bio = number % 3 == 0 ? "NULL" : "'writes about \(number)'"
      try raw.execute(
        """
        INSERT INTO users (name, email, role, age, bio, visits, team, legacy, nickname, joinedAt) VALUES
        ('Name \(number)', 'user\(number)@example.com', '\(roles[number % 3])', \(age), \(bio), \(number * 100),
         'team-\(number % 3 + 1)', \(number), 'nick \(number)', \(number))
        """)
      try raw.execute(
        "INSERT INTO posts (author, text, state) VALUES (\(number), 'text', '\(number % 2 == 0 ? "done" : "new")')")
      try raw.execute("INSERT INTO logs (line) VALUES ('line \(number)')")
      try raw.execute("INSERT INTO seats (room, number, holder) VALUES ('room \(number % 5)', \(number), \(number))")
    }
    try raw.execute("COMMIT")
    _ = try raw.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    let before = Migrations(schema: plan.base, tables: plans.tables { _ in 0 }.present, plans: [])
    let status = await MigrateCommand.run(before, on: SQLite(path: path), environment: "test", arguments: ["adopt"])
    if status != 0 { throw RawDatabase.Failure(description: "adopt exits with \(status)") }
    _ = try raw.rows("PRAGMA wal_checkpoint(TRUNCATE)")
  }

  /// All that is in a file, a line each, but for times, processes, the number of workers so far, and what is only a
  /// history.
  static func contents(of path: String) throws -> [String] {
    let raw = try RawDatabase(path: path)
    var lines = try schemaText(raw)
    guard try raw.texts("PRAGMA integrity_check") == ["ok"] else { return ["broken"] }
    let tables = try raw.texts("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    for table in tables where !["_bellows_events", "_bellows_leases"].contains(table) {
      let columns = try raw.texts("SELECT name FROM pragma_table_xinfo('\(table)') WHERE hidden = 0")
      let isLedger = table.hasPrefix("_bellows_")
      let lasting = columns.filter { !isLedger || !["started", "updated", "time", "who"].contains($0) }
      let names = lasting.map(\.sqlName).joined(separator: ", ")
      for row in try raw.rows("SELECT \(names) FROM \(table.sqlName)") {
        lines.append("\(table): " + zip(lasting, row).map { "\($0) \($1)" }.joined(separator: ", "))
      }
    }
    return lines.sorted()
  }
}
