// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: f55ec340a468f105d02026c041efaa66b7eac90de6ae5728de9c70bb147c4b00
// swift-format-ignore-file
import Bellows

/// The plan field-narrowed, and the rows that its backfills read and write.
public enum FieldNarrowed {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "field-narrowed",
    base: "07888db9f5ca6086eff9dcabf23423de6d0c421c19a366fbbd05857c0aa29d37",
    goal: "4b39ae403a37e69b0ade39ea7313ca28a76be1001fdbd95af785d9fd5d11c746",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "07888db9f5ca6086eff9dcabf23423de6d0c421c19a366fbbd05857c0aa29d37",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "4b39ae403a37e69b0ade39ea7313ca28a76be1001fdbd95af785d9fd5d11c746",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["role"]),
          .backfilled("users.role"),
        ],
        statements: statements2
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "users.role", after: 1,
    kind: .remap, pending: .invalid,
    table: "users",
    key: [Column("_id", .int)],
    writes: [Column("role", .text)],
    sql: BackfillSQL(
      pending: #""role" COLLATE BINARY NOT IN ('member', 'admin')"#,
      values: [#"CASE "role" COLLATE BINARY WHEN 'guest' THEN 'member' ELSE "role" END"#]
    )
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin', 'guest'))
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin', 'guest'))"#, to: #""role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin'))"#),
      ]
    )),
  ]
}
