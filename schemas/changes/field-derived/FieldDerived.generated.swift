// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: d5a55a583bff749e901f7aeae452167f53ae285dbebf267244dea40c2f9bfc23
// swift-format-ignore-file
import Bellows

/// The plan field-derived, and the rows that its backfills read and write.
public enum FieldDerived {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "field-derived",
    base: "e7060673b3abfa1ac0120b42ff83b6923269bc377fac03d59bd590fbe6801d8e",
    goal: "f40c459ff6b630a9d8fcee309cd57c10a3da01a5d5f842ba86971df352d66ea4",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "2bd127c3ac18e0df363fb238870f2b8de6f670268e2a9d23191baf197ee7d48f",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackPlan: rollbackPlan1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "f40c459ff6b630a9d8fcee309cd57c10a3da01a5d5f842ba86971df352d66ea4",
        isRelease: true,
        gates: [.released(deploy: 1), .backfilled("users.fullName")],
        statements: statements2
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Hand-written, in FieldDerived.swift: static func usersFullName(_ row: UsersBefore, _ rows: Rows)
  //   throws -> UsersFullName
  private static let backfill1 = Backfill(
    "users.fullName", after: 1,
    kind: .custom, pending: .differs,
    function: usersFullName
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "first" TEXT NOT NULL,
          "last" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "fullName" TEXT"#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("fullName", .text)], where: #""fullName" IS NOT NULL"#, exceptFrom: "users.fullName"),
    ]
  )

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""fullName" TEXT"#, to: #""fullName" TEXT NOT NULL"#),
      ]
    )),
  ]

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [
      Column("_id", .int), Column("first", .text), Column("last", .text), Column("fullName", .text),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var first: String
    public var last: String
    public var fullName: String?
  }

  /// The values that the backfill users.fullName writes.
  public struct UsersFullName: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("fullName", .text)]
    public static let keyColumns: [Int] = []
    public var fullName: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.fullName)
    }
  }
}

extension FieldDerived.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.first = try row.required(1)
    self.last = try row.required(2)
    self.fullName = try row.optional(3)
  }
}

extension FieldDerived.UsersFullName {
  public init(row: some RowReader) throws {
    self.fullName = try row.required(0)
  }
}
