// Part of Bellows. MIT licence: see LICENSE.
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// Repairs in SQL, as `bellows generate --data --set` writes them.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct RepairSQLTests {
  /// The values that a repair writes.
  struct Price: BackfillRow {
    static let table = "items"
    static let columns = [Prices.price]
    static let keyColumns: [Int] = []
    var price: Int64
    init(row: some RowReader) throws { price = try row.required(0) }
  }

  /// A build with a repair in SQL.
  private func build(
    _ expression: String, where condition: String? = nil, keysGrow: Bool = true, table: String = Prices.table
  ) -> Migrations {
    let backfill = Backfill(
      "items", after: 1, repairing: Price.self, key: [Prices.key], keysGrow: keysGrow, set: [expression],
      where: condition)
    let plan = MigrationPlan(name: "raise", repairing: "s", backfills: [backfill])
    return Migrations(schema: "s", tables: [StoredTable("items", [table])], plans: [plan])
  }

  @Test("Each row that passes the condition is changed once, in batches, and a rollback restores it")
  func once() async throws {
    let scratch = try await Prices.scratch([100, 200, 7, 300, 400])
    let build = build("price * 11 / 10", where: "price >= 100")
    let part = await scratch.migrate(build, "run", "--limit", "2", "--batch-size", "1")
    #expect(part.status == 0, "\(part)")
    #expect(try scratch.prices == [110, 220, 7, 300, 400])
    // A new row, and a row that fits the condition only now, are not repaired twice.
    try scratch.connection().run("INSERT INTO items (price) VALUES (500); UPDATE items SET price = 120 WHERE _id = 1")
    for words in [["reset"], ["run", "--batch-size", "2"], ["reset"], ["run"]] {
      let result = await scratch.run(build, words)
      #expect(result.status == 0, "\(result)")
    }
    #expect(try scratch.prices == [120, 220, 7, 330, 440, 500])
    #expect(await scratch.migrate(build, "verify").status == 0)
    let back = await scratch.migrate(build, "rollback")
    #expect(back.status == 0, "\(back)")
    #expect(try scratch.prices == [120, 200, 7, 300, 400, 500], "a row that was written since stays")
  }

  @Test("A value that does not fit its column is quarantined and not written")
  func misfits() async throws {
    // Without STRICT and CHECK, SQLite itself would store everything.
    let table = #"CREATE TABLE "items" ("_id" INTEGER PRIMARY KEY, "price" INTEGER NOT NULL)"#
    let scratch = try await Prices.scratch([100, 200, 300])
    let build = build("CASE _id WHEN 1 THEN 'free' WHEN 2 THEN 2.5 ELSE price + 1 END", table: table)
    let run = await scratch.migrate(build, "run")
    #expect(run.status == 1 && run.errors.contains("2 rows"), "\(run)")
    #expect(try scratch.prices == [100, 200, 301])
    #expect(
      try scratch.rows("SELECT \"key\" || ' ' || reason FROM _bellows_quarantine ORDER BY 1") == [
        "[1] items.price: an int is expected, not \"free\"", "[2] items.price: an int is expected, not 2.5",
      ])
    let dry = await scratch.migrate(build, "dry-run")
    #expect(dry.status == 1 && dry.errors.contains("free"), "\(dry)")
    try scratch.connection().run("UPDATE items SET _id = 10 WHERE _id = 1; UPDATE items SET _id = 11 WHERE _id = 2")
    _ = await scratch.migrate(build, "run")
    #expect(try scratch.prices == [301, 100, 200], "new keys came later")
  }

  @Test("The value that is checked is the value that is written")
  func randomValues() async throws {
    let scratch = try await Prices.scratch(Array(repeating: 0, count: 50))
    let run = await scratch.migrate(build("abs(random() % 1000) + 1"), "run", "--batch-size", "7")
    #expect(run.status == 0, "\(run)")
    #expect(try scratch.prices.allSatisfy { (1...1000).contains($0) })
    #expect(Set(try scratch.prices).count > 10)
    let differing =
      #"SELECT count(*) FROM _bellows_backup_1 JOIN items ON _id = "k:_id" WHERE "n:price" IS NOT price"#
    #expect(try scratch.rows(differing) == ["0"])
  }

  @Test(
    "SQL that SQLite refuses is found before the plan begins",
    arguments: [
      ("prize + 1", nil, "no such column: prize"), ("nope(price)", nil, "no such function: nope"),
      ("price +", nil, "syntax error"), ("\"prize\"", nil, "no such column"),
      ("1", "price >", "syntax error"), ("max(price)", nil, "misuse of aggregate"),
    ])
  func refusedSQL(expression: String, condition: String?, reason: String) async throws {
    let scratch = try await Prices.scratch([100])
    for verb in ["run", "dry-run"] {
      let result = await scratch.migrate(build(expression, where: condition), verb)
      let text = result.output + result.errors
      #expect(result.status == 1 && text.contains("SQLite rejects the SQL of the repair items ("), "\(verb): \(result)")
      #expect(text.contains(reason) && text.contains("correct --set or --where"), "\(verb): \(result)")
    }
    #expect(try scratch.prices == [100])
    #expect(try scratch.rows("SELECT count(*) FROM _bellows_plans") == ["0"])
  }

  @Test("Without ascending keys a repair in SQL needs a condition")
  func otherKeys() async throws {
    let scratch = try await Prices.scratch([100])
    let refused = await scratch.migrate(build("price + 1", keysGrow: false), "run")
    #expect(refused.status == 1 && refused.errors.contains("do not distinguish"), "\(refused)")
    let run = await scratch.migrate(build("price + 1", where: "price < 200", keysGrow: false), "run")
    #expect(run.status == 0, "\(run)")
    #expect(try scratch.prices == [101])
  }
}
