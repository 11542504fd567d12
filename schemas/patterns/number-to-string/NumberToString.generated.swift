// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 7427e34393117556d82086b3e4cdb00981708fcfe5535306d87ecc4d275dd4fb
// swift-format-ignore-file
import Bellows

/// The plan number-to-string, and the rows that its backfills read and write.
public enum NumberToString {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "number-to-string",
    base: "0f4c9151ff1b3df21eb422e9cdcbf85d3f586f5e0afc108a217fd96a9d13ea72",
    goal: "febd7b7f28376d1a2a3642578f7f60810efa30165d60208b28fd9cd00d1415dc",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "741c195d0783810d804f60d7c84683966d525c4abb0f1fe55106e3d5edbe395a",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "741c195d0783810d804f60d7c84683966d525c4abb0f1fe55106e3d5edbe395a",
        isRelease: true,
        gates: [.released(deploy: 1)]
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        fingerprint: "febd7b7f28376d1a2a3642578f7f60810efa30165d60208b28fd9cd00d1415dc",
        isRelease: true,
        gates: [.released(deploy: 2), .backfilled("users.zip")]
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "users.zip", after: 2,
    kind: .convert, pending: .invalid,
    function: usersZip
  )

  /// users.zip: the same value in another type.
  static func usersZip(_ row: UsersBefore, _ rows: Rows) throws -> UsersZip {
    UsersZip(zip: try BuiltInConversion.text.apply(to: row.zip))
  }

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("_id", .int), Column("email", .nested), Column("zip", .nested)]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var email: String
    public var zip: Zip

    public enum Zip: StoredValue {
      case int(Int64)
      case string(String)

      public init(json: JSONValue) throws {
        if let value = try? Int64(json: json) {
          self = .int(value)
        } else if let value = try? String(json: json) {
          self = .string(value)
        } else {
          throw RowUnreadable(expected: "int | string", found: json)
        }
      }

      public var json: JSONValue {
        switch self {
        case .int(let value): value.json
        case .string(let value): value.json
        }
      }
    }
  }

  /// The values that the backfill users.zip writes.
  public struct UsersZip: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("zip", .nested)]
    public static let keyColumns: [Int] = []
    public var zip: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.zip)
    }
  }
}

extension NumberToString.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.email = try row.required(1)
    self.zip = try row.required(2)
  }
}

extension NumberToString.UsersZip {
  public init(row: some RowReader) throws {
    self.zip = try row.required(0)
  }
}
