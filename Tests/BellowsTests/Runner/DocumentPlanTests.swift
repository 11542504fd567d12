// Part of Bellows. MIT licence: see LICENSE.
import Testing

@testable import Bellows

/// A plan for documents, on a store that a user supplies: no statements, nothing compared, backfills through the
/// function.
@Suite struct DocumentPlanTests {
  private static let key = Column("_id", .int)
  private static let year = Column("year", .nested)
  private static let age = Column("age", .nested)

  /// `year` becomes `age`, and is deleted.
  private func build(at deploy: Int) -> Migrations {
    let fill = Backfill(
      "people.age", after: 1, kind: .custom, pending: .differs, table: "people", key: [Self.key],
      reads: [Self.key, Self.year], writes: [Self.age], fits: { _ in false }
    ) { row in
      guard case .int(let year)? = row.values[1] else { throw RowRefused("no year") }
      return RowChanges("people", [Filter(Self.age, .int(2026 - year))])
    }
    let unset = Backfill(
      "people.year.unset", after: 2, kind: .unset, pending: .present, table: "people", key: [Self.key],
      reads: [Self.key, Self.year], writes: [Self.year], fits: { _ in false }
    ) { _ in RowChanges("people", [Filter(Self.year, nil)]) }
    let plan = MigrationPlan(
      name: "ages", base: "s0", goal: "s3",
      deploys: [
        MigrationDeploy(number: 1, phase: .widen, fingerprint: "s1", isRelease: true),
        MigrationDeploy(
          number: 2, phase: .tighten, fingerprint: "s2", isRelease: true,
          gates: [.released(deploy: 1), .backfilled("people.age"), .verified([StoredCheck("people.age")])]),
        MigrationDeploy(
          number: 3, phase: .tighten, fingerprint: "s3", isRelease: false,
          gates: [
            .released(deploy: 2), .backup(table: "people", key: [Self.key], columns: ["year"]),
            .backfilled("people.year.unset"),
          ]),
      ], backfills: [fill, unset])
    return Migrations(
      schema: ["s0", "s1", "s2", "s3"][deploy], target: .document, plans: deploy == 0 ? [] : [plan.at(deploy: deploy)])
  }

  private func runner(_ store: MemoryStore, at deploy: Int, _ options: RunOptions = RunOptions()) -> Runner {
    Runner(build(at: deploy), on: store, by: Author(who: "the test", environment: "test"), options: options)
  }

  @Test("A plan on a document store runs from adoption to its end, and is rolled back")
  func runsToItsEndAndBack() async throws {
    let store = MemoryStore()
    let people = (1...25).map { ["_id": JSONValue.int($0), "year": .int(1950 + $0)] }
    await store.put("people", people)
    try await Adoption(runner: runner(store, at: 1)).run()
    var options = RunOptions()
    options.batchSize = 10
    for deploy in 1...2 {
      _ = try await runner(store, at: deploy, options).run()
      try await runner(store, at: deploy).setReleased()
    }
    let ages = await store.documents["people"]?.map { $0["age"] }
    #expect(ages == (1...25).map { JSONValue.int(76 - $0) })

    // The store makes no backups, so the run needs a confirmation that another backup exists.
    let refused = await #expect(throws: DatabaseUnable.self) { try await runner(store, at: 3, options).run() }
    #expect(refused?.description.contains("make a backup with its own tools") == true, "\(String(describing: refused))")
    options.ownBackup = "ages"
    _ = try await runner(store, at: 3, options).run()
    #expect(await store.documents["people"]?.contains { $0["year"] != nil } == false)
    #expect(try await runner(store, at: 3).next() == .done(plan: "ages"))

    let back = await #expect(throws: MigrationRefused.self) {
      try await RollbackRun(runner: runner(store, at: 3)).run(to: 2)
    }
    #expect("\(back.map(String.init(describing:)) ?? "")".contains("people: year would not come back"))
    #expect(try await runner(store, at: 3).ledger()?.plans.first?.record.deploy == 3)
    try await RollbackRun(runner: runner(store, at: 3, options)).run(to: 2)
    #expect(try await runner(store, at: 3).ledger()?.plans.first?.record.deploy == 2)
  }

  @Test("A rollback on a store without backups says which values are not backed up")
  func valuesWithoutABackup() async throws {
    let store = MemoryStore()
    await store.put("people", (1...7).map { ["_id": .int($0), "year": .int(1990), "age": .int(36)] })
    let back = RollbackPlan(
      discards: [StoredValues("people", key: [Self.key], columns: [Self.age])],
      hides: [StoredValues("people", key: [Self.key], columns: [Self.year])])
    let plan = MigrationPlan(
      name: "ages", base: "s0", goal: "s1",
      deploys: [
        MigrationDeploy(number: 1, phase: .widen, fingerprint: "s1", isRelease: true, rollbackPlan: back)
      ], backfills: [])
    let events = Locked<[RunEvent]>([])
    let runner = Runner(
      Migrations(schema: "s1", target: .document, plans: [plan]), on: store,
      by: Author(who: "the test", environment: "test")
    ) { event in events.with { $0.append(event) } }
    try await Adoption(runner: runner).run()
    if try await runner.ledger()?.plans.first?.record.deploy != 1 { _ = try await runner.run() }
    events.with { $0 = [] }
    try await RollbackRun(runner: runner).run(to: 0)
    let sentences = events.with { $0 }.map(\.sentence)
    for column in ["age", "year"] {
      let sentence = try #require(sentences.first { $0.contains(column) }, "\(sentences)")
      #expect(sentence.contains("7 rows") && sentence.contains("; the database cannot back them up"), "\(sentence)")
      #expect(!sentence.contains("backed up in"), "\(sentence)")
    }
    #expect(try await runner.ledger()?.plans.first?.record.deploy ?? 0 == 0)
    #expect(await store.documents.keys.allSatisfy { !$0.contains("backup_") })
  }

  @Test("Rows that the function rejects keep the gate closed")
  func rowsThatTheFunctionRejectsKeepTheGateClosed() async throws {
    let store = MemoryStore()
    await store.put("people", [["_id": 1, "year": 1990], ["_id": 2], ["_id": 3, "year": 1992]])
    try await Adoption(runner: runner(store, at: 1)).run()
    _ = try await runner(store, at: 1).run()
    try await runner(store, at: 1).setReleased()
    let held = await #expect(throws: MigrationRefused.self) { try await runner(store, at: 1).run() }
    #expect(held == .quarantined(plan: "ages", backfill: "people.age", count: 1))
    #expect(await store.documents["people"]?.map { $0["age"] } == [36, nil, 34])
  }
}
