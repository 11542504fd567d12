// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 089affa4dabe27adf93d5da9795330877e76d88e8f46374ed08b74ddbc2f0c27
// swift-format-ignore-file
import Bellows

/// All plans, in the order in which they are executed.
public let plans = Migrations(
  schema: "25d398e03e22d9266fb67f0bfad2593edfcbb8a90331caf9395c3e5b1954d042",
  tables: storedTables,
  plans: [
    SwitchNames.plan.at(deploy: 1),
  ]
)

/// The tables of a new database.
private let storedTables: [StoredTable] = [
  StoredTables.table1,
  StoredTables.table2,
  StoredTables.table3,
]

private enum StoredTables {
  static let table1 = StoredTable("_bell_ows", [
    #"""
      CREATE TABLE "_bell_ows" (
        "_id" INTEGER PRIMARY KEY,
        "friends" TEXT NOT NULL CHECK (json_valid("friends") AND json_type("friends") IS 'array'),
        "owner" INTEGER REFERENCES "class" ("_id")
      ) STRICT
      """#,
  ])
  static let table2 = StoredTable("c2", [
    #"""
      CREATE TABLE "c2" (
        "_id" INTEGER PRIMARY KEY,
        "name" TEXT NOT NULL
      ) STRICT
      """#,
  ])
  static let table3 = StoredTable("class", [
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
      field"
      BEGIN
        UPDATE "class" SET "rename" = NEW."re""named
      field" WHERE "_id" = NEW."_id";
      END
      """#,
    #"""
      CREATE TRIGGER "class.rename.re""named
      field.updated" AFTER UPDATE OF "rename" ON "class"
      WHEN NEW."rename" IS NOT OLD."rename" AND NEW."re""named
      field" IS NOT NEW."rename"
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
      field" AND NEW."rename" IS NOT NEW."re""named
      field"
      BEGIN
        UPDATE "class" SET "rename" = NEW."re""named
      field" WHERE "_id" = NEW."_id";
      END
      """#,
  ])
}
