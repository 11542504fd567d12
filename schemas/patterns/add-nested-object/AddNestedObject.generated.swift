// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 8bcd23ba069bf6b1c99b85921e1e8ca9ca10c2ae1281091799d64df21ac9016d
// swift-format-ignore-file
import Bellows

/// The plan add-nested-object, and the rows that its backfills read and write.
public enum AddNestedObject {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "add-nested-object",
    base: "760ca46586d7aa48cd7f7905398da2509e00f8ea5b107d7cce5f4d3de397b792",
    goal: "b65f1031a6cc2e14c1513f11802e14685104809d431bce9ca2a73e591faf7997",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "3d1239e5e84fab4502fa56552170b050c59e9c0a794b7aa0a29fb2bb4ee4a703",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackPlan: rollbackPlan1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "b65f1031a6cc2e14c1513f11802e14685104809d431bce9ca2a73e591faf7997",
        isRelease: true,
        gates: [.released(deploy: 1), .backfilled("users.settings")],
        statements: statements2
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Hand-written, in AddNestedObject.swift: static func usersSettings(_ row: UsersBefore, _ rows: Rows)
  //   throws -> UsersSettings
  private static let backfill1 = Backfill(
    "users.settings", after: 1,
    kind: .custom, pending: .differs,
    function: usersSettings
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "theme" TEXT NOT NULL,
          "wantsMail" INTEGER NOT NULL CHECK ("wantsMail" IN (0, 1))
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "settings" TEXT CHECK ("settings" IS NULL OR json_valid("settings") AND json_type("settings") IS 'object' AND json_type("settings", '$.notifications') IS NOT NULL AND json_type("settings", '$.notifications') IN ('true', 'false') AND json_type("settings", '$.theme') IS 'text' AND json_remove("settings", '$.notifications', '$.theme') = '{}')"#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("settings", .json)], where: #""settings" IS NOT NULL"#, exceptFrom: "users.settings"),
    ]
  )

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""settings" TEXT CHECK ("settings" IS NULL OR json_valid("settings") AND json_type("settings") IS 'object' AND json_type("settings", '$.notifications') IS NOT NULL AND json_type("settings", '$.notifications') IN ('true', 'false') AND json_type("settings", '$.theme') IS 'text' AND json_remove("settings", '$.notifications', '$.theme') = '{}')"#, to: #""settings" TEXT NOT NULL CHECK (json_valid("settings") AND json_type("settings") IS 'object' AND json_type("settings", '$.notifications') IS NOT NULL AND json_type("settings", '$.notifications') IN ('true', 'false') AND json_type("settings", '$.theme') IS 'text' AND json_remove("settings", '$.notifications', '$.theme') = '{}')"#),
      ]
    )),
  ]

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [
      Column("_id", .int), Column("email", .text), Column("theme", .text), Column("wantsMail", .bool),
      Column("settings", .json),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var email: String
    public var theme: String
    public var wantsMail: Bool
    public var settings: Settings?

    public struct Settings: StoredValue {
      public var theme: String
      public var notifications: Bool

      public init(theme: String, notifications: Bool) {
        (self.theme, self.notifications) = (theme, notifications)
      }

      public init(json: JSONValue) throws {
        var members = try ObjectReader(json)
        self.theme = try members.required("theme")
        self.notifications = try members.required("notifications")
        try members.finish()
      }

      public var json: JSONValue {
        var members = ObjectWriter()
        members.set("notifications", self.notifications)
        members.set("theme", self.theme)
        return members.json
      }
    }
  }

  /// The values that the backfill users.settings writes.
  public struct UsersSettings: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("settings", .json)]
    public static let keyColumns: [Int] = []
    public var settings: UsersBefore.Settings

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.settings)
    }
  }
}

extension AddNestedObject.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.email = try row.required(1)
    self.theme = try row.required(2)
    self.wantsMail = try row.required(3)
    self.settings = try row.optional(4)
  }
}

extension AddNestedObject.UsersSettings {
  public init(row: some RowReader) throws {
    self.settings = try row.required(0)
  }
}
