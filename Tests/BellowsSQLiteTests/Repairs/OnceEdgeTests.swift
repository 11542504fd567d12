// Part of Bellows. MIT licence: see LICENSE.
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// Edge cases of the rows that a repair changes once.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct OnceEdgeTests {
  @Test("A row that is backed up but not changed is not done; a row that is done keeps its first copy")
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
}
