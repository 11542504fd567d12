// Part of Bellows. MIT licence: see LICENSE.
import Testing

@testable import Bellows

/// What a worker does where there is no migration lock, as behind a pooler.
struct WorkerRunTests {
  /// A store whose sessions have no lock.
  private struct Pooled: Database {
    let store: MemoryStore

    var name: String { store.name }

    func transaction<Result: Sendable>(
      _ access: Access, _ work: @Sendable (any DatabaseSession) async throws -> Result
    ) async throws -> Result {
      try await store.transaction(access, work)
    }

    func acquireMigrationLock(holder: String) async throws -> any MigrationLock {
      throw DatabaseUnable("a pooler gives each transaction another session")
    }
  }

  private static let build: Migrations = {
    let deploys = [
      MigrationDeploy(number: 1, phase: .widen, fingerprint: "s1", isRelease: true),
      MigrationDeploy(
        number: 2, phase: .tighten, fingerprint: "s2", isRelease: false, gates: [.released(deploy: 1)]),
    ]
    let plan = MigrationPlan(name: "two", base: "s0", goal: "s2", deploys: deploys, backfills: [])
    return Migrations(schema: "s2", target: .document, plans: [plan])
  }()

  private func runner(
    _ database: any Database, wait: Int = 0, report: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) -> Runner {
    var options = RunOptions()
    options.wait = wait
    return Runner(
      Self.build, on: database, by: Author(who: "the test", environment: "test"), options: options, report: report)
  }

  @Test(
    "A worker without a lock waits while a run could do the next step, and ends at once if it could not",
    .timeLimit(.minutes(5)), arguments: [true, false])
  func noLock(isWork: Bool) async throws {
    let store = MemoryStore()
    await store.put("people", [["_id": 1]])
    try await Adoption(runner: runner(store)).run()
    // After the first deploy, older code must end before the next one.
    if !isWork { _ = try await runner(store).run() }
    let next = try await runner(store).next()
    #expect(next.isWork == isWork)

    let events = Locked<[RunEvent]>([])
    let worker = WorkerRun(
      runner: runner(Pooled(store: store), wait: 1) { event in events.with { $0.append(event) } })
    guard case .at(let action) = try await worker.run() else {
      Issue.record("the worker did not end at an action")
      return
    }
    #expect(action == next)
    let waits = RunEvent.worker(
      .waits(
        for: "a pooler gives each transaction another session; until a run begins, this worker has nothing to do"))
    #expect(events.with { $0 } == (isWork ? [waits] : []))
  }
}
