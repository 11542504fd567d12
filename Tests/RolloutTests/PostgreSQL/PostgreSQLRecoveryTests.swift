// Part of Bellows. MIT licence: see LICENSE.
import BellowsPostgreSQL
import PlanModel
import SchemaEdits
import SchemaModel
import TestServers
import TestSupport
import Testing

@testable import Bellows
@testable import MigrationSQL

/// What a run or a rollback that stopped leaves behind, and how the next one continues.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct PostgreSQLRecoveryTests {
  @Test("A run that stops at a preparation is continued, also after one that creates a table")
  func preparations() async throws {
    let old = "table users {\n  name: string\n}"
    let new = "table users {\n  name: string\n  team: id<teams>?\n}\ntable teams {\n  title: string\n}"
    let first = try await PlannedDatabase(from: old, to: new)
    let steps = first.migration.deploys.flatMap(\.preparations).map(\.statement)
    #expect(steps.contains { $0.hasPrefix("CREATE TABLE") } && steps.count > 2, "\(steps)")
    for step in steps {
      for moment in Faults.Moment.allCases {
        let database = try await PlannedDatabase(from: old, to: new)
        let faults = Faults(cutting: step, moment)
        await #expect(throws: PostgreSQLError.self) { try await database.run(faults: faults) }
        #expect(faults.brokenStatement == step)
        try await database.run()
        let raw = try database.raw
        try raw.execute("INSERT INTO teams (title) VALUES ('a'); INSERT INTO users (name, team) VALUES ('b', 1)")
        #expect(throws: RawPostgreSQL.Failure.self) {
          try raw.execute("INSERT INTO users (name, team) VALUES ('b', 2)")
        }
      }
    }
  }

  @Test("A rollback that could not drop a column backs the values up again when it is repeated")
  func repeatedRollback() async throws {
    let database = try await PlannedDatabase(
      from: "table users {\n  name: string\n}", to: "table users {\n  name: string\n  fax: string?\n}")
    let raw = try database.raw
    try await database.run()
    try raw.execute("INSERT INTO users (name, fax) VALUES ('a', 'old'); CREATE VIEW faxes AS SELECT fax FROM users")
    for _ in 0..<2 {
      await #expect(throws: PostgreSQLError.self) { try await database.rollBack(to: 0) }
    }
    #expect(try await Self.backups(raw) == ["old"])
    // The application goes on.
    try raw.execute("UPDATE users SET fax = 'new'; INSERT INTO users (name, fax) VALUES ('b', 'late'); DROP VIEW faxes")
    try await database.rollBack(to: 0)
    #expect(try await Self.backups(raw) == ["late", "new"])
    let records = "SELECT deploy, position, open FROM bellows._bellows_backups"
    #expect(try raw.rows(records) == [["0", "0", "0"]])
  }

  /// The backed up values of all backups.
  private static func backups(_ raw: RawPostgreSQL) async throws -> [String] {
    let tables = try raw.rows("SELECT oid::regclass FROM pg_class WHERE relname ~ '^_bellows_backup_\\d+$' ORDER BY 1")
    return try tables.flatMap { try raw.rows("SELECT o1 FROM \($0[0] ?? "") ORDER BY 1") }.compactMap { $0[0] }
  }

  @Test("A constraint that a withdrawn plan has left is not taken over by the next plan")
  func leftBehind() async throws {
    func schema(_ type: String) -> String { "table users {\n  role: \(type)\n}" }
    let (old, next) = (schema("\"a\" | \"b\" | \"c\""), schema("\"b\" | \"c\""))
    let database = try await PlannedDatabase(from: old, to: next)
    let raw = try database.raw
    // What a run of the other plan has left: its preparations, of which this ledger knows nothing.
    let other = try await PlannedDatabase(from: old, to: schema("\"a\" | \"b\""))
    let left = other.migration.deploys.flatMap(\.preparations)
    for step in left { try raw.execute(step.statement) }
    #expect(left.contains { $0.ownResult(prefix: "_bellows_") != nil } && left.count > 1, "\(left)")
    try await database.run()
    try raw.execute("INSERT INTO users (role) VALUES ('c')")
    #expect(throws: RawPostgreSQL.Failure.self) { try raw.execute("INSERT INTO users (role) VALUES ('a')") }
  }

  @Test("Columns in sync are written by a session whose search path does not have their types")
  func otherSessions() async throws {
    let server = try PostgreSQLServer.shared()
    let planned = try await PlannedDatabase(
      from: "table t {\n  mood: \"good\" | \"bad\" @stored(enum(\"mood\"))\n}",
      to: "table t {\n  feeling: string @was(mood)\n}")
    let connection = server.connection(to: try server.makeDatabase())
    let raw = try RawPostgreSQL(connection)
    try raw.execute("CREATE SCHEMA shop; SET search_path TO shop")
    try raw.create(planned.plan.revision(after: 1))
    let application = try RawPostgreSQL(connection)
    try application.execute("SET search_path TO public; INSERT INTO shop.t (mood) VALUES ('good')")
    #expect(try application.rows("SELECT mood, feeling FROM shop.t") == [["good", "good"]])
    try application.execute("UPDATE shop.t SET feeling = 'bad'")
    #expect(try application.rows("SELECT mood, feeling FROM shop.t") == [["bad", "bad"]])
  }

  @Test("A table whose name contains a quotation mark of a block is created again under another name")
  func dollars() async throws {
    let odd = "a$$b $bellows$ '"
    let database = try await PlannedDatabase(
      from: "table users @table(\"\(odd)\") {\n  id: int @key = auto\n  name: string\n}",
      to: "table people @was(users) @table(\"people\") {\n  id: int @key = auto\n  name: string\n}")
    try await database.run(to: 1)
    let raw = try database.raw
    try raw.execute("INSERT INTO \(odd.sqlName) (name) VALUES ('a'); INSERT INTO people (name) VALUES ('b')")
    #expect(try raw.rows("SELECT id, name FROM \(odd.sqlName) ORDER BY 1") == [["1", "a"], ["2", "b"]])
    try await database.run()
    #expect(try raw.rows("SELECT id, name FROM people ORDER BY 1") == [["1", "a"], ["2", "b"]])
  }
}
