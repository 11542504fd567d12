// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// A backfill function is called on its own result before anything is written.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct IdempotenceTests {
  @Test("A function that changes its own result is refused before the first write", arguments: Prices.Way.allCases)
  func raising(_ way: Prices.Way) async throws {
    let scratch = try await Prices.scratch([100, 200])
    let build = Prices.build(.differs, way) { Prices.raised($0) }
    for _ in 1...2 {
      let run = await scratch.run(build, ["run"] + way.words)
      #expect(run.status == 1, "\(run)")
      #expect(run.errors.contains("raise: items stopped at row [1]"), "\(run.errors)")
      #expect(run.errors.contains("price 100 -> 110 -> 121"), "\(run.errors)")
      #expect(run.errors.contains("--data --once"), "\(run.errors)")
      #expect(try scratch.prices == [100, 200])
    }
    #expect(try scratch.rows("SELECT count(*) FROM _bellows_quarantine") == ["0"])
    #expect(await scratch.migrate(build, "verify").status == 1)
    #expect(await scratch.migrate(build, "status").output.contains("price 100 -> 110 -> 121"))
  }

  @Test(
    "A function over three values is refused exactly if it is not idempotent", arguments: Prices.Way.allCases)
  func everyFunction(_ way: Prices.Way) async throws {
    for code in 0..<27 {
      let table: [Int64] = [Int64(code % 3), Int64(code / 3 % 3), Int64(code / 9)]
      for rows in [[0, 1, 2], [1]] as [[Int64]] {
        let scratch = try await Prices.scratch(rows)
        let run = await scratch.run(Prices.build(.differs, way) { table[Int($0)] }, ["run"] + way.words)
        let isIdempotent = rows.allSatisfy { table[Int(table[Int($0)])] == table[Int($0)] }
        #expect((run.status == 0) == isIdempotent, "\(table) \(rows): \(run)")
        #expect(try scratch.prices == (isIdempotent ? rows.map { table[Int($0)] } : rows), "\(table) \(rows)")
      }
    }
  }

  @Test("A function that throws on its own result is refused", arguments: Prices.Way.allCases)
  func throwing(_ way: Prices.Way) async throws {
    let scratch = try await Prices.scratch([1])
    let build = Prices.build(.differs, way) { if $0 == 2 { throw RowRefused("two") } else { 2 } }
    let run = await scratch.run(build, ["run"] + way.words)
    #expect(run.status == 1 && run.errors.contains("called on its own result, the function throws: two"), "\(run)")
    #expect(try scratch.prices == [1])
  }

  /// An item as a function reads and writes it.
  struct Item: BackfillRow, WritableRow {
    static let table = "items"
    static let columns = [Prices.key, Prices.price]
    static let keyColumns = [0]
    var id: Int64?
    var price: Int64
    init(price: Int64) { self.price = price }
    init(row: some RowReader) throws {
      id = try row.optional(0)
      price = try row.required(1)
    }
    func write(to row: inout some RowWriter) throws { try row.set(1, price) }
  }

  @Test("A function that writes other rows again is refused, and its writes are rolled back", arguments: [1, 4])
  func writingOthersAgain(_ concurrency: Int) async throws {
    let scratch = try await Prices.scratch([1, 2])
    let backfill = Backfill("items", after: 1, kind: .custom, pending: .differs, rollback: .backup) {
      (item: Item, rows: Rows) async throws -> Item in
      if let id = item.id, id <= 2 { try await rows.insert(Item(price: 100 + item.price)) }
      return item
    }
    let plan = MigrationPlan(
      name: "raise", base: "s", goal: "s",
      deploys: [MigrationDeploy(number: 1, phase: .backfill, fingerprint: "s", isRelease: false)],
      backfills: [backfill])
    let build = Migrations(schema: "s", tables: [StoredTable("items", [Prices.table])], plans: [plan])
    let run = await scratch.run(build, ["run", "--concurrency", "\(concurrency)"])
    #expect(run.status == 1 && run.errors.contains("writes 1 row beside it again"), "\(run)")
    #expect(try scratch.prices == [1, 2])
  }
}
