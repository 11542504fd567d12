// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: dee66429cf2019f963efb772b6186476133a6503b3f91cd3b5bfc9e4ef1ea9ec
// swift-format-ignore-file
import Bellows

/// The plan repair-data, and the rows that its backfills read and write.
public enum RepairData {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "repair-data",
    base: "43a2822b83811cd509feb445c3e966d9bd8d7d8bce7c75b4cc252f4239f2874b",
    goal: "43a2822b83811cd509feb445c3e966d9bd8d7d8bce7c75b4cc252f4239f2874b",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .backfill,
        schema: "1-backfill.schema",
        fingerprint: "43a2822b83811cd509feb445c3e966d9bd8d7d8bce7c75b4cc252f4239f2874b",
        isRelease: false,
        gates: []
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Hand-written, in RepairData.swift: static func users(_ row: UsersBefore, _ rows: Rows)
  //   async throws -> UsersAfter
  private static let backfill1 = Backfill(
    "users", after: 1,
    kind: .custom, pending: .differs,
    rollback: .backup,
    function: users
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "name" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("_id", .int),
      Column("email", .text),
      Column("name", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: UsersID
    public var email: String
    public var name: String

    public init(id: UsersID, email: String, name: String) {
      self.id = id
      self.email = email
      self.name = name
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.email = try row.required(1)
      self.name = try row.required(2)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.email)
      try row.set(2, self.name)
    }
  }

  /// The values that the backfill users writes.
  public struct UsersAfter: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("email", .text),
      Column("name", .text),
    ]
    public static let keyColumns: [Int] = []

    public var email: String
    public var name: String

    public init(email: String, name: String) {
      self.email = email
      self.name = name
    }

    public init(row: some RowReader) throws {
      self.email = try row.required(0)
      self.name = try row.required(1)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.email)
      try row.set(1, self.name)
    }
  }
}
