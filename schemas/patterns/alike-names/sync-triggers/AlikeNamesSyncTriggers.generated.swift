// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 5a284a66faf37fb6cfd76222b4c1e90303096039d971e6a0311efa90a950d75b
// swift-format-ignore-file
import Bellows

/// The plan alike-names-sync-triggers, and the rows that its backfills read and write.
public enum AlikeNamesSyncTriggers {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "alike-names-sync-triggers",
    base: "350101cee5bcf61f9e80c05bd5c13d46ae6da299d3a00b539b17e02ea09d73cc",
    goal: "8023f3a76873dbd383f27bd03f8eacdd27cc22eb2bba7159b453c7fa7c22c0ce",
    after: [],
    before: before,
    moves: [
      StoredMove("t", "a_b", to: "c"),
      StoredMove("t_a", "b", to: "c"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "f6aa8a24123592ecbbdeb8701badc3d991bc3eda17f67e1ac8880ef73c3610b2",
        isRelease: false,
        gates: [],
        statements: statements1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "d514d97b2b7a3466d3e00673250c2888d6d202580fe5f509c6183333e05df5d3",
        isRelease: true,
        gates: [.backfilled("t.c"), .backfilled("t_a.c")],
        statements: statements2, rollbackPlan: rollbackPlan2
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        fingerprint: "8023f3a76873dbd383f27bd03f8eacdd27cc22eb2bba7159b453c7fa7c22c0ce",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "t", key: [Column("_id", .int)], columns: ["a_b"]),
          .backup(table: "t_a", key: [Column("_id", .int)], columns: ["b"]),
        ],
        statements: statements3, rollbackStatements: rollbackStatements3, rollbackPlan: rollbackPlan3
      ),
    ],
    backfills: [
      backfill1,
      backfill2,
    ]
  )

  private static let backfill1 = Backfill(
    "t.c", after: 1,
    kind: .copy, pending: .differs,
    table: "t",
    key: [Column("_id", .int)],
    writes: [Column("c", .text)],
    sql: BackfillSQL(
      pending: #""c" IS NOT "a_b" COLLATE BINARY"#,
      values: [#""a_b""#]
    )
  )

  private static let backfill2 = Backfill(
    "t_a.c", after: 1,
    kind: .copy, pending: .differs,
    table: "t_a",
    key: [Column("_id", .int)],
    writes: [Column("c", .text)],
    sql: BackfillSQL(
      pending: #""c" IS NOT "b" COLLATE BINARY"#,
      values: [#""b""#]
    )
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("t", [
      #"""
        CREATE TABLE "t" (
          "_id" INTEGER PRIMARY KEY,
          "a_b" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
    StoredTable("t_a", [
      #"""
        CREATE TABLE "t_a" (
          "_id" INTEGER PRIMARY KEY,
          "b" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let sql1 = #"""
    CREATE TRIGGER "t.a_b.c.inserted" AFTER INSERT ON "t"
    WHEN NEW."a_b" IS NOT NULL AND NEW."c" IS NULL
    BEGIN
      UPDATE "t" SET "c" = NEW."a_b" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql2 = #"""
    CREATE TRIGGER "t.c.a_b.inserted" AFTER INSERT ON "t"
    WHEN NEW."c" IS NOT NULL AND NEW."a_b" IS NOT NEW."c" COLLATE BINARY
    BEGIN
      UPDATE "t" SET "a_b" = NEW."c" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql3 = #"""
    CREATE TRIGGER "t.a_b.c.updated" AFTER UPDATE OF "a_b" ON "t"
    WHEN NEW."a_b" IS NOT OLD."a_b" COLLATE BINARY AND NEW."c" IS NOT NEW."a_b" COLLATE BINARY
    BEGIN
      UPDATE "t" SET "c" = NEW."a_b" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql4 = #"""
    CREATE TRIGGER "t.c.a_b.updated" AFTER UPDATE OF "c" ON "t"
    WHEN NEW."c" IS NOT OLD."c" COLLATE BINARY AND NEW."a_b" IS NOT NEW."c" COLLATE BINARY
    BEGIN
      UPDATE "t" SET "a_b" = NEW."c" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql5 = #"""
    CREATE TRIGGER "t_a.b.c.inserted" AFTER INSERT ON "t_a"
    WHEN NEW."b" IS NOT NULL AND NEW."c" IS NULL
    BEGIN
      UPDATE "t_a" SET "c" = NEW."b" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql6 = #"""
    CREATE TRIGGER "t_a.c.b.inserted" AFTER INSERT ON "t_a"
    WHEN NEW."c" IS NOT NULL AND NEW."b" IS NOT NEW."c" COLLATE BINARY
    BEGIN
      UPDATE "t_a" SET "b" = NEW."c" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql7 = #"""
    CREATE TRIGGER "t_a.b.c.updated" AFTER UPDATE OF "b" ON "t_a"
    WHEN NEW."b" IS NOT OLD."b" COLLATE BINARY AND NEW."c" IS NOT NEW."b" COLLATE BINARY
    BEGIN
      UPDATE "t_a" SET "c" = NEW."b" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql8 = #"""
    CREATE TRIGGER "t_a.c.b.updated" AFTER UPDATE OF "c" ON "t_a"
    WHEN NEW."c" IS NOT OLD."c" COLLATE BINARY AND NEW."b" IS NOT NEW."c" COLLATE BINARY
    BEGIN
      UPDATE "t_a" SET "b" = NEW."c" WHERE "_id" = NEW."_id";
    END
    """#

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "t" ADD COLUMN "c" TEXT"#),
    .sql(#"ALTER TABLE "t_a" ADD COLUMN "c" TEXT"#),
    .sql(sql1),
    .sql(sql2),
    .sql(sql3),
    .sql(sql4),
    .sql(sql5),
    .sql(sql6),
    .sql(sql7),
    .sql(sql8),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "t",
      changes: [
        .changeColumn(from: #""a_b" TEXT NOT NULL"#, to: #""a_b" TEXT"#),
        .addConstraint(#"CHECK ("a_b" IS NOT NULL OR "c" IS NOT NULL)"#),
      ]
    )),
    .rebuild(Rebuild(
      table: "t_a",
      changes: [
        .changeColumn(from: #""b" TEXT NOT NULL"#, to: #""b" TEXT"#),
        .addConstraint(#"CHECK ("b" IS NOT NULL OR "c" IS NOT NULL)"#),
      ]
    )),
  ]

  private static let rollbackPlan2 = RollbackPlan(
    accepts: [
      StoredCheck("t.a_b", query: #"SELECT "_id", "a_b" FROM "t" WHERE "a_b" IS NULL"#),
      StoredCheck("t_a.b", query: #"SELECT "_id", "b" FROM "t_a" WHERE "b" IS NULL"#),
    ]
  )

  private static let statements3: [SchemaStatement] = [
    .sql(#"DROP TRIGGER "t.c.a_b.updated""#),
    .sql(#"DROP TRIGGER "t.a_b.c.updated""#),
    .sql(#"DROP TRIGGER "t.c.a_b.inserted""#),
    .sql(#"DROP TRIGGER "t.a_b.c.inserted""#),
    .sql(#"DROP TRIGGER "t_a.c.b.updated""#),
    .sql(#"DROP TRIGGER "t_a.b.c.updated""#),
    .sql(#"DROP TRIGGER "t_a.c.b.inserted""#),
    .sql(#"DROP TRIGGER "t_a.b.c.inserted""#),
    .rebuild(Rebuild(
      table: "t",
      changes: [
        .dropConstraint(#"CHECK ("a_b" IS NOT NULL OR "c" IS NOT NULL)"#),
        .dropColumn("a_b"),
        .changeColumn(from: #""c" TEXT"#, to: #""c" TEXT NOT NULL"#),
      ]
    )),
    .rebuild(Rebuild(
      table: "t_a",
      changes: [
        .dropConstraint(#"CHECK ("b" IS NOT NULL OR "c" IS NOT NULL)"#),
        .dropColumn("b"),
        .changeColumn(from: #""c" TEXT"#, to: #""c" TEXT NOT NULL"#),
      ]
    )),
  ]

  private static let rollbackStatements3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "t",
      changes: [
        .addColumn(#""a_b" TEXT"#),
        .changeColumn(from: #""c" TEXT NOT NULL"#, to: #""c" TEXT"#),
        .addConstraint(#"CHECK ("a_b" IS NOT NULL OR "c" IS NOT NULL)"#),
      ],
      filled: [
        .init("a_b", #""c""#),
      ]
    )),
    .rebuild(Rebuild(
      table: "t_a",
      changes: [
        .addColumn(#""b" TEXT"#),
        .changeColumn(from: #""c" TEXT NOT NULL"#, to: #""c" TEXT"#),
        .addConstraint(#"CHECK ("b" IS NOT NULL OR "c" IS NOT NULL)"#),
      ],
      filled: [
        .init("b", #""c""#),
      ]
    )),
    .sql(sql1),
    .sql(sql2),
    .sql(sql3),
    .sql(sql4),
    .sql(sql5),
    .sql(sql6),
    .sql(sql7),
    .sql(sql8),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    synchronises: [
      StoredColumns("t", ["a_b"]),
      StoredColumns("t_a", ["b"]),
    ]
  )
}
