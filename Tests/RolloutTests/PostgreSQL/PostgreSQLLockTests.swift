// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaModel
import TestServers
import TestSupport
import Testing

@testable import MigrationSQL

/// What plan.md says of each statement on PostgreSQL, against the server's own lists: the strongest lock on a table that
/// existed before, whether rows are read, and whether the table's file is written anew.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct PostgreSQLLockTests {
  @Test("Each statement of a plan takes the lock, and does with the rows, what plan.md says")
  func claims() async throws {
    var plans = try Examples.plans(target: .postgresql).map { ($0.name, $0.plan) }
    var seed = Thorough.seed
    let count = Thorough.count(sample: 15, whole: 200)
    while plans.count < count + 60 {
      if let plan = OracleTests.plan(seed: seed, target: .postgresql) { plans.append(("seed \(seed)", plan)) }
      seed += 1
    }
    var kinds: [String: Int] = [:]
    for (name, plan) in plans {
      let observed = try await ObservedPlan(plan)
      for finding in try observed.findings() { Issue.record("\(name): \(finding)") }
      kinds.merge(observed.kinds) { $0 + $1 }
    }
    print(
      "postgresql locks: \(kinds.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", "))")
    #expect(kinds.values.reduce(0, +) > 500 && kinds.count >= 4)
  }
}

/// A plan whose statements are executed one by one, on tables with rows.
private final class ObservedPlan {
  private let plan: Plan
  private let raw: RawPostgreSQL
  /// How many statements take each lock.
  private(set) var kinds: [String: Int] = [:]
  /// The tables before the deploy.
  private var known: [String] = []

  init(_ plan: Plan) async throws {
    self.plan = plan
    raw = try RawPostgreSQL(plan.emptyDatabase())
    for table in plan.goal.externalTables(with: plan.base) {
      let key = table.keyFields.first
      let type = key.map { Storage(of: plan.goal).form(of: $0).postgresqlType } ?? "bigint"
      let name = (key?.storedName.text ?? "_id").sqlName
      try raw.execute("CREATE TABLE \(table.storedName.text.sqlName) (\(name) \(type) PRIMARY KEY)")
    }
    try raw.create(plan.revision(after: 0))
    let sample = SampleRows(plan.base, seed: 1, rowsOfTable: 7)
    // No row of an external table is known.
    if !plan.base.externalTables.isEmpty { return }
    try PostgreSQLRows(schema: plan.base).insert(SchemaRows(sample.rows, of: plan.base, under: plan), into: raw)
  }

  func findings() throws -> [String] {
    var findings: [String] = []
    let changes = plan.storeChanges(.postgresql)
    for change in changes.deploys {
      // A table that the deploy creates is in nobody's way.
      try lookAtTables()
      for prepared in change.preparations {
        findings += try observe(prepared.step.statement, prepared.lock, prepared.work)
      }
      findings += try observe(change.steps)
    }
    for (steps, end) in zip(changes.rollbackSteps, changes.rollbackEnds).reversed() {
      try lookAtTables()
      findings += try observe(steps)
      // Nothing restores the rows here: those that lack values are deleted.
      try lookAtTables()
      for prepared in end.preparations {
        findings += try observe(prepared.step.statement, prepared.lock, prepared.work)
      }
      findings += try observe(end.steps)
    }
    return findings
  }

  private func lookAtTables() throws {
    known = try raw.rows(
      "SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    ).compactMap { $0[0] }
  }

  /// Observes the steps of a transaction, which reads and writes no row of a table that is there.
  private func observe(_ steps: [SchemaStep]) throws -> [String] {
    try steps.flatMap { step in
      let work = step.work == .none ? [] : ["\(step.statement): a transaction does \(step.work) with rows"]
      switch step.statement {
      case .sql(let statement): return work + (try observe(statement, step.lock, step.work))
      case .dropIndex(let name, _): return work + (try observe("DROP INDEX \(name.sqlName)", step.lock, step.work))
      case .dropReference(let name, let table, _):
        let statement = "ALTER TABLE \(table.sqlName) DROP CONSTRAINT \(name.sqlName)"
        return work + (try observe(statement, step.lock, step.work))
      case .renameConstraint(let name, let table, let other):
        let statement = "ALTER TABLE \(table.sqlName) RENAME CONSTRAINT \(name.sqlName) TO \(other.sqlName)"
        return work + (try observe(statement, step.lock, step.work))
      case .rebuild: return ["PostgreSQL needs no rebuild"]
      }
    }
  }

  private func observe(
    _ statement: String, _ lock: TableLock?, _ work: SchemaStep.RowWork
  ) throws -> [String] {
    kinds[lock?.rawValue ?? "none", default: 0] += 1
    // The server refuses it in a transaction, in which the locks could be read; POSTGRESQL's manual names its lock.
    if statement.contains(" CONCURRENTLY ") {
      try executeOrEmptyTables(statement)
      return lock == .shareUpdateExclusive ? [] : ["\(statement): CONCURRENTLY takes SHARE UPDATE EXCLUSIVE"]
    }
    let files = try tables()
    try raw.execute("BEGIN")
    let readBefore = try rowsRead()
    do {
      try raw.execute(statement)
    } catch {
      try raw.execute("ROLLBACK")
      try executeOrEmptyTables(statement)
      return []
    }
    let held = try heldLock()
    let reads = try rowsRead() - readBefore
    let after = try tables()
    try raw.execute("COMMIT")
    var findings: [String] = []
    if held != lock { findings.append("takes \(held?.rawValue ?? "none"), not \(lock?.rawValue ?? "none")") }
    if work == .none, reads > 0 { findings.append("reads \(reads) rows") }
    let isRewritten = files.contains { name, file in after[name].map { $0 != file } ?? false }
    if isRewritten, work != .copy { findings.append("writes the file of a table anew") }
    return findings.map { "\(statement.prefix(300)): \($0)" }
  }

  /// Rows that no backfill has changed may be rejected: then the statement is executed on empty tables.
  private func executeOrEmptyTables(_ statement: String) throws {
    do {
      try raw.execute(statement)
    } catch {
      let names = try tables().keys.sorted().map(\.sqlName)
      try raw.execute("TRUNCATE \(names.joined(separator: ", "))")
      if let index = statement.firstRange(of: "INDEX CONCURRENTLY \"") {
        let name = statement[index.upperBound...].prefix { $0 != "\"" }
        try raw.execute("DROP INDEX IF EXISTS \(String(name).sqlName)")
      }
      try raw.execute(statement)
    }
  }

  /// How many rows the session has read, by the server's own count.
  private func rowsRead() throws -> Int {
    let query = "SELECT coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0) FROM pg_stat_xact_user_tables"
    return try raw.rows(query).first?.first.flatMap { Int($0 ?? "") } ?? -1
  }

  /// The tables with the files that store them.
  private func tables() throws -> [String: String] {
    let rows = try raw.rows(
      "SELECT relname, relfilenode FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
    return Dictionary(rows.map { ($0[0] ?? "", $0[1] ?? "") }) { first, _ in first }
  }

  /// The strongest lock that this transaction holds on one of the known tables, without those of reading and writing.
  private func heldLock() throws -> TableLock? {
    let modes = try raw.rows(
      "SELECT mode, relation FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation'"
    )
    .filter { known.contains($0[1] ?? "") }.compactMap { $0[0] }
    let order: [(String, TableLock)] = [
      ("AccessExclusiveLock", .accessExclusive), ("ShareRowExclusiveLock", .shareRowExclusive), ("ShareLock", .share),
      ("ShareUpdateExclusiveLock", .shareUpdateExclusive),
    ]
    return order.first { modes.contains($0.0) }?.1
  }
}
