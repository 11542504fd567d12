// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: e2bf1e45ed17b42d34f6942686425ef378f45c281a4425cf618e13a8b13dd1e8
// swift-format-ignore-file
import Bellows

/// The plan replace-enum-member, and the rows that its backfills read and write.
public enum ReplaceEnumMember {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "replace-enum-member",
    base: "9af71873384c8944019b579408430ddae5d406ab61eb00277a111e207db5a53e",
    goal: "2b9ff8043e8e135406d92c5e024b068f6ed2c50eff70ee3b727a16f1700b83b4",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "f6dd855b73cf5a18b77a19a1dfc639c453715d6fd196d4c3cd8c49e2d270e830",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackPlan: rollbackPlan1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "f6dd855b73cf5a18b77a19a1dfc639c453715d6fd196d4c3cd8c49e2d270e830",
        isRelease: true,
        gates: [.released(deploy: 1)]
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        fingerprint: "2b9ff8043e8e135406d92c5e024b068f6ed2c50eff70ee3b727a16f1700b83b4",
        isRelease: true,
        gates: [
          .released(deploy: 2),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["plan"]),
          .backfilled("users.plan"),
        ],
        statements: statements3
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Hand-written, in ReplaceEnumMember.swift: static func usersPlan(_ row: UsersBefore, _ rows: Rows)
  //   throws -> UsersPlan
  private static let backfill1 = Backfill(
    "users.plan", after: 2,
    kind: .custom, pending: .invalid,
    sql: BackfillSQL(
      pending: #""plan" COLLATE BINARY NOT IN ('free', 'starter', 'paid')"#
    ),
    function: usersPlan
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "plan" TEXT NOT NULL CHECK ("plan" IN ('free', 'trial', 'paid'))
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""plan" TEXT NOT NULL CHECK ("plan" IN ('free', 'trial', 'paid'))"#, to: #""plan" TEXT NOT NULL CHECK ("plan" IN ('free', 'trial', 'paid', 'starter'))"#),
      ]
    )),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    accepts: [
      StoredCheck("users.plan", query: #"SELECT "_id", "plan" FROM "users" WHERE "plan" COLLATE BINARY NOT IN ('free', 'trial', 'paid')"#),
    ]
  )

  private static let statements3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""plan" TEXT NOT NULL CHECK ("plan" IN ('free', 'trial', 'paid', 'starter'))"#, to: #""plan" TEXT NOT NULL CHECK ("plan" IN ('free', 'starter', 'paid'))"#),
      ]
    )),
  ]

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("_id", .int), Column("email", .text), Column("plan", .text)]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var email: String
    public var plan: Plan

    public enum Plan: LiteralUnion {
      case free
      case trial
      case paid
      case starter

      public var rawValue: String {
        switch self {
        case .free: "free"
        case .trial: "trial"
        case .paid: "paid"
        case .starter: "starter"
        }
      }
    }
  }

  /// The values that the backfill users.plan writes.
  public struct UsersPlan: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("plan", .text)]
    public static let keyColumns: [Int] = []
    public var plan: Plan

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.plan)
    }

    public enum Plan: LiteralUnion {
      case free
      case starter
      case paid

      public var rawValue: String {
        switch self {
        case .free: "free"
        case .starter: "starter"
        case .paid: "paid"
        }
      }
    }
  }
}

extension ReplaceEnumMember.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.email = try row.required(1)
    self.plan = try row.required(2)
  }
}

extension ReplaceEnumMember.UsersPlan {
  public init(row: some RowReader) throws {
    self.plan = try row.required(0)
  }
}
