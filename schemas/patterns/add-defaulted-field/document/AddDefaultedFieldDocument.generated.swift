// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 105f1b0655529bc4b571bb47ef569ddb7809a2418bb6f9d6fee7b2abaa8db2eb
// swift-format-ignore-file
import Bellows

/// The plan add-defaulted-field-document, and the rows that its backfills read and write.
public enum AddDefaultedFieldDocument {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "add-defaulted-field-document",
    base: "73309df3113e1e0710488545f875704f03e66cfcde3c25b833f1285554507de2",
    goal: "0b2e16a193c3fb12027ae5eafb55a5f5c3d1f0e111eb669c255112e8315a9829",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "b24165e118ea52799da2fb30b6e1758f63af3df566a63a44d895b64b2569f83d",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "0b2e16a193c3fb12027ae5eafb55a5f5c3d1f0e111eb669c255112e8315a9829",
        isRelease: true,
        gates: [.released(deploy: 1), .backfilled("users.role")]
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "users.role", after: 1,
    kind: .default, pending: .invalid,
    function: usersRole
  )

  /// users.role: the default, for rows without a value.
  static func usersRole(_ row: UsersBefore, _ rows: Rows) -> UsersRole {
    UsersRole(role: .member)
  }

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("_id", .int), Column("email", .nested), Column("role", .nested)]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var email: String
    public var role: Role?

    public enum Role: LiteralUnion {
      case member
      case admin

      public var rawValue: String {
        switch self {
        case .member: "member"
        case .admin: "admin"
        }
      }
    }
  }

  /// The values that the backfill users.role writes.
  public struct UsersRole: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("role", .nested)]
    public static let keyColumns: [Int] = []
    public var role: UsersBefore.Role

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.role)
    }
  }
}

extension AddDefaultedFieldDocument.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.email = try row.required(1)
    self.role = try row.optional(2)
  }
}

extension AddDefaultedFieldDocument.UsersRole {
  public init(row: some RowReader) throws {
    self.role = try row.required(0)
  }
}
