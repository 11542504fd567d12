// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 90c4bfd063d81682c36b7d2193a7c3072cf20120d0746a7d1f4292464391e2ee
// swift-format-ignore-file
import Bellows

/// The plan field-added-required, and the rows that its backfills read and write.
public enum FieldAddedRequired {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "field-added-required",
    base: "5865be50d48cd078f8be4a7f9dc5ccb84df3498b7d5cc6d79b258e9bafdff635",
    goal: "c8d4fad575686f70f253ebeccd99e9be4bdafcb7ea7b35b0b9e38f96bb67b908",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "bb894991137f7aadc81c64bfb6a80c0984664180cb52bd41860df9677bfc8bae",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackPlan: rollbackPlan1
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "c8d4fad575686f70f253ebeccd99e9be4bdafcb7ea7b35b0b9e38f96bb67b908",
        isRelease: true,
        gates: [.released(deploy: 1), .backfilled("users.age")],
        statements: statements2
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Hand-written, in FieldAddedRequired.swift: static func usersAge(_ row: UsersBefore, _ rows: Rows)
  //   throws -> UsersAge
  private static let backfill1 = Backfill(
    "users.age", after: 1,
    kind: .custom, pending: .invalid,
    sql: BackfillSQL(
      pending: #""age" IS NULL"#
    ),
    function: usersAge
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "age" INTEGER"#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("age", .int)], where: #""age" IS NOT NULL"#, exceptFrom: "users.age"),
    ]
  )

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""age" INTEGER"#, to: #""age" INTEGER NOT NULL"#),
      ]
    )),
  ]

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [
      Column("_id", .int), Column("name", .text), Column("birthYear", .int), Column("age", .int),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var name: String
    public var birthYear: Int64?
    public var age: Int64?
  }

  /// The values that the backfill users.age writes.
  public struct UsersAge: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("age", .int)]
    public static let keyColumns: [Int] = []
    public var age: Int64

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.age)
    }
  }
}

extension FieldAddedRequired.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.name = try row.required(1)
    self.birthYear = try row.optional(2)
    self.age = try row.optional(3)
  }
}

extension FieldAddedRequired.UsersAge {
  public init(row: some RowReader) throws {
    self.age = try row.required(0)
  }
}
