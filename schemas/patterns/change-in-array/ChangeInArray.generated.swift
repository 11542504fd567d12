// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 31e62c21c1ffe7567f28ebfab4bc50d7bf83db227f22a80dd7f8a55b3a4fb65b
// swift-format-ignore-file
import Bellows

/// The plan change-in-array, and the rows that its backfills read and write.
public enum ChangeInArray {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "change-in-array",
    base: "f79246b08c3bb724f712bf63540db96e4aa26db2dd19599756c99c13b901453f",
    goal: "4b7331b380eb479a9c9c66dd06e28a1a0c395ae534c6c9769c1d056987b634db",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "c5ba88e124d97799c3a3fa926a61882b5441112b92553b6f3783612651fbc823",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "c5ba88e124d97799c3a3fa926a61882b5441112b92553b6f3783612651fbc823",
        isRelease: true,
        gates: [.released(deploy: 1)]
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        fingerprint: "4b7331b380eb479a9c9c66dd06e28a1a0c395ae534c6c9769c1d056987b634db",
        isRelease: true,
        gates: [
          .released(deploy: 2),
          .backup(table: "orders", key: [Column("_id", .int)], columns: ["items"]),
          .backfilled("orders.items"),
        ]
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Hand-written, in ChangeInArray.swift: static func ordersItems(_ row: OrdersBefore, _ rows: Rows)
  //   throws -> OrdersItems
  private static let backfill1 = Backfill(
    "orders.items", after: 2,
    kind: .custom, pending: .invalid,
    function: ordersItems
  )

  public enum OrdersTable {}
  public typealias OrdersID = Key<OrdersTable, Int64>

  /// A row of `orders` as it is read.
  public struct OrdersBefore: BackfillRow {
    public static let table = "orders"
    public static let columns: [Column] = [
      Column("_id", .int), Column("customer", .nested), Column("items", .nested),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: OrdersID
    public var customer: String
    public var items: Items

    public enum Items: StoredValue {
      case array([ArrayItem])
      case array2([ArrayItem2])

      public init(json: JSONValue) throws {
        if let value = try? [ArrayItem](json: json) {
          self = .array(value)
        } else if let value = try? [ArrayItem2](json: json) {
          self = .array2(value)
        } else {
          throw RowUnreadable(expected: "[{ count: int, sku: string, state: \"open\" | \"packed\" | \"lost\" }] | 1 more", found: json)
        }
      }

      public var json: JSONValue {
        switch self {
        case .array(let value): value.json
        case .array2(let value): value.json
        }
      }

      public struct ArrayItem: StoredValue {
        public var sku: String
        public var count: Int64
        public var state: State

        public init(sku: String, count: Int64, state: State) {
          (self.sku, self.count, self.state) = (sku, count, state)
        }

        public init(json: JSONValue) throws {
          var members = try ObjectReader(json)
          self.sku = try members.required("sku")
          self.count = try members.required("count")
          self.state = try members.required("state")
          try members.finish()
        }

        public var json: JSONValue {
          var members = ObjectWriter()
          members.set("count", self.count)
          members.set("sku", self.sku)
          members.set("state", self.state)
          return members.json
        }

        public enum State: LiteralUnion {
          case `open`
          case packed
          case lost

          public var rawValue: String {
            switch self {
            case .`open`: "open"
            case .packed: "packed"
            case .lost: "lost"
            }
          }
        }
      }

      public struct ArrayItem2: StoredValue {
        public var sku: String
        public var count: Int64
        public var price: ExactDecimal
        public var state: State

        public init(sku: String, count: Int64, price: ExactDecimal, state: State) {
          (self.sku, self.count, self.price, self.state) = (sku, count, price, state)
        }

        public init(json: JSONValue) throws {
          var members = try ObjectReader(json)
          self.sku = try members.required("sku")
          self.count = try members.required("count")
          self.price = try members.required("price")
          self.state = try members.required("state")
          try members.finish()
        }

        public var json: JSONValue {
          var members = ObjectWriter()
          members.set("count", self.count)
          members.set("price", self.price)
          members.set("sku", self.sku)
          members.set("state", self.state)
          return members.json
        }

        public enum State: LiteralUnion {
          case `open`
          case packed

          public var rawValue: String {
            switch self {
            case .`open`: "open"
            case .packed: "packed"
            }
          }
        }
      }
    }
  }

  /// The values that the backfill orders.items writes.
  public struct OrdersItems: BackfillRow, WritableRow {
    public static let table = "orders"
    public static let columns: [Column] = [Column("items", .nested)]
    public static let keyColumns: [Int] = []
    public var items: [ItemsItem]

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.items)
    }

    public struct ItemsItem: StoredValue {
      public var sku: String
      public var count: Int64
      public var price: ExactDecimal
      public var state: State

      public init(sku: String, count: Int64, price: ExactDecimal, state: State) {
        (self.sku, self.count, self.price, self.state) = (sku, count, price, state)
      }

      public init(json: JSONValue) throws {
        var members = try ObjectReader(json)
        self.sku = try members.required("sku")
        self.count = try members.required("count")
        self.price = try members.required("price")
        self.state = try members.required("state")
        try members.finish()
      }

      public var json: JSONValue {
        var members = ObjectWriter()
        members.set("count", self.count)
        members.set("price", self.price)
        members.set("sku", self.sku)
        members.set("state", self.state)
        return members.json
      }

      public enum State: LiteralUnion {
        case `open`
        case packed

        public var rawValue: String {
          switch self {
          case .`open`: "open"
          case .packed: "packed"
          }
        }
      }
    }
  }
}

extension ChangeInArray.OrdersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.customer = try row.required(1)
    self.items = try row.required(2)
  }
}

extension ChangeInArray.OrdersItems {
  public init(row: some RowReader) throws {
    self.items = try row.required(0)
  }
}
