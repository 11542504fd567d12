// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// Several runners and several plans: who works when.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct TurnsTests {
  /// A plan beside the one of `Ages`: `pets.kind` becomes `pets.type`.
  private static let pets = MigrationPlan(
    name: "pet-types", base: "pets-0", goal: "pets-1", after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen, fingerprint: "pets-1", isRelease: true,
        statements: [.sql("ALTER TABLE pets ADD COLUMN type TEXT")])
    ],
    backfills: [
      Backfill(
        "pets.type", after: 1, kind: .copy, pending: .invalid, table: "pets", key: [Column("id", .int)],
        writes: [Column("type", .text)], sql: BackfillSQL(pending: "type IS NULL", values: ["kind"]))
    ])

  private func both() throws -> (Scratch, Migrations) {
    let scratch = try Ages.scratch(rows: 30)
    try scratch.connection().run("CREATE TABLE pets (id INTEGER PRIMARY KEY, kind TEXT)")
    try scratch.connection().run("INSERT INTO pets SELECT _id, 'cat' FROM people")
    let ages = Ages.plan(.sql)
    let people = MigrationPlan(
      name: ages.name, base: ages.base, goal: ages.goal, after: [], before: ages.before, deploys: ages.deploys,
      backfills: ages.backfills)
    let tables = Ages.build(at: 1).tables + [StoredTable("pets", ["CREATE TABLE pets (id INTEGER PRIMARY KEY)"])]
    return (scratch, Migrations(schema: "both", tables: tables, plans: [people.at(deploy: 1), Self.pets]))
  }

  @Test("The backfills of two plans take turns") func turns() async throws {
    let (scratch, build) = try both()
    let old = Migrations(schema: "old", tables: Ages.build(at: 0).tables, plans: [])
    #expect(await scratch.migrate(old, "adopt").status == 0)
    #expect(await scratch.migrate(build, "run", "--serve").status == 0)
    #expect(await scratch.migrate(build, "released").status == 0)
    let events = Locked<[String]>([])
    var options = RunOptions()
    options.batchSize = 10
    options.slice = .zero
    let runner = Runner(
      build, on: scratch.database, by: Author(who: "test", environment: "test"), options: options
    ) { event in
      switch event {
      case .began(let name, _, _): events.with { $0.append("begins \(name)") }
      case .progressed(let progress): events.with { $0.append(progress.backfill) }
      default: break
      }
    }
    _ = try await runner.run()
    let seen = events.with { $0 }
    #expect(seen.count(where: { $0.hasPrefix("begins") }) == 2, "each begins once: \(seen)")
    let order = seen.filter { !$0.hasPrefix("begins") }
    #expect(
      Array(order.prefix(4)) == ["people.age", "pets.type", "people.age", "pets.type"]
        || Array(order.prefix(4)) == ["pets.type", "people.age", "pets.type", "people.age"], "\(seen)")
    #expect(try scratch.rows("SELECT count(*) FROM people WHERE age IS NULL") == ["0"])
    #expect(try scratch.rows("SELECT count(*) FROM pets WHERE type IS NULL") == ["0"])
  }

  @Test("--only waits for the plan of its backfill, and not for the schema step of another plan")
  func onlyBesideAnotherPlan() async throws {
    let (scratch, build) = try both()
    let old = Migrations(schema: "old", tables: Ages.build(at: 0).tables, plans: [])
    #expect(await scratch.migrate(old, "adopt").status == 0)
    let runner = Runner(build, on: scratch.database, by: Author(who: "test", environment: "test"))
    try await runner.enter(plan: Self.pets.name, deploy: 1)
    try await runner.setReleased(plan: Self.pets.name, deploy: 1)
    var options = RunOptions()
    options.only = "pets.type"
    let only = Runner(build, on: scratch.database, by: runner.author, options: options)
    _ = try await only.run()
    #expect(try scratch.rows("SELECT count(*) FROM pets WHERE type IS NULL") == ["0"])
    #expect(try await runner.ledger()?.plan("add-age") == nil)
    options.only = "people.age"
    let early = Runner(build, on: scratch.database, by: runner.author, options: options)
    let refusal = await #expect(throws: MigrationRefused.self) { try await early.run() }
    guard case .tooEarly("people.age", next: let next)? = refusal else {
      Issue.record("\(String(describing: refusal))")
      return
    }
    #expect(next.contains("add-age"))
  }

  @Test("A second runner takes over after a batch of the first one") func handover() async throws {
    let scratch = try Ages.scratch(rows: 20_000)
    let build = Ages.build(at: 1, .byRow)
    #expect(await scratch.migrate(Ages.build(at: 0), "adopt").status == 0)
    #expect(await scratch.migrate(build, "run", "--serve").status == 0)
    #expect(await scratch.migrate(build, "released").status == 0)
    async let first = scratch.migrate(build, "run", "--batch-size", "10", "--delay", "20")
    for _ in 0..<1000 {
      let scanned = (try? scratch.rows("SELECT max(scanned) FROM _bellows_backfills")) ?? []
      if let count = scanned.first.flatMap({ Int($0) }), count > 0 { break }
      try await Task.sleep(for: .milliseconds(5))
    }
    let refused = await scratch.migrate(build, "run", "--wait", "0")
    #expect(refused.status == 1 && refused.errors.contains("migrate run"), "\(refused)")
    let second = await scratch.migrate(build, "run")
    #expect(second.status == 0 && second.output.contains("waiting for it to hand over"), "\(second)")
    #expect(second.output.contains("people.age: continuing after"), "\(second)")
    let ended = await first
    #expect(ended.status == 0 && ended.output.contains("handed over to"), "\(ended)")
    #expect(try scratch.rows("SELECT count(*) FROM people WHERE age IS NULL") == ["0"])
    #expect(try scratch.rows("SELECT count(*) FROM _bellows_state WHERE wanted IS NOT NULL") == ["0"])
  }

  @Test("A run that only serves its build leaves the backfill to the next one") func serves() async throws {
    let scratch = try Ages.scratch(rows: 20)
    #expect(await scratch.migrate(Ages.build(at: 0), "adopt").status == 0)
    let first = await scratch.migrate(Ages.build(at: 1), "run", "--serve")
    #expect(first.status == 0 && first.output.contains("the database serves this build"), "\(first)")
    #expect(await scratch.migrate(Ages.build(at: 1), "released").status == 0)
    #expect(await scratch.migrate(Ages.build(at: 1), "run", "--serve").status == 0)
    #expect(try scratch.rows("SELECT count(*) FROM people WHERE age IS NOT NULL") == ["0"], "nothing is backfilled")

    // The code of deploy 2 needs the backfill and the schema.
    let second = await scratch.migrate(Ages.build(at: 2), "run", "--serve")
    #expect(second.status == 0 && second.output.contains("deploy 2 of 3"), "\(second)")
    #expect(try scratch.rows("SELECT count(*) FROM people WHERE age IS NULL") == ["0"])
  }

  @Test("A run that cannot serve its build says what is missing") func notServed() async throws {
    let scratch = try Ages.scratch(rows: 20)
    #expect(await scratch.migrate(Ages.build(at: 0), "adopt").status == 0)
    #expect(await scratch.migrate(Ages.build(at: 1), "run", "--serve").status == 0)
    let early = await scratch.migrate(Ages.build(at: 2), "run", "--serve")
    #expect(early.status == 1, "\(early)")
    #expect(early.errors.contains("does not serve this build yet: its code is for deploy 2 of add-age"), "\(early)")
    #expect(early.errors.contains("migrate released"), "\(early)")
  }
}
