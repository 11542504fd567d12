// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 86d067a4ebf638427752590a50401f753b497201de7d8e5f392d9350c638e5ea
// swift-format-ignore-file
import Bellows

/// The plan field-renamed, and the rows that its backfills read and write.
public enum FieldRenamed {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "field-renamed",
    base: "109a3e24e0a726e0d5b364e393cebce830a29f55a67c7ac10d78af1af9fb0d6a",
    goal: "6d0a9ad7d63ccca5d6834337da4f6fe773ff3dedadb7fd24036b1ef41eefc20e",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "f6fdc9a18f08253396172e997826a8b5602d7157470b58e639077bdba14890e8",
        isRelease: false,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "da5e6843e9026abd942c4b3d27b65d356ab86870ee9eeb5af24704c8b020ecaf",
        isRelease: true,
        gates: [
          .backfilled("users.fullName"),
        ]
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        schema: "3-tighten.schema",
        fingerprint: "6d0a9ad7d63ccca5d6834337da4f6fe773ff3dedadb7fd24036b1ef41eefc20e",
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
      Column("fullName", .text),
      Column("name", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: UsersID
    public var fullName: String?
    public var name: String

    public init(id: UsersID, fullName: String? = nil, name: String) {
      self.id = id
      self.fullName = fullName
      self.name = name
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.fullName = try row.optional(1)
      self.name = try row.required(2)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.fullName)
      try row.set(2, self.name)
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
