// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import CSQLite
import SchemaEdits

extension SQLite: ExplainableDatabase {
  /// Executes the steps on a copy of the database's schema, in memory and without rows, and returns the statements that
  /// they execute.
  public func explain(_ steps: [SchemaStatement]) async throws -> ExplainedSteps {
    try await explain { _, copy in for step in steps { try copy.execute(step) } }
  }

  /// Does the same for a deploy of a plan.
  public func explain(_ deploy: MigrationDeploy, of plan: MigrationPlan) async throws -> ExplainedSteps {
    try await explain { connection, copy in
      try RenameSteps(
        plan, from: deploy.number - 1, to: deploy.number, on: copy,
        origins: RenameSteps.origins(of: plan, on: connection)
      ).run(deploy.statements)
    }
  }

  private func explain(
    _ work: @escaping @Sendable (Connection, Connection) throws -> Void
  ) async throws -> ExplainedSteps {
    try await read { connection in
      let copy = try SchemaCopy(of: connection).connection
      let before = try copy.schemaObjects()
      let trace = StatementTrace()
      try trace.record(copy) { try work(connection, copy) }
      let after = Set(try copy.schemaObjects())
      let changed = Set(before.filter { !after.contains($0) }.map { foldedName($0.table) })
      let definitions = before.filter { changed.contains(foldedName($0.table)) && !after.contains($0) }.map(\.sql)
      return ExplainedSteps(definitions: definitions, statements: trace.statements)
    }
  }
}

/// Records the statements of a connection that change it, with their values, without those that it takes back.
private final class StatementTrace {
  private(set) var statements: [String] = []
  /// The number of statements at the start of each open savepoint.
  private var savepoints: [Int] = []

  func record(_ connection: Connection, _ work: () throws -> Void) throws {
    let context = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_trace_v2(
      connection.handle, UInt32(SQLITE_TRACE_STMT),
      { _, context, statement, text in
        guard let context, let statement, let text else { return 0 }
        let trace = Unmanaged<StatementTrace>.fromOpaque(context).takeUnretainedValue()
        trace.add(
          OpaquePointer(statement), String(cString: text.assumingMemoryBound(to: CChar.self)))
        return 0
      }, context)
    defer { sqlite3_trace_v2(connection.handle, 0, nil, nil) }
    try work()
  }

  private func add(_ statement: OpaquePointer, _ text: String) {
    // The statements of triggers are comments.
    let tokens = SQLToken.tokens(of: text)
    guard !text.hasPrefix("--"), let verb = tokens.first else { return }
    if verb.says("savepoint") {
      savepoints.append(statements.count)
    } else if verb.says("release") {
      savepoints.removeLast(min(1, savepoints.count))
    } else if verb.says("rollback") {
      statements.removeLast(statements.count - (savepoints.last ?? 0))
    } else if sqlite3_stmt_readonly(statement) == 0 || (verb.says("pragma") && tokens.contains(.sign("="))) {
      let expanded = sqlite3_expanded_sql(statement)
      statements.append(expanded.map { String(cString: $0) } ?? text)
      sqlite3_free(expanded)
    }
  }
}
