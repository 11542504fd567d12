// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 2b0c9e807aa677339901790444c8d12cda81495cad528b41b909607a9a9c8705
// swift-format-ignore-file
import Bellows

/// The plan field-storage-changed, and the rows that its backfills read and write.
public enum FieldStorageChanged {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "field-storage-changed",
    base: "75b0c05dc50825d4eff3365c6afa272581127da1fd8da2d35aec9e5ca5ab5438",
    goal: "bee52d3044d841688499752d741c4fdf1d6c75698ff2a1a786ac17f36ce4ee5e",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "5293dc968d5059b58c8f7837126d9b8ea5b6b350e7873b1f803ee0b55d52f113",
        isRelease: false,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "f6966d2408b61fa3afc422b1868d4c07ef1b5788ae603b327091ddb29e446f41",
        isRelease: true,
        gates: [.backfilled("users.code")]
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        fingerprint: "72fe44f1b1fcac46d8c325beba6471c77bbe2df1911ad63a90bc341e0461c68f",
        isRelease: true,
        gates: [
          .released(deploy: 2),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["code"]),
        ]
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "users.code", after: 1,
    kind: .copy, pending: .differs,
    function: usersCode
  )

  /// users.code: a copy.
  static func usersCode(_ row: UsersBefore, _ rows: Rows) throws -> UsersCode {
    UsersCode(code: try BuiltInConversion.copy.apply(to: row.code))
  }

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [
      Column("_id", .int), Column("name", .text), Column("code", .int), Column("code_2", .json),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var name: String
    public var code: Int64
    public var code2: Code2?

    public enum Code2: StoredValue {
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

  /// The values that the backfill users.code writes.
  public struct UsersCode: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("code_2", .json)]
    public static let keyColumns: [Int] = []
    public var code: UsersBefore.Code2

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.code)
    }
  }
}

extension FieldStorageChanged.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.name = try row.required(1)
    self.code = try row.required(2)
    self.code2 = try row.optional(3)
  }
}

extension FieldStorageChanged.UsersCode {
  public init(row: some RowReader) throws {
    self.code = try row.required(0)
  }
}
