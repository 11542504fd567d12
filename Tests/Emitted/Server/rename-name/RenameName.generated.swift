// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 4cfc4b58b7cdd0458d0b5757e0cc4fd818a48bf372ff014d2ef9d9a667543d90
// swift-format-ignore-file
import Bellows

/// The plan rename-name, and the rows that its backfills read and write.
public enum RenameName {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "rename-name",
    base: "8e44c9afc40b6ac63be81bd59e8a6f705e2ff918a7da2ce2fa8a5ae6f95d1313",
    goal: "44535b3726d9973262721e871d7eb3acff6c8bc7a637d3e9e55fa3558989830f",
    after: [],
    before: before,
    moves: [
      StoredMove("people", "name", to: "fullName"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "65e0366631c6a46515abc0b6e4419df51e8ac4e619cde3eedacf52ad73a423aa",
        isRelease: false,
        gates: [],
        statements: statements1, rollbackStatements: rollbackStatements1, tables: tables1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "6b10d7086c52a074da238e54168be3bb50480b181e25cf499d603b0358852010",
        isRelease: true,
        gates: [.backfilled("people.fullName")],
        preparations: preparations2, statements: statements2, rollbackStatements: rollbackStatements2, rollbackPlan: rollbackPlan2, tables: tables2
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        fingerprint: "44535b3726d9973262721e871d7eb3acff6c8bc7a637d3e9e55fa3558989830f",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "people", key: [Column("id", .text)], columns: ["name"]),
        ],
        preparations: preparations3, statements: statements3, rollbackStatements: rollbackStatements3, rollbackPlan: rollbackPlan3, tables: tables3
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "people.fullName", after: 1,
    kind: .copy, pending: .differs,
    table: "people",
    key: [Column("id", .text)],
    writes: [Column("fullName", .text)],
    sql: BackfillSQL(
      pending: #""fullName" IS DISTINCT FROM "name""#,
      values: [#""name""#]
    )
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("people", [
      #"""
        CREATE TABLE "people" (
          "id" uuid NOT NULL DEFAULT gen_random_uuid(),
          "name" text NOT NULL,
          PRIMARY KEY ("id")
        )
        """#,
    ]),
  ]

  private static let sql1 = #"""
    CREATE FUNCTION "~bellows_bb6eae9b"() RETURNS trigger LANGUAGE plpgsql AS $bellows$
    BEGIN
      IF TG_OP = 'INSERT' THEN
        IF NEW."fullName" IS NULL THEN NEW."fullName" := (NEW."name");
        ELSIF NEW."name" IS NULL THEN NEW."name" := (NEW."fullName");
        ELSIF NEW."fullName" IS DISTINCT FROM (NEW."name") THEN RAISE EXCEPTION USING ERRCODE = '23000', MESSAGE = 'the values of name and fullName differ; write one of the two columns';
        END IF;
      ELSIF NOT (NEW."fullName" IS DISTINCT FROM OLD."fullName") THEN
        IF NEW."name" IS DISTINCT FROM OLD."name" AND NEW."name" IS DISTINCT FROM (NEW."fullName") OR NEW."fullName" IS NULL THEN
          NEW."fullName" := (NEW."name");
        END IF;
      ELSIF NOT (NEW."name" IS DISTINCT FROM OLD."name") THEN NEW."name" := (NEW."fullName");
      ELSIF NEW."fullName" IS DISTINCT FROM (NEW."name") THEN RAISE EXCEPTION USING ERRCODE = '23000', MESSAGE = 'the values of name and fullName differ; write one of the two columns';
      END IF;
      RETURN NEW;
    END
    $bellows$
    """#

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "people" ADD COLUMN "fullName" text"#),
    .sql(sql1),
    .sql(#"CREATE TRIGGER "~bellows_bb6eae9b" BEFORE INSERT OR UPDATE ON "people" FOR EACH ROW EXECUTE FUNCTION "~bellows_bb6eae9b"()"#),
    .sql(#"ALTER TABLE "people" ENABLE ALWAYS TRIGGER "~bellows_bb6eae9b""#),
  ]

  private static let rollbackStatements1: [SchemaStatement] = [
    .sql(#"DROP TRIGGER IF EXISTS "~bellows_bb6eae9b" ON "people""#),
    .sql(#"DROP FUNCTION IF EXISTS "~bellows_bb6eae9b"()"#),
    .sql(#"ALTER TABLE "people" DROP COLUMN "fullName""#),
  ]

  private static let tables1: [StoredTable] = [
    StoredTable("people", [
      #"""
        CREATE TABLE "people" (
          "id" uuid NOT NULL DEFAULT gen_random_uuid(),
          "name" text NOT NULL,
          "fullName" text,
          PRIMARY KEY ("id")
        )
        """#,
      sql1,
      #"CREATE TRIGGER "~bellows_bb6eae9b" BEFORE INSERT OR UPDATE ON "people" FOR EACH ROW EXECUTE FUNCTION "~bellows_bb6eae9b"()"#,
      #"ALTER TABLE "people" ENABLE ALWAYS TRIGGER "~bellows_bb6eae9b""#,
    ]),
  ]

  private static let preparations2: [PreparationStep] = [
    PreparationStep(#"ALTER TABLE "people" ADD CONSTRAINT "_bellows_present_7d071e28" CHECK ("name" IS NOT NULL OR "fullName" IS NOT NULL) NOT VALID"#, .constraint("_bellows_present_7d071e28", of: "people")),
    PreparationStep(#"ALTER TABLE "people" VALIDATE CONSTRAINT "_bellows_present_7d071e28""#, .validity("_bellows_present_7d071e28", of: "people")),
  ]

  private static let statements2: [SchemaStatement] = [
    .sql(#"ALTER TABLE "people" ALTER COLUMN "name" DROP NOT NULL"#),
  ]

  private static let rollbackStatements2: [SchemaStatement] = [
    .sql(#"ALTER TABLE "people" DROP CONSTRAINT IF EXISTS "_bellows_present_7d071e28""#),
  ]

  private static let rollbackPlan2 = RollbackPlan(
    accepts: [
      StoredCheck("people.name", query: #"SELECT "id", "name" FROM "people" WHERE "name" IS NULL"#),
    ],
    preparations: [
      PreparationStep(#"ALTER TABLE "people" ADD CONSTRAINT "_bellows_required_name" CHECK ("name" IS NOT NULL) NOT VALID"#, .constraint("_bellows_required_name", of: "people")),
      PreparationStep(#"ALTER TABLE "people" VALIDATE CONSTRAINT "_bellows_required_name""#, .validity("_bellows_required_name", of: "people")),
    ],
    then: [
      .sql(#"ALTER TABLE "people" ALTER COLUMN "name" SET NOT NULL"#),
      .sql(#"ALTER TABLE "people" DROP CONSTRAINT IF EXISTS "_bellows_required_name""#),
    ]
  )

  private static let tables2: [StoredTable] = [
    StoredTable("people", [
      #"""
        CREATE TABLE "people" (
          "id" uuid NOT NULL DEFAULT gen_random_uuid(),
          "name" text,
          "fullName" text,
          PRIMARY KEY ("id"),
          CONSTRAINT "_bellows_present_7d071e28" CHECK ("name" IS NOT NULL OR "fullName" IS NOT NULL)
        )
        """#,
      sql1,
      #"CREATE TRIGGER "~bellows_bb6eae9b" BEFORE INSERT OR UPDATE ON "people" FOR EACH ROW EXECUTE FUNCTION "~bellows_bb6eae9b"()"#,
      #"ALTER TABLE "people" ENABLE ALWAYS TRIGGER "~bellows_bb6eae9b""#,
    ]),
  ]

  private static let preparations3: [PreparationStep] = [
    PreparationStep(#"ALTER TABLE "people" ADD CONSTRAINT "_bellows_required_fullName" CHECK ("fullName" IS NOT NULL) NOT VALID"#, .constraint("_bellows_required_fullName", of: "people")),
    PreparationStep(#"ALTER TABLE "people" VALIDATE CONSTRAINT "_bellows_required_fullName""#, .validity("_bellows_required_fullName", of: "people")),
  ]

  private static let statements3: [SchemaStatement] = [
    .sql(#"DROP TRIGGER IF EXISTS "~bellows_bb6eae9b" ON "people""#),
    .sql(#"DROP FUNCTION IF EXISTS "~bellows_bb6eae9b"()"#),
    .sql(#"ALTER TABLE "people" DROP CONSTRAINT IF EXISTS "_bellows_present_7d071e28""#),
    .sql(#"ALTER TABLE "people" ALTER COLUMN "fullName" SET NOT NULL"#),
    .sql(#"ALTER TABLE "people" DROP CONSTRAINT IF EXISTS "_bellows_required_fullName""#),
    .sql(#"ALTER TABLE "people" DROP COLUMN "name""#),
  ]

  private static let rollbackStatements3: [SchemaStatement] = [
    .sql(#"ALTER TABLE "people" ADD COLUMN "name" text"#),
    .sql(#"ALTER TABLE "people" ALTER COLUMN "fullName" DROP NOT NULL"#),
    .sql(sql1),
    .sql(#"CREATE TRIGGER "~bellows_bb6eae9b" BEFORE INSERT OR UPDATE ON "people" FOR EACH ROW EXECUTE FUNCTION "~bellows_bb6eae9b"()"#),
    .sql(#"ALTER TABLE "people" ENABLE ALWAYS TRIGGER "~bellows_bb6eae9b""#),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    synchronises: [
      StoredColumns("people", ["name"]),
    ],
    fills: [
      StoredFill("people", key: [Column("id", .text)], into: "people", columns: ["name"], values: [#""fullName""#], where: #""name" IS DISTINCT FROM ("fullName")"#),
    ],
    preparations: [
      PreparationStep(#"ALTER TABLE "people" ADD CONSTRAINT "_bellows_present_7d071e28" CHECK ("name" IS NOT NULL OR "fullName" IS NOT NULL) NOT VALID"#, .constraint("_bellows_present_7d071e28", of: "people")),
      PreparationStep(#"ALTER TABLE "people" VALIDATE CONSTRAINT "_bellows_present_7d071e28""#, .validity("_bellows_present_7d071e28", of: "people")),
    ]
  )

  private static let tables3: [StoredTable] = [
    StoredTable("people", [
      #"""
        CREATE TABLE "people" (
          "id" uuid NOT NULL DEFAULT gen_random_uuid(),
          "fullName" text NOT NULL,
          PRIMARY KEY ("id")
        )
        """#,
    ]),
  ]
}
