// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 25400f6e1ad872582fd732d6be22e460593a1cdf6988a75947dac49e93c59de0
// swift-format-ignore-file
import Bellows

/// The plan remove-field-document, and the rows that its backfills read and write.
public enum RemoveFieldDocument {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "remove-field-document",
    base: "64a7280480ee4138f6b874e35c95bfb0f0f84cd8a183bd4de0b3df88cd627149",
    goal: "c0c8766b69d2e6f2fccf3f49835380e43d7aad1d92929a64340ef5db1b6dfa16",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "64a7280480ee4138f6b874e35c95bfb0f0f84cd8a183bd4de0b3df88cd627149",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "c0c8766b69d2e6f2fccf3f49835380e43d7aad1d92929a64340ef5db1b6dfa16",
        isRelease: false,
        gates: [
          .released(deploy: 1),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["fax"]),
          .backfilled("users.fax.unset"),
        ]
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "users.fax.unset", after: 1,
    kind: .unset, pending: .present,
    body: usersFaxUnset
  )

  /// users.fax.unset: the value disappears.
  static func usersFaxUnset(_ row: UsersBefore, _ rows: Rows) -> UsersFaxUnset {
    UsersFaxUnset(fax: nil)
  }

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("_id", .int),
      Column("email", .nested),
      Column("fax", .nested),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: UsersID
    public var email: String
    public var fax: String?

    public init(id: UsersID, email: String, fax: String? = nil) {
      self.id = id
      self.email = email
      self.fax = fax
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.email = try row.required(1)
      self.fax = try row.optional(2)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.email)
      try row.set(2, self.fax)
    }
  }

  /// What the backfill users.fax.unset writes.
  public struct UsersFaxUnset: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("fax", .nested),
    ]
    public static let keyColumns: [Int] = []

    public var fax: String?

    public init(fax: String? = nil) {
      self.fax = fax
    }

    public init(row: some RowReader) throws {
      self.fax = try row.optional(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.fax)
    }
  }
}
