// Part of Bellows. MIT licence: see LICENSE.
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// The ends of what a repair that is `once` goes over.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct OnceEdgeTests {
  @Test("In a table that was empty at the beginning no row is ever raised", arguments: Prices.Way.allCases)
  func emptyTable(_ way: Prices.Way) async throws {
    let scratch = try await Prices.scratch([])
    let build = Prices.build(.once, way) { Prices.raised($0) }
    #expect(await scratch.run(build, ["run"] + way.words).status == 0)
    try scratch.connection().run("INSERT INTO items (price) VALUES (100), (200)")
    for words in [["run"], ["reset"], ["run"]] { #expect(await scratch.run(build, words).status == 0, "\(words)") }
    #expect(try scratch.prices == [100, 200])
    let verified = await scratch.migrate(build, "verify", "--attest")
    #expect(verified.status == 0 && verified.output.contains(#""remaining": 0"#), "\(verified)")
  }

  @Test("A row that was kept and not finished is not done; one that is done keeps what it held first")
  func unfinishedRows() async throws {
    let scratch = try await Prices.scratch([100, 200, 300])
    let build = Prices.build(.once, .byRow) { Prices.raised($0) }
    #expect(await scratch.migrate(build, "run", "--limit", "1", "--batch-size", "1").status == 0)
    // As a process leaves it that kept a row and wrote nothing.
    try scratch.connection().run(
      #"INSERT INTO _bellows_backup_1 ("k:_id", "o:price") VALUES (2, 200); UPDATE items SET price = 500 WHERE _id = 1"#
    )
    for words in [["reset"], ["run"]] { #expect(await scratch.run(build, words).status == 0) }
    #expect(try scratch.prices == [500, 220, 330])
    #expect(
      try scratch.rows(#"SELECT "k:_id", "o:price" FROM _bellows_backup_1 ORDER BY 1"#) == ["1|100", "2|200", "3|300"])
  }

  @Test("A ledger that is opened again in the middle of a repair goes on with it")
  func adoptedInTheMiddle() async throws {
    let scratch = try await Prices.scratch([100, 200, 300])
    let build = Prices.build(.once) { Prices.raised($0) }
    #expect(await scratch.migrate(build, "run", "--limit", "1", "--batch-size", "1").status == 0)
    try scratch.connection().run("INSERT INTO items (price) VALUES (1000); DROP TABLE _bellows_state")
    let adopted = await scratch.migrate(build, "adopt")
    #expect(adopted.status == 0 && !adopted.output.contains("counted as done"), "\(adopted)")
    #expect(await scratch.migrate(build, "run").status == 0)
    #expect(try scratch.prices == [110, 220, 330, 1000])
  }
}
