// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 88a59179cfdae0584c9c0651f7bc8deb5c4b22849621166646c1b30cdf0e3a75
// swift-format-ignore-file
import Bellows

/// The plan rename-and-retype-field, and the rows that its backfills read and write.
public enum RenameAndRetypeField {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "rename-and-retype-field",
    base: "7b025cb90b5409b13aa0536a49784994853c360d4c8aec958c59b03e9b43a05a",
    goal: "9a4965fb9ec39bfeb8e0614da5c581928b95473d7f82523025dee85ab8036654",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "2c2f3cc687f9cf23214db82dac19e21b06a6d4acc0e61fae21255ce33dd141d3",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "d441d30eea7249403e2fe9d572ffbbd70c9be98d9b550705682d307d7e768415",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backfilled("users.ageText"),
        ]
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        schema: "3-widen.schema",
        fingerprint: "5b3fc0f941e4d9c2b18540e2516c4417db2b52cbf05e0f8ac4f59c8205ffff0d",
        isRelease: true,
        gates: [
          .released(deploy: 2),
        ]
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        schema: "4-tighten.schema",
        fingerprint: "9a4965fb9ec39bfeb8e0614da5c581928b95473d7f82523025dee85ab8036654",
        isRelease: false,
        gates: [
          .released(deploy: 3),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["age"]),
        ]
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "users.ageText", after: 1,
    kind: .convert, pending: .differs,
    body: usersAgeText
  )

  /// users.ageText: the same value in another type.
  static func usersAgeText(_ row: UsersBefore, _ rows: Rows) throws -> UsersAgeText {
    UsersAgeText(ageText: try KnownConversion.text.apply(to: row.age))
  }

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: ReadableRow, WritableRow {
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

  /// What the backfill users.ageText writes.
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
