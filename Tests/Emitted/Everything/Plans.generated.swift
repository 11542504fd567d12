// Written by Bellows. Do not edit: `bellows sync` writes it again.
// swift-format-ignore-file
import Bellows

/// All plans, and the schema that this build is for.
public let plans = Migrations(
  schema: schema,
  tables: StoredTables.all,
  plans: [
    Everything.plan.at(deploy: 4),
  ]
)

/// The fingerprint of each table.
private let schema: KeyValuePairs<String, String> = [
  "events":
    "982a450873df07938d8efc2e6f45a260e1fc40865478560b6fdb4f131e4fdc0a",
  "groups":
    "76ffbb85bdb2edd0779299bd96f3cdbd436a5f6ef58ab6a2b6098148abdd8c73",
  "posts":
    "f956bc9892dd697c005307e1f5d643e332e9cba0b5c5250e9f21635189d29a06",
  "seats":
    "25c6e2fd53171c989e2a9ff09bd7dd78883e9b379d861fcab7c0c15a06467d64",
  "users":
    "c075088382d1bff2e3becc419e85ccb2ce23f7126d737ff776bec19f35d6a456",
]

/// The tables of a new database.
private enum StoredTables {
  static let all = [
    events,
    groups,
    posts,
    seats,
    users,
  ]

  static let events = StoredTable("events", [
    #"""
      CREATE TABLE "events" (
        "_id" INTEGER PRIMARY KEY,
        "at" INTEGER NOT NULL,
        "user" INTEGER NOT NULL REFERENCES "users" ("_id")
      ) STRICT
      """#,
  ])

  static let groups = StoredTable("groups", [
    #"""
      CREATE TABLE "groups" (
        "slug" TEXT NOT NULL,
        "title" TEXT NOT NULL,
        PRIMARY KEY ("slug")
      ) STRICT
      """#,
  ])

  static let posts = StoredTable("posts", [
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

  static let seats = StoredTable("seats", [
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

  static let users = StoredTable("users", [
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
