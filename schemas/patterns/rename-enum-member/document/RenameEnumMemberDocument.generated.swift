// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 124fbdec80670290522e095409618399b8dd6d4a4052989c7fe211bd6a206733
// swift-format-ignore-file
import Bellows

/// The plan rename-enum-member-document, and the rows that its backfills read and write.
public enum RenameEnumMemberDocument {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "rename-enum-member-document",
    base: "8d96e61fde696a6ec921f6bd8572783e243a8451ab537cdbf2ec92c769df0825",
    goal: "0f43b0880f3a6c6c76ade044c0d799c60d073c5077fd170871f84530845eea7e",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "9bf399223d453cbcab2398b3c247db97539dd8d8e05924d854ab01e04c4412cc",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "9bf399223d453cbcab2398b3c247db97539dd8d8e05924d854ab01e04c4412cc",
        isRelease: true,
        gates: [.released(deploy: 1)]
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        fingerprint: "0f43b0880f3a6c6c76ade044c0d799c60d073c5077fd170871f84530845eea7e",
        isRelease: true,
        gates: [.released(deploy: 2), .backfilled("users.role")]
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "users.role", after: 2,
    kind: .remap, pending: .invalid,
    function: usersRole
  )

  /// users.role: old literals are replaced by new ones.
  static func usersRole(_ row: UsersBefore, _ rows: Rows) throws -> UsersRole {
    UsersRole(role: try BuiltInConversion.remap([.init(.string("user"), to: .string("member"))]).apply(to: row.role))
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
    public var role: Role

    public enum Role: LiteralUnion {
      case user
      case admin
      case member

      public var rawValue: String {
        switch self {
        case .user: "user"
        case .admin: "admin"
        case .member: "member"
        }
      }
    }
  }

  /// The values that the backfill users.role writes.
  public struct UsersRole: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("role", .nested)]
    public static let keyColumns: [Int] = []
    public var role: Role

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.role)
    }

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
}

extension RenameEnumMemberDocument.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.email = try row.required(1)
    self.role = try row.required(2)
  }
}

extension RenameEnumMemberDocument.UsersRole {
  public init(row: some RowReader) throws {
    self.role = try row.required(0)
  }
}
