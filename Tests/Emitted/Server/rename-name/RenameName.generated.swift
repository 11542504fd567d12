// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: d19faf346f1bccf655b19ca3f439f78e83c11adaaadb722836f9cfa157eb524d
// swift-format-ignore-file
import Bellows

/// The plan rename-name, and the rows that its backfills read and write.
public enum RenameName {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "rename-name",
    base: "d3229fae531c56afad2e95a2b72b19a2c67a887740a3621eb95ae5778347addb",
    goal: "0604e0b63ef801eb46b6d737fefe5a1cdaad8780917874d478f95ec9c9737801",
    after: [],
    before: before,
    moves: [
      StoredMove("people", "name", to: "fullName"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "44d03870e6663dcd93028a4701d66ae041a613826654a4a2521b6a5b9cd331e0",
        isRelease: false,
        gates: [],
        statements: statements1, rollbackStatements: rollbackStatements1, tables: tables1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "8043a0a4551b6598945b4b5691adfc71767fd0fb7fec42ccec1e5d1ee4e9e9aa",
        isRelease: true,
        gates: [.backfilled("people.fullName")],
        rollbackPlan: rollbackPlan2
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        fingerprint: "0604e0b63ef801eb46b6d737fefe5a1cdaad8780917874d478f95ec9c9737801",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "people", key: [Column("id", .text)], columns: ["name"]),
        ],
        statements: statements3, rollbackStatements: rollbackStatements3, rollbackPlan: rollbackPlan3, tables: tables3
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
        IF NEW."fullName" IS NOT NULL THEN NEW."name" := (NEW."fullName");
        ELSE NEW."fullName" := (NEW."name");
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

  private static let rollbackPlan2 = RollbackPlan(
    accepts: [
      StoredCheck("people.name", query: #"SELECT "id", "name" FROM "people" WHERE "name" IS NULL"#),
    ]
  )

  private static let statements3: [SchemaStatement] = [
    .sql(#"DROP TRIGGER IF EXISTS "~bellows_bb6eae9b" ON "people""#),
    .sql(#"DROP FUNCTION IF EXISTS "~bellows_bb6eae9b"()"#),
    .sql(#"ALTER TABLE "people" DROP COLUMN "fullName""#),
    .sql(#"ALTER TABLE "people" RENAME COLUMN "name" TO "fullName""#),
  ]

  private static let rollbackStatements3: [SchemaStatement] = [
    .sql(#"ALTER TABLE "people" ADD COLUMN "name" text"#),
    .sql(#"""
      CREATE FUNCTION "~bellows_ee4bd8a1"() RETURNS trigger LANGUAGE plpgsql AS $bellows$
      BEGIN
        IF TG_OP = 'INSERT' THEN
          IF NEW."name" IS NOT NULL THEN NEW."fullName" := (NEW."name");
          ELSE NEW."name" := (NEW."fullName");
          END IF;
        ELSIF NOT (NEW."name" IS DISTINCT FROM OLD."name") THEN
          IF NEW."fullName" IS DISTINCT FROM OLD."fullName" AND NEW."fullName" IS DISTINCT FROM (NEW."name") OR NEW."name" IS NULL THEN
            NEW."name" := (NEW."fullName");
          END IF;
        ELSIF NOT (NEW."fullName" IS DISTINCT FROM OLD."fullName") THEN NEW."fullName" := (NEW."name");
        ELSIF NEW."name" IS DISTINCT FROM (NEW."fullName") THEN RAISE EXCEPTION USING ERRCODE = '23000', MESSAGE = 'the values of fullName and name differ; write one of the two columns';
        END IF;
        RETURN NEW;
      END
      $bellows$
      """#),
    .sql(#"CREATE TRIGGER "~bellows_ee4bd8a1" BEFORE INSERT OR UPDATE ON "people" FOR EACH ROW EXECUTE FUNCTION "~bellows_ee4bd8a1"()"#),
    .sql(#"ALTER TABLE "people" ENABLE ALWAYS TRIGGER "~bellows_ee4bd8a1""#),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    synchronises: [
      StoredColumns("people", ["name"]),
    ],
    fills: [
      StoredFill("people", key: [Column("id", .text)], into: "people", columns: ["name"], values: [#""fullName""#], where: #""name" IS DISTINCT FROM ("fullName")"#),
    ],
    then: [
      .sql(#"DROP TRIGGER IF EXISTS "~bellows_ee4bd8a1" ON "people""#),
      .sql(#"DROP FUNCTION IF EXISTS "~bellows_ee4bd8a1"()"#),
      .sql(#"ALTER TABLE "people" RENAME COLUMN "fullName" TO "_bellows_new_ffc2a51b""#),
      .sql(#"ALTER TABLE "people" RENAME COLUMN "name" TO "fullName""#),
      .sql(#"ALTER TABLE "people" RENAME COLUMN "_bellows_new_ffc2a51b" TO "name""#),
      .sql(sql1),
      .sql(#"CREATE TRIGGER "~bellows_bb6eae9b" BEFORE INSERT OR UPDATE ON "people" FOR EACH ROW EXECUTE FUNCTION "~bellows_bb6eae9b"()"#),
      .sql(#"ALTER TABLE "people" ENABLE ALWAYS TRIGGER "~bellows_bb6eae9b""#),
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
