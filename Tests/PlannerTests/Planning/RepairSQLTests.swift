// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import SchemaLanguage
import SchemaModel
import Testing

@testable import Planner

/// The SQL of `bellows generate --data --set`, as far as it is checked without a database.
@Suite struct RepairSQLTests {
  private static func schema(_ target: String = "sqlite") throws -> Schema {
    let text = """
      target \(target)
      table items { code: string? price: int size: string @column("the size") shape: { a: int }? }
      table teams { name: string @key title: string }
      table shapes = { kind: "a" } | { kind: "b", x: int }
      """
    return try readSchema([SourceFile(path: "app.schema", text: text)])
  }

  private func plan(_ set: [String], where condition: String? = nil, table: TableName = "items") throws -> Plan {
    try planRepair(Repair(of: [table], sql: RepairSQL(set, where: condition)), in: Self.schema())
  }

  @Test("Assignments are read from several options, and written back sorted by column")
  func accepted() throws {
    let plan = try plan(
      ["price = max(price, 1, (2)) , \"THE SIZE\" = coalesce(code, 'a;b')", " code=CASE WHEN price > 1 THEN 'x' END "],
      where: "items.price between 1 and 3 and code is not null or _id in (1, 2) and rowid > cast(price as integer)")
    #expect(
      plan.repair?.sql?.assignments == [
        "code = CASE WHEN price > 1 THEN 'x' END", "price = max(price, 1, (2))",
        "\"the size\" = coalesce(code, 'a;b')",
      ])
    #expect(plan.backfills.map(\.isOnce) == [true])
    #expect(try planRepair(#require(plan.repair), in: Self.schema()) == plan)
    let query = try self.plan(["code = (SELECT title FROM teams WHERE name = code)"])
    #expect(query.repair?.sql?.assignments == ["code = (SELECT title FROM teams WHERE name = code)"])
  }

  @Test(
    "SQL that cannot be part of a repair is refused",
    arguments: [
      ("price = (1", nil, "has a '(' without ')'"), ("price = 1)", nil, "has a ')' without '('"),
      ("price = 1; DROP TABLE items", nil, "contains ';'"), ("price = 'a", nil, "quotation mark"),
      ("price = \"pri", nil, "quotation mark"), ("price = [pri", nil, "quotation mark"),
      ("price = x'00", nil, "quotation mark"), ("price = 'it''", nil, "quotation mark"),
      ("price = 1 -- all", nil, "contains a comment"), ("price = 1 /* all */", nil, "contains a comment"),
      ("price = ?1", nil, "has no parameters"), ("price = :a", nil, "has no parameters"),
      ("price = $a", nil, "has no parameters"), ("price = _bellows_value(0, 1)", nil, "a name of Bellows"),
      ("price = 1\u{0}", nil, "U+0000"), ("", nil, "is empty"), ("price", nil, "needs assignments"),
      ("price =", nil, "needs assignments"), ("price = 1,", nil, "needs assignments"),
      ("price == 1", nil, "needs assignments"), ("(price, code) = (1, 2)", nil, "needs assignments"),
      ("price = 1, price = 2", nil, "assigns 'price' twice"),
      ("_id = 1", nil, "cannot change '_id', the key of 'items'"),
      ("size = 'x'", nil, "the field is stored in 'the size'"), ("prize = 1", nil, "did you mean 'price'?"),
      ("price = prize", nil, "did you mean 'price'?"), ("price = \"none at all\"", nil, "single quotation marks"),
      ("price = teams.name", nil, "is not the table 'items'"), ("price = 1", "price >", ""),
      ("price = 1", "(price", "--where '(price' has a '(' without ')'"), ("price = 1", "", "is empty"),
    ])
  func refused(set: String, condition: String?, sentence: String) throws {
    // What only SQLite knows is accepted here.
    guard !sentence.isEmpty else {
      _ = try plan([set], where: condition)
      return
    }
    let error = #expect(throws: DiagnosticList.self) { try plan([set], where: condition) }
    let message = error?.diagnostics.first?.message ?? ""
    #expect(message.contains(sentence) && !message.contains("\0"), "\(message)")
    #expect(error?.diagnostics.first?.id.rawValue == "repair-sql")
  }

  @Test("Only columns beside the key of one SQLite table can be repaired in SQL")
  func tables() throws {
    let key = #expect(throws: DiagnosticList.self) { try plan(["name = 'x'"], where: "1", table: "teams") }
    #expect(key?.diagnostics.first?.message == "--set cannot change 'name', a key of 'teams'")
    let endless = #expect(throws: DiagnosticList.self) { try plan(["title = 'x'"], table: "teams") }
    #expect(endless?.diagnostics.first?.message.contains("do not distinguish new rows") == true)
    #expect(throws: DiagnosticList.self) { try plan(["kind = 'x'"], table: "shapes") }
    #expect(throws: DiagnosticList.self) {
      try planRepair(Repair(of: ["items"], sql: RepairSQL(["price = 1"])), in: Self.schema("postgresql"))
    }
  }

  @Test("The checker refuses a repair in SQL that may change a row twice, or a key")
  func checked() throws {
    let plan = try plan(["title = 'x'"], where: "title <> 'x'", table: "teams")
    #expect(check(plan) == [])
    var twice = plan
    twice.backfills[0].isOnce = false
    #expect(check(twice).map(\.reason) == [.convertedRowsUnknown(backfill: "teams")])
    var key = plan
    key.backfills[0].targets = [ColumnID("teams", "name")]
    #expect(check(key).map(\.reason) == [.keyChanges])
    var other = plan
    other.backfills[0].targets = [ColumnID("teams", "none")]
    #expect(check(other).map(\.reason).contains(.backfillNeedsMissingColumn("teams")))
  }
}
