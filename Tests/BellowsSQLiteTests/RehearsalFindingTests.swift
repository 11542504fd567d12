// Part of Bellows. MIT licence: see LICENSE.
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// What a rehearsal finds is counted once, and does not hide what comes after it.
@Suite struct RehearsalFindingTests {
  private func rehearse(_ scratch: Scratch, _ build: Migrations) async -> (status: Int32, output: String) {
    let result = await scratch.migrate(build, "dry-run", "--json")
    return (result.status, result.output)
  }

  @Test(
    "Rows that are quarantined are deleted from the copy, and the later deploys are rehearsed",
    arguments: Ages.Way.allCases)
  func refusedRows(_ way: Ages.Way) async throws {
    // If a statement moves the rows, none is quarantined: they violate a check of the next deploy.
    if way == .sql { return }
    let scratch = try Ages.scratch(rows: 20)
    try scratch.connection().run("UPDATE people SET year = NULL WHERE _id IN (3, 4)")
    let build = Ages.build(at: 1, way)
    let found = await rehearse(scratch, build)
    #expect(found.status == 1 && found.output.contains(#""problem":"refused-rows""#), "\(found)")
    #expect(found.output.contains(#"{"event":"rehearsed","problems":1,"complete":false}"#), "\(found)")
    #expect(!found.output.contains(#""problem":"ended""#), "\(found)")
    // A row that others refer to stays in the copy: there the rehearsal ends, and the row counts once.
    try scratch.connection().run(
      "CREATE TABLE pets (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES people); INSERT INTO pets VALUES (1, 3)")
    let held = await rehearse(scratch, build)
    #expect(held.output.contains(#"{"event":"rehearsed","problems":1,"complete":false}"#), "\(held)")
    #expect(held.output.contains(#""problem":"ended""#), "\(held)")
    #expect(try scratch.rows("SELECT count(*) FROM people") == ["20"])
  }

  @Test("A dry run lists more rows than the limit of quarantined rows")
  func manyRows() async throws {
    let scratch = try await Prices.scratch([])
    try scratch.connection().run(
      "INSERT INTO items (price) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1100) SELECT i FROM n"
    )
    let build = Prices.build(.differs) { throw RowRefused("none of \($0)") }
    let found = await rehearse(scratch, build)
    #expect(found.status == 1 && found.output.contains(#""count":1100"#), "\(found.output.suffix(500))")
    #expect(!found.output.contains(#""problem":"ended""#), "\(found.output.suffix(500))")
  }
}
