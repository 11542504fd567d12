// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: bfeb083cb763df7fb306e5fc7bdec3a932e53f808720b713ff22248ea6d9ddff
// swift-format-ignore-file
import Bellows

/// The plan upgrade, and the rows that its backfills read and write.
public enum Upgrade {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "upgrade",
    base: "25c98a01d063c8020d654d075b5998906045636d51fe4f6256bd9d04dbdb81de",
    goal: "d87dd5f889e79ef83c23a0cb039018da50d8ff86d7af9df894f972e0609b0994",
    before: before,
    moves: [
      StoredMove("users", "name", to: "fullName"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "c5212ed5640ca4197fcd26546a99517aba486ce1f95f0f126358c82448b6ed2e",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackStatements: rollbackStatements1, rollbackPlan: rollbackPlan1, tables: tables1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "441518e3b567d7ab2ab9501cd8ab45a565d28c35954d4a9cd383023676f33c7f",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["role"]),
          .backfilled("users.age"),
          .backfilled("users.fullName"),
          .backfilled("users.role"),
        ],
        statements: statements2, rollbackStatements: rollbackStatements2, rollbackPlan: rollbackPlan2, tables: tables2
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        fingerprint: "d87dd5f889e79ef83c23a0cb039018da50d8ff86d7af9df894f972e0609b0994",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["name"]),
        ],
        statements: statements3, rollbackStatements: rollbackStatements3, rollbackPlan: rollbackPlan3, tables: tables3
      ),
    ],
    backfills: [
      backfill1,
      backfill2,
      backfill3,
    ]
  )

  // Hand-written, in Upgrade.swift: static func usersAge(_ row: UsersBefore, _ rows: Rows)
  //   throws -> UsersAge
  private static let backfill1 = Backfill(
    "users.age", after: 1,
    kind: .custom, pending: .invalid,
    sql: BackfillSQL(
      pending: #""age" IS NULL"#
    ),
    function: usersAge
  )

  private static let backfill2 = Backfill(
    "users.fullName", after: 1,
    kind: .copy, pending: .differs,
    sql: BackfillSQL(
      pending: #""fullName" IS NOT "name""#,
      values: [#""name""#]
    ),
    function: usersFullName
  )

  // Hand-written, in Upgrade.swift: static func usersRole(_ row: UsersBefore, _ rows: Rows)
  //   throws -> UsersRole
  private static let backfill3 = Backfill(
    "users.role", after: 1,
    kind: .custom, pending: .invalid,
    sql: BackfillSQL(
      pending: #""role" NOT IN ('member', 'admin')"#
    ),
    function: usersRole
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "birthYear" INTEGER NOT NULL,
          "email" TEXT NOT NULL,
          "name" TEXT NOT NULL,
          "rest" TEXT NOT NULL,
          "role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin', 'guest'))
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "age" INTEGER"#),
    .sql(#"ALTER TABLE "users" ADD COLUMN "fullName" TEXT"#),
    .sql(#"""
      CREATE TRIGGER "users.name.fullName.inserted" AFTER INSERT ON "users"
      WHEN NEW."name" IS NOT NULL AND NEW."fullName" IS NULL
      BEGIN
        UPDATE "users" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "users.fullName.name.inserted" AFTER INSERT ON "users"
      WHEN NEW."fullName" IS NOT NULL AND NEW."name" IS NOT NEW."fullName"
      BEGIN
        UPDATE "users" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "users.name.fullName.updated" AFTER UPDATE OF "name" ON "users"
      WHEN NEW."name" IS NOT OLD."name" AND NEW."fullName" IS NOT NEW."name"
      BEGIN
        UPDATE "users" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "users.fullName.name.updated" AFTER UPDATE OF "fullName" ON "users"
      WHEN NEW."fullName" IS NOT OLD."fullName" AND NEW."name" IS NOT NEW."fullName"
      BEGIN
        UPDATE "users" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
      END
      """#),
  ]

  private static let rollbackStatements1: [SchemaStatement] = [
    .sql(#"DROP TRIGGER "users.fullName.name.updated""#),
    .sql(#"DROP TRIGGER "users.name.fullName.updated""#),
    .sql(#"DROP TRIGGER "users.fullName.name.inserted""#),
    .sql(#"DROP TRIGGER "users.name.fullName.inserted""#),
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .dropColumn("age"),
        .dropColumn("fullName"),
      ]
    )),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("age", .int)], where: #""age" IS NOT NULL"#, exceptFrom: "users.age"),
    ]
  )

  private static let tables1: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "age" INTEGER,
          "birthYear" INTEGER NOT NULL,
          "email" TEXT NOT NULL,
          "fullName" TEXT,
          "name" TEXT NOT NULL,
          "rest" TEXT NOT NULL,
          "role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin', 'guest'))
        ) STRICT
        """#,
      #"""
        CREATE TRIGGER "users.name.fullName.inserted" AFTER INSERT ON "users"
        WHEN NEW."name" IS NOT NULL AND NEW."fullName" IS NULL
        BEGIN
          UPDATE "users" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "users.fullName.name.inserted" AFTER INSERT ON "users"
        WHEN NEW."fullName" IS NOT NULL AND NEW."name" IS NOT NEW."fullName"
        BEGIN
          UPDATE "users" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "users.name.fullName.updated" AFTER UPDATE OF "name" ON "users"
        WHEN NEW."name" IS NOT OLD."name" AND NEW."fullName" IS NOT NEW."name"
        BEGIN
          UPDATE "users" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "users.fullName.name.updated" AFTER UPDATE OF "fullName" ON "users"
        WHEN NEW."fullName" IS NOT OLD."fullName" AND NEW."name" IS NOT NEW."fullName"
        BEGIN
          UPDATE "users" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
        END
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""age" INTEGER"#, to: #""age" INTEGER NOT NULL"#),
        .changeColumn(from: #""name" TEXT NOT NULL"#, to: #""name" TEXT"#),
        .changeColumn(from: #""role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin', 'guest'))"#, to: #""role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin'))"#),
        .addConstraint(#"CHECK ("name" IS NOT NULL OR "fullName" IS NOT NULL)"#),
      ]
    )),
  ]

  private static let rollbackStatements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .dropConstraint(#"CHECK ("name" IS NOT NULL OR "fullName" IS NOT NULL)"#),
        .changeColumn(from: #""age" INTEGER NOT NULL"#, to: #""age" INTEGER"#),
        .changeColumn(from: #""name" TEXT"#, to: #""name" TEXT NOT NULL"#),
        .changeColumn(from: #""role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin'))"#, to: #""role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin', 'guest'))"#),
      ]
    )),
  ]

  private static let rollbackPlan2 = RollbackPlan(
    accepts: [
      StoredCheck("users.name", query: #"SELECT "_id", "name" FROM "users" WHERE "name" IS NULL"#),
    ]
  )

  private static let tables2: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "age" INTEGER NOT NULL,
          "birthYear" INTEGER NOT NULL,
          "email" TEXT NOT NULL,
          "fullName" TEXT,
          "name" TEXT,
          "rest" TEXT NOT NULL,
          "role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin')),
          CHECK ("name" IS NOT NULL OR "fullName" IS NOT NULL)
        ) STRICT
        """#,
      #"""
        CREATE TRIGGER "users.name.fullName.inserted" AFTER INSERT ON "users"
        WHEN NEW."name" IS NOT NULL AND NEW."fullName" IS NULL
        BEGIN
          UPDATE "users" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "users.fullName.name.inserted" AFTER INSERT ON "users"
        WHEN NEW."fullName" IS NOT NULL AND NEW."name" IS NOT NEW."fullName"
        BEGIN
          UPDATE "users" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "users.name.fullName.updated" AFTER UPDATE OF "name" ON "users"
        WHEN NEW."name" IS NOT OLD."name" AND NEW."fullName" IS NOT NEW."name"
        BEGIN
          UPDATE "users" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "users.fullName.name.updated" AFTER UPDATE OF "fullName" ON "users"
        WHEN NEW."fullName" IS NOT OLD."fullName" AND NEW."name" IS NOT NEW."fullName"
        BEGIN
          UPDATE "users" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
        END
        """#,
    ]),
  ]

  private static let statements3: [SchemaStatement] = [
    .sql(#"DROP TRIGGER "users.fullName.name.updated""#),
    .sql(#"DROP TRIGGER "users.name.fullName.updated""#),
    .sql(#"DROP TRIGGER "users.fullName.name.inserted""#),
    .sql(#"DROP TRIGGER "users.name.fullName.inserted""#),
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .dropConstraint(#"CHECK ("name" IS NOT NULL OR "fullName" IS NOT NULL)"#),
        .dropColumn("name"),
        .changeColumn(from: #""fullName" TEXT"#, to: #""fullName" TEXT NOT NULL"#),
      ]
    )),
  ]

  private static let rollbackStatements3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""fullName" TEXT NOT NULL"#, to: #""fullName" TEXT"#),
        .addColumn(#""name" TEXT"#),
        .addConstraint(#"CHECK ("name" IS NOT NULL OR "fullName" IS NOT NULL)"#),
      ],
      filled: [
        .init("name", #""fullName""#),
      ]
    )),
    .sql(#"""
      CREATE TRIGGER "users.name.fullName.inserted" AFTER INSERT ON "users"
      WHEN NEW."name" IS NOT NULL AND NEW."fullName" IS NULL
      BEGIN
        UPDATE "users" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "users.fullName.name.inserted" AFTER INSERT ON "users"
      WHEN NEW."fullName" IS NOT NULL AND NEW."name" IS NOT NEW."fullName"
      BEGIN
        UPDATE "users" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "users.name.fullName.updated" AFTER UPDATE OF "name" ON "users"
      WHEN NEW."name" IS NOT OLD."name" AND NEW."fullName" IS NOT NEW."name"
      BEGIN
        UPDATE "users" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "users.fullName.name.updated" AFTER UPDATE OF "fullName" ON "users"
      WHEN NEW."fullName" IS NOT OLD."fullName" AND NEW."name" IS NOT NEW."fullName"
      BEGIN
        UPDATE "users" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
      END
      """#),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    synchronises: [
      StoredColumns("users", ["name"]),
    ]
  )

  private static let tables3: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "age" INTEGER NOT NULL,
          "birthYear" INTEGER NOT NULL,
          "email" TEXT NOT NULL,
          "fullName" TEXT NOT NULL,
          "rest" TEXT NOT NULL,
          "role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin'))
        ) STRICT
        """#,
    ]),
  ]

  /// users.fullName: a copy.
  static func usersFullName(_ row: UsersBefore, _ rows: Rows) -> UsersFullName {
    UsersFullName(fullName: row.name)
  }

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("_id", .int),
      Column("age", .int),
      Column("birthYear", .int),
      Column("email", .text),
      Column("fullName", .text),
      Column("name", .text),
      Column("rest", .text),
      Column("role", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: UsersID
    public var age: Int64?
    public var birthYear: Int64
    public var email: String
    public var fullName: String?
    public var name: String
    public var rest: String
    public var role: Role

    public init(
      id: UsersID,
      age: Int64? = nil,
      birthYear: Int64,
      email: String,
      fullName: String? = nil,
      name: String,
      rest: String,
      role: Role
    ) {
      self.id = id
      self.age = age
      self.birthYear = birthYear
      self.email = email
      self.fullName = fullName
      self.name = name
      self.rest = rest
      self.role = role
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.age = try row.optional(1)
      self.birthYear = try row.required(2)
      self.email = try row.required(3)
      self.fullName = try row.optional(4)
      self.name = try row.required(5)
      self.rest = try row.required(6)
      self.role = try row.required(7)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.age)
      try row.set(2, self.birthYear)
      try row.set(3, self.email)
      try row.set(4, self.fullName)
      try row.set(5, self.name)
      try row.set(6, self.rest)
      try row.set(7, self.role)
    }

    public enum Role: StoredValue, CaseIterable {
      case member
      case admin
      case guest

      public init(json: JSONValue) throws {
        if let literal = Self.allCases.first(where: { $0.json == json }) {
          self = literal
        } else {
          throw RowUnreadable(expected: "\"member\" | \"admin\" | \"guest\"", found: json)
        }
      }

      public var json: JSONValue {
        switch self {
        case .member: .string("member")
        case .admin: .string("admin")
        case .guest: .string("guest")
        }
      }
    }
  }

  /// The values that the backfill users.age writes.
  public struct UsersAge: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("age", .int),
    ]
    public static let keyColumns: [Int] = []

    public var age: Int64

    public init(age: Int64) {
      self.age = age
    }

    public init(row: some RowReader) throws {
      self.age = try row.required(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.age)
    }
  }

  /// The values that the backfill users.fullName writes.
  public struct UsersFullName: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("fullName", .text),
    ]
    public static let keyColumns: [Int] = []

    public var fullName: String

    public init(fullName: String) {
      self.fullName = fullName
    }

    public init(row: some RowReader) throws {
      self.fullName = try row.required(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.fullName)
    }
  }

  /// The values that the backfill users.role writes.
  public struct UsersRole: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("role", .text),
    ]
    public static let keyColumns: [Int] = []

    public var role: Role

    public init(role: Role) {
      self.role = role
    }

    public init(row: some RowReader) throws {
      self.role = try row.required(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.role)
    }

    public enum Role: StoredValue, CaseIterable {
      case member
      case admin

      public init(json: JSONValue) throws {
        if let literal = Self.allCases.first(where: { $0.json == json }) {
          self = literal
        } else {
          throw RowUnreadable(expected: "\"member\" | \"admin\"", found: json)
        }
      }

      public var json: JSONValue {
        switch self {
        case .member: .string("member")
        case .admin: .string("admin")
        }
      }
    }
  }
}
