// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: eab7ad23e6b686951917ceb985e276f20e02da56f9dddd9a5279fb6914758331
// swift-format-ignore-file
import Bellows

/// The plan make-field-required, and the rows that its backfills read and write.
public enum MakeFieldRequired {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "make-field-required",
    base: "73d1a42c15f99efcf832ffd21afe388ec0363989918aedf33a096c78dbd152fd",
    goal: "afe554942972d0591f4b83bb6a1ed4f6fc70c463da9feda05179cd224bd31e23",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "73d1a42c15f99efcf832ffd21afe388ec0363989918aedf33a096c78dbd152fd",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "afe554942972d0591f4b83bb6a1ed4f6fc70c463da9feda05179cd224bd31e23",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backfilled("users.name"),
        ],
        statements: statements2, undo: undo2, tables: tables2
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Yours, in MakeFieldRequired.swift: static func usersName(_ row: UsersBefore, _ rows: Rows)
  //   throws -> UsersName
  private static let backfill1 = Backfill(
    "users.name", after: 1,
    kind: .custom, pending: .unfit,
    sql: BackfillSQL(
      pending: #""name" IS NULL"#
    ),
    undo: .image,
    body: usersName
  )

  /// The tables that the plan changes, as they are before it.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "name" TEXT
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      create: #"""
        CREATE TABLE "_bellows_new_users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "name" TEXT NOT NULL
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("email", #""email""#),
        .init("name", #""name""#),
      ]
    )),
  ]

  private static let undo2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      create: #"""
        CREATE TABLE "_bellows_new_users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "name" TEXT
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("email", #""email""#),
        .init("name", #""name""#),
      ]
    )),
  ]

  private static let tables2: [StoredTable] = [
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
    public var name: String?

    public init(id: UsersID, email: String, name: String? = nil) {
      self.id = id
      self.email = email
      self.name = name
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.email = try row.required(1)
      self.name = try row.optional(2)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.email)
      try row.set(2, self.name)
    }
  }

  /// What the backfill users.name writes.
  public struct UsersName: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("name", .text),
    ]
    public static let keyColumns: [Int] = []

    public var name: String

    public init(name: String) {
      self.name = name
    }

    public init(row: some RowReader) throws {
      self.name = try row.required(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.name)
    }
  }
}
