// Part of Bellows. MIT licence: see LICENSE.
import TestSupport
import Testing

@testable import Bellows

/// The parts of workers that need no database.
struct WorkerUnitTests {
  @Test("Batches get smaller in proportion to their time, and larger again") func batchSize() {
    var size = BatchSize(first: 1_000, most: 1_000, target: .milliseconds(50))
    #expect(size.size == 1_000)
    size.adapt(to: .milliseconds(50), attempts: 1)
    #expect(size.size == 1_000, "a batch may take as long as its target")
    size.adapt(to: .milliseconds(100), attempts: 1)
    #expect(size.size == 500)
    size.adapt(to: .seconds(10), attempts: 1)
    #expect(size.size == 125, "one slow batch does not decide")
    size.adapt(to: .milliseconds(34), attempts: 1)
    #expect(size.size == 125, "two thirds of the target are near enough")
    size.adapt(to: .milliseconds(32), attempts: 1)
    #expect(size.size == 195)
    for _ in 1...3 { size.adapt(to: .milliseconds(1), attempts: 1) }
    #expect(size.size == 1_000)
    for _ in 1...9 { size.adapt(to: .seconds(10), attempts: 1) }
    #expect(size.size == BatchSize.least)
  }

  @Test("Batches that are fast get larger than the first one, up to the largest number") func batchSizeGrows() {
    var size = BatchSize(first: 1_000, most: 5_000, target: .milliseconds(15))
    var sizes: [Int] = []
    // A row takes 4 microseconds.
    for _ in 1...4 {
      size.adapt(to: .microseconds(4 * size.size), attempts: 1)
      sizes.append(size.size)
    }
    #expect(sizes == [2_000, 3_750, 3_750, 3_750])
    for _ in 1...3 { size.adapt(to: .zero, attempts: 1) }
    #expect(size.size == 5_000)
  }

  @Test("A batch that waited for locks is followed by one of half its size") func batchSizeAfterLocks() {
    var size = BatchSize(first: 1_000, most: 1_000, target: .milliseconds(50))
    size.adapt(to: .milliseconds(1), attempts: 2)
    #expect(size.size == 500)
    for _ in 1...9 { size.adapt(to: .milliseconds(1), attempts: 2) }
    #expect(size.size == BatchSize.least)
    var small = BatchSize(first: 3, most: 3, target: .milliseconds(50))
    small.adapt(to: .seconds(1), attempts: 2)
    #expect(small.size == 3)
  }

  @Test("A slow batch is never followed by a larger one, nor a fast one by a smaller one, whatever their sizes are")
  func batchSizeOfAnyBatch() {
    let seed = Thorough.seed
    var random = SeededRandom(seed: seed)
    let target = Duration.milliseconds(60)
    for _ in 0..<2_000 {
      let first = random.happens(30) ? 1 + random.number(below: 20) : 1 + random.number(below: 100_000)
      let most = random.happens(5) ? Int.max : first * (1 + random.number(below: 10))
      let micros = random.pick([0, 1, 39_999, 40_000, 59_999, 60_000, 60_001, 90_000, 240_000, 6_000_000])
      let attempts = random.happens(10) ? 2 : 1
      var batch = BatchSize(first: first, most: most, target: target)
      batch.adapt(to: .microseconds(micros), attempts: attempts)
      let what = "seed \(seed): \(first) rows in \(micros) µs, at most \(most), \(attempts) attempts: \(batch.size)"
      if attempts > 1 {
        #expect(batch.size == max(min(BatchSize.least, first), first / 2), "\(what)")
      } else if (40_000...60_000).contains(micros) {
        #expect(batch.size == first, "\(what)")
      } else if micros < 40_000 {
        #expect(batch.size >= first && batch.size <= most && batch.size <= 2 * first, "\(what)")
      } else {
        #expect(batch.size <= first && batch.size >= max(1, first / 4), "\(what)")
        // A row takes as long in the next batch.
        let isLeast = batch.size <= BatchSize.least || batch.size == first / 4
        #expect(isLeast || batch.size * micros <= 60_000 * first, "\(what)")
      }
    }
  }

  @Test(
    "The largest number of rows is no more than it was after a batch of any time", arguments: [0, 1, 40, 50, 51, 9_000])
  func largestBatchSize(milliseconds: Int) {
    for first in [Int.max, Int.max - 1, Int.max / 2 + 1, Int.max / 2, 1 << 53 + 1, 1 << 45] {
      var size = BatchSize(first: first, most: Int.max, target: .milliseconds(50))
      size.adapt(to: .milliseconds(milliseconds), attempts: 1)
      #expect(milliseconds < 34 ? size.size >= first : size.size <= first, "\(first): \(size.size)")
      #expect(milliseconds != 50 || size.size == first)
      size.adapt(to: .milliseconds(milliseconds), attempts: 2)
      #expect(size.size >= BatchSize.least)
    }
  }

  @Test("Without a target all batches have the largest size") func batchSizeWithoutTarget() {
    var size = BatchSize(first: 700, most: 7_000, target: nil)
    size.adapt(to: .seconds(10), attempts: 5)
    #expect(size.size == 700)
  }

  @Test("The time that is left follows from two readings of the status") func timeLeft() {
    #expect(StatusSpeed.secondsLeft(rows: 1_000, scanned: 100, in: .seconds(2)) == 20)
    #expect(StatusSpeed.secondsLeft(rows: 1, scanned: 100, in: .seconds(2)) == 1)
    #expect(StatusSpeed.secondsLeft(rows: 0, scanned: 100, in: .seconds(2)) == 0)
    #expect(StatusSpeed.secondsLeft(rows: -5, scanned: 100, in: .seconds(2)) == 0)
    #expect(StatusSpeed.secondsLeft(rows: 1_000, scanned: 0, in: .seconds(2)) == nil)
    #expect(StatusSpeed.secondsLeft(rows: 1_000, scanned: 5, in: .zero) == nil)
    #expect(Bellows.timeLeft(119) == "119 s left")
    #expect(Bellows.timeLeft(120) == "2 min left")
    #expect(Bellows.timeLeft(7_199) == "119 min left")
    #expect(Bellows.timeLeft(7_200) == "2 h left")
  }

  private func status(scanned: Int, state: MigrationStatus.State = .underway) -> MigrationStatus {
    let backfill = MigrationStatus.BackfillStatus(
      name: "people.age", state: state, total: 1_000, scanned: scanned, changed: scanned / 2, quarantined: 3,
      samples: [], error: nil, ranges: 2)
    var status = MigrationStatus(
      hasLedger: true, schema: nil,
      plans: [.init(plan: "add-\"age\"\\", deploy: 1, deploys: 3, released: 1, backfills: [backfill])],
      servesThisBuild: true, actions: [])
    status.workers = [
      .init(process: "anna", plan: "add-\"age\"\\", backfill: "people.age", range: 4, scanned: 20, isSilent: false),
      .init(process: "bert", plan: "add-\"age\"\\", backfill: "people.age", range: 5, scanned: 20, isSilent: true),
      .init(process: "bert", plan: "other", backfill: "people.age", range: 5, scanned: 20, isSilent: true),
    ]
    status.waits = ["server process 7 waits"]
    return status
  }

  @Test("The status estimates the time for running backfills alone") func estimates() {
    var speed = StatusSpeed()
    let start = ContinuousClock.now
    var first = status(scanned: 100)
    speed.estimate(&first, at: start)
    #expect(first.backfills[0].secondsLeft == nil)
    var second = status(scanned: 300)
    speed.estimate(&second, at: start + .seconds(2))
    #expect(second.backfills[0].secondsLeft == 7)
    var third = status(scanned: 500, state: .held)
    speed.estimate(&third, at: start + .seconds(4))
    #expect(third.backfills[0].secondsLeft == nil)
  }

  @Test("That the lag of replicas cannot be read is said once in a process, and it is read once in a second")
  func lag() async throws {
    let progress = ScanProgress(total: 10, quarantined: 0, left: 5)
    #expect(progress.reportsLag())
    for _ in 1...3 { #expect(!progress.reportsLag()) }
    let start = ContinuousClock.now
    #expect(progress.beginsLagCheck())
    let again = progress.beginsLagCheck()
    if ContinuousClock.now - start < .seconds(1) { #expect(!again) }
    try await Task.sleep(for: .milliseconds(1_050))
    #expect(progress.beginsLagCheck())
  }

  @Test("The progress of a scan counts the batches of all workers, and never less than its ledger")
  func progress() {
    let progress = ScanProgress(total: 10, quarantined: 2, left: 5)
    let reported = Locked<[RunEvent.Progress]>([])
    func add(scanned: Int, changed: Int, quarantined: Int? = nil) {
      let outcome = BatchOutcome(lastKey: nil, scanned: scanned, changed: changed)
      progress.add(outcome, quarantined: quarantined, of: "people.age") { event in
        if case .progressed(let progress) = event { reported.with { $0.append(progress) } }
      }
    }
    add(scanned: 3, changed: 2)
    #expect(progress.left == 2 && progress.quarantined == 2)
    var record = BackfillRecord(
      name: "people.age", after: 1, state: .scanning, total: 10, scanned: 8, changed: 6)
    progress.set(record)
    add(scanned: 1, changed: 1, quarantined: 4)
    #expect(progress.left == 1 && progress.quarantined == 4)
    (record.scanned, record.changed) = (1, 1)
    progress.set(record)
    add(scanned: 3, changed: 0)
    let expected = [(10, 3, 2, 2), (10, 9, 7, 4), (12, 12, 7, 4)].map { total, scanned, changed, quarantined in
      RunEvent.Progress(
        backfill: "people.age", total: total, scanned: scanned, changed: changed, quarantined: quarantined)
    }
    #expect(reported.with { $0 } == expected)
  }

  @Test("A worker that lost its range gets another lease, and leaves none behind", arguments: [false, true])
  func replacedLease(fails: Bool) async throws {
    struct Stop: Error {}
    let store = MemoryStore()
    let runner = Runner(
      Migrations(schema: "s", target: .document, plans: []), on: store, by: Author(who: "anna", environment: "test"))
    let ledger = Ledger(session: store)
    func hold() async throws -> Int {
      try await WorkerLease.holding(2, runner, LeaseRecord.workerPrefix) { leases in
        let (lost, kept) = (leases[0].token, leases[1].token)
        #expect(try await ledger.leases().map(\.token).sorted() == [lost, kept].sorted())
        try await leases[0].replace()
        #expect(leases[0].token > max(lost, kept) && leases[1].token == kept)
        let now = try await ledger.leases()
        #expect(now.map(\.token).sorted() == [kept, leases[0].token].sorted())
        #expect(now.allSatisfy { $0.isOfWorker && $0.owner == "anna" && $0.until > 0 })
        if fails { throw Stop() }
        return leases.count
      }
    }
    if fails {
      await #expect(throws: Stop.self) { _ = try await hold() }
    } else {
      #expect(try await hold() == 2)
    }
    #expect(try await ledger.leases().isEmpty)
  }

  @Test("What the status says of one plan is said of its first one")
  func firstPlan() {
    func plan(_ name: String, _ number: Int) -> MigrationStatus.PlanStatus {
      let backfill = MigrationStatus.BackfillStatus(
        name: name + ".age", state: .waiting, total: number, scanned: 0, changed: 0, quarantined: 0, samples: [],
        error: nil)
      return .init(plan: name, deploy: number, deploys: number + 10, released: number + 20, backfills: [backfill])
    }
    for plans in [[plan("a", 1)], [plan("a", 1), plan("b", 2)], [plan("c", 3), plan("a", 1), plan("b", 2)]] {
      let status = MigrationStatus(hasLedger: true, schema: nil, plans: plans, servesThisBuild: true, actions: [])
      #expect(status.plan == plans[0].plan && status.deploy == plans[0].deploy && status.deploys == plans[0].deploys)
      #expect(status.released == plans[0].released && status.backfills == plans[0].backfills)
    }
    let none = MigrationStatus(hasLedger: false, schema: nil, plans: [], servesThisBuild: false, actions: [])
    #expect(none.plan == nil && none.deploy == 0 && none.deploys == 0 && none.released == 0 && none.backfills == [])
  }

  @Test("Metrics have the labels of their plan and backfill, escaped") func metrics() {
    let metrics = Metrics(
      status(scanned: 400), .behind([.init(name: "r", bytes: 77)]), database: "shop\n", environment: "production")
    let lines = metrics.text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    let common = #"database="shop\n",environment="production""#
    let plan = #"\#(common),plan="add-\"age\"\\""#
    let backfill = #"\#(plan),backfill="people.age""#
    let expected = [
      "serves_build{\(common)} 1", "cancelled{\(common)} 0", "plan_deploy{\(plan)} 1", "plan_deploys{\(plan)} 3",
      "plan_released{\(plan)} 1", "backfill_state{\(backfill),state=\"waiting\"} 0",
      "backfill_state{\(backfill),state=\"underway\"} 1", "backfill_state{\(backfill),state=\"held\"} 0",
      "backfill_state{\(backfill),state=\"done\"} 0", "backfill_rows{\(backfill)} 1000",
      "backfill_scanned_rows{\(backfill)} 400", "backfill_changed_rows{\(backfill)} 200",
      "backfill_quarantined_rows{\(backfill)} 3", "backfill_ranges{\(backfill)} 2", "backfill_workers{\(backfill)} 1",
      "backfill_silent_workers{\(backfill)} 1", "waiting_statements{\(common)} 1",
      "replication_lag_bytes{\(common)} 77",
    ]
    #expect(lines.map(String.init) == expected.map { "bellows_" + $0 })
  }

  @Test("Each metric has a help and a type before its samples") func metricTypes() {
    let lines = Metrics(status(scanned: 400), .none, database: "shop", environment: "test").text
      .split(separator: "\n").map(String.init)
    var names: Set<String> = []
    for line in lines where !line.hasPrefix("#") { names.insert(String(line.prefix { $0 != "{" })) }
    #expect(names.count == 14)
    for name in names {
      #expect(lines.filter { $0 == "# TYPE \(name) gauge" }.count == 1, "\(name)")
      #expect(lines.filter { $0.hasPrefix("# HELP \(name) ") }.count == 1, "\(name)")
    }
  }

  @Test("The digest of a plan changes with what it does") func chain() {
    func plan(_ values: String, key: String = "id", fingerprint: String = "f") -> MigrationPlan {
      let columns = [Column(key, .int), Column("age", .int)]
      let backfill = Backfill(
        "people.age", after: 1, kind: .convert, pending: .invalid, table: "people", key: [columns[0]],
        writes: [columns[1]], sql: BackfillSQL(pending: "age IS NULL", values: [values]))
      let deploy = MigrationDeploy(number: 1, phase: .backfill, fingerprint: fingerprint, isRelease: false)
      return MigrationPlan(name: "p", base: "a", goal: "b", deploys: [deploy], backfills: [backfill])
    }
    let chain = plan("1").chain
    #expect(plan("1").chain == chain)
    #expect(plan("1").at(deploy: 0).chain == chain, "the deploy of the code is another one in each build")
    let others = [plan("2").chain, plan("1", key: "no").chain, plan("1", fingerprint: "g").chain]
    #expect(Set(others + [chain]).count == 4)
  }
}
