// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import SchemaEdits

// What several workers of a backfill need of a session.
extension Session {
  func lastKey(of query: Query) async throws -> [JSONValue]? {
    guard let limit = query.limit, limit > 0 else { return nil }
    var one = query
    one.limit = 1
    var statement = Statement("SELECT \(list(query.columns))")
    try statement.rest(of: one, in: options.qualified(query.table), isOrdered: true)
    statement.sql += " OFFSET \(limit - 1)"
    let built = statement
    return try await run { connection in
      let found = try connection.run(built)
      guard found.count > 0 else { return nil }
      return try query.columns.indices.map { try found.value(0, $0, as: query.columns[$0].form) ?? .null }
    }
  }

  func now() async throws -> Timestamp {
    try await run { connection in
      let clock = try connection.run("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint")
      return Timestamp(microseconds: clock.text(0, 0).flatMap { Int64($0) } ?? 0)
    }
  }

  func waits() async throws -> [String] {
    try await run { connection in
      let found = try connection.run(
        """
        SELECT a.pid, split_part(ltrim(regexp_replace(a.query, '^/\\*.*?\\*/', '')), ' ', 1),
        round(extract(epoch FROM clock_timestamp() - a.query_start)), b.pid,
        concat_ws(', ', b.usename, nullif(b.application_name, ''), b.state),
        round(extract(epoch FROM clock_timestamp() - b.xact_start))
        FROM pg_stat_activity a CROSS JOIN LATERAL unnest(pg_blocking_pids(a.pid)) AS blocking (pid)
        JOIN pg_stat_activity b ON b.pid = blocking.pid
        WHERE a.application_name = 'bellows' AND a.datname = current_database() AND a.wait_event_type = 'Lock'
        ORDER BY 1, 4
        """)
      return (0..<found.count).map { row in
        func text(_ column: Int) -> String { found.text(row, column) ?? "?" }
        return
          "server process \(text(0)) (\(text(1))) has waited \(text(2)) s for server process \(text(3)) (\(text(4))), "
          + "whose transaction is \(text(5)) s old"
      }
    }
  }

  /// Also names the oldest transaction, if it is old: no dead row that is newer than it can be removed.
  func deadRows(of tables: [String]) async throws -> [String] {
    try await run { connection in
      let oldest = try connection.run(
        """
        SELECT pid, concat_ws(', ', usename, nullif(application_name, ''), state),
        round(extract(epoch FROM clock_timestamp() - xact_start))
        FROM pg_stat_activity
        WHERE backend_xmin IS NOT NULL AND pid <> pg_backend_pid() AND datname = current_database()
        AND xact_start < clock_timestamp() - interval '1 minute' ORDER BY xact_start LIMIT 1
        """)
      let keeper =
        oldest.count == 0
        ? ""
        : "; none is removed while server process \(oldest.text(0, 0) ?? "?") (\(oldest.text(0, 1) ?? "?")) has a "
          + "transaction that is \(oldest.text(0, 2) ?? "?") s old"
      let found = try connection.run(
        """
        SELECT s.relname, s.n_dead_tup, s.n_live_tup, p.phase FROM pg_stat_user_tables s
        LEFT JOIN pg_stat_progress_vacuum p ON p.relid = s.relid
        WHERE s.schemaname = $1 AND s.relname = ANY ($2::text[])
        AND s.n_dead_tup > 10000 AND s.n_dead_tup > s.n_live_tup / 5 ORDER BY 1
        """, [options.schema, try ArrayText(tables.map { .string($0) }).text])
      return (0..<found.count).map { row in
        func text(_ column: Int) -> String { found.text(row, column) ?? "?" }
        let vacuum = found.text(row, 3).map { "; VACUUM: \($0)" } ?? ""
        return "\(text(0)) has \(text(1)) beside \(text(2)) live ones\(vacuum)\(keeper)"
      }
    }
  }

  func logPosition() async throws -> String? {
    try await run { connection in
      try connection.run("SELECT CASE WHEN NOT pg_is_in_recovery() THEN pg_current_wal_lsn() END").text(0, 0)
    }
  }

  func replicationLag(behind position: String?) async throws -> ReplicationLag {
    try await run { connection in
      let role = try connection.run(
        "SELECT current_user, pg_has_role('pg_read_all_stats', 'MEMBER'), quote_ident(current_user)")
      guard role.text(0, 1) == "t" else {
        return .hidden(
          remedy:
            "the role \(role.text(0, 0) ?? "") may not see how far replicas are behind, so nothing waits for "
            + "them: GRANT pg_monitor TO \(role.text(0, 2) ?? "")")
      }
      let found = try connection.run(
        """
        SELECT coalesce(nullif(application_name, ''), client_addr::text, pid::text), lag
        FROM pg_stat_replication, LATERAL (
          SELECT pg_wal_lsn_diff(coalesce($1::pg_lsn, pg_current_wal_lsn()), replay_lsn)::bigint AS lag) AS l
        WHERE replay_lsn IS NOT NULL AND NOT pg_is_in_recovery() AND ($1::pg_lsn IS NULL OR lag > 0)
        ORDER BY 2 DESC, 1
        """, [position])
      let replicas = (0..<found.count).map { row in
        ReplicationLag.Replica(
          name: "the replica \(found.text(row, 0) ?? "?")", bytes: found.text(row, 1).flatMap { Int($0) } ?? 0)
      }
      return replicas.isEmpty ? .none : .behind(replicas)
    }
  }

  /// The transaction that locks a row has written its number there; the server knows its session.
  ///
  /// After a savepoint the number would be another one; rows of the ledger are locked and updated without one.
  func release(_ query: Query) async throws -> String? {
    var row = query
    row.locksRows = false
    var statement = Statement("SELECT xmax AS number")
    try statement.rest(of: row, in: options.qualified(query.table), isOrdered: false)
    statement.sql = """
      SELECT a.pid::text, a.state LIKE 'idle in transaction%', pg_has_role(a.usesysid, 'MEMBER'),
      extract(epoch FROM clock_timestamp() - a.query_start)::bigint
      FROM (\(statement.sql)) AS held JOIN pg_stat_activity AS a ON a.backend_xid = held.number
      WHERE a.pid <> pg_backend_pid()
      """
    let built = statement
    return try await run { connection in
      let found = try connection.run(built)
      guard found.count > 0, let process = found.text(0, 0) else { return nil }
      guard found.text(0, 1) == "t" else {
        return "server process \(process) has executed a statement of its batch for \(found.text(0, 3) ?? "some") s and"
      }
      guard found.text(0, 2) == "t" else {
        return "the session of a silent worker, which this role may not end (SELECT pg_terminate_backend(\(process))),"
      }
      // Its locks end with it; the next attempt finds the row free if that takes longer.
      let isEnded = try connection.run("SELECT pg_terminate_backend($1::integer, 1000)", [process]).text(0, 0) == "t"
      return isEnded ? nil : "server process \(process), whose client is silent,"
    }
  }
}
