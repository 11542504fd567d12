// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 33d1d62d5b2baff313b9ee5ab5571a085e6b6d778959e4c51936a1ef48385756
// swift-format-ignore-file
import Bellows

public typealias EventsID = Key<EventsRow, Int64>

/// A row of `events` as it is read.
public struct EventsRow: ReadableRow {
  public static let table = "events"
  public static let columns = [
    Column("_id", .int),
    Column("*", .wholeRow),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: EventsID
  public var value: Value

  public init(id: EventsID, value: Value) {
    self.id = id
    self.value = value
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.value = try row.required(1)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.value)
  }

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
        throw RowUnreadable(expected: "{ kind: \"click\", x: int } | { code: string, kind: \"key\" } | { kind: \"scroll\", y:", found: json)
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
        self.kind = kind
        self.x = x
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
      public var code: String
      public var kind: Kind

      public init(code: String, kind: Kind = .key) {
        self.code = code
        self.kind = kind
      }

      public init(json: JSONValue) throws {
        var members = try ObjectReader(json)
        self.code = try members.required("code")
        self.kind = try members.required("kind")
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
        self.kind = kind
        self.y = y
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

/// A row of `events` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct EventsWrite: WritableRow {
  public static let table = EventsRow.table
  public static let columns = EventsRow.columns
  public static let keyColumns = EventsRow.keyColumns

  public let id: EventsID?
  @Written public var value: Value

  /// A new row.
  public init(id: EventsID? = nil, value: Value) {
    self.id = id
    self._value = Written(wrappedValue: value)
  }

  /// Changes of a row that was read.
  public init(_ row: EventsRow) {
    self.id = row.id
    self._value = Written(unchanged: Value(row.value))
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._value)
  }

  public enum Value: StoredValue {
    case click(EventsRow.Value.Click)
    case key(EventsRow.Value.Key_)
    /// A value that was read and can only be written back unchanged.
    case carried(Carried)

    /// Only a row that was read can provide this value.
    public struct Carried: Hashable, Sendable {
      fileprivate let read: EventsRow.Value
    }

    init(_ read: EventsRow.Value) {
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
