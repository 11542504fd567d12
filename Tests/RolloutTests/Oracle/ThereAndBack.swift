// Part of Bellows. MIT licence: see LICENSE.
import BellowsSQLite
import PlanModel
import SchemaModel

@testable import Bellows

/// A database on which a plan runs, as a test sees it.
protocol RolloutStore: Sendable {
  var rollout: Rollout { get }
  var database: any Database { get }
  /// What the database says of its own schema, a line for each part.
  func catalog() throws -> [String]
  /// The rows of each table, without some columns.
  func rows(of schema: Schema, except masked: Set<ColumnID>) throws -> [String: [String]]
  /// What is broken in it, such as references.
  func brokenParts() throws -> [String]
  /// Returns the differences from the expected schema and rows.
  func differences() throws -> [String]
  /// Records that only code of a deploy runs.
  func markReleased(_ deploy: Int) throws
  /// The number of rows of a backup table; `nil` if it does not exist.
  func rowCount(ofBackup name: String) throws -> Int?
}

struct SQLiteStore: RolloutStore {
  let rollout: Rollout

  var database: any Database { SQLite(path: rollout.path) }
  private var raw: RawDatabase { get throws { try RawDatabase(path: rollout.path) } }

  func catalog() throws -> [String] { try schemaText(raw) }

  func rows(of schema: Schema, except masked: Set<ColumnID>) throws -> [String: [String]] {
    try StoredRows(schema: schema).found(in: raw, except: masked).mapValues { rows in
      rows.map { row in row.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.joined(separator: ", ") }
    }
  }

  func brokenParts() throws -> [String] {
    try raw.texts("PRAGMA foreign_key_check") + raw.texts("PRAGMA integrity_check")
  }

  func differences() throws -> [String] { try rollout.differences() }

  func markReleased(_ deploy: Int) throws { try raw.execute("UPDATE _bellows_plans SET released = \(deploy)") }

  func rowCount(ofBackup name: String) throws -> Int? { try raw.rowCount(ofBackup: name) }
}

extension RawDatabase {
  /// The number of rows of a backup table; `nil` if it does not exist.
  func rowCount(ofBackup name: String) throws -> Int? {
    let found = try texts("SELECT count(*) FROM sqlite_schema WHERE name = '\(name)'") == ["1"]
    return found ? try texts("SELECT count(*) FROM \(name)").first.flatMap { Int($0) } : nil
  }
}

/// One database on which a plan runs to each deploy, is rolled back to each earlier one, and runs again.
struct ThereAndBack {
  let store: any RolloutStore
  let migrations: Migrations
  /// Whether the whole plan runs in one transaction if it can be.
  let isDirect: Bool
  let author = Author(who: "the test", environment: "test")

  private var rollout: Rollout { store.rollout }

  init(_ store: any RolloutStore, _ way: Rollout.Way, isDirect: Bool = false) {
    self.store = store
    self.isDirect = isDirect
    migrations = store.rollout.runtimePlan(way).migrations
  }

  func outcome() async throws -> (differences: [String], rollbacks: Int) {
    var differences: [String] = []
    var rollbacks = 0
    let last = rollout.plan.deploys.count
    var snapshots = Snapshots(first: try snapshot(at: 0))
    for start in 1...last {
      for target in 0...start {
        try await goForward(to: start, &snapshots)
        try store.markReleased(target)
        let events = Events()
        do {
          let runner = Runner(migrations, on: store.database, by: author, report: { events.add($0) })
          try await RollbackRun(runner: runner).run(to: target)
        } catch {
          return (differences + ["from \(start) back to \(target): \(error)"], rollbacks)
        }
        rollbacks += 1
        differences += try missingBackups(events.all) { try store.rowCount(ofBackup: $0) }
        let found = try snapshot(at: target)
        differences += found.differences(from: snapshots[target]).map { "from \(start) back to \(target): \($0)" }
        // Only the plan has written.
        for event in events.all where !isUnforeseen(event) {
          differences += event.loss.map { ["from \(start) back to \(target): \($0)"] } ?? []
        }
        if !differences.isEmpty { return (differences, rollbacks) }
      }
    }
    try await goForward(to: last, &snapshots)
    differences += try store.differences().map { "forward again: \($0)" }
    return (differences, rollbacks)
  }

  /// Whether it is about values that a function or the store computes again each time: moments, random UUIDs, copies that SQL
  /// cannot compare.
  private func isUnforeseen(_ event: RunEvent) -> Bool {
    switch event {
    case .discarded(let kept), .outdated(let kept):
      let table = StoredName(kept.table)
      return rollout.plan.movedTables.values.contains(table)
        || kept.columns.contains { rollout.expected.unforeseen.contains(ColumnID(table, StoredName($0))) }
    case .created, .adopted, .entered, .backupAnnounced, .backedUp, .began, .progressed, .finished, .counted,
      .gatesInvalidated, .released,
      .resumed, .waiting, .worker, .reconnecting, .rolledBack, .restored, .empty, .convertedBack,
      .noticed, .evaluated,
      .unchecked, .warned,
      .countedAsDone,
      .backupDeleted,
      .problem:
      return false
    }
  }

  /// Runs everything up to a deploy and its gates, and takes snapshots of the database after each deploy.
  private func goForward(to deploy: Int, _ snapshots: inout Snapshots) async throws {
    let build = Migrations(
      schema: rollout.plan.deploys[deploy - 1].schema.fingerprint, target: migrations.target,
      tables: migrations.tables,
      plans: migrations.all.map { $0.at(deploy: deploy) })
    var options = RunOptions()
    options.isGateless = true
    options.largestTransaction = isDirect ? 100_000 : 0
    let known = snapshots
    let seen = RowState()
    let runner = Runner(build, on: store.database, by: author, options: options) { event in
      guard case .entered(_, let number, _, _) = event, known.isMissing(number) else { return }
      seen.note(number, Result { try snapshot(at: number) })
    }
    _ = try await runner.run()
    for (number, result) in seen.all { snapshots[number] = try result.get() }
  }

  private func snapshot(at deploy: Int) throws -> Snapshot {
    let schema = rollout.plan.deploys.first { $0.number == deploy }?.schema ?? rollout.plan.base
    // What a backfill puts into a new column stays there, and is put there again.
    let base = Set(
      rollout.plan.base.tables.flatMap { table in table.storedTypes.keys.map { ColumnID(table.storedName, $0) } })
    let filled = Set(rollout.plan.backfills.flatMap(\.targets)).subtracting(base)
    // Rows that are nothing but an assigned key hold no values to keep.
    let bare = Set(schema.tables.filter { $0.content == .fields([]) }.map(\.storedName.text))
    let copies = Set(rollout.plan.movedTables.values.map(\.text))
    let rows = try store.rows(of: schema, except: rollout.expected.unforeseen.union(filled))
    return Snapshot(
      schema: try store.catalog(), rows: rows.filter { !copies.contains($0.key) && !bare.contains($0.key) },
      broken: try store.brokenParts())
  }
}

/// How the database looked when each deploy had just begun.
private struct Snapshots: Sendable {
  private var all: [Int: Snapshot]

  init(first: Snapshot) { all = [0: first] }

  func isMissing(_ deploy: Int) -> Bool { all[deploy] == nil }

  subscript(deploy: Int) -> Snapshot? {
    get { all[deploy] }
    set { all[deploy] = newValue }
  }
}

/// A database's schema and rows.
private struct Snapshot: Sendable {
  var schema: [String]
  var rows: [String: [String]]
  var broken: [String]

  func differences(from other: Snapshot?) -> [String] {
    guard let other else { return ["there is no earlier snapshot"] }
    var lines: [String] = []
    for line in schema where !other.schema.contains(line) { lines.append("has: \(line)") }
    for line in other.schema where !schema.contains(line) { lines.append("lacks: \(line)") }
    for table in Set(rows.keys).union(other.rows.keys).sorted() {
      let (found, wanted) = (rows[table] ?? [], other.rows[table] ?? [])
      for row in found where !wanted.contains(row) { lines.append("\(table) has: \(row)") }
      for row in wanted where !found.contains(row) { lines.append("\(table) lacks: \(row)") }
      if found.count != wanted.count { lines.append("\(table): \(found.count) rows in place of \(wanted.count)") }
    }
    return lines + (broken == other.broken ? [] : broken)
  }
}

extension RunEvent {
  /// What it says is lost.
  fileprivate var loss: String? {
    switch self {
    case .discarded, .outdated: sentence
    case .restored(_, _, let touched, _): touched.isEmpty ? nil : sentence
    case .created, .adopted, .entered, .backupAnnounced, .backedUp, .began, .progressed, .finished, .counted,
      .gatesInvalidated, .released,
      .resumed, .waiting, .worker, .reconnecting, .rolledBack, .empty, .convertedBack, .noticed,
      .evaluated, .unchecked, .warned,
      .countedAsDone, .backupDeleted,
      .problem:
      nil
    }
  }
}

/// The events of a runner; `@unchecked`: it reports one at a time, and they are read when it is done.
private final class Events: @unchecked Sendable {
  private(set) var all: [RunEvent] = []
  func add(_ event: RunEvent) { all.append(event) }
}

/// What was seen while a runner worked; `@unchecked` for the same reason.
private final class RowState: @unchecked Sendable {
  private(set) var all: [(Int, Result<Snapshot, any Error>)] = []
  func note(_ deploy: Int, _ result: Result<Snapshot, any Error>) { all.append((deploy, result)) }
}
