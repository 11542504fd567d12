// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 26b85dc7e4d4488e6ebcf74e07f8e01dd7f8f060715ba8113005c242665576c1
// swift-format-ignore-file
import Bellows

/// The plan remove-field-document, and the rows that its backfills read and write.
public enum RemoveFieldDocument {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "remove-field-document",
    base: "e911e20ecfdedf3128d2305c8e0486f243b25a46d2572c141f8bca71078c7bd3",
    goal: "73309df3113e1e0710488545f875704f03e66cfcde3c25b833f1285554507de2",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "e911e20ecfdedf3128d2305c8e0486f243b25a46d2572c141f8bca71078c7bd3",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "73309df3113e1e0710488545f875704f03e66cfcde3c25b833f1285554507de2",
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
    function: usersFaxUnset
  )

  /// users.fax.unset: the value is removed.
  static func usersFaxUnset(_ row: UsersBefore, _ rows: Rows) -> UsersFaxUnset {
    UsersFaxUnset(fax: nil)
  }

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("_id", .int), Column("email", .nested), Column("fax", .nested)]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
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
}

extension RemoveFieldDocument.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.email = try row.required(1)
    self.fax = try row.optional(2)
  }
}

extension RemoveFieldDocument.UsersFaxUnset {
  public init(row: some RowReader) throws {
    self.fax = try row.optional(0)
  }
}
