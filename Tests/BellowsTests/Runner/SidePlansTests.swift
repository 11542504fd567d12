// Part of Bellows. MIT licence: see LICENSE.
import TestSupport
import Testing

@testable import Bellows

/// Several plans at once: what each build may do, whatever was done before, and by which builds.
@Suite struct SidePlansTests {
  /// Plans that do not meet, and two that begin after others: after one with gates, and after one without.
  static let plans = [
    MigrationPlan(
      name: "first", base: "f0", goal: "f3", after: [],
      deploys: [
        MigrationDeploy(number: 1, phase: .widen, fingerprint: "f1", isRelease: true),
        MigrationDeploy(number: 2, phase: .tighten, fingerprint: "f2", isRelease: true, gates: [.released(deploy: 1)]),
        MigrationDeploy(number: 3, phase: .tighten, fingerprint: "f3", isRelease: false, gates: [.released(deploy: 2)]),
      ], backfills: []),
    MigrationPlan(
      name: "beside", base: "b0", goal: "b2", after: [],
      deploys: [
        MigrationDeploy(number: 1, phase: .widen, fingerprint: "b1", isRelease: true),
        MigrationDeploy(number: 2, phase: .tighten, fingerprint: "b2", isRelease: false, gates: [.released(deploy: 1)]),
      ], backfills: []),
    MigrationPlan(
      name: "later", base: "l0", goal: "l2", after: [PlanEdge("first", deploy: 3)],
      deploys: [
        MigrationDeploy(number: 1, phase: .widen, fingerprint: "l1", isRelease: true),
        MigrationDeploy(number: 2, phase: .tighten, fingerprint: "l2", isRelease: true, gates: [.released(deploy: 1)]),
      ], backfills: []),
    MigrationPlan(
      name: "simple", base: "s0", goal: "s1", after: [],
      deploys: [MigrationDeploy(number: 1, phase: .widen, fingerprint: "s1", isRelease: true)], backfills: []),
    MigrationPlan(
      name: "upon", base: "u0", goal: "u2", after: [PlanEdge("simple", deploy: 1)],
      deploys: [
        MigrationDeploy(number: 1, phase: .widen, fingerprint: "u1", isRelease: true),
        MigrationDeploy(number: 2, phase: .tighten, fingerprint: "u2", isRelease: false, gates: [.released(deploy: 1)]),
      ], backfills: []),
  ]

  /// Code for a deploy of each plan; 0 for a build from before a plan, which does not have it.
  struct Build: Hashable {
    var deploys: [Int]

    /// All builds that can be made: a plan is added when those that it begins after are done.
    static let all: [Build] = plans.reduce([[]]) { lists, plan in
      lists.flatMap { list in
        let waits = (plan.after ?? []).contains { edge in
          list[plans.firstIndex { $0.name == edge.plan } ?? 0] < edge.deploy
        }
        return (waits ? 0...0 : 0...plan.deploys.count).map { list + [$0] }
      }
    }.map(Build.init)
    static let none = Build(deploys: plans.map { _ in 0 })

    var migrations: Migrations {
      Migrations(
        schema: deploys.map(String.init).joined(separator: "-"), target: .document,
        plans: zip(plans, deploys).filter { $0.1 > 0 }.map { $0.0.at(deploy: $0.1) })
    }
  }

  private func runner(_ build: Build, _ store: MemoryStore) -> Runner {
    Runner(build.migrations, on: store, by: Author(who: "the test", environment: "test"))
  }

  private func state(at deploys: [Int], released: [Int]) -> LedgerState {
    LedgerState(
      schema: nil,
      plans: zip(Self.plans, zip(deploys, released)).filter { $0.1.0 > 0 }.map { plan, numbers in
        PlanProgress(record: plan.record(at: numbers.0, released: numbers.1))
      })
  }

  private func next(_ build: [Int], _ state: LedgerState) -> [NextAction] {
    nextActions(Build(deploys: build + [0, 0]).migrations, state, hasTables: true)
  }

  @Test("A plan without an edge never waits for another one") func noneWaitsForAnother() {
    #expect(
      next([1, 1, 0], state(at: [1, 0, 0], released: [0, 0, 0]))
        == [.schema(plan: "beside", deploy: 1), .release(plan: "first", deploy: 1)])
    #expect(
      next([1, 2, 0], state(at: [1, 1, 0], released: [0, 1, 0]))
        == [.schema(plan: "beside", deploy: 2), .release(plan: "first", deploy: 1)])
    #expect(next([1, 2, 0], state(at: [1, 2, 0], released: [1, 1, 0])) == [.advance(plan: "first", deploy: 2)])
  }

  @Test("A plan with an edge begins when the other one has come so far and older code is gone") func anEdgeWaits() {
    #expect(
      next([3, 0, 1], state(at: [2, 0, 0], released: [1, 0, 0])) == [.release(plan: "first", deploy: 2)])
    #expect(
      next([3, 0, 1], state(at: [3, 0, 0], released: [1, 0, 0])) == [.release(plan: "first", deploy: 2)])
    #expect(next([3, 0, 1], state(at: [3, 0, 0], released: [2, 0, 0])) == [.schema(plan: "later", deploy: 1)])
  }

  @Test("A plan that was changed is refused, and the others go on") func aChangedPlanStopsOnlyItself() {
    var ledger = state(at: [1, 0, 0], released: [0, 0, 0])
    ledger.plans[0].record.schema = "other"
    #expect(
      next([1, 1, 0], ledger)
        == [.schema(plan: "beside", deploy: 1), .refused(.changedPlan(plan: "first", deploy: 1))])
  }

  @Test("In any order of runs, releases and rollbacks by any builds, the database supports all code that runs")
  func runningCodeIsSupported() async throws {
    var (steps, rollbacks, served, refused) = (0, 0, 0, 0)
    let walks = Thorough.count(sample: 60, whole: 3_000)
    for seed in Thorough.seed..<Thorough.seed + UInt64(walks) {
      var random = SeededRandom(seed: seed)
      let store = MemoryStore()
      try await runner(Build.none, store).create()
      var running = [Build.none]
      var log: [String] = []
      for _ in 0..<60 {
        steps += 1
        let build = random.happens(60) ? near(running, &random) : random.pick(Build.all)
        switch random.number(below: 10) {
        case 0..<5:
          let isServed = try await deploy(build, store)
          log.append("\(build.deploys) is run\(isServed ? ", and its code runs" : "")")
          if isServed { running.append(build) }
          if isServed { served += 1 } else { refused += 1 }
        case 5..<7:
          if running.count > 1 {
            log.append("\(running.remove(at: random.number(below: running.count)).deploys) stops")
          }
        case 7..<9:
          let code = random.pick(running)
          let isOldest = running.allSatisfy { other in zip(other.deploys, code.deploys).allSatisfy(>=) }
          guard isOldest, (try? await runner(code, store).setReleased()) != nil else { continue }
          log.append("\(code.deploys) is released")
        default:
          if try await rollBack(by: build, beside: running, store, &random, &log) { rollbacks += 1 }
        }
        if let fault = try await fault(store, running) {
          Issue.record("seed \(seed): \(fault)\n\(log.joined(separator: "\n"))")
          return
        }
      }
      try await finish(store, seed)
    }
    print(
      "plans side by side: seeds \(Thorough.seed) to \(Thorough.seed + UInt64(walks) - 1), \(steps) steps, "
        + "\(served) builds served, \(refused) refused, \(rollbacks) rollbacks")
    #expect(served > steps / 10 && refused > steps / 20 && rollbacks > walks / 20)
  }

  /// A build one step from one that runs.
  private func near(_ running: [Build], _ random: inout SeededRandom) -> Build {
    let from = random.pick(running).deploys
    let choices = Build.all.filter { zip($0.deploys, from).map { abs($0 - $1) }.reduce(0, +) == 1 }
    return random.pick(choices)
  }

  /// Runs the migrations of a build; returns whether its code may run then.
  private func deploy(_ build: Build, _ store: MemoryStore) async throws -> Bool {
    let runner = runner(build, store)
    do { _ = try await runner.run() } catch is MigrationRefused {}
    return try await StatusReader(runner: runner).status().servesThisBuild
  }

  /// Rolls a plan back that no running code needs; returns whether it was.
  private func rollBack(
    by build: Build, beside running: [Build], _ store: MemoryStore, _ random: inout SeededRandom, _ log: inout [String]
  ) async throws -> Bool {
    let number = random.number(below: Self.plans.count)
    let name = Self.plans[number].name
    let deploy = try await runner(build, store).ledger()?.plan(name)?.record.deploy ?? 0
    guard deploy > 0, running.allSatisfy({ $0.deploys[number] < deploy }) else { return false }
    do {
      try await RollbackRun(runner: runner(build, store)).run(plan: name, to: deploy - 1)
    } catch is MigrationRefused {
      return false
    }
    log.append("\(build.deploys) rolls \(name) back to \(deploy - 1)")
    return true
  }

  /// Says which running code the database does not support: it is newer than the schema of a plan, or older than the
  /// plan allows.
  private func fault(_ store: MemoryStore, _ running: [Build]) async throws -> String? {
    let ledger = try await runner(Build.none, store).ledger()
    for (number, plan) in Self.plans.enumerated() {
      let record = ledger?.plan(plan.name)?.record ?? plan.record(at: 0, released: 0)
      for build in running {
        let code = build.deploys[number]
        if code > record.deploy { return "\(build.deploys) runs, and \(plan.name) is at deploy \(record.deploy)" }
        if code < record.oldest {
          return
            "\(build.deploys) runs, and deploy \(record.deploy) of \(plan.name) needs code of deploy \(record.oldest)"
        }
      }
      // A plan that began after another one was made for its end.
      for edge in plan.after ?? [] where record.deploy > 0 {
        let other = Self.plans.firstIndex { $0.name == edge.plan } ?? 0
        if ledger?.plan(edge.plan)?.record.deploy ?? 0 < edge.deploy {
          return "\(plan.name) is here, \(edge.plan) is not"
        }
        let release = Self.plans[other].release(at: edge.deploy)
        if let early = running.first(where: { $0.deploys[other] < release }) {
          return "\(early.deploys) runs beside \(plan.name), which began after deploy \(edge.deploy) of \(edge.plan)"
        }
      }
    }
    return nil
  }

  /// From every state the last build gets to the end.
  private func finish(_ store: MemoryStore, _ seed: UInt64) async throws {
    for deploys in [[1, 1, 0, 1, 0], [2, 2, 0, 1, 0], [3, 2, 0, 1, 1], [3, 2, 1, 1, 2], [3, 2, 2, 1, 2]] {
      let runner = runner(Build(deploys: deploys), store)
      _ = try? await runner.run()
      try? await runner.setReleased()
      _ = try? await runner.run()
    }
    let next = try await runner(Build(deploys: [3, 2, 2, 1, 2]), store).situation().actions
    #expect(next == [.done(plan: "upon")], "seed \(seed)")
  }
}
