// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: bd6f5e1209cfdd398491e835691628bc6d4ede525438ec5065898b7f3c1e5910
// swift-format-ignore-file
import Bellows

/// The plan alike-names-numbered-index, and the rows that its backfills read and write.
public enum AlikeNamesNumberedIndex {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "alike-names-numbered-index",
    base: "c14a49b03ce9ce673be975dbe5a8897bcd25e3d2bfd60e64afcae54deafe368a",
    goal: "cedfbb93b8476b721b334dfd9c2b47bdac7aa923fefae6ea167e5dc0d4db60a7",
    after: [],
    before: before,
    moves: [
      StoredMove("cards", "name", to: "title"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "1421ca3b4db0bcb01374047438469bbd08c9a30a5b926cec73b3c167af33ce54",
        isRelease: false,
        gates: [],
        statements: statements1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "90abe4033355e47e54c6e0cea2ae5a9c69ae5a99cc85821f8f32c3c9971ed3c6",
        isRelease: true,
        gates: [.backfilled("cards.title")],
        statements: statements2, rollbackPlan: rollbackPlan2
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        fingerprint: "cedfbb93b8476b721b334dfd9c2b47bdac7aa923fefae6ea167e5dc0d4db60a7",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "cards", key: [Column("_id", .int)], columns: ["name"]),
        ],
        statements: statements3, rollbackStatements: rollbackStatements3, rollbackPlan: rollbackPlan3
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "cards.title", after: 1,
    kind: .copy, pending: .differs,
    table: "cards",
    key: [Column("_id", .int)],
    writes: [Column("title", .text)],
    sql: BackfillSQL(
      pending: #""title" IS NOT "name" COLLATE BINARY"#,
      values: [#""name""#]
    )
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("cards", [
      #"""
        CREATE TABLE "cards" (
          "_id" INTEGER PRIMARY KEY,
          "name" TEXT NOT NULL
        ) STRICT
        """#,
      #"CREATE INDEX "cards_by_name" ON "cards" ("name")"#,
    ]),
  ]

  private static let sql1 = #"""
    CREATE TRIGGER "cards.name.title.inserted" AFTER INSERT ON "cards"
    WHEN NEW."name" IS NOT NULL AND NEW."title" IS NULL
    BEGIN
      UPDATE "cards" SET "title" = NEW."name" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql2 = #"""
    CREATE TRIGGER "cards.title.name.inserted" AFTER INSERT ON "cards"
    WHEN NEW."title" IS NOT NULL AND NEW."name" IS NOT NEW."title" COLLATE BINARY
    BEGIN
      UPDATE "cards" SET "name" = NEW."title" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql3 = #"""
    CREATE TRIGGER "cards.name.title.updated" AFTER UPDATE OF "name" ON "cards"
    WHEN NEW."name" IS NOT OLD."name" COLLATE BINARY AND NEW."title" IS NOT NEW."name" COLLATE BINARY
    BEGIN
      UPDATE "cards" SET "title" = NEW."name" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql4 = #"""
    CREATE TRIGGER "cards.title.name.updated" AFTER UPDATE OF "title" ON "cards"
    WHEN NEW."title" IS NOT OLD."title" COLLATE BINARY AND NEW."name" IS NOT NEW."title" COLLATE BINARY
    BEGIN
      UPDATE "cards" SET "name" = NEW."title" WHERE "_id" = NEW."_id";
    END
    """#

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "cards" ADD COLUMN "title" TEXT"#),
    .sql(sql1),
    .sql(sql2),
    .sql(sql3),
    .sql(sql4),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "cards",
      changes: [
        .changeColumn(from: #""name" TEXT NOT NULL"#, to: #""name" TEXT"#),
        .addConstraint(#"CHECK ("name" IS NOT NULL OR "title" IS NOT NULL)"#),
      ]
    )),
    .sql(#"CREATE INDEX "cards_by_name_3" ON "cards" ("title")"#),
  ]

  private static let rollbackPlan2 = RollbackPlan(
    accepts: [
      StoredCheck("cards.name", query: #"SELECT "_id", "name" FROM "cards" WHERE "name" IS NULL"#),
    ]
  )

  private static let statements3: [SchemaStatement] = [
    .sql(#"DROP TRIGGER "cards.title.name.updated""#),
    .sql(#"DROP TRIGGER "cards.name.title.updated""#),
    .sql(#"DROP TRIGGER "cards.title.name.inserted""#),
    .sql(#"DROP TRIGGER "cards.name.title.inserted""#),
    .dropIndex("cards_by_name_3", like: #"CREATE INDEX "cards_by_name_3" ON "cards" ("title")"#),
    .dropIndex("cards_by_name", like: #"CREATE INDEX "cards_by_name" ON "cards" ("name")"#),
    .rebuild(Rebuild(
      table: "cards",
      changes: [
        .dropConstraint(#"CHECK ("name" IS NOT NULL OR "title" IS NOT NULL)"#),
        .dropColumn("name"),
        .changeColumn(from: #""title" TEXT"#, to: #""title" TEXT NOT NULL"#),
      ]
    )),
    .sql(#"CREATE INDEX "cards_by_name" ON "cards" ("title")"#),
  ]

  private static let rollbackStatements3: [SchemaStatement] = [
    .dropIndex("cards_by_name", like: #"CREATE INDEX "cards_by_name" ON "cards" ("title")"#),
    .rebuild(Rebuild(
      table: "cards",
      changes: [
        .addColumn(#""name" TEXT"#),
        .changeColumn(from: #""title" TEXT NOT NULL"#, to: #""title" TEXT"#),
        .addConstraint(#"CHECK ("name" IS NOT NULL OR "title" IS NOT NULL)"#),
      ],
      filled: [
        .init("name", #""title""#),
      ]
    )),
    .sql(#"CREATE INDEX "cards_by_name" ON "cards" ("name")"#),
    .sql(#"CREATE INDEX "cards_by_name_3" ON "cards" ("title")"#),
    .sql(sql1),
    .sql(sql2),
    .sql(sql3),
    .sql(sql4),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    synchronises: [
      StoredColumns("cards", ["name"]),
    ]
  )
}
