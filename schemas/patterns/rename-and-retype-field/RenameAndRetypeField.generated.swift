// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 7ba408d3b69a9143dfaadd70fad1aa658eaea87a4a1a1f43b65d1244cc203145
// swift-format-ignore-file
import Bellows

/// The plan rename-and-retype-field, and the rows that its backfills read and write.
public enum RenameAndRetypeField {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "rename-and-retype-field",
    base: "88513ecaac0895fc6a18809657a803f0bb2768608c3df1302708e0012d68e255",
    goal: "6e75075badd06537cf31aef50d8b71453ed8b7d93d88c9b2193cf6e4cc0fc60e",
    after: [],
    before: before,
    moves: [
      StoredMove("users", "age", to: "ageText"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "aa54f2fff3674cdf1ea34452074133e7580fde1d0a3e0f36c35289d300a688e8",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackPlan: rollbackPlan1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "3396f6e60fa0ee0f44a8498802704c2e9a049499a32bf5fe8e869c2d1707c622",
        isRelease: true,
        gates: [.released(deploy: 1), .backfilled("users.ageText")],
        statements: statements2
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        fingerprint: "d143fa54a0a975f8e02c020d85d0a9d454197ef23461d6c225815dadcb70dadb",
        isRelease: true,
        gates: [.released(deploy: 2)],
        statements: statements3, rollbackPlan: rollbackPlan3
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        fingerprint: "6e75075badd06537cf31aef50d8b71453ed8b7d93d88c9b2193cf6e4cc0fc60e",
        isRelease: false,
        gates: [
          .released(deploy: 3),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["age"]),
        ],
        statements: statements4, rollbackPlan: rollbackPlan4
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "users.ageText", after: 1,
    kind: .convert, pending: .differs,
    table: "users",
    key: [Column("_id", .int)],
    writes: [Column("ageText", .text)],
    sql: BackfillSQL(
      pending: #""ageText" IS NOT CAST("age" AS TEXT) COLLATE BINARY"#,
      values: [#"CAST("age" AS TEXT)"#]
    )
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "age" INTEGER NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "ageText" TEXT"#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("ageText", .text)], where: #"("ageText" IS NOT NULL AND "ageText" IS NOT CAST("age" AS TEXT) COLLATE BINARY)"#),
    ]
  )

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""ageText" TEXT"#, to: #""ageText" TEXT NOT NULL"#),
      ]
    )),
  ]

  private static let statements3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""age" INTEGER NOT NULL"#, to: #""age" INTEGER"#),
      ]
    )),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    accepts: [
      StoredCheck("users.age", query: #"SELECT "_id", "age" FROM "users" WHERE "age" IS NULL"#),
    ],
    hides: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("ageText", .text)], where: #""ageText" IS NOT CAST("age" AS TEXT) COLLATE BINARY"#),
    ]
  )

  private static let statements4: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" DROP COLUMN "age""#),
  ]

  private static let rollbackPlan4 = RollbackPlan(
    empties: [
      StoredColumns("users", ["age"]),
    ]
  )
}
