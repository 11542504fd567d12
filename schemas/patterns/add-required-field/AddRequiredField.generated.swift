// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 1132a976662756f1c1e0b4e90c7387dac098b98fb8a23c1e2f27f5ec768c7997
// swift-format-ignore-file
import Bellows

/// The plan add-required-field, and the rows that its backfills read and write.
public enum AddRequiredField {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "add-required-field",
    base: "f38f9ffb5ee741557efabb16bac48f1d12d9930c9db6d5a71eb3683ffa19e883",
    goal: "51a6eee3c15134cd53b1762047048edf20fe755e2319f1864cb7698c20a99513",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "477a2b1cd5da918fcf6516ef3c5db96013f7912140566cbd74c891db934ce1d1",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackPlan: rollbackPlan1
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "51a6eee3c15134cd53b1762047048edf20fe755e2319f1864cb7698c20a99513",
        isRelease: true,
        gates: [.released(deploy: 1), .backfilled("users.age")],
        statements: statements2
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Hand-written, in AddRequiredField.swift: static func usersAge(_ row: UsersBefore, _ rows: Rows)
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
      Column("_id", .int), Column("email", .text), Column("birthYear", .int), Column("age", .int),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var email: String
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

extension AddRequiredField.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.email = try row.required(1)
    self.birthYear = try row.optional(2)
    self.age = try row.optional(3)
  }
}

extension AddRequiredField.UsersAge {
  public init(row: some RowReader) throws {
    self.age = try row.required(0)
  }
}
