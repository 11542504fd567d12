// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// A run of a whole plan in one transaction, in which one statement fails.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct DirectFailureTests {
  private let migrations = Ages.build(at: 3)

  private func run(_ path: String, _ faults: Faults?) async throws -> RunEnd {
    var options = RunOptions()
    options.isGateless = true
    let author = Author(who: "the test", environment: "test")
    return try await Runner(migrations, on: SQLite(path: path, faults: faults), by: author, options: options).run()
  }

  /// What the database has: definitions, people, the plan's progress and its backups.
  private func contents(_ scratch: Scratch) throws -> [String] {
    let queries = [
      "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY 1", "SELECT * FROM people",
      "SELECT name, deploy, released FROM _bellows_plans", "SELECT name, state, changed FROM _bellows_backfills",
      "SELECT id, name, open FROM _bellows_backups", "SELECT what, plan, detail FROM _bellows_events ORDER BY id",
    ]
    let connection = try scratch.connection()
    func rows(_ sql: String) throws -> [String] {
      try connection.rows(sql) { row in
        (0..<row.columnCount).map { row.text($0) ?? "∅" }.joined(separator: "|")
      }
    }
    let tables = try rows("SELECT name FROM sqlite_schema WHERE name GLOB '_bellows_backup_[0-9]*'")
    return try queries.map { try rows($0).joined(separator: "\n") }
      + tables.map { try rows("SELECT * FROM \($0)").joined(separator: "\n") }
  }

  @Test("After any statement that fails, a run in one transaction has changed nothing, and the next one changes all")
  func everyStatement() async throws {
    let adopted = try await adopted()
    let whole = try copy(adopted)
    let before = try contents(whole)
    let counting = Faults()
    #expect(try await run(whole.path, counting) == .at(.done(plan: "add-age")))
    let after = try contents(whole)
    #expect(after.last == "1|1951|∅|0|people\n2|1952|∅|0|people\n3|1953|∅|0|people", "the backup of the years")
    var (failed, changed) = (0, 0)
    // A sample that begins elsewhere with each seed.
    let step = Thorough.isOn ? 1 : 9
    let numbers = stride(from: 1 + Int(Thorough.seed % UInt64(step)), through: counting.count, by: step)
    for number in numbers {
      let scratch = try copy(adopted)
      let faults = Faults(failing: number, .diskFull)
      do {
        _ = try await run(scratch.path, faults)
      } catch {
        failed += 1
        #expect("\(error)".contains("full"), "statement \(number): \(error)")
      }
      let found = try contents(scratch)
      #expect(found == before || found == after, "statement \(number)")
      if found == after { changed += 1 }
      guard number % 5 == 0 else { continue }
      if found == before { #expect(try await run(scratch.path, nil) == .at(.done(plan: "add-age"))) }
      #expect(try contents(scratch) == after, "statement \(number)")
    }
    let count = Array(numbers).count
    print("direct failures: seed \(Thorough.seed), \(counting.count) statements, \(failed) of \(count) failed")
    #expect(failed > count / 2 && changed < count / 4, "\(failed), \(changed) of \(count)")
  }

  @Test("A run in one transaction needs all of a plan that has not started, no more rows than allowed, and no clients")
  func conditions() async throws {
    let changes: [(name: String, isDirect: Bool, change: @Sendable (inout RunOptions) -> Void)] = [
      ("defaults", true, { _ in }), ("as many rows as allowed", true, { $0.largestTransaction = 3 }),
      ("more rows", false, { $0.largestTransaction = 2 }), ("no rows", false, { $0.largestTransaction = 0 }),
      ("limit", false, { $0.limit = 100 }), ("cursor", false, { $0.cursor = [0] }),
      ("condition", false, { $0.condition = "_id > 1" }), ("clients", false, { $0.isGateless = false }),
    ]
    for each in changes {
      let scratch = try await adopted()
      var options = RunOptions()
      options.isGateless = true
      each.change(&options)
      let author = Author(who: "the test", environment: "test")
      _ = try? await Runner(migrations, on: scratch.database, by: author, options: options).run()
      let steps = try scratch.rows("SELECT detail FROM _bellows_events WHERE what = 'schema'")
      #expect((steps == ["deploys 1 to 3 in one step"]) == each.isDirect && !steps.isEmpty, "\(each.name): \(steps)")
    }
    let begun = try await adopted()
    #expect(await begun.migrate(Ages.build(at: 1), "run").status == 0)
    _ = try await run(begun.path, nil)
    #expect(
      try begun.rows("SELECT detail FROM _bellows_events WHERE what = 'schema' ORDER BY id")
        == ["deploy 1", "deploy 2", "deploy 3"])
    let partial = try await adopted()
    #expect(await partial.migrate(Ages.build(at: 2), "run", "--offline").status == 0)
    #expect(
      try partial.rows("SELECT detail FROM _bellows_events WHERE what = 'schema' ORDER BY id")
        == ["deploy 1", "deploy 2"])
  }

  private func copy(_ scratch: Scratch) throws -> Scratch {
    let copy = try Scratch(wal: false)
    try FileManager.default.removeItem(atPath: copy.path)
    try FileManager.default.copyItem(atPath: scratch.path, toPath: copy.path)
    return copy
  }

  private func adopted() async throws -> Scratch {
    let scratch = try Ages.scratch(rows: 3, wal: false)
    let author = Author(who: "the test", environment: "test")
    try await Adoption(runner: Runner(migrations, on: scratch.database, by: author)).run()
    return scratch
  }
}
