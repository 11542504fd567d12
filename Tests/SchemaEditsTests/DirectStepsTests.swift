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

  /// A rename of `a` to `b` in three states of a table, with `more` beside the column of that name in each.
  private func renaming(
    _ more: (String) -> String, both: String = "", _ objects: (String) -> [String] = { _ in [] },
    others: [DirectBackfill] = [], copied: String = "\"a\"", type: String = "TEXT"
  ) -> [DirectStep]? {
    func table(_ columns: String, _ name: String) -> [StoredTable] {
      [StoredTable("t", ["CREATE TABLE t (\(columns)\(more(name)))"] + objects(name))]
    }
    let own = DirectBackfill(
      name: "t.b", after: 1, table: "t", targetTable: "t", columns: ["b"], copied: copied, fitsTransaction: true)
    return steps(
      [
        table(#""a" TEXT, n"#, #""a""#), table(#""a" TEXT, "b" TEXT, n\#(both)"#, #""a""#),
        table(#""b" \#(type), n"#, #""b""#),
      ],
      moves: [StoredMove("t", "a", to: "b")], [own] + others)
  }

  private static let rename = DirectStep.statement(.sql(#"ALTER TABLE "t" RENAME COLUMN "a" TO "b""#))
  private static let kept = DirectStep.backUp(exceptFor: [StoredColumns("t", ["a"])])

  @Test("A column that only gets another name is renamed, with what is over it, and its values are not backed up")
  func renames() {
    let indexes = { (name: String) in ["CREATE INDEX i ON t (\(name))"] }
    for more in ["", ", CHECK (_ > '')", ", UNIQUE (n, _)"] {
      for objects in [{ _ in [] }, indexes] {
        #expect(
          renaming({ more.replacing("_", with: $0) }, both: #", CHECK ("a" IS NOT NULL OR "b" IS NOT NULL)"#, objects)
            == [Self.rename, Self.kept], "\(more)")
      }
    }
    #expect(
      renaming({ $0.contains("a") ? "" : ", CHECK (\($0) > '')" })
        == [
          Self.rename, Self.kept,
          .statement(.rebuild(Rebuild(table: "t", changes: [.addConstraint(#"CHECK ("b" > '')"#)]))),
        ])
    // A column of another table may have the same name.
    #expect(renaming({ ", FOREIGN KEY (n) REFERENCES u (\($0))" }) == nil)
    #expect(renaming({ _ in #", c REFERENCES u ("a")"# }) == nil)
    #expect(renaming({ _ in #", c REFERENCES u ("z")"# }) == [Self.rename, Self.kept])
  }

  @Test("A column is not renamed if its values change, its type changes, or something else writes it")
  func noRenames() throws {
    func other(_ table: String, _ columns: [String]?) -> DirectBackfill {
      DirectBackfill(
        name: "other", after: 1, table: table, targetTable: table, columns: columns, copied: nil, fitsTransaction: true)
    }
    func isRenamed(_ steps: [DirectStep]?) throws -> Bool { try #require(steps).contains(Self.rename) }
    #expect(try !isRenamed(renaming({ _ in "" }, copied: "upper(\"a\")")))
    #expect(try !isRenamed(renaming({ _ in "" }, type: "BLOB")))
    #expect(try !isRenamed(renaming({ _ in "" }, others: [other("t", nil)])))
    #expect(try !isRenamed(renaming({ _ in "" }, others: [other("t", ["n", "b"])])))
    #expect(try isRenamed(renaming({ _ in "" }, others: [other("u", nil)])))
    // Another backfill of the table reads the column by its old name.
    let both = #", CHECK ("a" IS NOT NULL OR "b" IS NOT NULL)"#
    let read = try #require(renaming({ _ in "" }, both: both, others: [other("t", ["n"])]))
    let alter = #"ALTER TABLE "t""#
    #expect(
      read == [
        Self.rename, .statement(.sql(#"\#(alter) ADD COLUMN "a" text AS ("b") VIRTUAL"#)), .backfill("other"),
        .statement(.sql(#"\#(alter) DROP COLUMN "a""#)), Self.kept,
      ])
  }
}
