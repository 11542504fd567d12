// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 95e53dfe6ba393a4320dfa24b31554f1d211b1e9dde15d665ba1f749bdb32b70
// swift-format-ignore-file
import Bellows

/// The plan make-field-required-with-default, and the rows that its backfills read and write.
public enum MakeFieldRequiredWithDefault {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "make-field-required-with-default",
    base: "6664b252816e191b52151a08be3d0e672a22117eb1f42fc19ef7b0e2b475c362",
    goal: "5881b272d32f199c6e2d7d0ec9ca88edd634866fc382e9b612194783c29c38d3",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "6664b252816e191b52151a08be3d0e672a22117eb1f42fc19ef7b0e2b475c362",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "5881b272d32f199c6e2d7d0ec9ca88edd634866fc382e9b612194783c29c38d3",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backfilled("users.locale"),
        ],
        statements: statements2, undo: undo2, tables: tables2
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "users.locale", after: 1,
    kind: .default, pending: .unfit,
    sql: BackfillSQL(
      pending: #""locale" IS NULL"#,
      values: ["'en'"]
    ),
    undo: .image,
    body: usersLocale
  )

  /// The tables that the plan changes, as they are before it.
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
      create: #"""
        CREATE TABLE "_bellows_new_users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "locale" TEXT NOT NULL DEFAULT 'en'
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("email", #""email""#),
        .init("locale", #""locale""#),
      ]
    )),
  ]

  private static let undo2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      create: #"""
        CREATE TABLE "_bellows_new_users" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "locale" TEXT
        ) STRICT
        """#,
      columns: [
        .init("_id", #""_id""#),
        .init("email", #""email""#),
        .init("locale", #""locale""#),
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

  /// users.locale: the default, for rows that have no value.
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

  /// What the backfill users.locale writes.
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
