// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: c59f866b5ecbdbae6d613926532a10c63e96a4507587b12e23db52340f78c383
// swift-format-ignore-file
import Bellows

/// The plan make-field-required-with-default, and the rows that its backfills read and write.
public enum MakeFieldRequiredWithDefault {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "make-field-required-with-default",
    base: "531f3b2fc1f72dd5d40ba054224cae9ad5d1107a50791774fddfe0929e109cd3",
    goal: "a006c63cca93dec0f4e502fbdd67bc73151e56d73f6ad2ea39f2464273a4ec5d",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "531f3b2fc1f72dd5d40ba054224cae9ad5d1107a50791774fddfe0929e109cd3",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "a006c63cca93dec0f4e502fbdd67bc73151e56d73f6ad2ea39f2464273a4ec5d",
        isRelease: true,
        gates: [.released(deploy: 1), .backfilled("users.locale")],
        statements: statements2
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "users.locale", after: 1,
    kind: .default, pending: .invalid,
    table: "users",
    key: [Column("_id", .int)],
    writes: [Column("locale", .text)],
    sql: BackfillSQL(
      pending: #""locale" IS NULL"#,
      values: ["'en'"]
    ),
    rollback: .backup
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "locale" TEXT
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""locale" TEXT"#, to: #""locale" TEXT NOT NULL DEFAULT 'en'"#),
      ]
    )),
  ]
}
