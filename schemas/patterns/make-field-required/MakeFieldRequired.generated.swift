// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 42bf6b71b4177ca4c7b91686f593f000cadb4e917d38368d10ebcb2dfd1add22
// swift-format-ignore-file
import Bellows

/// The plan make-field-required, and the rows that its backfills read and write.
public enum MakeFieldRequired {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "make-field-required",
    base: "6b51d22fe46a8bfa32ba28e15d18f0b94004a0f727774cf7ecf7ecca4951fd82",
    goal: "43a2822b83811cd509feb445c3e966d9bd8d7d8bce7c75b4cc252f4239f2874b",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "6b51d22fe46a8bfa32ba28e15d18f0b94004a0f727774cf7ecf7ecca4951fd82",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "43a2822b83811cd509feb445c3e966d9bd8d7d8bce7c75b4cc252f4239f2874b",
        isRelease: true,
        gates: [.released(deploy: 1), .backfilled("users.name")],
        statements: statements2
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Hand-written, in MakeFieldRequired.swift: static func usersName(_ row: UsersBefore, _ rows: Rows)
  //   throws -> UsersName
  private static let backfill1 = Backfill(
    "users.name", after: 1,
    kind: .custom, pending: .invalid,
    sql: BackfillSQL(
      pending: #""name" IS NULL"#
    ),
    rollback: .backup,
    function: usersName
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "name" TEXT
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""name" TEXT"#, to: #""name" TEXT NOT NULL"#),
      ]
    )),
  ]

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("_id", .int), Column("email", .text), Column("name", .text)]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var email: String
    public var name: String?
  }

  /// The values that the backfill users.name writes.
  public struct UsersName: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("name", .text)]
    public static let keyColumns: [Int] = []
    public var name: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.name)
    }
  }
}

extension MakeFieldRequired.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.email = try row.required(1)
    self.name = try row.optional(2)
  }
}

extension MakeFieldRequired.UsersName {
  public init(row: some RowReader) throws {
    self.name = try row.required(0)
  }
}
