// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 16a07fe182d71afd0e776549bd0eead5808357e0feb3cb0ffcd1906f5f2075ff
// swift-format-ignore-file
import Bellows

/// The plan field-made-required, and the rows that its backfills read and write.
public enum FieldMadeRequired {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "field-made-required",
    base: "9b4776158c17645a7c10392581c892cc163f2dc6cd757c698e8d7df40070c1b4",
    goal: "43a2822b83811cd509feb445c3e966d9bd8d7d8bce7c75b4cc252f4239f2874b",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "9b4776158c17645a7c10392581c892cc163f2dc6cd757c698e8d7df40070c1b4",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "43a2822b83811cd509feb445c3e966d9bd8d7d8bce7c75b4cc252f4239f2874b",
        isRelease: true,
        gates: [.released(deploy: 1), .backfilled("users.email")],
        statements: statements2
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Hand-written, in FieldMadeRequired.swift: static func usersEmail(_ row: UsersBefore, _ rows: Rows)
  //   throws -> UsersEmail
  private static let backfill1 = Backfill(
    "users.email", after: 1,
    kind: .custom, pending: .invalid,
    sql: BackfillSQL(
      pending: #""email" IS NULL"#
    ),
    rollback: .backup,
    function: usersEmail
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""email" TEXT"#, to: #""email" TEXT NOT NULL"#),
      ]
    )),
  ]

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("_id", .int), Column("name", .text), Column("email", .text)]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var name: String
    public var email: String?
  }

  /// The values that the backfill users.email writes.
  public struct UsersEmail: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("email", .text)]
    public static let keyColumns: [Int] = []
    public var email: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.email)
    }
  }
}

extension FieldMadeRequired.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.name = try row.required(1)
    self.email = try row.optional(2)
  }
}

extension FieldMadeRequired.UsersEmail {
  public init(row: some RowReader) throws {
    self.email = try row.required(0)
  }
}
