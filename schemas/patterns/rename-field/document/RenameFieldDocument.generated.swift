// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 76e06f8b3a4118f5f2d56356c92a48d58101fdfb23b4eec53292884587a8f245
// swift-format-ignore-file
import Bellows

/// The plan rename-field-document, and the rows that its backfills read and write.
public enum RenameFieldDocument {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "rename-field-document",
    base: "7b46bb6fe5a31970fa5ea3665489cbbacdd236e5494d7c86ab90ce7f49ebbab6",
    goal: "fd4c73e9c924ad5859cf7b583395f7a06dc4b1551d29a13ea6c77c019605f43c",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "c54390414444600218760684d1b389de9b042c8c07521e3d670bb2feb2094066",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "bb252a8ed4aebfe559b28a28d9036662e37bf7cd78e8a195c13ff947a36435bf",
        isRelease: true,
        gates: [.released(deploy: 1), .backfilled("users.fullName")]
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        fingerprint: "5a702e906557a4eae2ffde5a1b8879b898d98779da97dbf9d73838fb7beba3d7",
        isRelease: true,
        gates: [.released(deploy: 2)]
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        fingerprint: "fd4c73e9c924ad5859cf7b583395f7a06dc4b1551d29a13ea6c77c019605f43c",
        isRelease: false,
        gates: [
          .released(deploy: 3),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["name"]),
          .backfilled("users.name.unset"),
        ]
      ),
    ],
    backfills: [
      backfill1,
      backfill2,
    ]
  )

  private static let backfill1 = Backfill(
    "users.fullName", after: 1,
    kind: .copy, pending: .differs,
    function: usersFullName
  )

  private static let backfill2 = Backfill(
    "users.name.unset", after: 3,
    kind: .unset, pending: .present,
    function: usersNameUnset
  )

  /// users.fullName: a copy.
  static func usersFullName(_ row: UsersBefore, _ rows: Rows) -> UsersFullName {
    UsersFullName(fullName: row.name)
  }

  /// users.name.unset: the value is removed.
  static func usersNameUnset(_ row: UsersBefore2, _ rows: Rows) -> UsersNameUnset {
    UsersNameUnset(name: nil)
  }

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [
      Column("_id", .int), Column("email", .nested), Column("name", .nested), Column("fullName", .nested),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var email: String
    public var name: String
    public var fullName: String?
  }

  /// The values that the backfill users.fullName writes.
  public struct UsersFullName: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("fullName", .nested)]
    public static let keyColumns: [Int] = []
    public var fullName: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.fullName)
    }
  }

  /// A row of `users` as it is read.
  public struct UsersBefore2: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [
      Column("_id", .int), Column("email", .nested), Column("name", .nested), Column("fullName", .nested),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var email: String
    public var name: String?
    public var fullName: String
  }

  /// The values that the backfill users.name.unset writes.
  public struct UsersNameUnset: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("name", .nested)]
    public static let keyColumns: [Int] = []
    public var name: String?

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.name)
    }
  }
}

extension RenameFieldDocument.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.email = try row.required(1)
    self.name = try row.required(2)
    self.fullName = try row.optional(3)
  }
}

extension RenameFieldDocument.UsersFullName {
  public init(row: some RowReader) throws {
    self.fullName = try row.required(0)
  }
}

extension RenameFieldDocument.UsersBefore2 {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.email = try row.required(1)
    self.name = try row.optional(2)
    self.fullName = try row.required(3)
  }
}

extension RenameFieldDocument.UsersNameUnset {
  public init(row: some RowReader) throws {
    self.name = try row.optional(0)
  }
}
