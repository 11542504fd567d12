// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: f95a830b2c612c90cb1a5dee73f5cab65e84c235e9a1c074746e7cb4702d05e4
// swift-format-ignore-file
import Bellows

/// The plan rename-field-document, and the rows that its backfills read and write.
public enum RenameFieldDocument {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "rename-field-document",
    base: "ede99a6ddec43d56b38bbb5ecc60ade4fb9aab287f2a13a3a6228083130fa532",
    goal: "be968384d54c875ee7dff65483310ab1e5024ee3509a20a1ad4f635b84d224a3",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "dc7e0994b85371a78d1077e92ba0e6813520068b82dd69ca7c445de4142016ce",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "9f0eb35100c544c9480bd2689cac64872a0fc066d87e8d1fb1ccb372c1418649",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backfilled("users.fullName"),
        ]
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        schema: "3-widen.schema",
        fingerprint: "724e54b791df862d1cdf0a245eeb2d2fde0b03867013c9c164f15af6d913a9fb",
        isRelease: true,
        gates: [
          .released(deploy: 2),
        ]
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        schema: "4-tighten.schema",
        fingerprint: "be968384d54c875ee7dff65483310ab1e5024ee3509a20a1ad4f635b84d224a3",
        isRelease: false,
        gates: [
          .released(deploy: 3),
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
      Column("email", .nested),
      Column("fullName", .nested),
      Column("name", .nested),
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
      Column("fullName", .nested),
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
