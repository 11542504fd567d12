// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 17dcc092987d86896819a130a20757a5f2ea81c9f68f3cc9e394e277fda021b0
// swift-format-ignore-file
import Bellows

/// The plan field-converted, and the rows that its backfills read and write.
public enum FieldConverted {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "field-converted",
    base: "a891b5d5dfbc516233e4f1a6100ea5cf14001966f656d523fd2e8bebb1af1df6",
    goal: "42cea05d4be9f7b7d49252fe0f92da37211bcf47faa114e32152e79e7cea2e06",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "e1057c9abfda325e5b1727a921586c6746a1069d415f026fa95e74ce2e252495",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "e1057c9abfda325e5b1727a921586c6746a1069d415f026fa95e74ce2e252495",
        isRelease: true,
        gates: [.released(deploy: 1)]
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        fingerprint: "42cea05d4be9f7b7d49252fe0f92da37211bcf47faa114e32152e79e7cea2e06",
        isRelease: true,
        gates: [
          .released(deploy: 2),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["year"]),
          .backfilled("users.year"),
        ]
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Hand-written, in FieldConverted.swift: static func usersYear(_ row: UsersBefore, _ rows: Rows)
  //   throws -> UsersYear
  private static let backfill1 = Backfill(
    "users.year", after: 2,
    kind: .custom, pending: .invalid,
    function: usersYear
  )

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("_id", .int), Column("name", .nested), Column("year", .nested)]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var name: String
    public var year: Year

    public enum Year: StoredValue {
      case string(String)
      case int(Int64)

      public init(json: JSONValue) throws {
        if let value = try? String(json: json) {
          self = .string(value)
        } else if let value = try? Int64(json: json) {
          self = .int(value)
        } else {
          throw RowUnreadable(expected: "string | int", found: json)
        }
      }

      public var json: JSONValue {
        switch self {
        case .string(let value): value.json
        case .int(let value): value.json
        }
      }
    }
  }

  /// The values that the backfill users.year writes.
  public struct UsersYear: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("year", .nested)]
    public static let keyColumns: [Int] = []
    public var year: Int64

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.year)
    }
  }
}

extension FieldConverted.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.name = try row.required(1)
    self.year = try row.required(2)
  }
}

extension FieldConverted.UsersYear {
  public init(row: some RowReader) throws {
    self.year = try row.required(0)
  }
}
