// Part of Bellows. MIT licence: see LICENSE.
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// What a rehearsal finds in a deploy that takes away more than its plan says, or whose rows have no key.
@Suite struct RehearsedDeployTests {
  private let model = #"CREATE TABLE "t" ("id" INTEGER PRIMARY KEY, "a" INTEGER, "b" INTEGER)"#
  private let defect = " (deploy 1): nothing was changed; report this as a defect of Bellows"

  /// A plan with one deploy between two lists of statements that create the table `t`.
  private func plan(_ before: [String], _ after: [String], _ statements: [SchemaStatement]) -> MigrationPlan {
    MigrationPlan(
      name: "change", base: "s0", goal: "s1", before: [StoredTable("t", before)],
      deploys: [
        MigrationDeploy(
          number: 1, phase: .tighten, fingerprint: "s1", isRelease: false, statements: statements,
          tables: [StoredTable("t", after)])
      ], backfills: [])
  }

  private func without(_ column: String) -> String { model.replacing(", \"\(column)\" INTEGER", with: "") }

  private func problems(_ scratch: Scratch, _ plan: MigrationPlan) async throws -> [String] {
    try await scratch.database.rehearse(plan, after: 0).problems
  }

  private let alter = SchemaStatement.sql(#"ALTER TABLE "t" DROP COLUMN "a""#)
  private let rebuild = SchemaStatement.rebuild(Rebuild(table: "t", changes: [.dropColumn("a")]))

  @Test(
    "Each clause that uses a dropped column is a problem, unless it goes with the column",
    arguments: [
      ("", "", nil, false), ("CHECK (b > 0)", "", nil, false), ("DEFAULT 3", "", nil, false),
      ("CHECK (b > a)", "", "CHECK (b > a) of t.b", false), ("CHECK (b > A)", "", "CHECK (b > A) of t.b", false),
      ("AS (a + 1)", "", "AS (a + 1) of t.b", false), ("", "CHECK (a < b)", "CHECK (a < b) of t", false),
      ("", "CHECK (b < 9)", nil, false), ("", "UNIQUE (a, b)", "UNIQUE (a, b) of t", false),
      ("", "UNIQUE (b)", nil, false),
      ("", "FOREIGN KEY (a, b) REFERENCES p (x, y)", "FOREIGN KEY (a, b) REFERENCES p (x, y) of t", false),
      ("", "FOREIGN KEY (b) REFERENCES p (x)", nil, false), ("", "CHECK (a > 0)", "CHECK (a > 0) of t", true),
    ])
  func clauses(each: (clause: String, constraint: String, says: String?, isOnlyAltered: Bool)) async throws {
    let constraint = each.constraint.isEmpty ? "" : ", \(each.constraint)"
    let scratch = try Scratch(
      "CREATE TABLE p (x INTEGER UNIQUE, y INTEGER, UNIQUE (x, y))",
      "CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER \(each.clause)\(constraint))")
    let used = each.clause.contains("A)") ? "A" : "a"
    let advice = each.constraint.isEmpty ? "change b first" : "remove it from the table first"
    let expected = each.says.map { ["\($0) uses \(used), which deploy 1 drops: \(advice), or keep \(used)"] } ?? []
    #expect(try await problems(scratch, plan([model], [without("a")], [alter])) == expected)
    // A rebuild drops a CHECK over the column alone with it.
    let rebuilt = try await problems(scratch, plan([model], [without("a")], [rebuild]))
    #expect(rebuilt == (each.isOnlyAltered ? [] : expected))
  }

  @Test("A constraint and a UNIQUE that the plan itself takes away are no problem")
  func plannedClauses() async throws {
    let check = #"CHECK ("a" < "b")"#
    let own = try Scratch("CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER, CHECK (a < b))")
    let before = String(model.dropLast()) + ", \(check))"
    let both = SchemaStatement.rebuild(Rebuild(table: "t", changes: [.dropConstraint(check), .dropColumn("a")]))
    #expect(try await problems(own, plan([before], [without("a")], [both])) == [])
    #expect(try await problems(own, plan([model], [without("a")], [both])).count == 1)

    let unique = try Scratch("CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER, UNIQUE (a, b))")
    let index = #"CREATE UNIQUE INDEX "t_a_b" ON "t" ("a", "b")"#
    let dropped = SchemaStatement.dropIndex("t_a_b", like: index)
    #expect(try await problems(unique, plan([model, index], [without("a")], [dropped, alter])) == [])
    #expect(try await problems(unique, plan([model], [without("a")], [dropped, alter])).count == 1)
  }

  /// A definition of the table that a deploy replaces by another one, and what the rehearsal says of it.
  struct Loss: Sendable {
    var before: String
    var after: String
    var says: String?
    /// Another definition of the table in the plan, before or after.
    var model: (before: String, after: String)?

    init(_ before: String, _ after: String, _ says: String?, model: (String, String)? = nil) {
      (self.before, self.after, self.says, self.model) = (before, after, says, model)
    }
  }

  private static let allLosses: [Loss] = {
    let (a, b) = ("a INTEGER", "b INTEGER")
    let required = (#""a" INTEGER, "b" INTEGER"#, #""a" INTEGER NOT NULL, "b" INTEGER"#)
    let other = (#""a" INTEGER, "b" INTEGER"#, #""a" INTEGER, "b" INTEGER NOT NULL"#)
    let more = (#""a" INTEGER, "b" INTEGER"#, #""a" INTEGER, "b" INTEGER, "c" INTEGER"#)
    return [
      Loss("\(a), \(b)", "\(a), \(b)", nil), Loss("\(a), \(b), c TEXT", "\(a), \(b)", "t.c would be lost"),
      Loss("\(a), \(b)", "\(b), \(a)", "the columns of t would be reordered"),
      Loss("\(a), \(b)", "\(a), \(b), c TEXT", nil),
      Loss("\(a), \(b)", "\(a), b TEXT", "the type of t.b would change"),
      Loss("\(a), \(b)", "\(a), b TEXT", nil, model: (#""a" INTEGER, "b" INTEGER"#, #""a" INTEGER, "b" TEXT"#)),
      Loss("a INTEGER NOT NULL, \(b)", "\(a), \(b)", "not null of t.a would be lost"),
      Loss("a INTEGER NULL, \(b)", "\(a), \(b)", nil),
      Loss("a INTEGER NOT NULL, \(b)", "\(a), \(b)", nil, model: (required.1, required.0)),
      Loss("a INTEGER NOT NULL, \(b)", "\(a), \(b)", "not null of t.a would be lost", model: other),
      Loss("a INTEGER UNIQUE, \(b)", "\(a), \(b)", "unique of t.a would be lost"),
      Loss("\(a), \(b), CHECK (a <> b)", "\(a), \(b)", "CHECK (a <> b) of t would be lost"),
      Loss("\(a), \(b), CHECK (a <> \"x\")", "\(a), \(b), check (a<>'x')", nil),
      Loss("\(a), \(b), CHECK (a <> b), CHECK (a <> b)", "\(a), \(b), CHECK (a <> b)", nil),
      Loss("\(a), \(b), CHECK (a <> b)", "\(a), \(b)", nil, model: required),
      Loss("\(a), \(b), CHECK (a > 0)", "\(a), \(b)", "CHECK (a > 0) of t would be lost", model: other),
      Loss("\(a), \(b), CHECK (a > 0)", "\(a), \(b)", "CHECK (a > 0) of t would be lost", model: more),
      Loss(
        "\(a), \(b), CHECK (a > 0)", "\(a), \(b)", nil,
        model: (#""a" INTEGER, "b" INTEGER, CHECK ("a" > 0)"#, #""a" INTEGER, "b" INTEGER"#)),
      Loss(
        "\(a), \(b), FOREIGN KEY (b) REFERENCES p", "\(a), \(b)", "FOREIGN KEY (b) REFERENCES p of t would be lost",
        model: required),
      Loss("\(a), \(b), FOREIGN KEY (b) REFERENCES p", "\(a), \(b)", nil, model: other),
      Loss("\(a), \(b), UNIQUE (a, b)", "\(a), \(b)", "UNIQUE (a, b) of t would be lost", model: required),
      Loss("\(a), \(b), c TEXT, CHECK (c > '')", "\(a), \(b)", "t.c would be lost"),
    ]
  }()

  @Test("A part of a table that a deploy loses, and that the plan does not change, is a problem", arguments: allLosses)
  func losses(_ loss: Loss) async throws {
    func table(_ columns: String) -> String { "CREATE TABLE \"t\" (\"id\" INTEGER PRIMARY KEY, \(columns))" }
    let scratch = try Scratch("CREATE TABLE p (id INTEGER PRIMARY KEY)", table(loss.before))
    let models = loss.model.map { (table($0.before), table($0.after)) } ?? (model, model)
    let statements: [SchemaStatement] = [.sql("DROP TABLE \"t\""), .sql(table(loss.after))]
    let found = try await problems(scratch, plan([models.0], [models.1], statements))
    #expect(found == (loss.says.map { [$0 + defect] } ?? []))
  }

  @Test(
    "Another object that a deploy loses or changes is a problem, unless the plan has it",
    arguments: [
      ("DROP INDEX mine", "the index mine would be lost", true),
      ("DROP TRIGGER tr", "the trigger tr would be lost", true),
      ("DROP VIEW v", "the view v would be lost", true), ("DROP TABLE u", "the table u would be lost", false),
      ("DROP INDEX planned", nil, false), ("DROP TRIGGER \"t_sync\"", nil, false),
      ("DROP VIEW v; CREATE VIEW v AS SELECT a, b FROM t", "the view v would change", false),
      ("DROP VIEW v; CREATE VIEW  v AS  SELECT a FROM \"t\"", "the view v would change", false),
      ("DROP INDEX mine; CREATE INDEX mine ON t (a)", "the index mine would change", false),
      ("DROP INDEX mine; create index mine on t(a,b)", nil, false), ("CREATE INDEX more ON t (b)", nil, false),
    ])
  func lostObjects(statement: String, says: String?, isBelonging: Bool) async throws {
    let index = #"CREATE INDEX "t_a" ON "t" ("a")"#
    let trigger = #"CREATE TRIGGER "t_sync" AFTER INSERT ON "t" BEGIN SELECT 1; END"#
    let scratch = try Scratch(
      model, trigger, "CREATE INDEX planned ON t (a)", "CREATE INDEX mine ON t (a, b)",
      "CREATE VIEW v AS SELECT a FROM t",
      "CREATE TABLE u (x)", "CREATE TRIGGER tr AFTER DELETE ON t BEGIN SELECT 2; END")
    let advice = isBelonging ? " (deploy 1): drop it first if it is not needed, or keep what it belongs to" : defect
    let found = try await problems(scratch, plan([model, index, trigger], [model], [.sql(statement)]))
    #expect(found == (says.map { [$0 + advice] } ?? []))
  }

  @Test("A deploy that gives another table other types and options is a problem")
  func otherOptions() async throws {
    let scratch = try Scratch(model, "CREATE TABLE u (x)")
    let statements: [SchemaStatement] = [.sql("DROP TABLE u"), .sql("CREATE TABLE u (x ANY) STRICT")]
    let lines = ["the type of u.x would change", "the options of u would change"].map { $0 + defect }
    #expect(try await problems(scratch, plan([model], [model], statements)) == lines)
  }

  @Test("A column of the key cannot be dropped, and the rehearsal says so with SQLite's reason")
  func keys() async throws {
    let scratch = try Scratch("CREATE TABLE t (id INTEGER, a INTEGER, b INTEGER, PRIMARY KEY (a, b))")
    let found = try await problems(scratch, plan([model], [without("a")], [alter]))
    #expect(found.count == 1 && found[0].hasPrefix("deploy 1 would fail: "), "\(found)")
  }

  @Test(
    "Rows without a value in the key are a problem only if their rows are found by it",
    arguments: [
      ("a INTEGER, b INTEGER", 0), ("id INTEGER PRIMARY KEY, a INTEGER, b INTEGER", 0),
      ("id TEXT PRIMARY KEY, a INTEGER, b INTEGER", 2), ("id TEXT NOT NULL PRIMARY KEY, a INTEGER, b INTEGER", 0),
      ("id INTEGER PRIMARY KEY DESC, a INTEGER, b INTEGER", 1), ("id TEXT, a INTEGER, b TEXT, PRIMARY KEY (id, b)", 1),
    ])
  func rowsWithoutKey(columns: String, count: Int) async throws {
    let scratch = try Scratch("CREATE TABLE t (\(columns))")
    let own = columns.hasPrefix("id") ? "id" : "b"
    for number in 1...3 {
      let key = number <= count ? "NULL" : "\(number)"
      try scratch.connection().run("INSERT INTO t (\(own), a) VALUES (\(key), 1)")
    }
    if columns.contains("(id, b)") { try scratch.connection().run("UPDATE t SET b = 'b' WHERE id NOT NULL") }
    let key = columns.contains("(id, b)") ? "\"id\", \"b\"" : "\"id\""
    let expected =
      "t: \(count) \(count == 1 ? "row has" : "rows have") NULL in the key (\(key)), and neither a backfill nor a backup can "
      + "find them: give them keys, or delete them"
    let dropping = try await problems(scratch, plan([model], [without("a")], [alter]))
    #expect(dropping == (count == 0 ? [] : [expected]))
    // Nothing finds the rows of a table by their key if the plan keeps its columns.
    let add = SchemaStatement.sql(#"ALTER TABLE "t" ADD COLUMN "c" INTEGER"#)
    #expect(try await problems(scratch, plan([model], [String(model.dropLast()) + #", "c" INTEGER)"#], [add])) == [])
  }

  @Test("A view that a new column breaks is a problem with SQLite's reason, also with an INSTEAD OF trigger")
  func brokenViews() async throws {
    let add = SchemaStatement.sql(#"ALTER TABLE "t" ADD COLUMN "z" INTEGER"#)
    let scratch = try Scratch(
      model, "CREATE TABLE u (z INTEGER)", "CREATE VIEW v AS SELECT z FROM t, u",
      "CREATE VIEW w AS SELECT u.z AS z FROM t, u", "CREATE TRIGGER tr INSTEAD OF UPDATE ON w BEGIN SELECT 1; END")
    #expect(
      try await problems(scratch, plan([model], [String(model.dropLast()) + #", "z" INTEGER)"#], [add])) == [
        "the view v would not work any more (ambiguous column name: z) (deploy 1): change or drop it first"
      ])
  }

  @Test("Every view and trigger that reads a dropped column through others is named, also with an INSTEAD OF trigger")
  func nestedViews() async throws {
    for kind in ["", "INSERT", "UPDATE", "UPDATE OF k", "DELETE"] {
      let scratch = try Scratch(
        model, "CREATE VIEW w AS SELECT id, a AS k FROM t", "CREATE VIEW v AS SELECT k FROM w",
        "CREATE VIEW beside AS SELECT id, b AS k FROM t")
      if !kind.isEmpty {
        try scratch.connection().run("CREATE TRIGGER tr INSTEAD OF \(kind) ON v BEGIN SELECT 1; END")
        try scratch.connection().run("CREATE TRIGGER tr2 INSTEAD OF \(kind) ON beside BEGIN SELECT 1; END")
      }
      let found = try await problems(scratch, plan([model], [without("a")], [alter]))
      for view in ["v", "w"] {
        let line = "the view \(view) uses t.a, which deploy 1 drops: change or drop it first, or keep what it uses"
        #expect(found.contains(line), "\(kind): \(found)")
      }
      #expect(!found.contains { $0.contains("beside") }, "\(kind): \(found)")
    }
  }
}
