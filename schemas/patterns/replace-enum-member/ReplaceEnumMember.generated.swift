// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: b289decdab8a0c4f404c3cca93612c3a822c8eaa9ac2999136eb962cbbaac607
// swift-format-ignore-file
import Bellows

/// The plan replace-enum-member, and the rows that its backfills read and write.
public enum ReplaceEnumMember {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "replace-enum-member",
    base: "b496d47b63abaf28a7953a4b420e2b23cf150d33e021323ff40503b4fd53b598",
    goal: "d7978e56d45f26faed77d0dd14970d0651e927de307b94d84466dbd99ad145f5",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "ea0179bbf2afb4a829995bde2c7402f645d3224f96e946c987c431774f82dd7a",
        isRelease: true,
        gates: [],
        statements: statements1, undo: undo1, wayBack: wayBack1, tables: tables1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "ea0179bbf2afb4a829995bde2c7402f645d3224f96e946c987c431774f82dd7a",
        isRelease: true,
        gates: [
          .released(deploy: 1),
        ]
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        schema: "3-tighten.schema",
        fingerprint: "d7978e56d45f26faed77d0dd14970d0651e927de307b94d84466dbd99ad145f5",
        isRelease: true,
        gates: [
          .released(deploy: 2),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["plan"]),
          .backfilled("users.plan"),
        ],
        statements: statements3, undo: undo3, tables: tables3
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Yours, in ReplaceEnumMember.swift: static func usersPlan(_ row: UsersBefore, _ rows: Rows)
  //   throws -> UsersPlan
  private static let backfill1 = Backfill(
    "users.plan", after: 2,
    kind: .custom, pending: .unfit,
    sql: BackfillSQL(
      pending: #""plan" NOT IN ('free', 'starter', 'paid')"#
    ),
    body: usersPlan
  )

  /// The tables that the plan changes, as they are before it.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "plan" TEXT NOT NULL CHECK ("plan" IN ('free', 'trial', 'paid'))
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      create: #"""
        CREATE TABLE "_bellows_new_users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "plan" TEXT NOT NULL CHECK ("plan" IN ('free', 'trial', 'paid', 'starter'))
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("email", #""email""#),
        .init("plan", #""plan""#),
      ]
    )),
  ]

  private static let undo1: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      create: #"""
        CREATE TABLE "_bellows_new_users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "plan" TEXT NOT NULL CHECK ("plan" IN ('free', 'trial', 'paid'))
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("email", #""email""#),
        .init("plan", #""plan""#),
      ]
    )),
  ]

  private static let wayBack1 = WayBack(
    accepts: [
      StoredCheck("users.plan", query: #"SELECT "_id", "plan" FROM "users" WHERE "plan" NOT IN ('free', 'trial', 'paid')"#),
    ]
  )

  private static let tables1: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "plan" TEXT NOT NULL CHECK ("plan" IN ('free', 'trial', 'paid', 'starter'))
        ) STRICT
        """#,
    ]),
  ]

  private static let statements3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      create: #"""
        CREATE TABLE "_bellows_new_users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "plan" TEXT NOT NULL CHECK ("plan" IN ('free', 'starter', 'paid'))
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("email", #""email""#),
        .init("plan", #""plan""#),
      ]
    )),
  ]

  private static let undo3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      create: #"""
        CREATE TABLE "_bellows_new_users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "plan" TEXT NOT NULL CHECK ("plan" IN ('free', 'trial', 'paid', 'starter'))
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("email", #""email""#),
        .init("plan", #""plan""#),
      ]
    )),
  ]

  private static let tables3: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "plan" TEXT NOT NULL CHECK ("plan" IN ('free', 'starter', 'paid'))
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
      Column("plan", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: UsersID
    public var email: String
    public var plan: Plan

    public init(id: UsersID, email: String, plan: Plan) {
      self.id = id
      self.email = email
      self.plan = plan
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.email = try row.required(1)
      self.plan = try row.required(2)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.email)
      try row.set(2, self.plan)
    }

    public enum Plan: StoredValue, CaseIterable {
      case free
      case trial
      case paid
      case starter

      public init(json: JSONValue) throws {
        if let literal = Self.allCases.first(where: { $0.json == json }) {
          self = literal
        } else {
          throw RowUnreadable(expected: "\"free\" | \"trial\" | \"paid\" | \"starter\"", found: json)
        }
      }

      public var json: JSONValue {
        switch self {
        case .free: .string("free")
        case .trial: .string("trial")
        case .paid: .string("paid")
        case .starter: .string("starter")
        }
      }
    }
  }

  /// What the backfill users.plan writes.
  public struct UsersPlan: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("plan", .text),
    ]
    public static let keyColumns: [Int] = []

    public var plan: Plan

    public init(plan: Plan) {
      self.plan = plan
    }

    public init(row: some RowReader) throws {
      self.plan = try row.required(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.plan)
    }

    public enum Plan: StoredValue, CaseIterable {
      case free
      case starter
      case paid

      public init(json: JSONValue) throws {
        if let literal = Self.allCases.first(where: { $0.json == json }) {
          self = literal
        } else {
          throw RowUnreadable(expected: "\"free\" | \"starter\" | \"paid\"", found: json)
        }
      }

      public var json: JSONValue {
        switch self {
        case .free: .string("free")
        case .starter: .string("starter")
        case .paid: .string("paid")
        }
      }
    }
  }
}
