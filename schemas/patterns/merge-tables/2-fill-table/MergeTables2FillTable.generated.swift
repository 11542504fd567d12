// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: b3d328f743ac444a078f4429b29ac7bf1212bb9ff795dbf3ea8038486da2b82d
// swift-format-ignore-file
import Bellows

/// The plan merge-tables-2-fill-table, and the rows that its backfills read and write.
public enum MergeTables2FillTable {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "merge-tables-2-fill-table",
    repairing: "a027788d99799e0726ca5f94c2b839fc8f21eb46bdfdaf6f6cf489ba6b93a526",
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

  /// A row of `contacts` as it is written: a new row, or changes of an existing row.
  ///
  /// For an existing row, only assigned columns are written.
  public struct ContactsWrite: WritableRow {
    public static let table = "contacts"
    public static let columns = [
      Column("_id", .int),
      Column("kind", .text),
      Column("email", .text),
      Column("name", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public let id: ContactsID?
    @Written public private(set) var kind: Kind?
    @Written public private(set) var email: String?
    @Written public private(set) var name: String?

    /// A new row.
    public init(id: ContactsID? = nil, kind: Kind, email: String, name: String) {
      self.id = id
      self._kind = Written(wrappedValue: kind)
      self._email = Written(wrappedValue: email)
      self._name = Written(wrappedValue: name)
    }

    /// Changes of an existing row.
    public init(changing id: ContactsID) {
      self.id = id
      self._kind = Written(unchanged: nil)
      self._email = Written(unchanged: nil)
      self._name = Written(unchanged: nil)
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

    public func write(to row: inout some RowWriter) throws {
      if let key = self.id { try row.set(0, key) }
      try row.set(1, self._kind)
      try row.set(2, self._email)
      try row.set(3, self._name)
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
