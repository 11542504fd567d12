// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: a2dc7f6281759fb3c62f836f499acac9bceb5c04e86f4a0f6ce6a257cdbdbac2
// swift-format-ignore-file
import Bellows

/// The plan 2026-02-01-headlines, and the rows that its backfills read and write.
public enum Headlines {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "2026-02-01-headlines",
    base: "345684d39e0ca73b56df4d8ae0432cda51248c2a73ab845a63942e65df955c1c",
    goal: "855032d36d8cb94ac23d3ca9440c906418321822f6e4806fd6455f026d3b32b5",
    after: [],
    before: before,
    moves: [
      StoredMove("notes", "title", to: "headline"),
      StoredMove("people", "name", to: "fullName"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "5e914c56d592a81b53443521f141bc0c6e1d60b881f8cd8b33537f7df8b08717",
        isRelease: false,
        gates: [],
        statements: statements1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "cfc6392fde3daadc79ac83cf5f2bfcf04ca9d412d48f8b4d44858fbf77d77364",
        isRelease: true,
        gates: [.backfilled("notes.headline"), .backfilled("people.fullName")],
        statements: statements2, rollbackPlan: rollbackPlan2
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        fingerprint: "855032d36d8cb94ac23d3ca9440c906418321822f6e4806fd6455f026d3b32b5",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "notes", key: [Column("_id", .int)], columns: ["title"]),
          .backup(table: "people", key: [Column("_id", .int)], columns: ["name"]),
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
    "notes.headline", after: 1,
    kind: .copy, pending: .differs,
    table: "notes",
    key: [Column("_id", .int)],
    writes: [Column("headline", .text)],
    sql: BackfillSQL(
      pending: #""headline" IS NOT "title" COLLATE BINARY"#,
      values: [#""title""#]
    )
  )

  private static let backfill2 = Backfill(
    "people.fullName", after: 1,
    kind: .copy, pending: .differs,
    table: "people",
    key: [Column("_id", .int)],
    writes: [Column("fullName", .text)],
    sql: BackfillSQL(
      pending: #""fullName" IS NOT "name" COLLATE BINARY"#,
      values: [#""name""#]
    )
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("notes", [
      #"""
        CREATE TABLE "notes" (
          "_id" INTEGER PRIMARY KEY,
          "title" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
    StoredTable("people", [
      #"""
        CREATE TABLE "people" (
          "_id" INTEGER PRIMARY KEY,
          "name" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let sql1 = #"""
    CREATE TRIGGER "notes.title.headline.inserted" AFTER INSERT ON "notes"
    WHEN NEW."title" IS NOT NULL AND NEW."headline" IS NULL
    BEGIN
      UPDATE "notes" SET "headline" = NEW."title" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql2 = #"""
    CREATE TRIGGER "notes.headline.title.inserted" AFTER INSERT ON "notes"
    WHEN NEW."headline" IS NOT NULL AND NEW."title" IS NOT NEW."headline" COLLATE BINARY
    BEGIN
      UPDATE "notes" SET "title" = NEW."headline" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql3 = #"""
    CREATE TRIGGER "notes.title.headline.updated" AFTER UPDATE OF "title" ON "notes"
    WHEN NEW."title" IS NOT OLD."title" COLLATE BINARY AND NEW."headline" IS NOT NEW."title" COLLATE BINARY
    BEGIN
      UPDATE "notes" SET "headline" = NEW."title" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql4 = #"""
    CREATE TRIGGER "notes.headline.title.updated" AFTER UPDATE OF "headline" ON "notes"
    WHEN NEW."headline" IS NOT OLD."headline" COLLATE BINARY AND NEW."title" IS NOT NEW."headline" COLLATE BINARY
    BEGIN
      UPDATE "notes" SET "title" = NEW."headline" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql5 = #"""
    CREATE TRIGGER "people.name.fullName.inserted" AFTER INSERT ON "people"
    WHEN NEW."name" IS NOT NULL AND NEW."fullName" IS NULL
    BEGIN
      UPDATE "people" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql6 = #"""
    CREATE TRIGGER "people.fullName.name.inserted" AFTER INSERT ON "people"
    WHEN NEW."fullName" IS NOT NULL AND NEW."name" IS NOT NEW."fullName" COLLATE BINARY
    BEGIN
      UPDATE "people" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql7 = #"""
    CREATE TRIGGER "people.name.fullName.updated" AFTER UPDATE OF "name" ON "people"
    WHEN NEW."name" IS NOT OLD."name" COLLATE BINARY AND NEW."fullName" IS NOT NEW."name" COLLATE BINARY
    BEGIN
      UPDATE "people" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql8 = #"""
    CREATE TRIGGER "people.fullName.name.updated" AFTER UPDATE OF "fullName" ON "people"
    WHEN NEW."fullName" IS NOT OLD."fullName" COLLATE BINARY AND NEW."name" IS NOT NEW."fullName" COLLATE BINARY
    BEGIN
      UPDATE "people" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
    END
    """#

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "notes" ADD COLUMN "headline" TEXT"#),
    .sql(#"ALTER TABLE "people" ADD COLUMN "fullName" TEXT"#),
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
      table: "notes",
      changes: [
        .changeColumn(from: #""title" TEXT NOT NULL"#, to: #""title" TEXT"#),
        .addConstraint(#"CHECK ("title" IS NOT NULL OR "headline" IS NOT NULL)"#),
      ]
    )),
    .rebuild(Rebuild(
      table: "people",
      changes: [
        .changeColumn(from: #""name" TEXT NOT NULL"#, to: #""name" TEXT"#),
        .addColumn(#""theme" TEXT NOT NULL DEFAULT 'light' CHECK ("theme" IN ('light', 'dark'))"#),
        .addConstraint(#"CHECK ("name" IS NOT NULL OR "fullName" IS NOT NULL)"#),
      ]
    )),
  ]

  private static let rollbackPlan2 = RollbackPlan(
    accepts: [
      StoredCheck("notes.title", query: #"SELECT "_id", "title" FROM "notes" WHERE "title" IS NULL"#),
      StoredCheck("people.name", query: #"SELECT "_id", "name" FROM "people" WHERE "name" IS NULL"#),
    ],
    discards: [
      StoredValues("people", key: [Column("_id", .int)], columns: [Column("theme", .text)], where: #"("theme" IS NOT NULL AND "theme" IS NOT 'light' COLLATE BINARY)"#),
    ]
  )

  private static let statements3: [SchemaStatement] = [
    .sql(#"DROP TRIGGER "notes.headline.title.updated""#),
    .sql(#"DROP TRIGGER "notes.title.headline.updated""#),
    .sql(#"DROP TRIGGER "notes.headline.title.inserted""#),
    .sql(#"DROP TRIGGER "notes.title.headline.inserted""#),
    .sql(#"DROP TRIGGER "people.fullName.name.updated""#),
    .sql(#"DROP TRIGGER "people.name.fullName.updated""#),
    .sql(#"DROP TRIGGER "people.fullName.name.inserted""#),
    .sql(#"DROP TRIGGER "people.name.fullName.inserted""#),
    .rebuild(Rebuild(
      table: "notes",
      changes: [
        .dropConstraint(#"CHECK ("title" IS NOT NULL OR "headline" IS NOT NULL)"#),
        .dropColumn("title"),
        .changeColumn(from: #""headline" TEXT"#, to: #""headline" TEXT NOT NULL"#),
      ]
    )),
    .rebuild(Rebuild(
      table: "people",
      changes: [
        .dropConstraint(#"CHECK ("name" IS NOT NULL OR "fullName" IS NOT NULL)"#),
        .dropColumn("name"),
        .changeColumn(from: #""fullName" TEXT"#, to: #""fullName" TEXT NOT NULL"#),
      ]
    )),
  ]

  private static let rollbackStatements3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "notes",
      changes: [
        .changeColumn(from: #""headline" TEXT NOT NULL"#, to: #""headline" TEXT"#),
        .addColumn(#""title" TEXT"#),
        .addConstraint(#"CHECK ("title" IS NOT NULL OR "headline" IS NOT NULL)"#),
      ],
      filled: [
        .init("title", #""headline""#),
      ]
    )),
    .rebuild(Rebuild(
      table: "people",
      changes: [
        .changeColumn(from: #""fullName" TEXT NOT NULL"#, to: #""fullName" TEXT"#),
        .addColumn(#""name" TEXT"#),
        .addConstraint(#"CHECK ("name" IS NOT NULL OR "fullName" IS NOT NULL)"#),
      ],
      filled: [
        .init("name", #""fullName""#),
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
      StoredColumns("notes", ["title"]),
      StoredColumns("people", ["name"]),
    ]
  )
}
