// Written by Bellows. Do not edit: `bellows sync` writes it again.
// swift-format-ignore-file
import Bellows

/// All plans, and the schema that this build is for.
public let plans = Migrations(
  schema: schema,
  tables: StoredTables.all,
  plans: [
    SwitchNames.plan.at(deploy: 1),
  ]
)

/// The fingerprint of each table.
private let schema: KeyValuePairs<String, String> = [
  "_bell_ows":
    "5831358a8ead9a09460b3152095bfab933c92aac182c219ee986a0a5b2fac77b",
  "cl-ass":
    "ab05872f36d69c5e0423f303f8edc8fdf3c8a0124df1220a2746dbdf7e61d802",
  "class":
    "cd333c3b3cce44cbc5073e31b760ba382a53516ab80171471b1c4d77cbd7fcf5",
]

/// The tables of a new database.
private enum StoredTables {
  static let all = [
    bellOws,
    c2,
    `class`,
  ]

  static let bellOws = StoredTable("_bell_ows", [
    #"""
      CREATE TABLE "_bell_ows" (
        "_id" INTEGER PRIMARY KEY,
        "friends" TEXT NOT NULL CHECK (json_valid("friends") AND json_type("friends") IS 'array'),
        "owner" INTEGER REFERENCES "class" ("_id")
      ) STRICT
      """#,
  ])

  static let c2 = StoredTable("c2", [
    #"""
      CREATE TABLE "c2" (
        "_id" INTEGER PRIMARY KEY,
        "name" TEXT NOT NULL
      ) STRICT
      """#,
  ])

  static let `class` = StoredTable("class", [
    "CREATE TABLE \"class\" (\n  \"_id\" INTEGER PRIMARY KEY,\n  \"Type\" INTEGER NOT NULL,\n  \"_1\" INTEGER,\n  \"a-b\" TEXT NOT NULL,\n  \"a_b\" TEXT NOT NULL,\n  \"columns\" TEXT NOT NULL CHECK (json_valid(\"columns\") AND json_type(\"columns\") IS 'array'),\n  \"data\" TEXT CHECK (\"data\" IS NULL OR json_valid(\"data\") AND json_type(\"data\") IS 'object' AND (json_type(\"data\", '$.Type') IS NULL OR json_type(\"data\", '$.Type') IS 'object' AND json_type(\"data\", '$.Type.x') IS 'integer' AND json_remove(\"data\" -> '$.Type', '$.x') = '{}') AND (json_type(\"data\", '$.in') IS NULL OR json_type(\"data\", '$.in') IN ('true', 'false')) AND json_type(\"data\", '$.int64') IS 'integer' AND json_type(\"data\", '$.string') IS 'text' AND json_remove(\"data\", '$.Type', '$.in', '$.int64', '$.string') = '{}'),\n  \"func\" TEXT NOT NULL CHECK (\"func\" IN ('default', 'none', '', 'a\"b', 'line\nbreak', '🎈', 'café', 'cafe\u{301}')),\n  \"hashValue\" INTEGER,\n  \"init\" INTEGER,\n  \"json\" TEXT NOT NULL CHECK (json_valid(\"json\")),\n  \"new \"\"field\" TEXT CHECK (\"new \"\"field\" IS NULL OR json_valid(\"new \"\"field\") AND json_type(\"new \"\"field\") IS 'object' AND json_type(\"new \"\"field\", '$.class') IS 'text' AND json_remove(\"new \"\"field\", '$.class') = '{}'),\n  \"quote\"\"d\" INTEGER,\n  \"re\"\"named\nfield\" TEXT,\n  \"rename\" TEXT NOT NULL,\n  \"self\" TEXT NOT NULL,\n  \"🎈\" TEXT\n) STRICT",
    #"""
      CREATE TRIGGER "class.rename.re""named
      field.inserted" AFTER INSERT ON "class"
      WHEN NEW."rename" IS NOT NULL AND NEW."re""named
      field" IS NULL
      BEGIN
        UPDATE "class" SET "re""named
      field" = NEW."rename" WHERE "_id" = NEW."_id";
      END
      """#,
    #"""
      CREATE TRIGGER "class.re""named
      field.rename.inserted" AFTER INSERT ON "class"
      WHEN NEW."re""named
      field" IS NOT NULL AND NEW."rename" IS NOT NEW."re""named
      field" COLLATE BINARY
      BEGIN
        UPDATE "class" SET "rename" = NEW."re""named
      field" WHERE "_id" = NEW."_id";
      END
      """#,
    #"""
      CREATE TRIGGER "class.rename.re""named
      field.updated" AFTER UPDATE OF "rename" ON "class"
      WHEN NEW."rename" IS NOT OLD."rename" COLLATE BINARY AND NEW."re""named
      field" IS NOT NEW."rename" COLLATE BINARY
      BEGIN
        UPDATE "class" SET "re""named
      field" = NEW."rename" WHERE "_id" = NEW."_id";
      END
      """#,
    #"""
      CREATE TRIGGER "class.re""named
      field.rename.updated" AFTER UPDATE OF "re""named
      field" ON "class"
      WHEN NEW."re""named
      field" IS NOT OLD."re""named
      field" COLLATE BINARY AND NEW."rename" IS NOT NEW."re""named
      field" COLLATE BINARY
      BEGIN
        UPDATE "class" SET "rename" = NEW."re""named
      field" WHERE "_id" = NEW."_id";
      END
      """#,
  ])
}
