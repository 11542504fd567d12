// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 956f6c75477d00e8523b218242458f1a655b68e16cc92daecd879544861b3da5
// swift-format-ignore-file
import Bellows

/// The plan 2026-04-01-priorities, and the rows that its backfills read and write.
public enum Priorities {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "2026-04-01-priorities",
    base: "6c93457bdaad8837fbf90e126e3d772a5aadffe5242773172f7b2cd7d0f5145b",
    goal: "06b25ad37581db35cd1f43b4742f18b6d2607c89858177944d818e21fb64e985",
    after: [PlanEdge("2026-03-01-locales", deploy: 2)],
    before: before,
    moves: [
      StoredMove("notes", "priority", to: "priority_2"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "6289f04be757f878a38b30d3e51f0e8c0f2da206e7658302ab909ec69d14e964",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackPlan: rollbackPlan1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "ac116a1e0b5a043e258f33c8274b6123f69416a3ea42166c398200072d4c73a6",
        isRelease: true,
        gates: [.released(deploy: 1), .backfilled("notes.priority")],
        statements: statements2, rollbackPlan: rollbackPlan2
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        fingerprint: "582eb44a0957adaa1bc6b2a829c050ae59d28c538a44332035a52e1ce81be539",
        isRelease: true,
        gates: [
          .released(deploy: 2),
          .backup(table: "people", key: [Column("_id", .int)], columns: ["visits"]),
        ],
        statements: statements3, rollbackPlan: rollbackPlan3
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        fingerprint: "dbd1dd738ae8184d8263869f43c920be02bbae56fec7337bc55ba0c3fc8867e9",
        isRelease: false,
        gates: [
          .released(deploy: 3),
          .backup(table: "notes", key: [Column("_id", .int)], columns: ["priority"]),
        ],
        statements: statements4, rollbackPlan: rollbackPlan4
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "notes.priority", after: 1,
    kind: .convert, pending: .differs,
    table: "notes",
    key: [Column("_id", .int)],
    writes: [Column("priority_2", .text)],
    sql: BackfillSQL(
      pending: #""priority_2" IS NOT CAST("priority" AS TEXT) COLLATE BINARY"#,
      values: [#"CAST("priority" AS TEXT)"#]
    )
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("notes", [
      #"""
        CREATE TABLE "notes" (
          "_id" INTEGER PRIMARY KEY,
          "priority" INTEGER NOT NULL,
          "words" INTEGER NOT NULL
        ) STRICT
        """#,
    ]),
    StoredTable("people", [
      #"""
        CREATE TABLE "people" (
          "_id" INTEGER PRIMARY KEY,
          "tier" TEXT NOT NULL CHECK ("tier" IN ('free', 'paid')),
          "visits" INTEGER NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "notes" ADD COLUMN "priority_2" TEXT"#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("notes", key: [Column("_id", .int)], columns: [Column("priority_2", .text)], where: #"("priority_2" IS NOT NULL AND "priority_2" IS NOT CAST("priority" AS TEXT) COLLATE BINARY)"#),
    ]
  )

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "notes",
      changes: [
        .changeColumn(from: #""priority_2" TEXT"#, to: #""priority_2" TEXT NOT NULL"#),
      ]
    )),
    .rebuild(Rebuild(
      table: "people",
      changes: [
        .changeColumn(from: #""visits" INTEGER NOT NULL"#, to: #""visits" INTEGER"#),
      ]
    )),
  ]

  private static let rollbackPlan2 = RollbackPlan(
    accepts: [
      StoredCheck("people.visits", query: #"SELECT "_id", "visits" FROM "people" WHERE "visits" IS NULL"#),
    ]
  )

  private static let statements3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "notes",
      changes: [
        .changeColumn(from: #""priority" INTEGER NOT NULL"#, to: #""priority" INTEGER"#),
      ]
    )),
    .sql(#"ALTER TABLE "people" DROP COLUMN "visits""#),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    accepts: [
      StoredCheck("notes.priority", query: #"SELECT "_id", "priority" FROM "notes" WHERE "priority" IS NULL"#),
    ],
    hides: [
      StoredValues("notes", key: [Column("_id", .int)], columns: [Column("priority_2", .text)], where: #""priority_2" IS NOT CAST("priority" AS TEXT) COLLATE BINARY"#),
    ],
    empties: [
      StoredColumns("people", ["visits"]),
    ]
  )

  private static let statements4: [SchemaStatement] = [
    .sql(#"ALTER TABLE "notes" DROP COLUMN "priority""#),
  ]

  private static let rollbackPlan4 = RollbackPlan(
    empties: [
      StoredColumns("notes", ["priority"]),
    ]
  )
}
