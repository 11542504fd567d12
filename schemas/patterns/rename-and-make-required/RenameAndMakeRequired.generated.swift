// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: e934bc36b772b4521a807c3e8a60b89854cb1c7544fe8533fa45bf80e0a03059
// swift-format-ignore-file
import Bellows

/// The plan rename-and-make-required, and the rows that its backfills read and write.
public enum RenameAndMakeRequired {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "rename-and-make-required",
    base: "b97545eda1093c915302de7d8793580b77c4011c5bd634a9dfb0e59a11d6ca69",
    goal: "07584693e17423cbc35b29526af501b85dd41112bf269fcaa60ed0befda74f62",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "bdfe2ba48eb483893a30565705746d2176ed65bf63ddae6326617c082afd0535",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackStatements: rollbackStatements1, rollbackPlan: rollbackPlan1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "b9f7323f1ba1201eab84a6f03bee79c62c0fde9a0f0cb159070844424ba37f2d",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backfilled("users.displayName"),
          .backfilled("users.state"),
        ],
        statements: statements2, rollbackStatements: rollbackStatements2
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        fingerprint: "b9f7323f1ba1201eab84a6f03bee79c62c0fde9a0f0cb159070844424ba37f2d",
        isRelease: true,
        gates: [.released(deploy: 2)],
        rollbackPlan: rollbackPlan3
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        fingerprint: "07584693e17423cbc35b29526af501b85dd41112bf269fcaa60ed0befda74f62",
        isRelease: false,
        gates: [
          .released(deploy: 3),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["nick", "status"]),
        ],
        statements: statements4, rollbackStatements: rollbackStatements4, rollbackPlan: rollbackPlan4
      ),
    ],
    backfills: [
      backfill1,
      backfill2,
    ]
  )

  private static let backfill1 = Backfill(
    "users.displayName", after: 1,
    kind: .default, pending: .differs,
    table: "users",
    key: [Column("_id", .int)],
    writes: [Column("displayName", .text)],
    sql: BackfillSQL(
      pending: #""displayName" IS NOT coalesce("nick", 'anonymous') COLLATE BINARY"#,
      values: [#"coalesce("nick", 'anonymous')"#]
    )
  )

  private static let backfill2 = Backfill(
    "users.state", after: 1,
    kind: .default, pending: .differs,
    table: "users",
    key: [Column("_id", .int)],
    writes: [Column("state", .text)],
    sql: BackfillSQL(
      pending: #""state" IS NOT coalesce("status", 'unknown') COLLATE BINARY"#,
      values: [#"coalesce("status", 'unknown')"#]
    )
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "nick" TEXT,
          "status" TEXT CHECK ("status" IN ('active', 'away'))
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "displayName" TEXT"#),
    .sql(#"ALTER TABLE "users" ADD COLUMN "state" TEXT CHECK ("state" IN ('active', 'away', 'unknown'))"#),
  ]

  private static let rollbackStatements1: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .dropColumn("displayName"),
        .dropColumn("state"),
      ]
    )),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("displayName", .text), Column("state", .text)], where: #"("displayName" IS NOT NULL AND "displayName" IS NOT coalesce("nick", 'anonymous') COLLATE BINARY) OR ("state" IS NOT NULL AND "state" IS NOT coalesce("status", 'unknown') COLLATE BINARY)"#),
    ]
  )

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""displayName" TEXT"#, to: #""displayName" TEXT NOT NULL"#),
        .changeColumn(from: #""state" TEXT CHECK ("state" IN ('active', 'away', 'unknown'))"#, to: #""state" TEXT NOT NULL CHECK ("state" IN ('active', 'away', 'unknown'))"#),
      ]
    )),
  ]

  private static let rollbackStatements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""displayName" TEXT NOT NULL"#, to: #""displayName" TEXT"#),
        .changeColumn(from: #""state" TEXT NOT NULL CHECK ("state" IN ('active', 'away', 'unknown'))"#, to: #""state" TEXT CHECK ("state" IN ('active', 'away', 'unknown'))"#),
      ]
    )),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    hides: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("displayName", .text)], where: #""displayName" IS NOT coalesce("nick", 'anonymous') COLLATE BINARY"#),
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("state", .text)], where: #""state" IS NOT coalesce("status", 'unknown') COLLATE BINARY"#),
    ]
  )

  private static let statements4: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .dropColumn("nick"),
        .dropColumn("status"),
        .changeColumn(from: #""displayName" TEXT NOT NULL"#, to: #""displayName" TEXT NOT NULL DEFAULT 'anonymous'"#),
        .changeColumn(from: #""state" TEXT NOT NULL CHECK ("state" IN ('active', 'away', 'unknown'))"#, to: #""state" TEXT NOT NULL DEFAULT 'unknown' CHECK ("state" IN ('active', 'away', 'unknown'))"#),
      ]
    )),
  ]

  private static let rollbackStatements4: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""displayName" TEXT NOT NULL DEFAULT 'anonymous'"#, to: #""displayName" TEXT NOT NULL"#),
        .addColumn(#""nick" TEXT"#),
        .changeColumn(from: #""state" TEXT NOT NULL DEFAULT 'unknown' CHECK ("state" IN ('active', 'away', 'unknown'))"#, to: #""state" TEXT NOT NULL CHECK ("state" IN ('active', 'away', 'unknown'))"#),
        .addColumn(#""status" TEXT CHECK ("status" IN ('active', 'away'))"#),
      ]
    )),
  ]

  private static let rollbackPlan4 = RollbackPlan(
    empties: [
      StoredColumns("users", ["nick", "status"]),
    ]
  )
}
