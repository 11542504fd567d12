// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 2a42cd27117361db1c3e52304c501a2a9c7ee7c48330d85ca4cfd66086cc4674
// swift-format-ignore-file
import Bellows

/// The plan merge-tables-2-fill-table, and the rows that its backfills read and write.
public enum MergeTables2FillTable {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "merge-tables-2-fill-table",
    repairing: "35f4540316972666de4272379ee3f4fab1c65397d3b56c125238a8c8f714ea8a",
    after: [],
    backfills: [backfill1, backfill2]
  )

  // Hand-written, in MergeTables2FillTable.swift: static func customers(_ row: CustomersBefore, _ rows: Rows)
  //   async throws -> After<CustomersBefore>
  private static let backfill1 = Backfill(
    "customers", after: 1,
    kind: .custom, pending: .differs,
    rollback: .backup,
    function: customers
  )

  // Hand-written, in MergeTables2FillTable.swift: static func suppliers(_ row: SuppliersBefore, _ rows: Rows)
  //   async throws -> After<SuppliersBefore>
  private static let backfill2 = Backfill(
    "suppliers", after: 1,
    kind: .custom, pending: .differs,
    rollback: .backup,
    function: suppliers
  )

  public enum ContactsTable {}
  public typealias ContactsID = Key<ContactsTable, Int64>

  public enum CustomersTable {}
  public typealias CustomersID = Key<CustomersTable, Int64>

  public enum SuppliersTable {}
  public typealias SuppliersID = Key<SuppliersTable, Int64>

  /// A row of `customers` as it is read.
  public struct CustomersBefore: BackfillRow, WritableRow {
    public static let table = "customers"
    public static let columns: [Column] = [Column("_id", .int), Column("email", .text), Column("name", .text)]
    public static let keyColumns: [Int] = [0]
    public let id: CustomersID
    public var email: String
    public var name: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.email)
      try row.set(2, self.name)
    }
  }

  /// A row of `contacts` as it is read.
  public struct ContactsBefore: BackfillRow, WritableRow {
    public static let table = "contacts"
    public static let columns: [Column] = [
      Column("_id", .int), Column("kind", .text), Column("email", .text), Column("name", .text),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: ContactsID
    public var kind: Kind
    public var email: String
    public var name: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.kind)
      try row.set(2, self.email)
      try row.set(3, self.name)
    }

    public enum Kind: LiteralUnion {
      case customer
      case supplier

      public var rawValue: String {
        switch self {
        case .customer: "customer"
        case .supplier: "supplier"
        }
      }
    }
  }

  /// A row of `suppliers` as it is read.
  public struct SuppliersBefore: BackfillRow, WritableRow {
    public static let table = "suppliers"
    public static let columns: [Column] = [Column("_id", .int), Column("company", .text), Column("email", .text)]
    public static let keyColumns: [Int] = [0]
    public let id: SuppliersID
    public var company: String
    public var email: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.company)
      try row.set(2, self.email)
    }
  }

  /// A new row of `contacts`, or changes of an existing row, of which only assigned columns are written.
  public struct ContactsWrite: AssignedRow {
    public static let table = "contacts"
    public static let columns: [Column] = [
      Column("_id", .int), Column("kind", .text), Column("email", .text), Column("name", .text)]
    public static let keyColumns: [Int] = [0]

    public let id: ContactsID?
    public private(set) var kind: Kind? { didSet { assignedColumns.insert(1) } }
    public private(set) var email: String? { didSet { assignedColumns.insert(2) } }
    public private(set) var name: String? { didSet { assignedColumns.insert(3) } }
    public private(set) var assignedColumns: ColumnSet

    /// A new row.
    public init(id: ContactsID? = nil, kind: Kind, email: String, name: String) {
      (self.id, self.kind, self.email, self.name, self.assignedColumns) = (id, kind, email, name, ColumnSet(0..<4))
    }

    /// Changes of an existing row.
    public init(changing id: ContactsID) {
      (self.id, self.kind, self.email, self.name, self.assignedColumns) = (id, nil, nil, nil, [])
    }

    public mutating func set(kind: Kind) {
      self.kind = kind
    }

    public mutating func set(email: String) {
      self.email = email
    }

    public mutating func set(name: String) {
      self.name = name
    }

    public var columnValues: [JSONValue?] { [id?.json, kind?.json, email?.json, name?.json] }

    public enum Kind: LiteralUnion {
      case customer
      case supplier

      public var rawValue: String {
        switch self {
        case .customer: "customer"
        case .supplier: "supplier"
        }
      }
    }
  }
}

extension MergeTables2FillTable.CustomersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.email = try row.required(1)
    self.name = try row.required(2)
  }
}

extension MergeTables2FillTable.ContactsBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.kind = try row.required(1)
    self.email = try row.required(2)
    self.name = try row.required(3)
  }
}

extension MergeTables2FillTable.SuppliersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.company = try row.required(1)
    self.email = try row.required(2)
  }
}
