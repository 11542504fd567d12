// Part of Bellows. MIT licence: see LICENSE.
import Testing

@testable import Bellows

/// The scan of a backfill, on a store that a user supplies: where it begins, what it stops at, and what each row becomes.
@Suite struct ScanTests {
  private static let key = Column("_id", .int)
  private static let year = Column("year", .nested)
  private static let age = Column("age", .nested)

  /// Fills `age` from `year`.
  private static func backfill(_ pending: Backfill.Pending = .differs) -> Backfill {
    Backfill(
      "people.age", after: 1, kind: .convert, pending: pending, table: "people", key: [key], reads: [key, year],
      writes: [age], fits: { $0.values[0] != nil }
    ) { row in
      guard case .int(let year)? = row.values[1] else { throw RowRefused("no year") }
      return RowChanges("people", [Filter(age, .int(2026 - year))])
    }
  }

  private static let plan = MigrationPlan(
    name: "ages", base: "s0", goal: "s1",
    deploys: [MigrationDeploy(number: 1, phase: .widen, fingerprint: "s1", isRelease: true)], backfills: [backfill()])

  /// A store with people and a ledger, and its scan.
  private func scan(rows: Int, _ options: RunOptions = RunOptions()) async throws -> (ConcurrentStore, BackfillScan) {
    let store = ConcurrentStore()
    await store.put("people", (0..<rows).map { ["_id": .int(Int64($0 + 1)), "year": .int(Int64(1950 + $0 % 60))] })
    let migrations = Migrations(schema: "s1", target: .document, plans: [Self.plan])
    let author = Author(who: "the test", environment: "test")
    try await Ledger(session: store).open(schema: "s1", plans: [Self.plan.record(at: 1, released: 1)])
    let runner = Runner(migrations, on: store, by: author, options: options)
    return (store, BackfillScan(runner: runner, plan: Self.plan, backfill: Self.backfill()))
  }

  private func ages(_ store: ConcurrentStore) async -> [JSONValue?] {
    (await store.documents["people"] ?? []).map { $0["age"] }
  }

  @Test(
    "A scan fills every row, from whatever its ledger says; one that was done or must be repeated counts from 0",
    arguments: BackfillRecord.State.allCases)
  func begins(state: BackfillRecord.State) async throws {
    let (store, scan) = try await scan(rows: 25)
    let known = BackfillRecord(
      name: "people.age", after: 1, state: state, cursor: [10], upper: [25], total: 25, scanned: 10, changed: 7)
    try await Ledger(session: store).write(known, plan: "ages")
    #expect(try await scan.run() == .done)
    #expect(await ages(store) == (0..<25).map { .int(Int64(76 - $0)) })
    let record = try #require(try await scan.runner.ledger()?.plan("ages")?.backfill("people.age"))
    let isNew = state == .done || state == .rescan
    #expect(record.state == .done && record.changed == (isNew ? 25 : 32), "\(record)")
  }

  @Test("A scan of selected rows begins again where it is told, whatever its ledger says")
  func selects() async throws {
    var options = RunOptions()
    options.cursor = [20]
    let (store, scan) = try await scan(rows: 25, options)
    let known = BackfillRecord(
      name: "people.age", after: 1, state: .scanning, cursor: [10], upper: [15], total: 25, scanned: 10, changed: 7)
    try await Ledger(session: store).write(known, plan: "ages")
    #expect(try await scan.run() == .partial(left: 20))
    #expect(await ages(store).map { $0 != nil } == (0..<25).map { $0 >= 20 })
  }

  @Test("A function that is not idempotent ends a run, and is one finding among others in a dry run")
  func notIdempotent() async throws {
    let row = BatchOutcome.QuarantinedRow(key: [7], reason: "it grows", isIdempotent: false)
    let fine = BatchOutcome.QuarantinedRow(key: [6], reason: "no year")
    func outcome(_ rows: [BatchOutcome.QuarantinedRow]) -> BatchOutcome {
      BatchOutcome(lastKey: [9], scanned: 9, changed: 1, quarantined: rows)
    }
    for isRehearsal in [false, true] {
      var options = RunOptions()
      options.isRehearsal = isRehearsal
      let (_, scan) = try await scan(rows: 0, options)
      for rows in [[], [fine]] { #expect(throws: Never.self) { try scan.stop(at: outcome(rows)) } }
      let refusal = MigrationRefused.notIdempotent(
        plan: "ages", backfill: "people.age", key: "[7]", reason: "it grows")
      if isRehearsal {
        #expect(throws: Never.self) { try scan.stop(at: outcome([fine, row])) }
      } else {
        #expect(throws: refusal) { try scan.stop(at: outcome([fine, row])) }
      }
    }
  }

  @Test("A scan ends at its limit of quarantined rows")
  func quarantineLimit() async throws {
    var options = RunOptions()
    options.quarantineLimit = 3
    let (_, scan) = try await scan(rows: 0, options)
    #expect(throws: Never.self) { try scan.stop(at: 2) }
    for count in [3, 4] {
      #expect(throws: MigrationRefused.tooManyQuarantined(plan: "ages", backfill: "people.age", limit: 3)) {
        try scan.stop(at: count)
      }
    }
  }

  @Test(
    "A range has a thirty-second part of the rows in whole batches: one at least, and fifty at most",
    arguments: [
      (31, 1, 1), (63, 1, 1), (64, 1, 2), (320, 10, 10), (640, 10, 20), (1_600, 1, 50), (3_300, 1, 50), (3, 1_000, 3),
    ])
  func ranges(rows: Int, batchSize: Int, size: Int) async throws {
    var options = RunOptions()
    (options.batchSize, options.limit) = (batchSize, 1)
    let (store, scan) = try await scan(rows: rows, options)
    #expect(try await scan.run() == .limited)
    let ranges = try await Ledger(session: store).ranges(of: "people.age", plan: "ages")
    #expect(ranges.map(\.upper) == [[.int(Int64(size))]] && ranges.map(\.scanned) == [1])
  }

  @Test("A scan of selected rows has one range")
  func rangeOfSelectedRows() async throws {
    var options = RunOptions()
    (options.batchSize, options.limit, options.condition) = (1, 1, "true")
    let (store, scan) = try await scan(rows: 200, options)
    #expect(try await scan.run() == .limited)
    #expect(try await Ledger(session: store).ranges(of: "people.age", plan: "ages").map(\.upper) == [[200]])
  }

  // MARK: - Rows that others change

  @Test("A row that changes between its read and its write is read again, and nothing is lost", arguments: [1, 2])
  func changedMeanwhile(concurrency: Int) async throws {
    func outcome(
      _ pending: Backfill.Pending, _ changes: [Filter]
    ) async throws -> (BatchOutcome, people: [[String: JSONValue]]) {
      let store = ConcurrentStore()
      await store.put("people", (1...3).map { ["_id": .int($0), "year": 1990] })
      await store.intrude(afterReading: "people") { store in
        _ = await store.update(RowChanges("people", changes), where: [Filter(Self.key, 2)])
      }
      let batch = Batch(Self.backfill(pending), after: nil, upTo: nil, limit: 9)
      let outcome = try await BatchExecutor(batch, in: store, concurrency: concurrency).execute()
      return (outcome, await store.documents["people"] ?? [])
    }
    func row(_ id: Int64, _ year: Int64, _ age: Int64) -> [String: JSONValue] {
      ["_id": .int(id), "year": .int(year), "age": .int(age)]
    }
    let source = try await outcome(.differs, [Filter(Self.year, 2000)])
    #expect(source.people == [row(1, 1990, 36), row(2, 2000, 26), row(3, 1990, 36)])
    #expect(source.0 == BatchOutcome(lastKey: [3], scanned: 3, changed: 3))
    let target = try await outcome(.invalid, [Filter(Self.age, 99)])
    #expect(target.people == [row(1, 1990, 36), row(2, 1990, 99), row(3, 1990, 36)])
    #expect(target.0 == BatchOutcome(lastKey: [3], scanned: 3, changed: 2))
    let neither = try await outcome(.differs, [Filter(Column("name", .text), "Ann")])
    #expect(neither.people.map { $0["age"] } == [36, 36, 36] && neither.people[1]["name"] == "Ann")
  }

  // MARK: - Rows that are only evaluated

  @Test("The evaluation of a row reads what its function reads and what it writes, and says what would become of it")
  func evaluation() async throws {
    #expect(RowEvaluation.columns(of: Self.backfill()) == [Self.key, Self.year, Self.age])
    let evaluation = RowEvaluation(Self.backfill(), in: MemoryStore())
    func verdict(_ values: JSONValue?...) async throws -> String {
      switch try await evaluation.verdict(of: StoredRow(values)) {
      case .upToDate: "up to date"
      case .changed(let changes): "\(changes.values.map { $0.value?.text ?? "none" })"
      case .refused(let reason): reason
      case .needsToWrite: "writes"
      }
    }
    #expect(try await verdict(1, 1990, nil) == #"["36"]"#)
    #expect(try await verdict(1, 1990, 35) == #"["36"]"#)
    #expect(try await verdict(1, 1990, 36) == "up to date")
    #expect(try await verdict(1, nil, 36) == "no year")
  }

  @Test("The evaluation of a function that writes other rows ends before it does, and finds no copy of its row")
  func evaluationOfWrites() async throws {
    let store = MemoryStore()
    await store.put("copies", [["_id": 1, "age": 36]])
    func copying(to table: String, writes: Bool) -> Backfill {
      Backfill(
        "copies", after: 1, kind: .custom, pending: .differs, table: "people", reads: [Self.key, Self.year],
        key: [Self.key], targetTable: table, targetKey: [Self.key], writes: [Self.key, Self.age], sql: nil,
        pureFunction: nil, fits: { _ in false },
        function: { row, rows in
          if writes { _ = try await rows.session.delete(from: "others", where: []) }
          return RowChanges(table, [Filter(Self.key, row.values[0]), Filter(Self.age, 36)])
        })
    }
    let copy = copying(to: "copies", writes: false)
    #expect(RowEvaluation.columns(of: copy) == [Self.key, Self.year])
    let verdict = try await RowEvaluation(copy, in: store).verdict(of: StoredRow([1, 1990]))
    guard case .changed(let changes) = verdict else {
      Issue.record("each row is copied as if for the first time")
      return
    }
    #expect(changes.values == [Filter(Self.key, 1), Filter(Self.age, 36)])
    let writing = copying(to: "copies", writes: true)
    guard case .needsToWrite = try await RowEvaluation(writing, in: store).verdict(of: StoredRow([1, 1990])) else {
      Issue.record("an evaluation cannot write")
      return
    }
  }
}
