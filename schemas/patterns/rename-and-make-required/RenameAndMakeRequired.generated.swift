// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 9af526ccc11b849d5d81dd22ed1af92f4a20fc0511302f87449be97738284860
// swift-format-ignore-file
import Bellows

/// The plan rename-and-make-required, and the rows that its backfills read and write.
public enum RenameAndMakeRequired {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "rename-and-make-required",
    base: "b97545eda1093c915302de7d8793580b77c4011c5bd634a9dfb0e59a11d6ca69",
    goal: "07584693e17423cbc35b29526af501b85dd41112bf269fcaa60ed0befda74f62",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "bdfe2ba48eb483893a30565705746d2176ed65bf63ddae6326617c082afd0535",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackStatements: rollbackStatements1, rollbackPlan: rollbackPlan1, tables: tables1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "b9f7323f1ba1201eab84a6f03bee79c62c0fde9a0f0cb159070844424ba37f2d",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backfilled("users.displayName"),
          .backfilled("users.state"),
        ],
        statements: statements2, rollbackStatements: rollbackStatements2, tables: tables2
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        schema: "3-widen.schema",
        fingerprint: "b9f7323f1ba1201eab84a6f03bee79c62c0fde9a0f0cb159070844424ba37f2d",
        isRelease: true,
        gates: [
          .released(deploy: 2),
        ],
        rollbackPlan: rollbackPlan3
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        schema: "4-tighten.schema",
        fingerprint: "07584693e17423cbc35b29526af501b85dd41112bf269fcaa60ed0befda74f62",
        isRelease: false,
        gates: [
          .released(deploy: 3),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["nick", "status"]),
        ],
        statements: statements4, rollbackStatements: rollbackStatements4, rollbackPlan: rollbackPlan4, tables: tables4
      ),
    ],
    backfills: [
      backfill1,
      backfill2,
    ]
  )

  private static let backfill1 = Backfill(
    "users.displayName", after: 1,
    kind: .default, pending: .differs,
    sql: BackfillSQL(
      pending: #""displayName" IS NOT coalesce("nick", 'anonymous')"#,
      values: [#"coalesce("nick", 'anonymous')"#]
    ),
    function: usersDisplayName
  )

  private static let backfill2 = Backfill(
    "users.state", after: 1,
    kind: .default, pending: .differs,
    sql: BackfillSQL(
      pending: #""state" IS NOT coalesce("status", 'unknown')"#,
      values: [#"coalesce("status", 'unknown')"#]
    ),
    function: usersState
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "nick" TEXT,
          "status" TEXT CHECK ("status" IN ('active', 'away'))
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "displayName" TEXT"#),
    .sql(#"ALTER TABLE "users" ADD COLUMN "state" TEXT CHECK ("state" IN ('active', 'away', 'unknown'))"#),
  ]

  private static let rollbackStatements1: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .dropColumn("displayName"),
        .dropColumn("state"),
      ]
    )),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("displayName", .text), Column("state", .text)], where: #"("displayName" IS NOT NULL AND "displayName" IS NOT coalesce("nick", 'anonymous')) OR ("state" IS NOT NULL AND "state" IS NOT coalesce("status", 'unknown'))"#),
    ]
  )

  private static let tables1: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "displayName" TEXT,
          "email" TEXT NOT NULL,
          "nick" TEXT,
          "state" TEXT CHECK ("state" IN ('active', 'away', 'unknown')),
          "status" TEXT CHECK ("status" IN ('active', 'away'))
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""displayName" TEXT"#, to: #""displayName" TEXT NOT NULL"#),
        .changeColumn(from: #""state" TEXT CHECK ("state" IN ('active', 'away', 'unknown'))"#, to: #""state" TEXT NOT NULL CHECK ("state" IN ('active', 'away', 'unknown'))"#),
      ]
    )),
  ]

  private static let rollbackStatements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""displayName" TEXT NOT NULL"#, to: #""displayName" TEXT"#),
        .changeColumn(from: #""state" TEXT NOT NULL CHECK ("state" IN ('active', 'away', 'unknown'))"#, to: #""state" TEXT CHECK ("state" IN ('active', 'away', 'unknown'))"#),
      ]
    )),
  ]

  private static let tables2: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "displayName" TEXT NOT NULL,
          "email" TEXT NOT NULL,
          "nick" TEXT,
          "state" TEXT NOT NULL CHECK ("state" IN ('active', 'away', 'unknown')),
          "status" TEXT CHECK ("status" IN ('active', 'away'))
        ) STRICT
        """#,
    ]),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    hides: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("displayName", .text)], where: #""displayName" IS NOT coalesce("nick", 'anonymous')"#),
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("state", .text)], where: #""state" IS NOT coalesce("status", 'unknown')"#),
    ]
  )

  private static let statements4: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .dropColumn("nick"),
        .dropColumn("status"),
        .changeColumn(from: #""displayName" TEXT NOT NULL"#, to: #""displayName" TEXT NOT NULL DEFAULT 'anonymous'"#),
        .changeColumn(from: #""state" TEXT NOT NULL CHECK ("state" IN ('active', 'away', 'unknown'))"#, to: #""state" TEXT NOT NULL DEFAULT 'unknown' CHECK ("state" IN ('active', 'away', 'unknown'))"#),
      ]
    )),
  ]

  private static let rollbackStatements4: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""displayName" TEXT NOT NULL DEFAULT 'anonymous'"#, to: #""displayName" TEXT NOT NULL"#),
        .addColumn(#""nick" TEXT"#),
        .changeColumn(from: #""state" TEXT NOT NULL DEFAULT 'unknown' CHECK ("state" IN ('active', 'away', 'unknown'))"#, to: #""state" TEXT NOT NULL CHECK ("state" IN ('active', 'away', 'unknown'))"#),
        .addColumn(#""status" TEXT CHECK ("status" IN ('active', 'away'))"#),
      ]
    )),
  ]

  private static let rollbackPlan4 = RollbackPlan(
    empties: [
      StoredColumns("users", ["nick", "status"]),
    ]
  )

  private static let tables4: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "displayName" TEXT NOT NULL DEFAULT 'anonymous',
          "email" TEXT NOT NULL,
          "state" TEXT NOT NULL DEFAULT 'unknown' CHECK ("state" IN ('active', 'away', 'unknown'))
        ) STRICT
        """#,
    ]),
  ]

  /// users.displayName: a copy, or the default for rows without a value.
  static func usersDisplayName(_ row: UsersBefore, _ rows: Rows) -> UsersDisplayName {
    UsersDisplayName(displayName: row.nick ?? "anonymous")
  }

  /// users.state: a copy, or the default for rows without a value.
  static func usersState(_ row: UsersBefore, _ rows: Rows) throws -> UsersState {
    UsersState(state: try BuiltInConversion.copy.apply(to: row.status) ?? .unknown)
  }

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: ReadableRow {
    public static let table = "users"
    public static let columns = [
      Column("_id", .int),
      Column("displayName", .text),
      Column("email", .text),
      Column("nick", .text),
      Column("state", .text),
      Column("status", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: UsersID
    public var displayName: String?
    public var email: String
    public var nick: String?
    public var state: State?
    public var status: Status?

    public init(
      id: UsersID,
      displayName: String? = nil,
      email: String,
      nick: String? = nil,
      state: State? = nil,
      status: Status? = nil
    ) {
      self.id = id
      self.displayName = displayName
      self.email = email
      self.nick = nick
      self.state = state
      self.status = status
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.displayName = try row.optional(1)
      self.email = try row.required(2)
      self.nick = try row.optional(3)
      self.state = try row.optional(4)
      self.status = try row.optional(5)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.displayName)
      try row.set(2, self.email)
      try row.set(3, self.nick)
      try row.set(4, self.state)
      try row.set(5, self.status)
    }

    public enum State: StoredValue, CaseIterable {
      case active
      case away
      case unknown

      public init(json: JSONValue) throws {
        if let literal = Self.allCases.first(where: { $0.json == json }) {
          self = literal
        } else {
          throw RowUnreadable(expected: "\"active\" | \"away\" | \"unknown\"", found: json)
        }
      }

      public var json: JSONValue {
        switch self {
        case .active: .string("active")
        case .away: .string("away")
        case .unknown: .string("unknown")
        }
      }
    }

    public enum Status: StoredValue, CaseIterable {
      case active
      case away

      public init(json: JSONValue) throws {
        if let literal = Self.allCases.first(where: { $0.json == json }) {
          self = literal
        } else {
          throw RowUnreadable(expected: "\"active\" | \"away\"", found: json)
        }
      }

      public var json: JSONValue {
        switch self {
        case .active: .string("active")
        case .away: .string("away")
        }
      }
    }
  }

  /// The values that the backfill users.displayName writes.
  public struct UsersDisplayName: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("displayName", .text),
    ]
    public static let keyColumns: [Int] = []

    public var displayName: String

    public init(displayName: String) {
      self.displayName = displayName
    }

    public init(row: some RowReader) throws {
      self.displayName = try row.required(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.displayName)
    }
  }

  /// The values that the backfill users.state writes.
  public struct UsersState: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("state", .text),
    ]
    public static let keyColumns: [Int] = []

    public var state: State

    public init(state: State) {
      self.state = state
    }

    public init(row: some RowReader) throws {
      self.state = try row.required(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.state)
    }

    public enum State: StoredValue, CaseIterable {
      case active
      case away
      case unknown

      public init(json: JSONValue) throws {
        if let literal = Self.allCases.first(where: { $0.json == json }) {
          self = literal
        } else {
          throw RowUnreadable(expected: "\"active\" | \"away\" | \"unknown\"", found: json)
        }
      }

      public var json: JSONValue {
        switch self {
        case .active: .string("active")
        case .away: .string("away")
        case .unknown: .string("unknown")
        }
      }
    }
  }
}
