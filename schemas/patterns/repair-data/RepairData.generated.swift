// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 0cb9a4be6ce7823170125fe9259d6e1be74056f1cad5d733f5e68297429898f5
// swift-format-ignore-file
import Bellows

/// The plan repair-data, and the rows that its backfills read and write.
public enum RepairData {
  /// The plan, as the runtime carries it out.
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

  /// The tables that the plan changes, as they are before it.
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

  /// What the backfill users writes.
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
