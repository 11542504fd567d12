// Written by Bellows. Do not edit: `bellows sync` writes it again.
// swift-format-ignore-file
import Bellows

/// All plans, and the schema that this build is for.
public let plans = Migrations(
  schema: schema,
  tables: StoredTables.all,
  plans: [
    TidyUsers.plan.at(deploy: 1),
  ]
)

/// The fingerprint of each table.
private let schema: KeyValuePairs<String, String> = [
  "users":
    "a339d746abda4b35491b40249f51ee6046dad7d658227292bc7912d4ab449977",
]

/// The tables of a new database.
private enum StoredTables {
  static let all = [
    users,
  ]

  static let users = StoredTable("users", [
    #"""
      CREATE TABLE "users" (
        "_id" INTEGER PRIMARY KEY,
        "bio" TEXT,
        "email" TEXT NOT NULL,
        "fullName" TEXT,
        "joinedAt" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER) * 1000),
        "locale" TEXT,
        "name" TEXT NOT NULL,
        "role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin', 'guest'))
      ) STRICT
      """#,
    #"CREATE UNIQUE INDEX "users_by_email" ON "users" ("email")"#,
    #"""
      CREATE TRIGGER "users.name.fullName.inserted" AFTER INSERT ON "users"
      WHEN NEW."name" IS NOT NULL AND NEW."fullName" IS NULL
      BEGIN
        UPDATE "users" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
      END
      """#,
    #"""
      CREATE TRIGGER "users.fullName.name.inserted" AFTER INSERT ON "users"
      WHEN NEW."fullName" IS NOT NULL AND NEW."name" IS NOT NEW."fullName" COLLATE BINARY
      BEGIN
        UPDATE "users" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
      END
      """#,
    #"""
      CREATE TRIGGER "users.name.fullName.updated" AFTER UPDATE OF "name" ON "users"
      WHEN NEW."name" IS NOT OLD."name" COLLATE BINARY AND NEW."fullName" IS NOT NEW."name" COLLATE BINARY
      BEGIN
        UPDATE "users" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
      END
      """#,
    #"""
      CREATE TRIGGER "users.fullName.name.updated" AFTER UPDATE OF "fullName" ON "users"
      WHEN NEW."fullName" IS NOT OLD."fullName" COLLATE BINARY AND NEW."name" IS NOT NEW."fullName" COLLATE BINARY
      BEGIN
        UPDATE "users" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
      END
      """#,
  ])
}
