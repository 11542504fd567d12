// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 3ca9c5e11fcf325e2ff90bd4846fd2d77398a3ba6f458dbed7fd08d3d02b7cf9
// swift-format-ignore-file
import Bellows

/// The plan field-removed-required, and the rows that its backfills read and write.
public enum FieldRemovedRequired {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "field-removed-required",
    base: "741ef1df47ef9d111e367213baca99baf3d167949c9f2e1ef7f9fcf40f5fe00e",
    goal: "73673e1a88c8cca73fe6a14ce4414a97212297a09234ab75f055e0ffce110fce",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "741ef1df47ef9d111e367213baca99baf3d167949c9f2e1ef7f9fcf40f5fe00e",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "dd5e24b08fb7aff023a08c15048eeb0e43440e9de039e91425f17311458769c8",
        isRelease: true,
        gates: [
          .released(deploy: 1),
        ]
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        schema: "3-tighten.schema",
        fingerprint: "73673e1a88c8cca73fe6a14ce4414a97212297a09234ab75f055e0ffce110fce",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["country"]),
          .backfilled("users.country.unset"),
        ]
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "users.country.unset", after: 2,
    kind: .unset, pending: .present,
    body: usersCountryUnset
  )

  /// users.country.unset: the value disappears.
  static func usersCountryUnset(_ row: UsersBefore, _ rows: Rows) -> UsersCountryUnset {
    UsersCountryUnset(country: nil)
  }

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("_id", .int),
      Column("country", .nested),
      Column("name", .nested),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: UsersID
    public var country: String?
    public var name: String

    public init(id: UsersID, country: String? = nil, name: String) {
      self.id = id
      self.country = country
      self.name = name
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.country = try row.optional(1)
      self.name = try row.required(2)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.country)
      try row.set(2, self.name)
    }
  }

  /// What the backfill users.country.unset writes.
  public struct UsersCountryUnset: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("country", .nested),
    ]
    public static let keyColumns: [Int] = []

    public var country: String?

    public init(country: String? = nil) {
      self.country = country
    }

    public init(row: some RowReader) throws {
      self.country = try row.optional(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.country)
    }
  }
}
