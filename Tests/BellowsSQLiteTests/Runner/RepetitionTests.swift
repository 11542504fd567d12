// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// A runner that would do the same thing for ever stops.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct RepetitionTests {
  /// A database that says that it wrote, and did not, from some transaction on.
  private struct Forgetful: CopyableDatabase {
    let database: SQLite
    let first: Int
    let count = Locked(0)

    private struct Undone: Error {}

    var name: String { database.name }

    func transaction<Result: Sendable>(
      _ access: Access, _ work: @Sendable (any DatabaseSession) async throws -> Result
    ) async throws -> Result {
      let number = count.with { count in
        count += 1
        return count
      }
      if case .read = access { return try await database.transaction(access, work) }
      if number < first { return try await database.transaction(access, work) }
      let kept = Locked<Result?>(nil)
      do {
        try await database.transaction(access) { session in
          let result = try await work(session)
          kept.with { $0 = result }
          throw Undone()
        }
      } catch is Undone {}
      guard let result = kept.with({ $0 }) else { throw Undone() }
      return result
    }

    func createLedgerTables(_ tables: [LedgerTable]) async throws { try await database.createLedgerTables(tables) }
    func hasLedgerTable(_ table: LedgerTable) async throws -> Bool { try await database.hasLedgerTable(table) }
    func tableNames() async throws -> [String] { try await database.tableNames() }
    func copy() async throws -> any Database { Forgetful(database: database, first: first) }
    func removeCopy() async {}
  }

  @Test(
    "A run whose step is not recorded in the ledger ends with an error", .timeLimit(.minutes(60)),
    arguments: Ages.Way.allCases)
  func everyStepForgotten(_ way: Ages.Way) async throws {
    var stopped = 0
    for first in stride(from: 1, through: 40, by: 3) {
      let scratch = try Ages.scratch(rows: 20)
      let build = Ages.build(at: 3, way)
      let author = Author(who: "test", environment: "test")
      try await Adoption(runner: Runner(build, on: scratch.database, by: author)).run()
      var options = RunOptions()
      options.isGateless = true
      options.batchSize = 7
      let database = Forgetful(database: scratch.database, first: first)
      do {
        _ = try await Runner(build, on: database, by: author, options: options).run()
      } catch let error as MigrationRefused {
        if case .repeats(let action) = error {
          stopped += 1
          #expect("\(error)".contains(action) && "\(error)".contains("triggers"), "\(error)")
        }
      } catch is LedgerUnreadable {}
    }
    #expect(stopped > 2, "\(stopped)")
  }

  @Test("A dry run whose step is not recorded in the ledger ends with an error", .timeLimit(.minutes(60)))
  func rehearsal() async throws {
    let scratch = try Ages.scratch(rows: 20)
    let build = Ages.build(at: 1)
    let author = Author(who: "test", environment: "test")
    try await Adoption(runner: Runner(build, on: scratch.database, by: author)).run()
    let problems = Locked<[String]>([])
    let runner = Runner(build, on: Forgetful(database: scratch.database, first: 1), by: author) { event in
      if case .problem(let problem) = event { problems.with { $0.append(problem.sentence) } }
    }
    #expect(try await DryRun.run(runner) { _ in }.problems == 1)
    #expect(
      problems.with { $0 }.first?.contains("the next action is the same again") == true, "\(problems.with { $0 })")
  }

  @Test(
    "A backfill of rows without a key ends with an error that names them", .timeLimit(.minutes(60)),
    arguments: [true, false])
  func rowsWithoutAKey(isPure: Bool) async throws {
    let table = "CREATE TABLE t (id TEXT PRIMARY KEY, name TEXT)"
    for rows in ["('k', 'a'), (NULL, 'b'), (NULL, 'c')", "(NULL, 'b')"] {
      let scratch = try Scratch(table, "INSERT INTO t VALUES \(rows)")
      let (key, name) = (Column("id", .text), Column("name", .text))
      let backfill = Backfill(
        "t.name", after: 1, kind: .custom, pending: .differs, table: "t", key: [key], reads: [key, name],
        writes: [name], fits: { _ in true }, isPure: isPure
      ) { _ in RowChanges("t", [Filter(name, "x")]) }
      let plan = MigrationPlan(
        name: "names", base: "s", goal: "s",
        deploys: [MigrationDeploy(number: 1, phase: .backfill, fingerprint: "s", isRelease: false)],
        backfills: [backfill])
      let build = Migrations(schema: "s", tables: [StoredTable("t", [table])], plans: [plan])
      #expect(await scratch.migrate(build, "adopt").status == 0)
      for word in ["run", "run", "dry-run"] {
        let run = await scratch.migrate(build, word)
        // A plan that changes the schema is refused by its rehearsal, before the first statement.
        let isNamed = run.errors.contains("in its key") || run.errors.contains("NULL in the key")
        #expect(run.status == 1 && isNamed, "\(rows), \(word): \(run)")
      }
    }
  }
}
