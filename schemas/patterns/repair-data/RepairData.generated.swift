// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 6ac23d10d9810bfbb6f71bed3dd5795b02635db0ed2dae36f5b2263dcda19dd6
// swift-format-ignore-file
import Bellows

/// The plan repair-data, and the rows that its backfills read and write.
public enum RepairData {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "repair-data",
    base: "afe554942972d0591f4b83bb6a1ed4f6fc70c463da9feda05179cd224bd31e23",
    goal: "afe554942972d0591f4b83bb6a1ed4f6fc70c463da9feda05179cd224bd31e23",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .backfill,
        schema: "1-backfill.schema",
        fingerprint: "afe554942972d0591f4b83bb6a1ed4f6fc70c463da9feda05179cd224bd31e23",
        isRelease: false,
        gates: []
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Yours, in RepairData.swift: static func users(_ row: UsersBefore, _ rows: Rows)
  //   async throws -> UsersAfter
  private static let backfill1 = Backfill(
    "users", after: 1,
    kind: .custom, pending: .differs,
    undo: .image,
    body: users
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
