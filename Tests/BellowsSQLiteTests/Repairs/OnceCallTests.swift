// Part of Bellows. MIT licence: see LICENSE.
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// Which rows a repair that runs once is called for, and what is kept of them.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct OnceCallTests {
  @Test(
    "A repair is called once for each row, also when the table is scanned again, and its rows can be put back",
    arguments: Prices.Way.allCases)
  func calls(_ way: Prices.Way) async throws {
    let scratch = try await Prices.scratch([1, 2, 3, 4, 5, 6, 7, 8])
    let called = Locked<[Int64]>([])
    // It refuses its own results.
    let build = Prices.build(.once, way) { price in
      called.with { $0.append(price) }
      guard price < 100 else { throw RowRefused("\(price) is raised already") }
      return price * 100
    }
    let part = await scratch.run(build, ["run", "--where", "_id IN (2, 5)", "--batch-size", "3"] + way.words)
    #expect(part.status == 0, "\(part)")
    #expect(called.with { $0.sorted() } == [2, 5])
    let rest = await scratch.run(build, ["run", "--batch-size", "3"] + way.words)
    #expect(rest.status == 0, "\(rest)")
    #expect(called.with { $0.sorted() } == [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(try scratch.prices == [100, 200, 300, 400, 500, 600, 700, 800])
    let rollback = await scratch.run(build, ["rollback"])
    #expect(rollback.status == 0, "\(rollback)")
    #expect(try scratch.prices == [1, 2, 3, 4, 5, 6, 7, 8])
  }

  @Test(
    "A repair in a part of the rows is not called for the others, whatever the condition is",
    arguments: Prices.Way.allCases)
  func conditions(_ way: Prices.Way) async throws {
    let scratch = try await Prices.scratch([1, 2, 3, 4, 5, 6])
    try scratch.connection().run("CREATE TABLE chosen (item INTEGER); INSERT INTO chosen VALUES (1), (4)")
    let called = Locked<[Int64]>([])
    let build = Prices.build(.once, way) { price in
      called.with { $0.append(price) }
      return price * 100
    }
    let condition = "EXISTS (SELECT 1 FROM chosen WHERE chosen.item = items._id)"
    #expect(await scratch.run(build, ["run", "--where", condition] + way.words).status == 0)
    #expect(called.with { $0.sorted() } == [1, 4])
    #expect(try scratch.prices == [100, 2, 3, 400, 5, 6])
  }

  @Test(
    "A row that a trigger rejects in any way does not change the others twice",
    arguments: ["FAIL", "ABORT"], Prices.Way.allCases)
  func rejections(_ kind: String, _ way: Prices.Way) async throws {
    let scratch = try await Prices.scratch([1, 2, 3, 4, 5, 6])
    try scratch.connection().run(
      "CREATE TRIGGER no BEFORE UPDATE ON items WHEN NEW._id = 4 BEGIN SELECT RAISE(\(kind), 'not this one'); END")
    let build = Prices.build(.once, way) { $0 * 100 }
    let run = await scratch.run(build, ["run"] + way.words)
    #expect(run.status == 1 && run.errors.contains("quarantined"), "\(run)")
    #expect(try scratch.prices == [100, 200, 300, 4, 500, 600])
    try scratch.connection().run("DROP TRIGGER no")
    #expect(await scratch.run(build, ["run"] + way.words).status == 0)
    #expect(try scratch.prices == [100, 200, 300, 400, 500, 600])
  }
}
