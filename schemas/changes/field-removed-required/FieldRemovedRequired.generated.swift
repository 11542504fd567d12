// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: be4c31d5850cd80a53d35423a4a8d489406cc549fa7fc5ecec6429345d4f9384
// swift-format-ignore-file
import Bellows

/// The plan field-removed-required, and the rows that its backfills read and write.
public enum FieldRemovedRequired {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "field-removed-required",
    base: "fcdd1f465a1ea0a44f525d5e5c98c2324cff0bf1415959271cb3ccd90aa072d2",
    goal: "d4e50fb8372918f065496cae96b56ab7f0eb8177e4748ddcd00330c1a54ab43a",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "fcdd1f465a1ea0a44f525d5e5c98c2324cff0bf1415959271cb3ccd90aa072d2",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "c6fb23ce75dc814185ae27c0a1eb0b898c2dc91220b126105df182a7ad7fe30a",
        isRelease: true,
        gates: [.released(deploy: 1)]
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        fingerprint: "d4e50fb8372918f065496cae96b56ab7f0eb8177e4748ddcd00330c1a54ab43a",
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
    function: usersCountryUnset
  )

  /// users.country.unset: the value is removed.
  static func usersCountryUnset(_ row: UsersBefore, _ rows: Rows) -> UsersCountryUnset {
    UsersCountryUnset(country: nil)
  }

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [
      Column("_id", .int), Column("name", .nested), Column("country", .nested),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var name: String
    public var country: String?
  }

  /// The values that the backfill users.country.unset writes.
  public struct UsersCountryUnset: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("country", .nested)]
    public static let keyColumns: [Int] = []
    public var country: String?

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.country)
    }
  }
}

extension FieldRemovedRequired.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.name = try row.required(1)
    self.country = try row.optional(2)
  }
}

extension FieldRemovedRequired.UsersCountryUnset {
  public init(row: some RowReader) throws {
    self.country = try row.optional(0)
  }
}
