// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: fee03435bfb3a8e1b6d0544a657ad5ab3c9f586b396ec8c57b645a8c2ece7c74
// swift-format-ignore-file
import Bellows

/// The plan make-field-required-with-default, and the rows that its backfills read and write.
public enum MakeFieldRequiredWithDefault {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "make-field-required-with-default",
    base: "531f3b2fc1f72dd5d40ba054224cae9ad5d1107a50791774fddfe0929e109cd3",
    goal: "a006c63cca93dec0f4e502fbdd67bc73151e56d73f6ad2ea39f2464273a4ec5d",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "531f3b2fc1f72dd5d40ba054224cae9ad5d1107a50791774fddfe0929e109cd3",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "a006c63cca93dec0f4e502fbdd67bc73151e56d73f6ad2ea39f2464273a4ec5d",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backfilled("users.locale"),
        ],
        statements: statements2, rollbackStatements: rollbackStatements2, tables: tables2
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "users.locale", after: 1,
    kind: .default, pending: .invalid,
    sql: BackfillSQL(
      pending: #""locale" IS NULL"#,
      values: ["'en'"]
    ),
    rollback: .backup,
    function: usersLocale
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "locale" TEXT
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""locale" TEXT"#, to: #""locale" TEXT NOT NULL DEFAULT 'en'"#),
      ]
    )),
  ]

  private static let rollbackStatements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""locale" TEXT NOT NULL DEFAULT 'en'"#, to: #""locale" TEXT"#),
      ]
    )),
  ]

  private static let tables2: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "locale" TEXT NOT NULL DEFAULT 'en'
        ) STRICT
        """#,
    ]),
  ]

  /// users.locale: the default, for rows without a value.
  static func usersLocale(_ row: UsersBefore, _ rows: Rows) -> UsersLocale {
    UsersLocale(locale: "en")
  }

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("_id", .int),
      Column("email", .text),
      Column("locale", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: UsersID
    public var email: String
    public var locale: String?

    public init(id: UsersID, email: String, locale: String? = nil) {
      self.id = id
      self.email = email
      self.locale = locale
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.email = try row.required(1)
      self.locale = try row.optional(2)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.email)
      try row.set(2, self.locale)
    }
  }

  /// The values that the backfill users.locale writes.
  public struct UsersLocale: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("locale", .text),
    ]
    public static let keyColumns: [Int] = []

    public var locale: String

    public init(locale: String) {
      self.locale = locale
    }

    public init(row: some RowReader) throws {
      self.locale = try row.required(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.locale)
    }
  }
}
