// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import Testing

@testable import SchemaEdits

/// The way of a plan in one transaction, from the texts of its tables.
@Suite struct DirectStepsTests {
  private func steps(_ states: [[StoredTable]], moves: [StoredMove] = [], _ backfills: [DirectBackfill] = [])
    -> [DirectStep]?
  {
    DirectSteps(DirectPlan(states: states, moves: moves, backfills: backfills))?.steps
  }

  @Test(
    "Existing rows have NULL in a new column if its default is computed for each row, and else its default",
    arguments: [
      ("c TEXT", false), ("c TEXT DEFAULT 'x'", false), ("c INTEGER DEFAULT 5", false), ("c INTEGER DEFAULT -5", false),
      ("c BLOB DEFAULT x'00'", false), ("c TEXT DEFAULT (datetime('now'))", true),
      ("c TEXT DEFAULT CURRENT_TIMESTAMP", true), ("c TEXT CONSTRAINT d DEFAULT (random()) CHECK (c > 0)", true),
      ("c TEXT NOT NULL DEFAULT (random())", false), ("c TEXT CHECK (c IN ('x'))", false),
      ("c INTEGER REFERENCES t (a)", false),
    ])
  func filled(definition: String, isFilled: Bool) {
    let found = steps([
      [StoredTable("t", ["CREATE TABLE t (a INTEGER)"])],
      [StoredTable("t", ["CREATE TABLE t (a INTEGER, \(definition))"])],
    ])
    let rebuild = Rebuild(
      table: "t", changes: [.addColumn(definition)], filled: isFilled ? [.init("c", "NULL")] : [])
    #expect(found == [.backUp(exceptFor: []), .statement(.rebuild(rebuild))])
  }

  @Test("Each difference of a table is a change of it, and what is the same in other words is none")
  func changes() {
    let old = "CREATE TABLE t (a INTEGER, b TEXT, d TEXT, CHECK (a > 0), UNIQUE (a))"
    let new = "CREATE TABLE t (A INTEGER NOT NULL, c TEXT, D text, check (a>0), UNIQUE (a, c))"
    let rebuild = Rebuild(
      table: "t",
      changes: [
        .dropConstraint("UNIQUE (a)"), .dropColumn("b"), .changeColumn(from: "a INTEGER", to: "A INTEGER NOT NULL"),
        .addColumn("c TEXT"), .changeColumn(from: "d TEXT", to: "D text"), .addConstraint("UNIQUE (a, c)"),
      ])
    #expect(
      steps([[StoredTable("t", [old])], [StoredTable("t", [new])]])
        == [.backUp(exceptFor: []), .statement(.rebuild(rebuild))])
    let same = StoredTable("t", [old])
    #expect(steps([[same], [same]]) == [.backUp(exceptFor: [])])
    let (other, dropped) = (StoredTable("u", ["CREATE TABLE u (x)"]), StoredTable("v", ["CREATE TABLE v (x)"]))
    #expect(
      steps([[same, dropped], [same, other]])
        == [
          .backUp(exceptFor: []), .statement(.sql("CREATE TABLE u (x)")), .statement(.sql("DROP TABLE \"v\"")),
        ])
  }

  @Test(
    "A plan that changes triggers, search tables or options has no such way; triggers between the ends do not matter")
  func others() {
    let trigger = "CREATE TRIGGER x AFTER INSERT ON t BEGIN DELETE FROM t; END"
    let search = "CREATE VIRTUAL TABLE s USING fts5(a)"
    let (old, new) = ("CREATE TABLE t (a INTEGER)", "CREATE TABLE t (a INTEGER, b TEXT)")
    func states(_ first: [String], _ last: [String], between: [String] = []) -> [[StoredTable]] {
      [[StoredTable("t", [old] + first)], [StoredTable("t", [old] + between)], [StoredTable("t", [new] + last)]]
    }
    for object in [trigger, search] {
      #expect(steps(states([], [object])) == nil && steps(states([object], [])) == nil)
      #expect(steps(states([object], [object + " "])) == nil)
      #expect(steps(states([object], [object])) != nil && steps(states([], [], between: [object])) != nil)
    }
    #expect(steps(states([trigger, search], [search, trigger])) != nil)
    #expect(steps([[StoredTable("t", [old])], [StoredTable("t", [old + " STRICT"])]]) == nil)
    #expect(steps([[StoredTable("t", [old])]]) == nil && steps([]) == nil)
    #expect(steps([[StoredTable("t", [old])], [StoredTable("t", ["VACUUM"])]]) == nil)
    #expect(steps(states([], []), moves: [StoredMove(table: "t", to: "u")]) == nil)
  }

  @Test("Indexes that go are dropped first, and indexes that come are created last; one in other words stays")
  func indexes() {
    let (old, new) = ("CREATE TABLE t (a INTEGER)", "CREATE TABLE t (a INTEGER, b TEXT)")
    let found = steps([
      [StoredTable("t", [old, "CREATE INDEX i ON t (a)", "CREATE UNIQUE INDEX j ON t (a)"])],
      [StoredTable("t", [new, "create  INDEX i ON t (A)", "CREATE UNIQUE INDEX k ON t (b)"])],
    ])
    let rebuild = Rebuild(table: "t", changes: [.addColumn("b TEXT")])
    #expect(
      found == [
        .statement(.dropIndex("j", like: "CREATE UNIQUE INDEX j ON t (a)")), .backUp(exceptFor: []),
        .statement(.rebuild(rebuild)), .statement(.sql("CREATE UNIQUE INDEX k ON t (b)")),
      ])
  }
}
