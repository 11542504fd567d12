// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 4814f0301c12954544d304d845fa8f7d042812e5025db430e2b829b1cb09cef7
// swift-format-ignore-file
import Bellows

public typealias EventsID = Key<EventsRow, Int64>

/// A row of `events` as it is read.
public struct EventsRow: ReadableRow {
  public static let table = "events"
  public enum Columns: String, ColumnNames {
    case id = "_id", value = "*"
    public static let forms: [Column.Form] = [.int, .wholeRow]
  }
  public static let columns = Columns.columns
  public static let keyColumns: [Int] = [0]

  public var id: EventsID
  public var value: Value

  public init(id: EventsID, value: Value) {
    (self.id, self.value) = (id, value)
  }

  public init(row: some RowReader) throws {
    try self.init(id: row.required(0), value: row.required(1))
  }

  public var columnValues: [JSONValue?] { [id.json, value.json] }

  public enum Value: StoredValue {
    case click(Click)
    case key(Key_)
    case scroll(Scroll)

    public init(json: JSONValue) throws {
      if let value = try? Click(json: json) {
        self = .click(value)
      } else if let value = try? Key_(json: json) {
        self = .key(value)
      } else if let value = try? Scroll(json: json) {
        self = .scroll(value)
      } else {
        throw RowUnreadable(expected: "{ kind: \"click\", x: int } | { code: string, kind: \"key\" } | 1 more", found: json)
      }
    }

    public var json: JSONValue {
      switch self {
      case .click(let value): value.json
      case .key(let value): value.json
      case .scroll(let value): value.json
      }
    }

    public struct Click: StoredValue {
      public var kind: Kind
      public var x: Int64

      public init(kind: Kind = .click, x: Int64) {
        (self.kind, self.x) = (kind, x)
      }

      public init(json: JSONValue) throws {
        var members = try ObjectReader(json)
        self.kind = try members.required("kind")
        self.x = try members.required("x")
        try members.finish()
      }

      public var json: JSONValue {
        var members = ObjectWriter()
        members.set("kind", self.kind)
        members.set("x", self.x)
        return members.json
      }

      public enum Kind: LiteralUnion {
        case click

        public var rawValue: String {
          switch self {
          case .click: "click"
          }
        }
      }
    }

    public struct Key_: StoredValue {
      public var kind: Kind
      public var code: String

      public init(kind: Kind = .key, code: String) {
        (self.kind, self.code) = (kind, code)
      }

      public init(json: JSONValue) throws {
        var members = try ObjectReader(json)
        self.kind = try members.required("kind")
        self.code = try members.required("code")
        try members.finish()
      }

      public var json: JSONValue {
        var members = ObjectWriter()
        members.set("code", self.code)
        members.set("kind", self.kind)
        return members.json
      }

      public enum Kind: LiteralUnion {
        case key

        public var rawValue: String {
          switch self {
          case .key: "key"
          }
        }
      }
    }

    public struct Scroll: StoredValue {
      public var kind: Kind
      public var y: Double

      public init(kind: Kind = .scroll, y: Double) {
        (self.kind, self.y) = (kind, y)
      }

      public init(json: JSONValue) throws {
        var members = try ObjectReader(json)
        self.kind = try members.required("kind")
        self.y = try members.required("y")
        try members.finish()
      }

      public var json: JSONValue {
        var members = ObjectWriter()
        members.set("kind", self.kind)
        members.set("y", self.y)
        return members.json
      }

      public enum Kind: LiteralUnion {
        case scroll

        public var rawValue: String {
          switch self {
          case .scroll: "scroll"
          }
        }
      }
    }
  }
}

/// A new row of `events`, or changes of an existing row, of which only assigned columns are written.
public struct EventsWrite: ChangedRow {
  public let id: EventsID?
  public var value: Value { didSet { assignedColumns.insert(1) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(id: EventsID? = nil, value: Value) {
    (self.id, self.value, self.assignedColumns) = (id, value, ColumnSet(0..<2))
  }

  /// Changes of a row that was read.
  public init(_ row: EventsRow) {
    (self.id, self.value, self.assignedColumns) = (row.id, Value(carrying: row.value), [])
  }

  public var columnValues: [JSONValue?] { [id?.json, value.json] }

  public enum Value: NarrowedUnion {
    case click(EventsRow.Value.Click)
    case key(EventsRow.Value.Key_)
    /// A value that was read and can only be written back unchanged.
    case carried(Carried)
    public typealias ReadType = EventsRow.Value

    /// Only a row that was read can provide this value.
    public struct Carried: Hashable, Sendable {
      fileprivate let read: EventsRow.Value
    }

    init(carrying read: EventsRow.Value) {
      self = (try? Self(json: read.json)) ?? .carried(Carried(read: read))
    }

    public init(json: JSONValue) throws {
      if let value = try? EventsRow.Value.Click(json: json) {
        self = .click(value)
      } else if let value = try? EventsRow.Value.Key_(json: json) {
        self = .key(value)
      } else {
        throw RowUnreadable(expected: "{ kind: \"click\", x: int } | { code: string, kind: \"key\" }", found: json)
      }
    }

    public var json: JSONValue {
      switch self {
      case .click(let value): value.json
      case .key(let value): value.json
      case .carried(let carried): carried.read.json
      }
    }
  }
}
