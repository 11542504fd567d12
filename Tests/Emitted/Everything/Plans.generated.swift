// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: bf88f9e6ece39ec9778dbfb61148f01572249596c69efe3119014910cb43e87f
// swift-format-ignore-file
import Bellows

/// All plans, in the order in which they are executed.
public let plans = Migrations(
  schema: "e6f2fc55e076f1e1df20eb55c02191ffa8d9a6006e2226dca425f280291651ec",
  tables: storedTables,
  plans: [
    Everything.plan.at(deploy: 4),
  ]
)

/// The tables of a new database.
private let storedTables: [StoredTable] = [
  StoredTables.table1,
  StoredTables.table2,
  StoredTables.table3,
  StoredTables.table4,
  StoredTables.table5,
]

private enum StoredTables {
  static let table1 = StoredTable("events", [
    #"""
      CREATE TABLE "events" (
        "_id" INTEGER PRIMARY KEY,
        "at" INTEGER NOT NULL,
        "user" INTEGER NOT NULL REFERENCES "users" ("_id")
      ) STRICT
      """#,
  ])
  static let table2 = StoredTable("groups", [
    #"""
      CREATE TABLE "groups" (
        "slug" TEXT NOT NULL,
        "title" TEXT NOT NULL,
        PRIMARY KEY ("slug")
      ) STRICT
      """#,
  ])
  static let table3 = StoredTable("posts", [
    #"""
      CREATE TABLE "posts" (
        "_id" INTEGER PRIMARY KEY,
        "author" INTEGER NOT NULL REFERENCES "users" ("_id") ON DELETE CASCADE,
        "state" TEXT NOT NULL CHECK ("state" IN ('draft', 'done')),
        "text" TEXT NOT NULL
      ) STRICT
      """#,
    #"CREATE INDEX "posts_by_author" ON "posts" ("author")"#,
    #"CREATE INDEX "posts_by_state" ON "posts" ("state", "author")"#,
  ])
  static let table4 = StoredTable("seats", [
    #"""
      CREATE TABLE "seats" (
        "number" INTEGER NOT NULL,
        "room" TEXT NOT NULL,
        "holder" INTEGER REFERENCES "users" ("_id"),
        "price" TEXT NOT NULL DEFAULT '0' CHECK ("price" NOT GLOB '*[^0-9.-]*' AND "price" NOT GLOB '?*-*' AND "price" NOT GLOB '*.*.*' AND ltrim("price", '-') GLOB '[0-9]*' AND ltrim("price", '-') NOT GLOB '0[0-9]*' AND "price" NOT GLOB '*.' AND "price" NOT GLOB '*.*0' AND "price" <> '-0' AND length(ltrim(replace(ltrim("price", '-'), '.', ''), '0')) <= 38),
        PRIMARY KEY ("number", "room")
      ) STRICT
      """#,
  ])
  static let table5 = StoredTable("users", [
    #"""
      CREATE TABLE "users" (
        "_id" INTEGER PRIMARY KEY,
        "age_2" INTEGER,
        "bio" TEXT NOT NULL,
        "email" TEXT NOT NULL,
        "fullName" TEXT NOT NULL,
        "joinedAt" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER) * 1000),
        "locale" TEXT NOT NULL,
        "role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin')),
        "score" INTEGER NOT NULL DEFAULT 5,
        "team" TEXT REFERENCES "groups" ("slug") ON DELETE SET NULL,
        "visits_2" TEXT NOT NULL
      ) STRICT
      """#,
    #"CREATE VIRTUAL TABLE "users_by_bio" USING fts5("bio")"#,
    #"""
      CREATE TRIGGER "users_by_bio_insert" AFTER INSERT ON "users"
      BEGIN
        DELETE FROM "users_by_bio" WHERE rowid = NEW."_id";
        INSERT INTO "users_by_bio" (rowid, "bio") VALUES (NEW."_id", NEW."bio");
      END
      """#,
    #"""
      CREATE TRIGGER "users_by_bio_update" AFTER UPDATE OF "_id", "bio" ON "users"
      BEGIN
        DELETE FROM "users_by_bio" WHERE rowid = OLD."_id";
        DELETE FROM "users_by_bio" WHERE rowid = NEW."_id";
        INSERT INTO "users_by_bio" (rowid, "bio") VALUES (NEW."_id", NEW."bio");
      END
      """#,
    #"""
      CREATE TRIGGER "users_by_bio_delete" AFTER DELETE ON "users"
      BEGIN
        DELETE FROM "users_by_bio" WHERE rowid = OLD."_id";
      END
      """#,
    #"CREATE UNIQUE INDEX "users_by_email" ON "users" ("email")"#,
    #"CREATE UNIQUE INDEX "users_by_name" ON "users" ("fullName", "email")"#,
  ])
}
