// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: fe42e9fcb16f91435e9b85e3b44aefed8f9842a454fec4f5d14414bb1f719815
// swift-format-ignore-file
import Bellows

/// The plan field-widened, and the rows that its backfills read and write.
public enum FieldWidened {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "field-widened",
    base: "dd343471c1101cab1fb599d97c8154484bf4c267f4c3f4f2fbc846a53d09ce25",
    goal: "b5bc06e43f66580c2d97a7ee8e14d5454b22c89e046a565d67d180bf891ef877",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "b5bc06e43f66580c2d97a7ee8e14d5454b22c89e046a565d67d180bf891ef877",
        isRelease: true,
        gates: [],
        statements: statements1, undo: undo1, wayBack: wayBack1, tables: tables1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "b5bc06e43f66580c2d97a7ee8e14d5454b22c89e046a565d67d180bf891ef877",
        isRelease: true,
        gates: [
          .released(deploy: 1),
        ]
      ),
    ],
    backfills: [
    ]
  )

  /// The tables that the plan changes, as they are before it.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "settings" TEXT NOT NULL CHECK (json_valid("settings") AND json_type("settings") IS 'object' AND json_type("settings", '$.theme') IS 'text' AND json_extract("settings", '$.theme') IN ('light', 'dark') AND json_remove("settings", '$.theme') = '{}')
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      create: #"""
        CREATE TABLE "_bellows_new_users" (
          "_id" INTEGER PRIMARY KEY,
          "settings" TEXT NOT NULL CHECK (json_valid("settings") AND json_type("settings") IS 'object' AND json_type("settings", '$.theme') IS 'text' AND json_extract("settings", '$.theme') IN ('light', 'dark', 'system') AND json_remove("settings", '$.theme') = '{}')
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("settings", #""settings""#),
      ]
    )),
  ]

  private static let undo1: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      create: #"""
        CREATE TABLE "_bellows_new_users" (
          "_id" INTEGER PRIMARY KEY,
          "settings" TEXT NOT NULL CHECK (json_valid("settings") AND json_type("settings") IS 'object' AND json_type("settings", '$.theme') IS 'text' AND json_extract("settings", '$.theme') IN ('light', 'dark') AND json_remove("settings", '$.theme') = '{}')
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("settings", #""settings""#),
      ]
    )),
  ]

  private static let wayBack1 = WayBack(
    accepts: [
      StoredCheck("users.settings", query: #"SELECT "_id", "settings" FROM "users" WHERE NOT (json_type("settings") IS 'object' AND json_type("settings", '$.theme') IS 'text' AND json_extract("settings", '$.theme') IN ('light', 'dark') AND json_remove("settings", '$.theme') = '{}')"#),
    ]
  )

  private static let tables1: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "settings" TEXT NOT NULL CHECK (json_valid("settings") AND json_type("settings") IS 'object' AND json_type("settings", '$.theme') IS 'text' AND json_extract("settings", '$.theme') IN ('light', 'dark', 'system') AND json_remove("settings", '$.theme') = '{}')
        ) STRICT
        """#,
    ]),
  ]
}
