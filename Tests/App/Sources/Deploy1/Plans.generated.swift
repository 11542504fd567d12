// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 76641595938cba0aea5d23066a773b6c08538090c776e709a2a5fcdf7b257cb5
// swift-format-ignore-file
import Bellows

/// All plans, in the order in which they are executed.
public let plans = Migrations(
  schema: "345684d39e0ca73b56df4d8ae0432cda51248c2a73ab845a63942e65df955c1c",
  tables: storedTables,
  plans: [
  ]
)

/// The tables of a new database.
private let storedTables: [StoredTable] = [
  StoredTables.table1,
  StoredTables.table2,
]

private enum StoredTables {
  static let table1 = StoredTable("notes", [
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
  ])
  static let table2 = StoredTable("people", [
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
  ])
}
