// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: a940805e6d7dd9128671579a0eee96cd7d8343adbfd2a49fcdf8bef26c52d286
// swift-format-ignore-file
import Bellows

/// The plan derive-from-defaulted, and the rows that its backfills read and write.
public enum DeriveFromDefaulted {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "derive-from-defaulted",
    base: "a72a47cc34142736635bddf878d29b62175502ca967573acc4a378b2a6ac7803",
    goal: "cadbd9a08e19f8e2b4886364cede823d2c7aa67b5b4aa6cb69d7f59e38b0eaf5",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "243fb7d28d6c99bf07bfcb0126cf8c1c5c1b39bd0e20f308bf0190b35f3fb0ca",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackPlan: rollbackPlan1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "cadbd9a08e19f8e2b4886364cede823d2c7aa67b5b4aa6cb69d7f59e38b0eaf5",
        isRelease: true,
        gates: [.released(deploy: 1), .backfilled("t.c")],
        statements: statements2
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Hand-written, in DeriveFromDefaulted.swift: static func tC(_ row: TBefore, _ rows: Rows)
  //   throws -> TC
  private static let backfill1 = Backfill(
    "t.c", after: 1,
    kind: .custom, pending: .differs,
    function: tC
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("t", [
      #"""
        CREATE TABLE "t" (
          "_id" INTEGER PRIMARY KEY,
          "a" TEXT NOT NULL,
          "b" TEXT NOT NULL DEFAULT 'x'
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "t" ADD COLUMN "c" TEXT"#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("t", key: [Column("_id", .int)], columns: [Column("c", .text)], where: #""c" IS NOT NULL"#, exceptFrom: "t.c"),
    ]
  )

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "t",
      changes: [
        .changeColumn(from: #""c" TEXT"#, to: #""c" TEXT NOT NULL"#),
      ]
    )),
  ]

  public enum TTable {}
  public typealias TID = Key<TTable, Int64>

  /// A row of `t` as it is read.
  public struct TBefore: BackfillRow {
    public static let table = "t"
    public static let columns: [Column] = [
      Column("_id", .int), Column("a", .text), Column("b", .text), Column("c", .text),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: TID
    public var a: String
    public var b: String
    public var c: String?
  }

  /// The values that the backfill t.c writes.
  public struct TC: BackfillRow, WritableRow {
    public static let table = "t"
    public static let columns: [Column] = [Column("c", .text)]
    public static let keyColumns: [Int] = []
    public var c: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.c)
    }
  }
}

extension DeriveFromDefaulted.TBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.a = try row.required(1)
    self.b = try row.required(2)
    self.c = try row.optional(3)
  }
}

extension DeriveFromDefaulted.TC {
  public init(row: some RowReader) throws {
    self.c = try row.required(0)
  }
}
