// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 2ea731e5024a06728738f20cb7fa31064ff164dc330f9cea879e0e4e44a13f0f
// swift-format-ignore-file
import Bellows

/// The plan merge-fields, and the rows that its backfills read and write.
public enum MergeFields {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "merge-fields",
    base: "0e3b2c28622634fc2ab457d6dd79b43028afb150fe5c6168e6efbf9b3e9cc95a",
    goal: "43a2822b83811cd509feb445c3e966d9bd8d7d8bce7c75b4cc252f4239f2874b",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "5786b158b103047b8fbf19ba770108fe92920e40ca7072d155b4f44dabf0eb92",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackPlan: rollbackPlan1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "821498611752713df656877009cf48899183857b72b26889b3c523fb43c3f280",
        isRelease: true,
        gates: [.released(deploy: 1), .backfilled("users.name")],
        statements: statements2
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        fingerprint: "b6278c6c44ce26cd75ca51447688b5d642d4759f65b8e35404271f055d2ec799",
        isRelease: true,
        gates: [.released(deploy: 2)],
        statements: statements3, rollbackStatements: rollbackStatements3, rollbackPlan: rollbackPlan3
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        fingerprint: "43a2822b83811cd509feb445c3e966d9bd8d7d8bce7c75b4cc252f4239f2874b",
        isRelease: false,
        gates: [
          .released(deploy: 3),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["firstName", "lastName"]),
        ],
        statements: statements4, rollbackStatements: rollbackStatements4, rollbackPlan: rollbackPlan4
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Hand-written, in MergeFields.swift: static func usersName(_ row: UsersBefore, _ rows: Rows)
  //   throws -> UsersName
  private static let backfill1 = Backfill(
    "users.name", after: 1,
    kind: .custom, pending: .differs,
    function: usersName
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "firstName" TEXT NOT NULL,
          "lastName" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "name" TEXT"#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("name", .text)], where: #""name" IS NOT NULL"#, exceptFrom: "users.name"),
    ]
  )

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""name" TEXT"#, to: #""name" TEXT NOT NULL"#),
      ]
    )),
  ]

  private static let statements3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""firstName" TEXT NOT NULL"#, to: #""firstName" TEXT"#),
        .changeColumn(from: #""lastName" TEXT NOT NULL"#, to: #""lastName" TEXT"#),
      ]
    )),
  ]

  private static let rollbackStatements3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""firstName" TEXT"#, to: #""firstName" TEXT NOT NULL"#),
        .changeColumn(from: #""lastName" TEXT"#, to: #""lastName" TEXT NOT NULL"#),
      ]
    )),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    accepts: [
      StoredCheck("users.firstName", query: #"SELECT "_id", "firstName" FROM "users" WHERE "firstName" IS NULL"#),
      StoredCheck("users.lastName", query: #"SELECT "_id", "lastName" FROM "users" WHERE "lastName" IS NULL"#),
    ],
    hides: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("name", .text)], exceptFrom: "users.name"),
    ]
  )

  private static let statements4: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .dropColumn("firstName"),
        .dropColumn("lastName"),
      ]
    )),
  ]

  private static let rollbackStatements4: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "firstName" TEXT"#),
    .sql(#"ALTER TABLE "users" ADD COLUMN "lastName" TEXT"#),
  ]

  private static let rollbackPlan4 = RollbackPlan(
    empties: [
      StoredColumns("users", ["firstName", "lastName"]),
    ]
  )

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [
      Column("_id", .int), Column("email", .text), Column("name", .text), Column("firstName", .text),
      Column("lastName", .text),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var email: String
    public var name: String?
    public var firstName: String
    public var lastName: String
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

extension MergeFields.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.email = try row.required(1)
    self.name = try row.optional(2)
    self.firstName = try row.required(3)
    self.lastName = try row.required(4)
  }
}

extension MergeFields.UsersName {
  public init(row: some RowReader) throws {
    self.name = try row.required(0)
  }
}
