// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// Waits before a schema change tries again to get its locks.
///
/// While a statement waits for a strong lock, all later ones queue behind it, so it gives up after 0.2 s. As long as an
/// old transaction has the table, an attempt would only stop the application: it is better to wait for its end. Whether
/// there is one shows a first attempt, which is brief.
struct LockWait: Sendable {
  /// A session that keeps a schema change from its locks.
  struct Holder: Hashable, Sendable {
    var process: String
    /// When its transaction began, as the server writes it.
    var since: String
    /// What it is, for messages.
    var name: String
    /// Whether it is a VACUUM of the server that may be interrupted: it runs again later.
    var isVacuum: Bool
  }

  private let options: Options
  private let start = ContinuousClock.now
  private var attempts = 0
  /// The holders after the last attempt.
  private(set) var holders: [Holder] = []

  /// How often it looks whether a holder has ended.
  private static let pause = Duration.milliseconds(50)
  /// How old a transaction is that does not end by itself in a moment.
  private static let age = "500 ms"

  init(_ options: Options) { self.options = options }

  /// How long the next attempt waits for a lock, in milliseconds.
  var lockTimeout: Int { attempts == 0 || !holders.isEmpty ? options.lockTimeout / 10 : options.lockTimeout }

  /// Waits after an attempt; returns `false` if there must be no other one.
  ///
  /// Without old transactions the pauses get longer, up to 3 s; those that end are followed by an attempt at once.
  mutating func next(_ pool: Pool) async throws -> Bool {
    attempts += 1
    holders = try await find(pool)
    try await interrupt(holders.filter(\.isVacuum), pool)
    let pause = options.lockTimeout << min(attempts, 4)
    // Two processes that wait for each other must not try again together.
    let end = ContinuousClock.now + .milliseconds(Int.random(in: (pause * 3 / 4)...(pause * 5 / 4)))
    let waitsForOthers = !holders.isEmpty
    while ContinuousClock.now < min(end, start + options.lockWait), !waitsForOthers || !holders.isEmpty {
      try await Task.sleep(for: Self.pause)
      if waitsForOthers {
        let now = Set(try await find(pool))
        holders.removeAll { !now.contains($0) }
      }
    }
    return ContinuousClock.now < start + options.lockWait
  }

  /// Returns the sessions with an old transaction that locks a table of the application, and workers of autovacuum.
  private func find(_ pool: Pool) async throws -> [Holder] {
    try await pool.connected { worker in
      try await worker.runAlone { connection in
        let found = try connection.run(
          """
          SELECT DISTINCT a.pid, a.xact_start, a.backend_type = 'autovacuum worker'
          AND a.query NOT LIKE '%to prevent wraparound%',
          CASE WHEN a.backend_type = 'autovacuum worker' THEN a.query
          ELSE concat_ws(', ', a.usename, nullif(a.application_name, ''), a.state) END
          FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid AND l.locktype = 'relation' AND l.granted
          AND l.database = a.datid
          JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE a.datname = current_database() AND n.nspname = $1 AND a.pid <> pg_backend_pid()
          AND (a.backend_type = 'autovacuum worker' OR a.xact_start < clock_timestamp() - $2::interval)
          ORDER BY 1
          """, [options.schema, Self.age])
        return (0..<found.count).map { row in
          func text(_ column: Int) -> String { found.text(row, column) ?? "?" }
          return Holder(process: text(0), since: text(1), name: text(3), isVacuum: text(2) == "t")
        }
      }
    }
  }

  /// Interrupts VACUUMs of the server, as the server itself does for a statement that waits for longer than a second.
  ///
  /// A role that may not do it waits for their end.
  private func interrupt(_ vacuums: [Holder], _ pool: Pool) async throws {
    for vacuum in vacuums {
      try await pool.connected { worker in
        try await worker.runAlone { connection in
          do {
            try connection.run(
              """
              SELECT pg_cancel_backend(pid) FROM pg_stat_activity
              WHERE pid = $1::int AND backend_type = 'autovacuum worker'
              """, [vacuum.process])
          } catch let error as PostgreSQLError where !error.isConnectionLost {}
        }
      }
    }
  }

  /// The error of the last attempt, with who holds the locks.
  func error(_ error: PostgreSQLError) -> any Error {
    guard error.state == "55P03", !holders.isEmpty else { return error }
    let sessions = holders.map { "server process \($0.process) (\($0.name)), whose transaction began at \($0.since)" }
    return DatabaseUnable(
      "\(options.name): a schema change did not get its locks within \(options.lockWait): "
        + "\(sessions.joined(separator: "; ")) \(holders.count == 1 ? "has" : "have") a table of the schema. Nothing was "
        + "changed; run it again when that transaction has ended, or end it with SELECT pg_terminate_backend(\(holders[0].process))"
    )
  }
}
