// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: f4ce3706a95995e7e43309ac3c0bc8c153937f11593e99f40d87c775be0e9b65
// swift-format-ignore-file
import Bellows

/// All plans, in the order in which they are executed.
public let plans = Migrations(
  schema: "ded3ca9af050648c301517a7d919f21d2d75f49c1ecf44b1765556b83ded1fa3",
  tables: storedTables,
  plans: [
    Headlines.plan,
    Locales.plan,
    Priorities.plan,
    Folders.plan,
  ]
)

/// The tables of a new database.
private let storedTables: [StoredTable] = [
  StoredTables.table1,
  StoredTables.table2,
  StoredTables.table3,
]

private enum StoredTables {
  static let table1 = StoredTable("folders", [
    #"""
      CREATE TABLE "folders" (
        "_id" INTEGER PRIMARY KEY,
        "name" TEXT NOT NULL,
        "owner" INTEGER NOT NULL REFERENCES "people" ("_id") ON DELETE CASCADE
      ) STRICT
      """#,
    #"CREATE UNIQUE INDEX "folders_by_name" ON "folders" ("owner", "name")"#,
  ])
  static let table2 = StoredTable("notes", [
    #"""
      CREATE TABLE "notes" (
        "_id" INTEGER PRIMARY KEY,
        "author" INTEGER NOT NULL REFERENCES "people" ("_id") ON DELETE CASCADE,
        "body" TEXT NOT NULL,
        "createdAt" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER) * 1000),
        "headline" TEXT NOT NULL,
        "pinned" INTEGER NOT NULL CHECK ("pinned" IN (0, 1)),
        "place" TEXT CHECK ("place" IS NULL OR json_valid("place") AND json_type("place") IS 'object' AND (json_type("place", '$.label') IS NULL OR json_type("place", '$.label') IS 'text') AND json_type("place", '$.lat') IS NOT NULL AND json_type("place", '$.lat') IN ('real', 'integer') AND json_type("place", '$.lon') IS NOT NULL AND json_type("place", '$.lon') IN ('real', 'integer') AND json_remove("place", '$.label', '$.lat', '$.lon') = '{}'),
        "priority_2" TEXT NOT NULL,
        "shelf" INTEGER REFERENCES "folders" ("_id") ON DELETE SET NULL,
        "tags" TEXT NOT NULL CHECK (json_valid("tags") AND json_type("tags") IS 'array'),
        "words" INTEGER NOT NULL
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
  ])
  static let table3 = StoredTable("people", [
    #"""
      CREATE TABLE "people" (
        "_id" INTEGER PRIMARY KEY,
        "email" TEXT NOT NULL,
        "fullName" TEXT NOT NULL,
        "locale" TEXT NOT NULL,
        "theme" TEXT NOT NULL DEFAULT 'light' CHECK ("theme" IN ('light', 'dark')),
        "tier" TEXT NOT NULL CHECK ("tier" IN ('free', 'paid'))
      ) STRICT
      """#,
    #"CREATE UNIQUE INDEX "people_by_email" ON "people" ("email")"#,
  ])
}
