// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: c1af5c0ad8e4098b27851b12e46d23a6c83f1ba4fa6b56058e422c5f8b49d5e2
// swift-format-ignore-file
import Bellows

/// The plan rename-and-retype-field, and the rows that its backfills read and write.
public enum RenameAndRetypeField {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "rename-and-retype-field",
    base: "88513ecaac0895fc6a18809657a803f0bb2768608c3df1302708e0012d68e255",
    goal: "6e75075badd06537cf31aef50d8b71453ed8b7d93d88c9b2193cf6e4cc0fc60e",
    before: before,
    moves: [
      StoredMove("users", "age", to: "ageText"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "aa54f2fff3674cdf1ea34452074133e7580fde1d0a3e0f36c35289d300a688e8",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackStatements: rollbackStatements1, rollbackPlan: rollbackPlan1, tables: tables1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "3396f6e60fa0ee0f44a8498802704c2e9a049499a32bf5fe8e869c2d1707c622",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backfilled("users.ageText"),
        ],
        statements: statements2, rollbackStatements: rollbackStatements2, tables: tables2
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        schema: "3-widen.schema",
        fingerprint: "d143fa54a0a975f8e02c020d85d0a9d454197ef23461d6c225815dadcb70dadb",
        isRelease: true,
        gates: [
          .released(deploy: 2),
        ],
        statements: statements3, rollbackStatements: rollbackStatements3, rollbackPlan: rollbackPlan3, tables: tables3
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        schema: "4-tighten.schema",
        fingerprint: "6e75075badd06537cf31aef50d8b71453ed8b7d93d88c9b2193cf6e4cc0fc60e",
        isRelease: false,
        gates: [
          .released(deploy: 3),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["age"]),
        ],
        statements: statements4, rollbackStatements: rollbackStatements4, rollbackPlan: rollbackPlan4, tables: tables4
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "users.ageText", after: 1,
    kind: .convert, pending: .differs,
    sql: BackfillSQL(
      pending: #""ageText" IS NOT CAST("age" AS TEXT)"#,
      values: [#"CAST("age" AS TEXT)"#]
    ),
    function: usersAgeText
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "age" INTEGER NOT NULL,
          "email" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "ageText" TEXT"#),
  ]

  private static let rollbackStatements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" DROP COLUMN "ageText""#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("ageText", .text)], where: #"("ageText" IS NOT NULL AND "ageText" IS NOT CAST("age" AS TEXT))"#),
    ]
  )

  private static let tables1: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "age" INTEGER NOT NULL,
          "ageText" TEXT,
          "email" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""ageText" TEXT"#, to: #""ageText" TEXT NOT NULL"#),
      ]
    )),
  ]

  private static let rollbackStatements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""ageText" TEXT NOT NULL"#, to: #""ageText" TEXT"#),
      ]
    )),
  ]

  private static let tables2: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "age" INTEGER NOT NULL,
          "ageText" TEXT NOT NULL,
          "email" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""age" INTEGER NOT NULL"#, to: #""age" INTEGER"#),
      ]
    )),
  ]

  private static let rollbackStatements3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""age" INTEGER"#, to: #""age" INTEGER NOT NULL"#),
      ]
    )),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    accepts: [
      StoredCheck("users.age", query: #"SELECT "_id", "age" FROM "users" WHERE "age" IS NULL"#),
    ],
    hides: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("ageText", .text)], where: #""ageText" IS NOT CAST("age" AS TEXT)"#),
    ]
  )

  private static let tables3: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "age" INTEGER,
          "ageText" TEXT NOT NULL,
          "email" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements4: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" DROP COLUMN "age""#),
  ]

  private static let rollbackStatements4: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "age" INTEGER"#),
  ]

  private static let rollbackPlan4 = RollbackPlan(
    empties: [
      StoredColumns("users", ["age"]),
    ]
  )

  private static let tables4: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "ageText" TEXT NOT NULL,
          "email" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  /// users.ageText: the same value in another type.
  static func usersAgeText(_ row: UsersBefore, _ rows: Rows) throws -> UsersAgeText {
    UsersAgeText(ageText: try BuiltInConversion.text.apply(to: row.age))
  }

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: ReadableRow {
    public static let table = "users"
    public static let columns = [
      Column("_id", .int),
      Column("age", .int),
      Column("ageText", .text),
      Column("email", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: UsersID
    public var age: Int64
    public var ageText: String?
    public var email: String

    public init(id: UsersID, age: Int64, ageText: String? = nil, email: String) {
      self.id = id
      self.age = age
      self.ageText = ageText
      self.email = email
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.age = try row.required(1)
      self.ageText = try row.optional(2)
      self.email = try row.required(3)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.age)
      try row.set(2, self.ageText)
      try row.set(3, self.email)
    }
  }

  /// The values that the backfill users.ageText writes.
  public struct UsersAgeText: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("ageText", .text),
    ]
    public static let keyColumns: [Int] = []

    public var ageText: String

    public init(ageText: String) {
      self.ageText = ageText
    }

    public init(row: some RowReader) throws {
      self.ageText = try row.required(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.ageText)
    }
  }
}
