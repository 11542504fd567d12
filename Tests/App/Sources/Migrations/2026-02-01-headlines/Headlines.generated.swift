// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 8c4b9a6680b40f358c0bb80f4fe56dfb2b6a3cae923379de6f6db579f690f844
// swift-format-ignore-file
import Bellows

/// The plan 2026-02-01-headlines, and the rows that its backfills read and write.
public enum Headlines {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "2026-02-01-headlines",
    base: "345684d39e0ca73b56df4d8ae0432cda51248c2a73ab845a63942e65df955c1c",
    goal: "855032d36d8cb94ac23d3ca9440c906418321822f6e4806fd6455f026d3b32b5",
    before: before,
    moves: [
      StoredMove("notes", "title", to: "headline"),
      StoredMove("people", "name", to: "fullName"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "5e914c56d592a81b53443521f141bc0c6e1d60b881f8cd8b33537f7df8b08717",
        isRelease: false,
        gates: [],
        statements: statements1, rollbackStatements: rollbackStatements1, tables: tables1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "cfc6392fde3daadc79ac83cf5f2bfcf04ca9d412d48f8b4d44858fbf77d77364",
        isRelease: true,
        gates: [
          .backfilled("notes.headline"),
          .backfilled("people.fullName"),
        ],
        statements: statements2, rollbackStatements: rollbackStatements2, rollbackPlan: rollbackPlan2, tables: tables2
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        schema: "3-tighten.schema",
        fingerprint: "855032d36d8cb94ac23d3ca9440c906418321822f6e4806fd6455f026d3b32b5",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "notes", key: [Column("_id", .int)], columns: ["title"]),
          .backup(table: "people", key: [Column("_id", .int)], columns: ["name"]),
        ],
        statements: statements3, rollbackStatements: rollbackStatements3, rollbackPlan: rollbackPlan3, tables: tables3
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
    sql: BackfillSQL(
      pending: #""headline" IS NOT "title""#,
      values: [#""title""#]
    ),
    function: notesHeadline
  )

  private static let backfill2 = Backfill(
    "people.fullName", after: 1,
    kind: .copy, pending: .differs,
    sql: BackfillSQL(
      pending: #""fullName" IS NOT "name""#,
      values: [#""name""#]
    ),
    function: peopleFullName
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("notes", [
      #"""
        CREATE TABLE "notes" (
          "_id" INTEGER PRIMARY KEY,
          "author" INTEGER NOT NULL REFERENCES "people" ("_id") ON DELETE CASCADE,
          "body" TEXT NOT NULL,
          "createdAt" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER) * 1000),
          "folder" TEXT,
          "pinned" INTEGER NOT NULL CHECK ("pinned" IN (0, 1)),
          "place" TEXT CHECK ("place" IS NULL OR json_valid("place") AND json_type("place") IS 'object' AND json_type("place", '$.lat') IS NOT NULL AND json_type("place", '$.lat') IN ('real', 'integer') AND json_type("place", '$.lon') IS NOT NULL AND json_type("place", '$.lon') IN ('real', 'integer') AND json_remove("place", '$.lat', '$.lon') = '{}'),
          "priority" INTEGER NOT NULL,
          "tags" TEXT NOT NULL CHECK (json_valid("tags") AND json_type("tags") IS 'array'),
          "title" TEXT NOT NULL
        ) STRICT
        """#,
      #"CREATE INDEX "notes_by_author" ON "notes" ("author", "createdAt")"#,
      #"CREATE VIRTUAL TABLE "notes_by_text" USING fts5("body")"#,
      #"""
        CREATE TRIGGER "notes_by_text_insert" AFTER INSERT ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = NEW."_id";
          INSERT INTO "notes_by_text" (rowid, "body") VALUES (NEW."_id", NEW."body");
        END
        """#,
      #"""
        CREATE TRIGGER "notes_by_text_update" AFTER UPDATE OF "_id", "body" ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = OLD."_id";
          DELETE FROM "notes_by_text" WHERE rowid = NEW."_id";
          INSERT INTO "notes_by_text" (rowid, "body") VALUES (NEW."_id", NEW."body");
        END
        """#,
      #"""
        CREATE TRIGGER "notes_by_text_delete" AFTER DELETE ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = OLD."_id";
        END
        """#,
    ]),
    StoredTable("people", [
      #"""
        CREATE TABLE "people" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "name" TEXT NOT NULL,
          "tier" TEXT NOT NULL CHECK ("tier" IN ('free', 'trial', 'paid')),
          "visits" INTEGER NOT NULL
        ) STRICT
        """#,
      #"CREATE UNIQUE INDEX "people_by_email" ON "people" ("email")"#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "notes" ADD COLUMN "headline" TEXT"#),
    .sql(#"ALTER TABLE "people" ADD COLUMN "fullName" TEXT"#),
    .sql(#"""
      CREATE TRIGGER "notes.title.headline.inserted" AFTER INSERT ON "notes"
      WHEN NEW."title" IS NOT NULL AND NEW."headline" IS NULL
      BEGIN
        UPDATE "notes" SET "headline" = NEW."title" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "notes.headline.title.inserted" AFTER INSERT ON "notes"
      WHEN NEW."headline" IS NOT NULL AND NEW."title" IS NOT NEW."headline"
      BEGIN
        UPDATE "notes" SET "title" = NEW."headline" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "notes.title.headline.updated" AFTER UPDATE OF "title" ON "notes"
      WHEN NEW."title" IS NOT OLD."title" AND NEW."headline" IS NOT NEW."title"
      BEGIN
        UPDATE "notes" SET "headline" = NEW."title" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "notes.headline.title.updated" AFTER UPDATE OF "headline" ON "notes"
      WHEN NEW."headline" IS NOT OLD."headline" AND NEW."title" IS NOT NEW."headline"
      BEGIN
        UPDATE "notes" SET "title" = NEW."headline" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "people.name.fullName.inserted" AFTER INSERT ON "people"
      WHEN NEW."name" IS NOT NULL AND NEW."fullName" IS NULL
      BEGIN
        UPDATE "people" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "people.fullName.name.inserted" AFTER INSERT ON "people"
      WHEN NEW."fullName" IS NOT NULL AND NEW."name" IS NOT NEW."fullName"
      BEGIN
        UPDATE "people" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "people.name.fullName.updated" AFTER UPDATE OF "name" ON "people"
      WHEN NEW."name" IS NOT OLD."name" AND NEW."fullName" IS NOT NEW."name"
      BEGIN
        UPDATE "people" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "people.fullName.name.updated" AFTER UPDATE OF "fullName" ON "people"
      WHEN NEW."fullName" IS NOT OLD."fullName" AND NEW."name" IS NOT NEW."fullName"
      BEGIN
        UPDATE "people" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
      END
      """#),
  ]

  private static let rollbackStatements1: [SchemaStatement] = [
    .sql(#"DROP TRIGGER "notes.headline.title.updated""#),
    .sql(#"DROP TRIGGER "notes.title.headline.updated""#),
    .sql(#"DROP TRIGGER "notes.headline.title.inserted""#),
    .sql(#"DROP TRIGGER "notes.title.headline.inserted""#),
    .sql(#"DROP TRIGGER "people.fullName.name.updated""#),
    .sql(#"DROP TRIGGER "people.name.fullName.updated""#),
    .sql(#"DROP TRIGGER "people.fullName.name.inserted""#),
    .sql(#"DROP TRIGGER "people.name.fullName.inserted""#),
    .sql(#"ALTER TABLE "notes" DROP COLUMN "headline""#),
    .sql(#"ALTER TABLE "people" DROP COLUMN "fullName""#),
  ]

  private static let tables1: [StoredTable] = [
    StoredTable("notes", [
      #"""
        CREATE TABLE "notes" (
          "_id" INTEGER PRIMARY KEY,
          "author" INTEGER NOT NULL REFERENCES "people" ("_id") ON DELETE CASCADE,
          "body" TEXT NOT NULL,
          "createdAt" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER) * 1000),
          "folder" TEXT,
          "headline" TEXT,
          "pinned" INTEGER NOT NULL CHECK ("pinned" IN (0, 1)),
          "place" TEXT CHECK ("place" IS NULL OR json_valid("place") AND json_type("place") IS 'object' AND json_type("place", '$.lat') IS NOT NULL AND json_type("place", '$.lat') IN ('real', 'integer') AND json_type("place", '$.lon') IS NOT NULL AND json_type("place", '$.lon') IN ('real', 'integer') AND json_remove("place", '$.lat', '$.lon') = '{}'),
          "priority" INTEGER NOT NULL,
          "tags" TEXT NOT NULL CHECK (json_valid("tags") AND json_type("tags") IS 'array'),
          "title" TEXT NOT NULL
        ) STRICT
        """#,
      #"CREATE INDEX "notes_by_author" ON "notes" ("author", "createdAt")"#,
      #"CREATE VIRTUAL TABLE "notes_by_text" USING fts5("body")"#,
      #"""
        CREATE TRIGGER "notes_by_text_insert" AFTER INSERT ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = NEW."_id";
          INSERT INTO "notes_by_text" (rowid, "body") VALUES (NEW."_id", NEW."body");
        END
        """#,
      #"""
        CREATE TRIGGER "notes_by_text_update" AFTER UPDATE OF "_id", "body" ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = OLD."_id";
          DELETE FROM "notes_by_text" WHERE rowid = NEW."_id";
          INSERT INTO "notes_by_text" (rowid, "body") VALUES (NEW."_id", NEW."body");
        END
        """#,
      #"""
        CREATE TRIGGER "notes_by_text_delete" AFTER DELETE ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = OLD."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "notes.title.headline.inserted" AFTER INSERT ON "notes"
        WHEN NEW."title" IS NOT NULL AND NEW."headline" IS NULL
        BEGIN
          UPDATE "notes" SET "headline" = NEW."title" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "notes.headline.title.inserted" AFTER INSERT ON "notes"
        WHEN NEW."headline" IS NOT NULL AND NEW."title" IS NOT NEW."headline"
        BEGIN
          UPDATE "notes" SET "title" = NEW."headline" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "notes.title.headline.updated" AFTER UPDATE OF "title" ON "notes"
        WHEN NEW."title" IS NOT OLD."title" AND NEW."headline" IS NOT NEW."title"
        BEGIN
          UPDATE "notes" SET "headline" = NEW."title" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "notes.headline.title.updated" AFTER UPDATE OF "headline" ON "notes"
        WHEN NEW."headline" IS NOT OLD."headline" AND NEW."title" IS NOT NEW."headline"
        BEGIN
          UPDATE "notes" SET "title" = NEW."headline" WHERE "_id" = NEW."_id";
        END
        """#,
    ]),
    StoredTable("people", [
      #"""
        CREATE TABLE "people" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "fullName" TEXT,
          "name" TEXT NOT NULL,
          "tier" TEXT NOT NULL CHECK ("tier" IN ('free', 'trial', 'paid')),
          "visits" INTEGER NOT NULL
        ) STRICT
        """#,
      #"CREATE UNIQUE INDEX "people_by_email" ON "people" ("email")"#,
      #"""
        CREATE TRIGGER "people.name.fullName.inserted" AFTER INSERT ON "people"
        WHEN NEW."name" IS NOT NULL AND NEW."fullName" IS NULL
        BEGIN
          UPDATE "people" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "people.fullName.name.inserted" AFTER INSERT ON "people"
        WHEN NEW."fullName" IS NOT NULL AND NEW."name" IS NOT NEW."fullName"
        BEGIN
          UPDATE "people" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "people.name.fullName.updated" AFTER UPDATE OF "name" ON "people"
        WHEN NEW."name" IS NOT OLD."name" AND NEW."fullName" IS NOT NEW."name"
        BEGIN
          UPDATE "people" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "people.fullName.name.updated" AFTER UPDATE OF "fullName" ON "people"
        WHEN NEW."fullName" IS NOT OLD."fullName" AND NEW."name" IS NOT NEW."fullName"
        BEGIN
          UPDATE "people" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
        END
        """#,
    ]),
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

  private static let rollbackStatements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "notes",
      changes: [
        .dropConstraint(#"CHECK ("title" IS NOT NULL OR "headline" IS NOT NULL)"#),
        .changeColumn(from: #""title" TEXT"#, to: #""title" TEXT NOT NULL"#),
      ]
    )),
    .rebuild(Rebuild(
      table: "people",
      changes: [
        .dropConstraint(#"CHECK ("name" IS NOT NULL OR "fullName" IS NOT NULL)"#),
        .dropColumn("theme"),
        .changeColumn(from: #""name" TEXT"#, to: #""name" TEXT NOT NULL"#),
      ]
    )),
  ]

  private static let rollbackPlan2 = RollbackPlan(
    accepts: [
      StoredCheck("notes.title", query: #"SELECT "_id", "title" FROM "notes" WHERE "title" IS NULL"#),
      StoredCheck("people.name", query: #"SELECT "_id", "name" FROM "people" WHERE "name" IS NULL"#),
    ],
    discards: [
      StoredValues("people", key: [Column("_id", .int)], columns: [Column("theme", .text)], where: #"("theme" IS NOT NULL AND "theme" IS NOT 'light')"#),
    ]
  )

  private static let tables2: [StoredTable] = [
    StoredTable("notes", [
      #"""
        CREATE TABLE "notes" (
          "_id" INTEGER PRIMARY KEY,
          "author" INTEGER NOT NULL REFERENCES "people" ("_id") ON DELETE CASCADE,
          "body" TEXT NOT NULL,
          "createdAt" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER) * 1000),
          "folder" TEXT,
          "headline" TEXT,
          "pinned" INTEGER NOT NULL CHECK ("pinned" IN (0, 1)),
          "place" TEXT CHECK ("place" IS NULL OR json_valid("place") AND json_type("place") IS 'object' AND json_type("place", '$.lat') IS NOT NULL AND json_type("place", '$.lat') IN ('real', 'integer') AND json_type("place", '$.lon') IS NOT NULL AND json_type("place", '$.lon') IN ('real', 'integer') AND json_remove("place", '$.lat', '$.lon') = '{}'),
          "priority" INTEGER NOT NULL,
          "tags" TEXT NOT NULL CHECK (json_valid("tags") AND json_type("tags") IS 'array'),
          "title" TEXT,
          CHECK ("title" IS NOT NULL OR "headline" IS NOT NULL)
        ) STRICT
        """#,
      #"CREATE INDEX "notes_by_author" ON "notes" ("author", "createdAt")"#,
      #"CREATE VIRTUAL TABLE "notes_by_text" USING fts5("body")"#,
      #"""
        CREATE TRIGGER "notes_by_text_insert" AFTER INSERT ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = NEW."_id";
          INSERT INTO "notes_by_text" (rowid, "body") VALUES (NEW."_id", NEW."body");
        END
        """#,
      #"""
        CREATE TRIGGER "notes_by_text_update" AFTER UPDATE OF "_id", "body" ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = OLD."_id";
          DELETE FROM "notes_by_text" WHERE rowid = NEW."_id";
          INSERT INTO "notes_by_text" (rowid, "body") VALUES (NEW."_id", NEW."body");
        END
        """#,
      #"""
        CREATE TRIGGER "notes_by_text_delete" AFTER DELETE ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = OLD."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "notes.title.headline.inserted" AFTER INSERT ON "notes"
        WHEN NEW."title" IS NOT NULL AND NEW."headline" IS NULL
        BEGIN
          UPDATE "notes" SET "headline" = NEW."title" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "notes.headline.title.inserted" AFTER INSERT ON "notes"
        WHEN NEW."headline" IS NOT NULL AND NEW."title" IS NOT NEW."headline"
        BEGIN
          UPDATE "notes" SET "title" = NEW."headline" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "notes.title.headline.updated" AFTER UPDATE OF "title" ON "notes"
        WHEN NEW."title" IS NOT OLD."title" AND NEW."headline" IS NOT NEW."title"
        BEGIN
          UPDATE "notes" SET "headline" = NEW."title" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "notes.headline.title.updated" AFTER UPDATE OF "headline" ON "notes"
        WHEN NEW."headline" IS NOT OLD."headline" AND NEW."title" IS NOT NEW."headline"
        BEGIN
          UPDATE "notes" SET "title" = NEW."headline" WHERE "_id" = NEW."_id";
        END
        """#,
    ]),
    StoredTable("people", [
      #"""
        CREATE TABLE "people" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "fullName" TEXT,
          "name" TEXT,
          "theme" TEXT NOT NULL DEFAULT 'light' CHECK ("theme" IN ('light', 'dark')),
          "tier" TEXT NOT NULL CHECK ("tier" IN ('free', 'trial', 'paid')),
          "visits" INTEGER NOT NULL,
          CHECK ("name" IS NOT NULL OR "fullName" IS NOT NULL)
        ) STRICT
        """#,
      #"CREATE UNIQUE INDEX "people_by_email" ON "people" ("email")"#,
      #"""
        CREATE TRIGGER "people.name.fullName.inserted" AFTER INSERT ON "people"
        WHEN NEW."name" IS NOT NULL AND NEW."fullName" IS NULL
        BEGIN
          UPDATE "people" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "people.fullName.name.inserted" AFTER INSERT ON "people"
        WHEN NEW."fullName" IS NOT NULL AND NEW."name" IS NOT NEW."fullName"
        BEGIN
          UPDATE "people" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "people.name.fullName.updated" AFTER UPDATE OF "name" ON "people"
        WHEN NEW."name" IS NOT OLD."name" AND NEW."fullName" IS NOT NEW."name"
        BEGIN
          UPDATE "people" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "people.fullName.name.updated" AFTER UPDATE OF "fullName" ON "people"
        WHEN NEW."fullName" IS NOT OLD."fullName" AND NEW."name" IS NOT NEW."fullName"
        BEGIN
          UPDATE "people" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
        END
        """#,
    ]),
  ]

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
    .sql(#"""
      CREATE TRIGGER "notes.title.headline.inserted" AFTER INSERT ON "notes"
      WHEN NEW."title" IS NOT NULL AND NEW."headline" IS NULL
      BEGIN
        UPDATE "notes" SET "headline" = NEW."title" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "notes.headline.title.inserted" AFTER INSERT ON "notes"
      WHEN NEW."headline" IS NOT NULL AND NEW."title" IS NOT NEW."headline"
      BEGIN
        UPDATE "notes" SET "title" = NEW."headline" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "notes.title.headline.updated" AFTER UPDATE OF "title" ON "notes"
      WHEN NEW."title" IS NOT OLD."title" AND NEW."headline" IS NOT NEW."title"
      BEGIN
        UPDATE "notes" SET "headline" = NEW."title" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "notes.headline.title.updated" AFTER UPDATE OF "headline" ON "notes"
      WHEN NEW."headline" IS NOT OLD."headline" AND NEW."title" IS NOT NEW."headline"
      BEGIN
        UPDATE "notes" SET "title" = NEW."headline" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "people.name.fullName.inserted" AFTER INSERT ON "people"
      WHEN NEW."name" IS NOT NULL AND NEW."fullName" IS NULL
      BEGIN
        UPDATE "people" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "people.fullName.name.inserted" AFTER INSERT ON "people"
      WHEN NEW."fullName" IS NOT NULL AND NEW."name" IS NOT NEW."fullName"
      BEGIN
        UPDATE "people" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "people.name.fullName.updated" AFTER UPDATE OF "name" ON "people"
      WHEN NEW."name" IS NOT OLD."name" AND NEW."fullName" IS NOT NEW."name"
      BEGIN
        UPDATE "people" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "people.fullName.name.updated" AFTER UPDATE OF "fullName" ON "people"
      WHEN NEW."fullName" IS NOT OLD."fullName" AND NEW."name" IS NOT NEW."fullName"
      BEGIN
        UPDATE "people" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
      END
      """#),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    synchronises: [
      StoredColumns("notes", ["title"]),
      StoredColumns("people", ["name"]),
    ]
  )

  private static let tables3: [StoredTable] = [
    StoredTable("notes", [
      #"""
        CREATE TABLE "notes" (
          "_id" INTEGER PRIMARY KEY,
          "author" INTEGER NOT NULL REFERENCES "people" ("_id") ON DELETE CASCADE,
          "body" TEXT NOT NULL,
          "createdAt" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER) * 1000),
          "folder" TEXT,
          "headline" TEXT NOT NULL,
          "pinned" INTEGER NOT NULL CHECK ("pinned" IN (0, 1)),
          "place" TEXT CHECK ("place" IS NULL OR json_valid("place") AND json_type("place") IS 'object' AND json_type("place", '$.lat') IS NOT NULL AND json_type("place", '$.lat') IN ('real', 'integer') AND json_type("place", '$.lon') IS NOT NULL AND json_type("place", '$.lon') IN ('real', 'integer') AND json_remove("place", '$.lat', '$.lon') = '{}'),
          "priority" INTEGER NOT NULL,
          "tags" TEXT NOT NULL CHECK (json_valid("tags") AND json_type("tags") IS 'array')
        ) STRICT
        """#,
      #"CREATE INDEX "notes_by_author" ON "notes" ("author", "createdAt")"#,
      #"CREATE VIRTUAL TABLE "notes_by_text" USING fts5("body")"#,
      #"""
        CREATE TRIGGER "notes_by_text_insert" AFTER INSERT ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = NEW."_id";
          INSERT INTO "notes_by_text" (rowid, "body") VALUES (NEW."_id", NEW."body");
        END
        """#,
      #"""
        CREATE TRIGGER "notes_by_text_update" AFTER UPDATE OF "_id", "body" ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = OLD."_id";
          DELETE FROM "notes_by_text" WHERE rowid = NEW."_id";
          INSERT INTO "notes_by_text" (rowid, "body") VALUES (NEW."_id", NEW."body");
        END
        """#,
      #"""
        CREATE TRIGGER "notes_by_text_delete" AFTER DELETE ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = OLD."_id";
        END
        """#,
    ]),
    StoredTable("people", [
      #"""
        CREATE TABLE "people" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "fullName" TEXT NOT NULL,
          "theme" TEXT NOT NULL DEFAULT 'light' CHECK ("theme" IN ('light', 'dark')),
          "tier" TEXT NOT NULL CHECK ("tier" IN ('free', 'trial', 'paid')),
          "visits" INTEGER NOT NULL
        ) STRICT
        """#,
      #"CREATE UNIQUE INDEX "people_by_email" ON "people" ("email")"#,
    ]),
  ]

  /// notes.headline: a copy.
  static func notesHeadline(_ row: NotesBefore, _ rows: Rows) -> NotesHeadline {
    NotesHeadline(headline: row.title)
  }

  /// people.fullName: a copy.
  static func peopleFullName(_ row: PeopleBefore, _ rows: Rows) -> PeopleFullName {
    PeopleFullName(fullName: row.name)
  }

  public enum NotesTable {}
  public typealias NotesID = Key<NotesTable, Int64>

  public enum PeopleTable {}
  public typealias PeopleID = Key<PeopleTable, Int64>

  /// What somebody wrote down.
  public struct NotesBefore: ReadableRow, WritableRow {
    public static let table = "notes"
    public static let columns = [
      Column("_id", .int),
      Column("author", .int),
      Column("body", .text),
      Column("createdAt", .microseconds),
      Column("folder", .text),
      Column("headline", .text),
      Column("pinned", .bool),
      Column("place", .json),
      Column("priority", .int),
      Column("tags", .json),
      Column("title", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: NotesID
    public var author: PeopleID
    public var body: String
    public var createdAt: Timestamp
    public var folder: String?
    public var headline: String?
    public var pinned: Bool
    public var place: Place?
    public var priority: Int64
    public var tags: [String]
    public var title: String

    public init(
      id: NotesID,
      author: PeopleID,
      body: String,
      createdAt: Timestamp,
      folder: String? = nil,
      headline: String? = nil,
      pinned: Bool,
      place: Place? = nil,
      priority: Int64,
      tags: [String],
      title: String
    ) {
      self.id = id
      self.author = author
      self.body = body
      self.createdAt = createdAt
      self.folder = folder
      self.headline = headline
      self.pinned = pinned
      self.place = place
      self.priority = priority
      self.tags = tags
      self.title = title
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.author = try row.required(1)
      self.body = try row.required(2)
      self.createdAt = try row.required(3)
      self.folder = try row.optional(4)
      self.headline = try row.optional(5)
      self.pinned = try row.required(6)
      self.place = try row.optional(7)
      self.priority = try row.required(8)
      self.tags = try row.required(9)
      self.title = try row.required(10)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.author)
      try row.set(2, self.body)
      try row.set(3, self.createdAt)
      try row.set(4, self.folder)
      try row.set(5, self.headline)
      try row.set(6, self.pinned)
      try row.set(7, self.place)
      try row.set(8, self.priority)
      try row.set(9, self.tags)
      try row.set(10, self.title)
    }

    public struct Place: StoredValue {
      public var lat: Double
      public var lon: Double

      public init(lat: Double, lon: Double) {
        self.lat = lat
        self.lon = lon
      }

      public init(json: JSONValue) throws {
        var members = try ObjectReader(json)
        self.lat = try members.required("lat")
        self.lon = try members.required("lon")
        try members.finish()
      }

      public var json: JSONValue {
        var members = ObjectWriter()
        members.set("lat", self.lat)
        members.set("lon", self.lon)
        return members.json
      }
    }
  }

  /// The values that the backfill notes.headline writes.
  public struct NotesHeadline: ReadableRow, WritableRow {
    public static let table = "notes"
    public static let columns = [
      Column("headline", .text),
    ]
    public static let keyColumns: [Int] = []

    public var headline: String

    public init(headline: String) {
      self.headline = headline
    }

    public init(row: some RowReader) throws {
      self.headline = try row.required(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.headline)
    }
  }

  /// Somebody who writes notes.
  public struct PeopleBefore: ReadableRow, WritableRow {
    public static let table = "people"
    public static let columns = [
      Column("_id", .int),
      Column("email", .text),
      Column("fullName", .text),
      Column("name", .text),
      Column("tier", .text),
      Column("visits", .int),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: PeopleID
    public var email: String
    public var fullName: String?
    public var name: String
    public var tier: Tier
    public var visits: Int64

    public init(
      id: PeopleID,
      email: String,
      fullName: String? = nil,
      name: String,
      tier: Tier,
      visits: Int64
    ) {
      self.id = id
      self.email = email
      self.fullName = fullName
      self.name = name
      self.tier = tier
      self.visits = visits
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.email = try row.required(1)
      self.fullName = try row.optional(2)
      self.name = try row.required(3)
      self.tier = try row.required(4)
      self.visits = try row.required(5)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.email)
      try row.set(2, self.fullName)
      try row.set(3, self.name)
      try row.set(4, self.tier)
      try row.set(5, self.visits)
    }

    public enum Tier: StoredValue, CaseIterable {
      case free
      case trial
      case paid

      public init(json: JSONValue) throws {
        if let literal = Self.allCases.first(where: { $0.json == json }) {
          self = literal
        } else {
          throw RowUnreadable(expected: "\"free\" | \"trial\" | \"paid\"", found: json)
        }
      }

      public var json: JSONValue {
        switch self {
        case .free: .string("free")
        case .trial: .string("trial")
        case .paid: .string("paid")
        }
      }
    }
  }

  /// The values that the backfill people.fullName writes.
  public struct PeopleFullName: ReadableRow, WritableRow {
    public static let table = "people"
    public static let columns = [
      Column("fullName", .text),
    ]
    public static let keyColumns: [Int] = []

    public var fullName: String

    public init(fullName: String) {
      self.fullName = fullName
    }

    public init(row: some RowReader) throws {
      self.fullName = try row.required(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.fullName)
    }
  }
}
