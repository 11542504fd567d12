// Part of Bellows. MIT licence: see LICENSE.

/// A database that finds out what a plan would do to its rows by reading them: for `migrate dry-run` where no copy can be
/// made.
package protocol EvaluatingDatabase: RehearsableDatabase {
  /// Reads the rows in batches, evaluates the backfills that have not run, and holds the results against the tables of
  /// each deploy.
  ///
  /// A driver must not write, and must not keep a transaction open longer than one batch.
  func evaluate(_ rest: RestOfPlan) async throws -> EvaluatedPlan
}

/// What is left of a plan.
package struct RestOfPlan: Sendable {
  package var plan: MigrationPlan
  /// The deploy whose tables the database has.
  package var deploy: Int
  /// The backfills that are not done, in the order in which they run.
  package var backfills: [Backfill]
  /// The number of rows that are read at once.
  package var batchSize: Int
  /// The largest number of rows of each table; `nil` for all.
  package var limit: Int?
  /// Whether the evaluation ends with the last of `backfills`, before the deploy after it.
  package var endsWithBackfills = false
}

/// What a plan would do to the rows.
package struct EvaluatedPlan: Sendable {
  /// What would stop a run.
  package var problems: [RehearsalProblem] = []
  /// What was not checked, a line each.
  package var unchecked: [String] = []
  /// The backfills that were evaluated.
  package var backfills: [EvaluatedBackfill] = []

  package init() {}
}

/// What a backfill would do.
package struct EvaluatedBackfill: Sendable {
  package var name: String
  /// The number of rows that were read, and of those that it would change.
  package var rows = 0
  package var changed = 0
  /// The first of these.
  package var samples: [ChangedRows.Change] = []

  package init(_ name: String) { self.name = name }
}

/// Calls the function of a backfill for rows that are not written.
package struct RowEvaluation: Sendable {
  private let evaluator: RowEvaluator
  private let functions: FunctionSession

  /// What the function does to a row.
  package enum Verdict: Sendable {
    case upToDate
    case changed(RowChanges)
    case refused(String)
    /// It wrote to other rows, which an evaluation cannot do.
    case needsToWrite
  }

  /// - Parameter session: A transaction that only reads.
  package init(_ backfill: Backfill, in session: any DatabaseSession) {
    let reading = ReadingSession(session, hiding: backfill.isCopy ? backfill.targetTable : nil)
    evaluator = RowEvaluator(session: reading, backfill: backfill, layout: RowLayout(backfill))
    functions = FunctionSession(reading, usesSavepoint: false)
  }

  /// The columns of a row that are read, in this order.
  package static func columns(of backfill: Backfill) -> [Column] { RowLayout(backfill).columns }

  /// Returns what the function does to a row.
  package func verdict(of row: StoredRow) async throws -> Verdict {
    do {
      return switch try await evaluator.evaluate(TestedRow(row), functions) {
      case .upToDate: .upToDate
      case .changed(let changes, _), .missing(let changes, _): .changed(changes)
      case .othersChanged: .needsToWrite
      case .quarantined(let reason, _): .refused(reason)
      }
    } catch is NeedsToWrite {
      return .needsToWrite
    }
  }
}

/// A function of an evaluation wanted to write.
private struct NeedsToWrite: Error {}

/// A session that only reads.
private struct ReadingSession: DatabaseSession {
  let session: any DatabaseSession
  /// A table of which no row is found: every row is copied to it as if for the first time.
  let hidden: String?

  init(_ session: any DatabaseSession, hiding hidden: String?) {
    (self.session, self.hidden) = (session, hidden)
  }

  func read(_ query: Query) async throws -> [StoredRow] { query.table == hidden ? [] : try await session.read(query) }
  func count(_ query: Query) async throws -> Int { try await session.count(query) }
  func insert(_ row: RowChanges) async throws { throw NeedsToWrite() }
  func update(_ changes: RowChanges, where filter: [Filter]) async throws -> Int { throw NeedsToWrite() }
  func delete(from table: String, where filter: [Filter]) async throws -> Int { throw NeedsToWrite() }
}
