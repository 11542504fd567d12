// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import TestServers
import WorkerPlans

@testable import Bellows

/// A database with the table of `PeoplePlan`, and processes that run its plan.
struct WorkerFleet: Sendable {
  let connection: String
  let kind: PeoplePlan.Kind
  let rows: Int

  /// Creates the table and the ledger.
  init(_ connection: String, _ kind: PeoplePlan.Kind, rows: Int) throws {
    self.connection = connection
    self.kind = kind
    self.rows = rows
    let raw = try RawPostgreSQL(connection)
    try raw.execute(
      """
      CREATE TABLE people (id bigint PRIMARY KEY, year bigint NOT NULL);
      INSERT INTO people SELECT n * 3, 1900 + n % 97 FROM generate_series(1, \(rows)) AS n
      """)
    let adopted = try run("adopt", "--undone", "raise")
    guard adopted.status == 0 else { throw RawPostgreSQL.Failure(description: "adopt: \(adopted.output)") }
  }

  /// Starts `migrate` in a process.
  func start(_ arguments: String..., build: String = "b1") throws -> BuiltProgram.Running {
    try BuiltProgram.Running("WorkerProcess", [connection, build, kind.rawValue] + arguments)
  }

  /// Runs `migrate` in a process to its end.
  func run(_ arguments: String..., build: String = "b1") throws -> (output: String, status: Int32) {
    try run(arguments, build: build)
  }

  /// Runs `migrate` in a process to its end.
  func run(_ arguments: [String], build: String = "b1") throws -> (output: String, status: Int32) {
    let result = try BuiltProgram.run("WorkerProcess", [connection, build, kind.rawValue] + arguments)
    return (result.output, result.status)
  }

  /// Waits until a server that was killed has started again.
  func waitForServer() async throws {
    for attempt in 1... {
      do {
        _ = try RawPostgreSQL(connection).rows("SELECT 1")
        return
      } catch  where attempt < 600 {
        try await Task.sleep(for: .milliseconds(50))
      }
    }
  }

  /// The names of the rows that are not what the plan makes of them, each exactly once; at most five.
  func wrongRows() throws -> [String] {
    let raw = try RawPostgreSQL(connection)
    let count = try raw.rows("SELECT count(*) FROM people").first?.first ?? nil
    var wrong = count == "\(rows)" ? [] : ["\(count ?? "no") rows"]
    let expected = kind == .once ? "year = 1901 + (id / 3) % 97" : "year = 1900 + (id / 3) % 97 AND age = 2026 - year"
    let found = try raw.rows("SELECT p::text FROM people p WHERE (\(expected)) IS NOT TRUE ORDER BY id LIMIT 5")
    wrong += found.map { $0[0] ?? "" }
    return wrong
  }

  /// What the ledger says of the backfill: its state, the rows scanned and changed, and unfinished key ranges.
  func ledger() throws -> [String?] {
    try RawPostgreSQL(connection).rows(
      """
      SELECT state, scanned, changed, (SELECT count(*) FROM bellows._bellows_ranges) FROM bellows._bellows_backfills
      """
    ).first ?? []
  }

  /// The ledger after a complete run: each row was scanned once and changed once.
  var complete: [String?] { ["done", "\(rows)", "\(rows)", "0"] }
}
