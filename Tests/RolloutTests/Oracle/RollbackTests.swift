// Part of Bellows. MIT licence: see LICENSE.
import BellowsSQLite
import Foundation
import PlanChecker
import PlanModel
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

@testable import Bellows

/// Plans that run to each deploy and are rolled back to every earlier one: schema and rows are what they were directly
/// after that deploy.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct RollbackTests {
  /// With rolling releases, with plans for releases that stop all code, and after a run in one transaction.
  @Test(
    "A rollback of every example restores schema and rows of each earlier deploy",
    arguments: [(false, false, 100), (true, false, 50), (false, true, 100)])
  func everyExample(isOffline: Bool, isDirect: Bool, least: Int) async throws {
    var count = 0
    for (name, plan) in try Examples.plans(target: .sqlite, isOffline: isOffline) {
      let outcome = try await Self.outcome(of: plan, seed: Thorough.seed, isOffline ? .rows : .sets, isDirect: isDirect)
      #expect(outcome.differences.isEmpty, "\(name): \(outcome.differences.joined(separator: "\n"))")
      count += outcome.rollbacks
    }
    print("rollback:  \(count) rollbacks of examples\(isOffline ? ", together" : "")\(isDirect ? ", directly" : "")")
    #expect(count > least)
  }

  @Test("A rollback of a plan between random schemas restores schema and rows of each earlier deploy")
  func randomPairs() async throws {
    let count = Thorough.count(sample: 40, whole: 1_000)
    var (executed, rollbacks, seed) = (0, 0, Thorough.seed)
    while executed < count {
      defer { seed += 1 }
      guard let plan = OracleTests.plan(seed: seed) else { continue }
      let way = Rollout.Way.allCases[executed % Rollout.Way.allCases.count]
      let outcome = try await Self.outcome(of: plan, seed: seed, way, isDirect: seed % 2 == 0)
      if outcome.rollbacks == 0, outcome.differences.isEmpty { continue }
      executed += 1
      rollbacks += outcome.rollbacks
      #expect(
        outcome.differences.isEmpty,
        """
        seed \(seed), by \(way): \(outcome.differences.joined(separator: "\\n"))
        \(printSchema(plan.base))
        =>
        \(printSchema(plan.goal))
        """)
    }
    print("rollback:  seeds \(Thorough.seed) to \(seed - 1), \(executed) plans, \(rollbacks) rollbacks")
  }

  private static func outcome(
    of plan: Plan, seed: UInt64, _ way: Rollout.Way, isDirect: Bool
  ) async throws -> (differences: [String], rollbacks: Int) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-back-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("app.sqlite").path
    let rollout = Rollout(plan, seed: seed, path: path)
    if rollout.needsManualChange { return ([], 0) }
    do {
      try await rollout.begin()
      return try await ThereAndBack(rollout, way, path: path, isDirect: isDirect).outcome()
    } catch {
      return (["thrown: \(error)"], 0)
    }
  }
}

/// One database on which a plan runs to each deploy, is rolled back to each earlier one, and runs again.
private struct ThereAndBack {
  let rollout: Rollout
  let migrations: Migrations
  let path: String
  /// Whether the whole plan runs in one transaction if it can be.
  let isDirect: Bool
  let author = Author(who: "the test", environment: "test")

  init(_ rollout: Rollout, _ way: Rollout.Way, path: String, isDirect: Bool) {
    self.rollout = rollout
    self.isDirect = isDirect
    self.path = path
    migrations = rollout.runtimePlan(way).migrations
  }

  func outcome() async throws -> (differences: [String], rollbacks: Int) {
    var differences: [String] = []
    var rollbacks = 0
    let last = rollout.plan.deploys.count
    var snapshots = Snapshots(first: try snapshot(at: 0))
    for start in 1...last {
      for target in 0...start {
        try await goForward(to: start, &snapshots)
        try RawDatabase(path: path).execute("UPDATE _bellows_plans SET released = \(target)")
        let events = Events()
        do {
          let runner = Runner(migrations, on: SQLite(path: path), by: author, report: { events.add($0) })
          try await RollbackRun(runner: runner).run(to: target)
        } catch {
          return (differences + ["from \(start) back to \(target): \(error)"], rollbacks)
        }
        rollbacks += 1
        differences += try missingBackups(events.all, in: path)
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
    differences += try rollout.differences().map { "forward again: \($0)" }
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
      .resumed, .waiting, .rolledBack, .restored, .empty, .convertedBack, .noticed, .warned, .countedAsDone,
      .backupDeleted,
      .problem:
      return false
    }
  }

  /// Runs everything up to a deploy and its gates, and takes snapshots of the database after each deploy.
  private func goForward(to deploy: Int, _ snapshots: inout Snapshots) async throws {
    let build = Migrations(
      schema: rollout.plan.deploys[deploy - 1].schema.fingerprint, tables: migrations.tables,
      plans: migrations.all.map { $0.at(deploy: deploy) })
    var options = RunOptions()
    options.isGateless = true
    options.largestTransaction = isDirect ? 100_000 : 0
    let known = snapshots
    let seen = RowState()
    let runner = Runner(build, on: SQLite(path: path), by: author, options: options) { event in
      guard case .entered(_, let number, _, _) = event, known.isMissing(number) else { return }
      seen.note(number, Result { try snapshot(at: number) })
    }
    _ = try await runner.run()
    for (number, result) in seen.all { snapshots[number] = try result.get() }
  }

  private func snapshot(at deploy: Int) throws -> Snapshot {
    let raw = try RawDatabase(path: path)
    let schema = rollout.plan.deploys.first { $0.number == deploy }?.schema ?? rollout.plan.base
    // What a backfill puts into a new column stays there, and is put there again.
    let base = Set(
      rollout.plan.base.tables.flatMap { table in table.storedTypes.keys.map { ColumnID(table.storedName, $0) } })
    let filled = Set(rollout.plan.backfills.flatMap(\.targets)).subtracting(base)
    // Rows that are nothing but an assigned key hold no values to keep.
    let bare = Set(schema.tables.filter { $0.content == .fields([]) }.map(\.storedName.text))
    let copies = Set(rollout.plan.movedTables.values.map(\.text))
    let rows = try StoredRows(schema: schema).found(in: raw, except: rollout.expected.unforeseen.union(filled))
    return Snapshot(
      schema: try schemaText(raw), rows: rows.filter { !copies.contains($0.key) && !bare.contains($0.key) },
      broken: try raw.texts("PRAGMA foreign_key_check") + raw.texts("PRAGMA integrity_check"))
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
  var rows: [String: [[String: Cell]]]
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
      .resumed, .waiting, .rolledBack, .empty, .convertedBack, .noticed, .warned, .countedAsDone, .backupDeleted,
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
