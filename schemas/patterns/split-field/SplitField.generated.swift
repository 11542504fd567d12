// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 29793092767918a112258b95235dbd552935d4f6e20ee931183b8e42db7767df
// swift-format-ignore-file
import Bellows

/// The plan split-field, and the rows that its backfills read and write.
public enum SplitField {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "split-field",
    base: "43a2822b83811cd509feb445c3e966d9bd8d7d8bce7c75b4cc252f4239f2874b",
    goal: "0e3b2c28622634fc2ab457d6dd79b43028afb150fe5c6168e6efbf9b3e9cc95a",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "b6278c6c44ce26cd75ca51447688b5d642d4759f65b8e35404271f055d2ec799",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackStatements: rollbackStatements1, rollbackPlan: rollbackPlan1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "821498611752713df656877009cf48899183857b72b26889b3c523fb43c3f280",
        isRelease: true,
        gates: [.released(deploy: 1), .backfilled("users.firstName+lastName")],
        statements: statements2, rollbackStatements: rollbackStatements2
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        fingerprint: "5786b158b103047b8fbf19ba770108fe92920e40ca7072d155b4f44dabf0eb92",
        isRelease: true,
        gates: [.released(deploy: 2)],
        statements: statements3, rollbackPlan: rollbackPlan3
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        fingerprint: "0e3b2c28622634fc2ab457d6dd79b43028afb150fe5c6168e6efbf9b3e9cc95a",
        isRelease: false,
        gates: [
          .released(deploy: 3),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["name"]),
        ],
        statements: statements4, rollbackPlan: rollbackPlan4
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Hand-written, in SplitField.swift: static func usersFirstNameLastName(_ row: UsersBefore, _ rows: Rows)
  //   throws -> UsersFirstNameLastName
  private static let backfill1 = Backfill(
    "users.firstName+lastName", after: 1,
    kind: .custom, pending: .differs,
    function: usersFirstNameLastName
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "name" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "firstName" TEXT"#),
    .sql(#"ALTER TABLE "users" ADD COLUMN "lastName" TEXT"#),
  ]

  private static let rollbackStatements1: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .dropColumn("firstName"),
        .dropColumn("lastName"),
      ]
    )),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("firstName", .text), Column("lastName", .text)], where: #""firstName" IS NOT NULL OR "lastName" IS NOT NULL"#, exceptFrom: "users.firstName+lastName"),
    ]
  )

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""firstName" TEXT"#, to: #""firstName" TEXT NOT NULL"#),
        .changeColumn(from: #""lastName" TEXT"#, to: #""lastName" TEXT NOT NULL"#),
      ]
    )),
  ]

  private static let rollbackStatements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""firstName" TEXT NOT NULL"#, to: #""firstName" TEXT"#),
        .changeColumn(from: #""lastName" TEXT NOT NULL"#, to: #""lastName" TEXT"#),
      ]
    )),
  ]

  private static let statements3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""name" TEXT NOT NULL"#, to: #""name" TEXT"#),
      ]
    )),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    accepts: [
      StoredCheck("users.name", query: #"SELECT "_id", "name" FROM "users" WHERE "name" IS NULL"#),
    ],
    hides: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("firstName", .text), Column("lastName", .text)], exceptFrom: "users.firstName+lastName"),
    ]
  )

  private static let statements4: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" DROP COLUMN "name""#),
  ]

  private static let rollbackPlan4 = RollbackPlan(
    empties: [
      StoredColumns("users", ["name"]),
    ]
  )

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [
      Column("_id", .int), Column("email", .text), Column("firstName", .text), Column("lastName", .text),
      Column("name", .text),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var email: String
    public var firstName: String?
    public var lastName: String?
    public var name: String
  }

  /// The values that the backfill users.firstName+lastName writes.
  public struct UsersFirstNameLastName: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("firstName", .text), Column("lastName", .text)]
    public static let keyColumns: [Int] = []
    public var firstName: String
    public var lastName: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.firstName)
      try row.set(1, self.lastName)
    }
  }
}

extension SplitField.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.email = try row.required(1)
    self.firstName = try row.optional(2)
    self.lastName = try row.optional(3)
    self.name = try row.required(4)
  }
}

extension SplitField.UsersFirstNameLastName {
  public init(row: some RowReader) throws {
    self.firstName = try row.required(0)
    self.lastName = try row.required(1)
  }
}
