// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 3e1614a912cd4faa460b55b81de68b5878f2dcd3383c1e608218c565c2669979
// swift-format-ignore-file
import Bellows

public typealias ShapesID = Key<ShapesRow, Int64>

/// A row of `shapes` as it is read.
public struct ShapesRow: ReadableRow {
  public static let table = "shapes"
  public enum Columns: String, ColumnNames {
    case id = "_id", value = "*"
    public static let forms: [Column.Form] = [.int, .json]
  }
  public static let columns = Columns.columns
  public static let columnTypes: [ServerType] = [.bigint, .jsonb]
  public static let keyColumns: [Int] = [0]

  public var id: ShapesID
  public var value: Value

  public init(id: ShapesID, value: Value) {
    (self.id, self.value) = (id, value)
  }

  public init(row: some RowReader) throws {
    try self.init(id: row.required(0), value: row.required(1))
  }

  public var columnValues: [JSONValue?] { [id.json, value.json] }

  public enum Value: StoredValue {
    case circle(Circle)
    case square(Square)

    public init(json: JSONValue) throws {
      if let value = try? Circle(json: json) {
        self = .circle(value)
      } else if let value = try? Square(json: json) {
        self = .square(value)
      } else {
        throw RowUnreadable(expected: "{ kind: \"circle\", radius: double } | { kind: \"square\", side: double }", found: json)
      }
    }

    public var json: JSONValue {
      switch self {
      case .circle(let value): value.json
      case .square(let value): value.json
      }
    }

    public struct Circle: StoredValue {
      public var kind: Kind
      public var radius: Double

      public init(kind: Kind = .circle, radius: Double) {
        (self.kind, self.radius) = (kind, radius)
      }

      public init(json: JSONValue) throws {
        var members = try ObjectReader(json)
        self.kind = try members.required("kind")
        self.radius = try members.required("radius")
        try members.finish()
      }

      public var json: JSONValue {
        var members = ObjectWriter()
        members.set("kind", self.kind)
        members.set("radius", self.radius)
        return members.json
      }

      public enum Kind: LiteralUnion {
        case circle

        public var rawValue: String {
          switch self {
          case .circle: "circle"
          }
        }
      }
    }

    public struct Square: StoredValue {
      public var kind: Kind
      public var side: Double

      public init(kind: Kind = .square, side: Double) {
        (self.kind, self.side) = (kind, side)
      }

      public init(json: JSONValue) throws {
        var members = try ObjectReader(json)
        self.kind = try members.required("kind")
        self.side = try members.required("side")
        try members.finish()
      }

      public var json: JSONValue {
        var members = ObjectWriter()
        members.set("kind", self.kind)
        members.set("side", self.side)
        return members.json
      }

      public enum Kind: LiteralUnion {
        case square

        public var rawValue: String {
          switch self {
          case .square: "square"
          }
        }
      }
    }
  }
}

/// A new row of `shapes`, or changes of an existing row, of which only assigned columns are written.
public struct ShapesWrite: ChangedRow {
  public let id: ShapesID?
  public var value: ShapesRow.Value { didSet { assignedColumns.insert(1) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(id: ShapesID? = nil, value: ShapesRow.Value) {
    (self.id, self.value, self.assignedColumns) = (id, value, ColumnSet(0..<2))
  }

  /// Changes of a row that was read.
  public init(_ row: ShapesRow) {
    (self.id, self.value, self.assignedColumns) = (row.id, row.value, [])
  }

  public var columnValues: [JSONValue?] { [id?.json, value.json] }
}
