// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 50cf48f1f0a4bc1264aa0441db9fc1c17c8f802f4b5106344ccaa4132aece770
// swift-format-ignore-file
import Bellows

/// The plan rename-field-sqlite, and the rows that its backfills read and write.
public enum RenameFieldSqlite {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "rename-field-sqlite",
    base: "afe554942972d0591f4b83bb6a1ed4f6fc70c463da9feda05179cd224bd31e23",
    goal: "3d62b387471d14ac4b90960ebfabd2014e019c20c8f0cbec465e17036279f891",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "16c4d49679e8157f59a70690e4c40c25b38b3505442f8c43e9d837c4e460b3ee",
        isRelease: false,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "448022dbbc826086dd5a755bb7ea6f0e8ed246bc615fc61ee08fd6c4d7cc234a",
        isRelease: true,
        gates: [
          .backfilled("users.fullName"),
        ]
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        schema: "3-tighten.schema",
        fingerprint: "3d62b387471d14ac4b90960ebfabd2014e019c20c8f0cbec465e17036279f891",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["name"]),
        ]
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "users.fullName", after: 1,
    kind: .copy, pending: .differs,
    body: usersFullName
  )

  /// users.fullName: a copy.
  static func usersFullName(_ row: UsersBefore, _ rows: Rows) -> UsersFullName {
    UsersFullName(fullName: row.name)
  }

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("_id", .int),
      Column("email", .text),
      Column("fullName", .text),
      Column("name", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: UsersID
    public var email: String
    public var fullName: String?
    public var name: String

    public init(id: UsersID, email: String, fullName: String? = nil, name: String) {
      self.id = id
      self.email = email
      self.fullName = fullName
      self.name = name
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.email = try row.required(1)
      self.fullName = try row.optional(2)
      self.name = try row.required(3)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.email)
      try row.set(2, self.fullName)
      try row.set(3, self.name)
    }
  }

  /// What the backfill users.fullName writes.
  public struct UsersFullName: ReadableRow, WritableRow {
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
}
