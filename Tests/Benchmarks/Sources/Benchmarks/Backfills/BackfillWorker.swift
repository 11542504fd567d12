// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite
import Foundation

/// Makes the benchmark's table in an empty database, with a ledger that says so.
func makeTables(path: String) async throws {
  let table = StoredTable(
    "users",
    [
      "CREATE TABLE users "
        + "(id INTEGER PRIMARY KEY, first TEXT NOT NULL, last TEXT NOT NULL, rest TEXT NOT NULL, full TEXT) STRICT"
    ])
  try await Migrator(Migrations(schema: "a", tables: [table], plans: []), on: SQLite(path: path)).migrate()
}

/// Runs the backfill in this process, with the runner that `migrate run` has, and writes what its batches took.
func runBackfill(_ way: Way, path: String) async throws {
  let database = TimedDatabase(base: SQLite(path: path))
  try await Migrator(Migrations(schema: "b", plans: [way.plan]), on: database).migrate()
  try database.times.write(to: path + ".times")
}

extension Way {
  /// A plan with its backfill.
  var plan: MigrationPlan {
    MigrationPlan(
      name: "benchmark", base: "a", goal: "b",
      deploys: [MigrationDeploy(number: 1, phase: .widen, fingerprint: "b", isRelease: true)], backfills: [backfill])
  }
}

extension Times {
  /// Writes the seconds from the first batch to the last, and milliseconds that batches held the write lock: the median,
  /// the 99th percentile and the longest.
  func write(to path: String) throws {
    let times = locked
    func percentile(_ share: Double) -> Double { times.isEmpty ? 0 : times[Int(Double(times.count - 1) * share)] }
    try "\(span) \(percentile(0.5)) \(percentile(0.99)) \(percentile(1))".write(
      toFile: path, atomically: true, encoding: .utf8)
  }
}
