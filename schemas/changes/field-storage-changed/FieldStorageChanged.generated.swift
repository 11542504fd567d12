// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: b8e473de1ef62446aeca185f8d3e524515041e688cfcb543d8cbd21f0059d991
// swift-format-ignore-file
import Bellows

/// The plan field-storage-changed, and the rows that its backfills read and write.
public enum FieldStorageChanged {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "field-storage-changed",
    base: "95baf06ecc9e62b12b569fd714eedc022c3ddf31361183331ea21db2d0297af4",
    goal: "0dc9cfd9b10c1cc41ef2687a2c32f9e7b67d4e0e9fbdabf7bc597548c8863c3b",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "3e208402d90d306eeaa32c800b16e0fef3f551b6bff3704f70b6f159f59aa2f2",
        isRelease: false,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "61c66aaaa58c2e6f876d9c3be2a5db395a4a2b1491399ac4989ae43f2ea6b337",
        isRelease: true,
        gates: [
          .backfilled("users.code"),
        ]
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        schema: "3-widen.schema",
        fingerprint: "14faad746c8926e37ec7147185e72594554e0d3ff6e5871969e30bd9f5cb4731",
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
    body: usersCode
  )

  /// users.code: a copy.
  static func usersCode(_ row: UsersBefore, _ rows: Rows) throws -> UsersCode {
    UsersCode(code: try KnownConversion.copy.apply(to: row.code))
  }

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("_id", .int),
      Column("code", .int),
      Column("code_2", .json),
      Column("name", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: UsersID
    public var code: Int64
    public var code2: Code2?
    public var name: String

    public init(id: UsersID, code: Int64, code2: Code2? = nil, name: String) {
      self.id = id
      self.code = code
      self.code2 = code2
      self.name = name
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.code = try row.required(1)
      self.code2 = try row.optional(2)
      self.name = try row.required(3)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.code)
      try row.set(2, self.code2)
      try row.set(3, self.name)
    }

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

  /// What the backfill users.code writes.
  public struct UsersCode: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("code_2", .json),
    ]
    public static let keyColumns: [Int] = []

    public var code: Code2

    public init(code: Code2) {
      self.code = code
    }

    public init(row: some RowReader) throws {
      self.code = try row.required(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.code)
    }

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
}
