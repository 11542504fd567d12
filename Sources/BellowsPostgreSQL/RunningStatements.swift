// Part of Bellows. MIT licence: see LICENSE.
import Bellows

// Statements of preparation steps that the server executes now, which it may do for a client that was killed.
extension PostgreSQL {
  /// Finds the session by the comment before the statement.
  public func progress(of statement: String) async throws -> String? {
    try await running(beginningWith: tag(statement)).first.map { running in
      "server process \(running.process) still executes \(statement.prefix(200)) for a run that has ended "
        + "(\(running.progress))"
    }
  }

  /// Finds the sessions by the comment that every such statement has.
  public func runningStatements() async throws -> String? {
    let all = try await running(beginningWith: Self.tagPrefix)
    return all.isEmpty ? nil : all.map { "\($0.statement) (\($0.progress))" }.joined(separator: ", ")
  }

  private struct Running: Sendable {
    var process: String
    /// Without the comment.
    var statement: String
    /// How far it is: `12 s, building index: scanning table, 43 %`.
    var progress: String
  }

  private func running(beginningWith text: String) async throws -> [Running] {
    try await sessionTransaction(.read) { session in
      try await session.run { connection in
        let found = try connection.run(
          """
          SELECT a.pid, left(regexp_replace(a.query, '^/\\*.*?\\*/ ', ''), 200), concat_ws(', ',
          round(extract(epoch FROM clock_timestamp() - a.query_start)) || ' s', p.phase,
          100 * p.blocks_done / nullif(p.blocks_total, 0) || ' %')
          FROM pg_stat_activity a LEFT JOIN pg_stat_progress_create_index p ON p.pid = a.pid
          WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.state = 'active'
          AND starts_with(a.query, $1) ORDER BY 1
          """, [text])
        return (0..<found.count).map { row in
          func text(_ column: Int) -> String { found.text(row, column) ?? "?" }
          return Running(process: text(0), statement: text(1), progress: text(2))
        }
      }
    }
  }

  private static let tagPrefix = "/* bellows "

  /// A comment that identifies the statement of a step.
  func tag(_ statement: String) -> String {
    let digest = hexadecimal(sha256(Array("\(options.schema) \(statement)".utf8))).prefix(16)
    return "\(Self.tagPrefix)\(digest) */ "
  }
}
