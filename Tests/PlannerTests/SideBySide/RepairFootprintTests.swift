// Part of Bellows. MIT licence: see LICENSE.
import PlanChecker
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import Testing

/// What a repair in SQL relies on: no more than it names, so that other plans of its table need not wait for it.
@Suite struct RepairFootprintTests {
  private static let base = """
    target sqlite
    table items {
      price: int
      name: string
    }
    table rates {
      rate: int
      day: string
    }
    """

  private func schema(_ old: String = "", _ new: String = "") throws -> Schema {
    let text = old.isEmpty ? Self.base : Self.base.replacing(old, with: new)
    return try readSchema([SourceFile(path: "t.schema", text: text)])
  }

  @Test(
    "A repair in SQL meets a rename of a column that it names, and of one in a table that a subquery names",
    arguments: [
      ("price = price / 2", "name: string", "title: string @was(name)", false),
      ("price = length(\"Name\")", "name: string", "title: string @was(name)", true),
      ("price = price / 2", "price: int", "cost: int @was(price)", true),
      ("price = (SELECT max(rate) FROM rates)", "rate: int", "factor: int @was(rate)", true),
      ("price = (SELECT count(*) FROM rates)", "day: string", "date: string @was(day)", true),
      ("price = price / 2", "rate: int", "factor: int @was(rate)", false),
    ])
  func names(set: String, old: String, new: String, meets: Bool) throws {
    let repair = try planRepair(Repair(of: ["items"], sql: RepairSQL([set])), in: schema())
    let rename = try planMigration(from: schema(), to: schema(old, new)).plan
    #expect(Footprint(of: repair).meets(Footprint(of: rename)).isEmpty != meets)
  }

  @Test("A backfill belongs to the rest of a plan up to the deploy after which it runs, also after the last one")
  func rest() throws {
    let repair = try planRepair(
      Repair(of: ["items"], sql: RepairSQL(["price = length(name)"])), in: schema())
    let after = try #require(repair.backfills.first).after
    #expect(after == repair.deploys.count)
    let columns = ["price", "name"].map { Element.column(ColumnID("items", StoredName($0))) }
    for deploy in 0...after + 1 {
      let rest = Footprint(of: repair, after: deploy)
      #expect(rest.writes.contains(columns[0]) == (deploy <= after), "\(deploy)")
      #expect(rest.reads.contains(columns[1]) == (deploy <= after), "\(deploy)")
    }
    let fields = ["name", "note"].map { Field(FieldName($0), string.optional) }
    let copy = backfill("note", from: ["name"], .copy, .differs, after: 1)
    let three = plan(
      from: fields, backfills: [copy], deploy(fields), deploy(fields, gates: [.backfilled("users.note")]),
      deploy(fields))
    for deploy in 0...3 {
      let rest = Footprint(of: three, after: deploy)
      #expect(rest.writes.contains(.column(column("note"))) == (deploy <= 1), "\(deploy)")
      #expect(rest.reads.contains(.column(column("name"))) == (deploy <= 1), "\(deploy)")
    }
  }
}
