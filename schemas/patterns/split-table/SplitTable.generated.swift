// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: e765de03cdb6275d1fbd8b7a78cc3755b1db1b51d0d99978b50e436353dcc254
// swift-format-ignore-file
import Bellows

/// The plan split-table, and the rows that its backfills read and write.
public enum SplitTable {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "split-table",
    base: "8396829a59008c5a1a866aa626515a376328de90b06a4ee1a4fded01ad50a75c",
    goal: "48993e1b5bbc278b187633371184df2da0d45958cb5bd9fb478934349879cf6b",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "39a14aa497d00cd6b1c672766c3dffa002b1ee4013212646b75c1cd238cd42c3",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackStatements: rollbackStatements1, rollbackPlan: rollbackPlan1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "4990f969b07d26395f6852ff83d1e2f6ff5e7852d991ddf59438f9e1e466067e",
        isRelease: true,
        gates: [.released(deploy: 1), .backfilled("users.address")],
        statements: statements2
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        fingerprint: "e6ae18667d477e6fca72dd2235446e1bbdf46ff9dbef1af81ed710c45218be16",
        isRelease: true,
        gates: [.released(deploy: 2)],
        statements: statements3, rollbackStatements: rollbackStatements3, rollbackPlan: rollbackPlan3
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        fingerprint: "48993e1b5bbc278b187633371184df2da0d45958cb5bd9fb478934349879cf6b",
        isRelease: false,
        gates: [
          .released(deploy: 3),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["city", "street"]),
        ],
        statements: statements4, rollbackStatements: rollbackStatements4, rollbackPlan: rollbackPlan4
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Hand-written, in SplitTable.swift: static func usersAddress(_ row: UsersBefore, _ rows: Rows)
  //   throws -> UsersAddress
  private static let backfill1 = Backfill(
    "users.address", after: 1,
    kind: .custom, pending: .differs,
    function: usersAddress
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "city" TEXT NOT NULL,
          "street" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"""
      CREATE TABLE "addresses" (
        "_id" INTEGER PRIMARY KEY,
        "city" TEXT NOT NULL,
        "street" TEXT NOT NULL
      ) STRICT
      """#),
    .sql(#"ALTER TABLE "users" ADD COLUMN "address" INTEGER REFERENCES "addresses" ("_id") ON DELETE RESTRICT"#),
    .sql(#"CREATE UNIQUE INDEX "addresses_by_street_city" ON "addresses" ("street", "city")"#),
  ]

  private static let rollbackStatements1: [SchemaStatement] = [
    .sql(#"DROP TABLE "addresses""#),
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .dropColumn("address"),
      ]
    )),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("addresses", key: [Column("_id", .int)], columns: [Column("city", .text), Column("street", .text)]),
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("address", .int)], where: #""address" IS NOT NULL"#, exceptFrom: "users.address"),
    ]
  )

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""address" INTEGER REFERENCES "addresses" ("_id") ON DELETE RESTRICT"#, to: #""address" INTEGER NOT NULL REFERENCES "addresses" ("_id") ON DELETE RESTRICT"#),
      ]
    )),
  ]

  private static let statements3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""city" TEXT NOT NULL"#, to: #""city" TEXT"#),
        .changeColumn(from: #""street" TEXT NOT NULL"#, to: #""street" TEXT"#),
      ]
    )),
  ]

  private static let rollbackStatements3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""city" TEXT"#, to: #""city" TEXT NOT NULL"#),
        .changeColumn(from: #""street" TEXT"#, to: #""street" TEXT NOT NULL"#),
      ]
    )),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    accepts: [
      StoredCheck("users.city", query: #"SELECT "_id", "city" FROM "users" WHERE "city" IS NULL"#),
      StoredCheck("users.street", query: #"SELECT "_id", "street" FROM "users" WHERE "street" IS NULL"#),
    ],
    hides: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("address", .int)], exceptFrom: "users.address"),
    ]
  )

  private static let statements4: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .dropColumn("city"),
        .dropColumn("street"),
      ]
    )),
  ]

  private static let rollbackStatements4: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "city" TEXT"#),
    .sql(#"ALTER TABLE "users" ADD COLUMN "street" TEXT"#),
  ]

  private static let rollbackPlan4 = RollbackPlan(
    empties: [
      StoredColumns("users", ["city", "street"]),
    ]
  )

  public enum AddressesTable {}
  public typealias AddressesID = Key<AddressesTable, Int64>

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [
      Column("_id", .int), Column("email", .text), Column("address", .int), Column("city", .text),
      Column("street", .text),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var email: String
    public var address: AddressesID?
    public var city: String
    public var street: String
  }

  /// A row of `addresses` as it is read.
  public struct AddressesBefore: BackfillRow, WritableRow {
    public static let table = "addresses"
    public static let columns: [Column] = [Column("_id", .int), Column("street", .text), Column("city", .text)]
    public static let keyColumns: [Int] = [0]
    public var id: AddressesID
    public var street: String
    public var city: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.street)
      try row.set(2, self.city)
    }
  }

  /// The values that the backfill users.address writes.
  public struct UsersAddress: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("address", .int)]
    public static let keyColumns: [Int] = []
    public var address: AddressesID

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.address)
    }
  }

  /// A new row of `addresses`, or changes of an existing row, of which only assigned columns are written.
  public struct AddressesWrite: AssignedRow {
    public static let table = "addresses"
    public static let columns: [Column] = [Column("_id", .int), Column("street", .text), Column("city", .text)]
    public static let keyColumns: [Int] = [0]

    public let id: AddressesID?
    public private(set) var street: String? { didSet { assignedColumns.insert(1) } }
    public private(set) var city: String? { didSet { assignedColumns.insert(2) } }
    public private(set) var assignedColumns: ColumnSet

    /// A new row.
    public init(id: AddressesID? = nil, street: String, city: String) {
      (self.id, self.street, self.city, self.assignedColumns) = (id, street, city, ColumnSet(0..<3))
    }

    /// Changes of an existing row.
    public init(changing id: AddressesID) {
      (self.id, self.street, self.city, self.assignedColumns) = (id, nil, nil, [])
    }

    public mutating func set(street: String) {
      self.street = street
    }

    public mutating func set(city: String) {
      self.city = city
    }

    public var columnValues: [JSONValue?] { [id?.json, street?.json, city?.json] }
  }
}

extension SplitTable.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.email = try row.required(1)
    self.address = try row.optional(2)
    self.city = try row.required(3)
    self.street = try row.required(4)
  }
}

extension SplitTable.AddressesBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.street = try row.required(1)
    self.city = try row.required(2)
  }
}

extension SplitTable.UsersAddress {
  public init(row: some RowReader) throws {
    self.address = try row.required(0)
  }
}
