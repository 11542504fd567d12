// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 1515f8cf0db535c923b0b004e3e6d36dad150a754ff47e44240a26136604a9f3
// swift-format-ignore-file
import Bellows

/// The plan tidy-documents, and the rows that its backfills read and write.
public enum TidyDocuments {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "tidy-documents",
    base: "fbeb07beae731d57714cb55907bcbfbcfafbdb00271f51765cd13348ee4301bb",
    goal: "d24ebf8042e9e19c8aef3252c5acf30e6e9b25d3e7aef637a79d930c3962d764",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "ecf7c8a8365b587077a8c32424d2c495da07a062aa77d2f9d4d545c236abb7f5",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "f7a4fb2778250ce2fc90c5ea7d9259e385cb58e8dd29346a86ea88b567a88d88",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backup(table: "drafts", key: [Column("_id", .int)], columns: ["text"]),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["fax"]),
          .backfilled("groups"),
          .backfilled("drafts.delete"),
          .backfilled("users.fax.unset"),
          .backfilled("users.fullName"),
        ]
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        fingerprint: "80528af3930e11eea15fe36c03950dc08df8df0030b5717729f5668f1d4935de",
        isRelease: true,
        gates: [.released(deploy: 2)]
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        fingerprint: "d24ebf8042e9e19c8aef3252c5acf30e6e9b25d3e7aef637a79d930c3962d764",
        isRelease: false,
        gates: [
          .released(deploy: 3),
          .backup(table: "teams", key: [Column("slug", .nested)], columns: ["slug", "title"]),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["name"]),
          .backfilled("teams.delete"),
          .backfilled("users.name.unset"),
        ]
      ),
    ],
    backfills: [
      backfill1,
      backfill2,
      backfill3,
      backfill4,
      backfill5,
      backfill6,
    ]
  )

  private static let backfill1 = Backfill(
    "groups", after: 1,
    kind: .copy, pending: .differs,
    function: groups
  )

  private static let backfill2 = Backfill(
    "drafts.delete", after: 1,
    deletingRowsOf: "drafts",
    key: [Column("_id", .int)]
  )

  private static let backfill3 = Backfill(
    "users.fax.unset", after: 1,
    kind: .unset, pending: .present,
    function: usersFaxUnset
  )

  private static let backfill4 = Backfill(
    "users.fullName", after: 1,
    kind: .copy, pending: .differs,
    function: usersFullName
  )

  private static let backfill5 = Backfill(
    "teams.delete", after: 3,
    deletingRowsOf: "teams",
    key: [Column("slug", .nested)]
  )

  private static let backfill6 = Backfill(
    "users.name.unset", after: 3,
    kind: .unset, pending: .present,
    function: usersNameUnset
  )

  /// groups: a copy.
  static func groups(_ row: TeamsBefore, _ rows: Rows) throws -> GroupsAfter {
    GroupsAfter(slug: try BuiltInConversion.copy.apply(to: row.slug), title: row.title)
  }

  /// users.fax.unset: the value is removed.
  static func usersFaxUnset(_ row: UsersBefore, _ rows: Rows) -> UsersFaxUnset {
    UsersFaxUnset(fax: nil)
  }

  /// users.fullName: a copy.
  static func usersFullName(_ row: UsersBefore, _ rows: Rows) -> UsersFullName {
    UsersFullName(fullName: row.name)
  }

  /// users.name.unset: the value is removed.
  static func usersNameUnset(_ row: UsersBefore2, _ rows: Rows) -> UsersNameUnset {
    UsersNameUnset(name: nil)
  }

  public enum GroupsTable {}
  public typealias GroupsID = Key<GroupsTable, String>

  public enum TeamsTable {}
  public typealias TeamsID = Key<TeamsTable, String>

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `teams` as it is read.
  public struct TeamsBefore: BackfillRow {
    public static let table = "teams"
    public static let columns: [Column] = [Column("slug", .nested), Column("title", .nested)]
    public static let keyColumns: [Int] = [0]
    public var slug: TeamsID
    public var title: String
  }

  /// The values that the backfill groups writes.
  public struct GroupsAfter: BackfillRow, WritableRow {
    public static let table = "groups"
    public static let columns: [Column] = [Column("slug", .nested), Column("title", .nested)]
    public static let keyColumns: [Int] = [0]
    public var slug: GroupsID
    public var title: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.slug)
      try row.set(1, self.title)
    }
  }

  /// A row of `users` as it is read.
  public struct UsersBefore: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [
      Column("_id", .int), Column("name", .nested), Column("fullName", .nested), Column("email", .nested),
      Column("fax", .nested),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var name: String
    public var fullName: String?
    public var email: String
    public var fax: String?
  }

  /// The values that the backfill users.fax.unset writes.
  public struct UsersFaxUnset: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("fax", .nested)]
    public static let keyColumns: [Int] = []
    public var fax: String?

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.fax)
    }
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
      Column("_id", .int), Column("name", .nested), Column("fullName", .nested), Column("email", .nested),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var name: String?
    public var fullName: String
    public var email: String
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

extension TidyDocuments.TeamsBefore {
  public init(row: some RowReader) throws {
    self.slug = try row.required(0)
    self.title = try row.required(1)
  }
}

extension TidyDocuments.GroupsAfter {
  public init(row: some RowReader) throws {
    self.slug = try row.required(0)
    self.title = try row.required(1)
  }
}

extension TidyDocuments.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.name = try row.required(1)
    self.fullName = try row.optional(2)
    self.email = try row.required(3)
    self.fax = try row.optional(4)
  }
}

extension TidyDocuments.UsersFaxUnset {
  public init(row: some RowReader) throws {
    self.fax = try row.optional(0)
  }
}

extension TidyDocuments.UsersFullName {
  public init(row: some RowReader) throws {
    self.fullName = try row.required(0)
  }
}

extension TidyDocuments.UsersBefore2 {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.name = try row.optional(1)
    self.fullName = try row.required(2)
    self.email = try row.required(3)
  }
}

extension TidyDocuments.UsersNameUnset {
  public init(row: some RowReader) throws {
    self.name = try row.optional(0)
  }
}
