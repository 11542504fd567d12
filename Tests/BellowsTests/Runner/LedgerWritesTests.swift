// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import SchemaEdits
import Testing

@testable import Bellows

/// What is written into the ledger, on any store.
@Suite struct LedgerWritesTests {
  private static let author = Author(who: "the test", environment: "test")
  private static let plan = PlanRecord(
    name: "ages", base: "a", goal: "c", schema: "b", deploy: 1, deploys: 2, released: 0, lastRelease: 1, oldest: 0,
    after: [PlanEdge("earlier", deploy: 2)])
  private static let backup = BackupRecord(
    id: 3, gate: GatePosition(deploy: 1, index: 0), name: "_bellows_backup_3", isOpen: true)
  private static let archive = BackupRecord(
    id: 4, gate: GatePosition(deploy: 0, index: 0), name: "_bellows_backup_4", isOpen: false)
  private static let range = RangeRecord(
    plan: "ages", backfill: "age", number: 1, lower: nil, upper: [9], cursor: [9], token: 1, isShared: true)

  private static func backfill(_ state: BackfillRecord.State) -> BackfillRecord {
    BackfillRecord(
      name: "age", after: 1, state: state, cursor: [4], upper: [9], total: 9, scanned: 4, changed: 2, error: "none")
  }

  private static func stored(_ record: BackupRecord) -> StoredBackup {
    StoredBackup(
      plan: "ages", record: record, name: record.name ?? "",
      contents: BackupContents(table: "people", columns: ["age"], rows: 1))
  }

  private typealias Write = (name: String, write: @Sendable (Ledger) async throws -> Void)

  /// Each change of the ledger; in this order the ledger has what the later ones change.
  private static let changes: [Write] = [
    ("open", { try await $0.open(schema: "a", plans: [plan]) }),
    ("event", { try await $0.record("schema", plan: "ages", detail: "deploy 1", by: author) }),
    ("plan", { try await $0.write(plan) }), ("cancel", { try await $0.setCancelled("anna") }),
    ("wanted", { try await $0.setWanted(HandoverRequest(who: "bert", time: .now)) }),
    ("scanning", { try await $0.write(backfill(.scanning), plan: "ages") }),
    ("rescan", { try await $0.write(backfill(.rescan), plan: "ages") }),
    ("done", { try await $0.write(backfill(.done), plan: "ages") }),
    ("quarantine", { try await $0.quarantine(.init(key: [1], reason: "no year"), plan: "ages", backfill: "age") }),
    ("release of a row", { try await $0.releaseRows(plan: "ages", backfill: "age", key: [1]) }),
    ("release of rows", { try await $0.releaseRows(plan: "ages", backfill: "age") }),
    ("gate", { try await $0.markVerified(backup.gate, plan: "ages") }),
    ("reopened gate", { try await $0.reopen(backup.gate, plan: "ages") }),
    ("backup", { try await $0.write(backup, plan: "ages") }),
    ("archive", { try await $0.write(archive, plan: "ages") }),
    ("deleted backup", { _ = try await $0.deleteBackup(stored(backup)) }),
    ("deleted archive", { _ = try await $0.deleteBackup(stored(archive)) }),
    ("deleted record", { try await $0.deleteRecord(backup) }),
    ("closed backfill", { try await $0.apply(.backfill(backfill(.rescan)), plan: "ages") }),
    ("closed gate", { try await $0.apply(.verified(backup.gate), plan: "ages") }),
    ("closed backup", { try await $0.apply(.backup(backup), plan: "ages") }),
    ("step", { try await $0.beginStep(plan: "ages", deploy: 2, position: 1, digest: "abc") }),
    ("end of a step", { try await $0.endStep(plan: "ages", deploy: 2, position: 1) }),
    ("forgotten steps", { try await $0.forgetSteps(plan: "ages") }),
    ("lease", { _ = try await $0.addLease(LeaseRecord.runPrefix, owner: "anna", lasting: .seconds(9)) }),
    ("renewed lease", { _ = try await $0.renewLease(token: 1, lasting: .seconds(9)) }),
    ("deleted lease", { try await $0.deleteLease(token: 1) }),
    ("another lease", { _ = try await $0.addLease(LeaseRecord.runPrefix, owner: "anna", lasting: .seconds(9)) }),
    ("leases of runs", { try await $0.deleteRunLeases() }),
    ("open scan", { try await $0.openScan(plan: "ages", backfill: "age", owner: "anna", build: nil, chain: "c") }),
    ("closed scan", { try await $0.closeScan(plan: "ages", backfill: "age") }),
    ("range", { try await $0.insert(range) }), ("moved range", { try await $0.write(range) }),
    (
      "finished range",
      { ledger in
        var record = backfill(.scanning)
        try await ledger.fold([range], into: &record)
      }
    ), ("ranges", { try await $0.deleteRanges(of: "age", plan: "ages") }),
  ]

  @Test("Each write of a change of the ledger that the database refuses is an error of the change")
  func refusedWrites() async throws {
    let store = ConcurrentStore()
    let ledger = Ledger(session: store)
    for change in Self.changes {
      // The number of its writes, on a copy of the ledger.
      let copy = ConcurrentStore()
      for (table, rows) in await store.documents { await copy.put(table, rows) }
      try await change.write(Ledger(session: copy))
      let count = await copy.writes
      #expect(count > 0, "\(change.name)")
      for number in 1...max(count, 1) {
        let failing = ConcurrentStore()
        for (table, rows) in await store.documents { await failing.put(table, rows) }
        await failing.countWrites(failing: number)
        await #expect(throws: ConcurrentStore.Refused.self, "\(change.name), write \(number)") {
          try await change.write(Ledger(session: failing))
        }
      }
      try await change.write(ledger)
    }
  }

  @Test("A step that has begun is found again with the digest of its statement, or without one")
  func steps() async throws {
    let ledger = Ledger(session: MemoryStore())
    try await ledger.beginStep(plan: "ages", deploy: 2, position: 0, digest: "0123456789abcdef")
    try await ledger.beginStep(plan: "ages", deploy: 2, position: 1)
    try await ledger.beginStep(plan: "ages", deploy: 3, position: 0, digest: "of another deploy")
    try await ledger.beginStep(plan: "others", deploy: 2, position: 5, digest: "of another plan")
    let (first, second) = (BegunStep(position: 0, digest: "0123456789abcdef"), BegunStep(position: 1, digest: nil))
    #expect(try await ledger.begunSteps(plan: "ages", deploy: 2) == [first, second])
    try await ledger.endStep(plan: "ages", deploy: 2, position: 0)
    #expect(try await ledger.begunSteps(plan: "ages", deploy: 2) == [first, second], "an ended step has begun")
    try await ledger.beginStep(plan: "ages", deploy: 2, position: 0, digest: "fedcba9876543210")
    #expect(
      try await ledger.begunSteps(plan: "ages", deploy: 2) == [
        BegunStep(position: 0, digest: "fedcba9876543210"), second,
      ])
    try await ledger.forgetSteps(plan: "ages")
    #expect(try await ledger.begunSteps(plan: "ages", deploy: 2) == [])
    #expect(try await ledger.begunSteps(plan: "others", deploy: 2).map(\.position) == [5])
  }

  @Test("A step counts as begun by its statement, and by its position only if the ledger has no statement")
  func begunSteps() throws {
    func step(_ condition: String) -> PreparationStep {
      PreparationStep(
        "ALTER TABLE t ADD CONSTRAINT _bellows_new_1 CHECK (\(condition)) NOT VALID",
        .constraint("_bellows_new_1", of: "t"))
    }
    let (one, other) = (step("a > 1"), step("a > 2"))
    #expect(one.digest.count == 16 && one.digest != other.digest)
    let begun = BegunStep(position: 0, digest: one.digest)
    #expect([begun].positions(of: [one, other]) == [0])
    #expect([begun].positions(of: [other, one]) == [1])
    #expect([begun].positions(of: [other, other]) == [])
    #expect([begun].positions(of: [one, other, one]) == [0, 2])
    #expect([BegunStep(position: 11, digest: nil)].positions(of: [one, other], from: 10) == [1])
    #expect([BegunStep(position: 11, digest: nil)].positions(of: [one, other]) == [])
    #expect([BegunStep(position: 1, digest: nil), begun].positions(of: [one, other]) == [0, 1])
    #expect([BegunStep]().positions(of: [one, other]) == [])
  }

  @Test("A deleted record of a backup is gone, and the others stay")
  func deletedRecord() async throws {
    let ledger = Ledger(session: MemoryStore())
    try await ledger.open(schema: "a", plans: [Self.plan])
    try await ledger.write(Self.backup, plan: "ages")
    try await ledger.write(Self.archive, plan: "ages")
    try await ledger.deleteRecord(Self.backup)
    #expect(try await ledger.state()?.plan("ages")?.backups == [Self.archive])
  }

  @Test(
    "A ledger of the version before is upgraded once; one that is older or newer is refused, and stays",
    arguments: [
      (4, 4, MigrationRefused.olderLedger(4)), (5, 6, nil), (6, 6, nil), (7, 7, .newerLedger(7)),
    ])
  func versions(version: Int64, afterwards: Int64, refusal: MigrationRefused?) async throws {
    let store = ConcurrentStore()
    let migrations = Migrations(schema: "a", target: .document, plans: [])
    let runner = Runner(migrations, on: store, by: Self.author)
    try await Ledger(session: store).open(schema: "a", plans: [])
    let table = LedgerTables.state
    _ = try await store.update(table.row(["version": .int(version)]), where: [])
    for _ in 0..<2 {
      if let refusal {
        await #expect(throws: refusal) { _ = try await runner.ledger() }
        // Even a command that reads nothing.
        try await runner.withMigrationLock("the test") {}
      } else {
        _ = try await runner.run()
      }
      #expect(await store.documents[table.name]?.map { $0["version"] } == [.int(afterwards)])
    }
    #expect(await store.creations == (version == afterwards ? 0 : 1))
  }
}
