// Part of Bellows. MIT licence: see LICENSE.
import PlanFormat
import Testing

@testable import SchemaEdits

/// What follows from the statements of a deploy: the tables after it, and the statements of its rollback.
@Suite struct DerivedStatesTests {
  private static let t = StoredTable(
    "t", ["CREATE TABLE t (a TEXT, b INTEGER CHECK (b > 0))", "CREATE INDEX i ON t (a)"])
  private static let u = StoredTable(
    "u", ["CREATE TABLE u (x)", "CREATE TRIGGER w AFTER INSERT ON u BEGIN SELECT 1; END"])

  /// Statements, the changed and dropped tables, and the statements that undo them.
  struct Case: Sendable, CustomTestStringConvertible {
    var statements: [SchemaStatement]
    var tables: [StoredTable]
    var dropped: [String] = []
    var rollback: [SchemaStatement]
    var testDescription: String { "\(statements)" }
  }

  private static func table(_ create: String, _ rest: [String]? = nil) -> StoredTable {
    StoredTable("t", [create] + (rest ?? Array(t.statements.dropFirst())))
  }

  static let cases = [
    Case(
      statements: [.sql(#"ALTER TABLE "t" ADD COLUMN "c" TEXT"#)],
      tables: [table(#"CREATE TABLE t (a TEXT, b INTEGER CHECK (b > 0), "c" TEXT)"#)],
      rollback: [.sql(#"ALTER TABLE "t" DROP COLUMN "c""#)]),
    Case(
      statements: [.sql(#"ALTER TABLE "t" DROP COLUMN "b""#)], tables: [table("CREATE TABLE t (a TEXT)")],
      rollback: [.sql(#"ALTER TABLE "t" ADD COLUMN b INTEGER CHECK (b > 0)"#)]),
    Case(
      statements: [.sql("CREATE TABLE v (y)"), .sql("CREATE INDEX k ON v (y)")],
      tables: [StoredTable("v", ["CREATE TABLE v (y)", "CREATE INDEX k ON v (y)"])],
      rollback: [.sql(#"DROP TABLE "v""#)]),
    Case(
      statements: [.sql(#"DROP TABLE "u""#)], tables: [], dropped: ["u"], rollback: u.statements.map { .sql($0) }),
    Case(
      statements: [.sql("CREATE UNIQUE INDEX j ON t (b)")],
      tables: [table(t.statements[0], [t.statements[1], "CREATE UNIQUE INDEX j ON t (b)"])],
      rollback: [.dropIndex("j", like: "CREATE UNIQUE INDEX j ON t (b)")]),
    Case(
      statements: [.dropIndex("i", like: "")], tables: [table(t.statements[0], [])], rollback: [.sql(t.statements[1])]),
    Case(
      statements: [.sql(#"DROP TRIGGER "w""#)], tables: [StoredTable("u", ["CREATE TABLE u (x)"])],
      rollback: [.sql(u.statements[1])]),
    Case(
      statements: [.sql("CREATE TRIGGER z AFTER DELETE ON t BEGIN SELECT 1; END")],
      tables: [table(t.statements[0], [t.statements[1], "CREATE TRIGGER z AFTER DELETE ON t BEGIN SELECT 1; END"])],
      rollback: [.sql(#"DROP TRIGGER "z""#)]),
    Case(
      statements: [
        .rebuild(
          Rebuild(
            table: "t",
            changes: [
              .dropColumn("b"), .changeColumn(from: "a TEXT", to: "a TEXT NOT NULL"), .addColumn("c INTEGER"),
              .addConstraint("CHECK (c > 0)"),
            ]))
      ],
      tables: [table("CREATE TABLE t (a TEXT NOT NULL, c INTEGER, CHECK (c > 0))")],
      rollback: [
        .rebuild(
          Rebuild(
            table: "t",
            changes: [
              .dropConstraint("CHECK (c > 0)"), .dropColumn("c"), .changeColumn(from: "a TEXT NOT NULL", to: "a TEXT"),
              .addColumn("b INTEGER CHECK (b > 0)"),
            ]))
      ]),
    Case(
      statements: [.sql(#"INSERT INTO "u" (x) SELECT a FROM t"#)], tables: [], rollback: []),
  ]

  private func deploy(
    _ statements: [SchemaStatement], _ rollback: [SchemaStatement]? = nil, _ tables: [StoredTable]? = nil,
    _ dropped: [String] = []
  ) -> MigrationDeploy {
    MigrationDeploy(
      number: 1, phase: .widen, fingerprint: "f", isRelease: false, statements: statements,
      rollbackStatements: rollback, tables: tables, dropped: dropped)
  }

  @Test("The tables after a deploy and its rollback follow from its statements", arguments: cases)
  func derived(each: Case) throws {
    let derived = try #require([deploy(each.statements)].derived(from: [Self.t, Self.u]).first)
    #expect(derived.tables == each.tables && derived.dropped == each.dropped, "\(derived.tables), \(derived.dropped)")
    // A copy of rows has no inverse, and needs none.
    if each.rollback.isEmpty { return }
    #expect(derived.rollbackStatements == each.rollback)
    // The next deploy begins with these tables.
    let none = deploy([], [], [])
    #expect([deploy(each.statements), none].derived(from: [Self.t, Self.u]).last == none)
  }

  @Test("A deploy leaves out what follows from its statements, and nothing else", arguments: cases)
  func leftOut(each: Case) throws {
    func short(_ deploy: MigrationDeploy) -> [Bool] {
      [deploy].withoutDerivable(from: [Self.t, Self.u]).flatMap { [$0.derivesTables, $0.derivesRollback] }
    }
    let hasRollback = !each.rollback.isEmpty
    #expect(short(deploy(each.statements, each.rollback, each.tables, each.dropped)) == [true, hasRollback])
    #expect(
      short(deploy(each.statements, each.rollback + [.sql("SELECT 1")], each.tables, each.dropped)) == [true, false])
    #expect(short(deploy(each.statements, each.rollback, each.tables, each.dropped + ["t"]))[0] == false)
    let more = each.tables + [StoredTable("z", ["CREATE TABLE z (z)"])]
    #expect(short(deploy(each.statements, each.rollback, more, each.dropped))[0] == false)
    guard let last = each.tables.last else { return }
    let front = Array(each.tables.dropLast())
    for other in [
      StoredTable("other", last.statements), StoredTable(last.name, last.statements + ["CREATE INDEX n ON t (a, b)"]),
      StoredTable(last.name, [last.statements[0] + " STRICT"] + last.statements.dropFirst()),
      StoredTable(last.name, ["CREATE TABLE t (other)"] + last.statements.dropFirst()), StoredTable(last.name, []),
    ] {
      #expect(short(deploy(each.statements, each.rollback, front + [other], each.dropped))[0] == false, "\(other)")
    }
  }

  @Test("Tables are the same with columns, constraints and objects in another order and in other words")
  func order() {
    let statements: [SchemaStatement] = [.sql("ALTER TABLE t ADD COLUMN c TEXT"), .sql("CREATE INDEX j ON t (c)")]
    let table = StoredTable(
      "t",
      [
        "create table T (c TEXT, B integer check (B > 0), a  TEXT)".replacing("B", with: "b"),
        "CREATE INDEX j ON t (c)",
        "CREATE INDEX i ON t (a)",
      ])
    let found = [deploy(statements, [], [table])].withoutDerivable(from: [Self.t])
    #expect(found.map(\.derivesTables) == [true])
  }

  @Test(
    "Of a statement whose effect or inverse is unknown nothing follows",
    arguments: [
      SchemaStatement.dropReference("f", of: "t", like: ""), .renameConstraint("c", of: "t", to: "d"),
      .sql(#"ALTER TABLE "t" RENAME TO "z""#), .sql("VACUUM"), .sql(#"ALTER TABLE "t" DROP COLUMN "none""#),
      .sql(#"DROP TABLE "none""#), .dropIndex("none", like: ""),
      .rebuild(Rebuild(table: "t", changes: [.dropColumn("none")])),
      .rebuild(Rebuild(table: "none", changes: [.dropColumn("a")])), .sql("CREATE INDEX k ON none (a)"),
    ])
  func unknown(statement: SchemaStatement) throws {
    let derived = try #require([deploy([statement])].derived(from: [Self.t]).first)
    #expect(derived.tables.isEmpty && derived.dropped.isEmpty)
    let given = deploy([statement], [.sql("SELECT 1")], [Self.u], ["t"])
    #expect([given].derived(from: [Self.t]) == [given])
    let short = try #require([given].withoutDerivable(from: [Self.t]).first)
    #expect(!short.derivesTables && !short.derivesRollback)
  }
}
