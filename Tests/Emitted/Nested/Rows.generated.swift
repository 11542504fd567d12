// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 759202c3519de8fa9c8104bc253748b6b86e484ebcf368ee1baab17cc60ada5a
// swift-format-ignore-file
import Bellows

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

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
        throw RowUnreadable(expected: "{ kind: \"click\", x: int } | { kind: \"key\", code: string } | { kind: \"scroll\", y:", found: json)
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

      public enum Kind: StoredValue, CaseIterable {
        case click

        public init(json: JSONValue) throws {
          if let literal = Self.allCases.first(where: { $0.json == json }) {
            self = literal
          } else {
            throw RowUnreadable(expected: "\"click\"", found: json)
          }
        }

        public var json: JSONValue {
          switch self {
          case .click: .string("click")
          }
        }
      }
    }

    public struct Key_: StoredValue {
      public var kind: Kind
      public var code: String

      public init(kind: Kind = .key, code: String) {
        self.kind = kind
        self.code = code
      }

      public init(json: JSONValue) throws {
        var members = try ObjectReader(json)
        self.kind = try members.required("kind")
        self.code = try members.required("code")
        try members.finish()
      }

      public var json: JSONValue {
        var members = ObjectWriter()
        members.set("kind", self.kind)
        members.set("code", self.code)
        return members.json
      }

      public enum Kind: StoredValue, CaseIterable {
        case key

        public init(json: JSONValue) throws {
          if let literal = Self.allCases.first(where: { $0.json == json }) {
            self = literal
          } else {
            throw RowUnreadable(expected: "\"key\"", found: json)
          }
        }

        public var json: JSONValue {
          switch self {
          case .key: .string("key")
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

      public enum Kind: StoredValue, CaseIterable {
        case scroll

        public init(json: JSONValue) throws {
          if let literal = Self.allCases.first(where: { $0.json == json }) {
            self = literal
          } else {
            throw RowUnreadable(expected: "\"scroll\"", found: json)
          }
        }

        public var json: JSONValue {
          switch self {
          case .scroll: .string("scroll")
          }
        }
      }
    }
  }
}

/// A row of `events` as it is written: a new one, or one that was read and is to change.
///
/// Of a row that was read, only the columns that are assigned are written.
public struct EventsWrite: WritableRow {
  public static let table = "events"
  public static let columns = [
    Column("_id", .int),
    Column("*", .wholeRow),
  ]
  public static let keyColumns: [Int] = [0]

  public let id: EventsID?
  @Written public var value: Value

  /// A new row.
  public init(id: EventsID? = nil, value: Value) {
    self.id = id
    self._value = Written(wrappedValue: value)
  }

  /// A row that was read, to be changed.
  public init(_ row: EventsRow) {
    self.id = row.id
    self._value = Written(carried: Value(row.value))
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._value)
  }

  public enum Value: StoredValue {
    case click(EventsRow.Value.Click)
    case key(EventsRow.Value.Key_)
    /// A value that was read and may only be handed back.
    case carried(Carried)

    /// Can be had from a row that was read, and in no other way.
    public struct Carried: Hashable, Sendable {
      fileprivate let read: EventsRow.Value
    }

    public init(_ read: EventsRow.Value) {
      self = (try? Self(making: read.json)) ?? .carried(Carried(read: read))
    }

    public init(json: JSONValue) throws {
      self.init(try EventsRow.Value(json: json))
    }

    private init(making json: JSONValue) throws {
      if let value = try? EventsRow.Value.Click(json: json) {
        self = .click(value)
      } else if let value = try? EventsRow.Value.Key_(json: json) {
        self = .key(value)
      } else {
        throw RowUnreadable(expected: "{ kind: \"click\", x: int } | { kind: \"key\", code: string }", found: json)
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

public typealias PeopleID = Key<PeopleRow, Int64>

/// A row of `people` as it is read.
public struct PeopleRow: ReadableRow {
  public static let table = "people"
  public static let columns = [
    Column("_id", .int),
    Column("name", .nested),
    Column("theme", .nested),
    Column("settings", .nested),
    Column("shapes", .nested),
    Column("labels", .nested),
    Column("byLanguage", .nested),
    Column("extra", .nested),
    Column("note", .nested),
    Column("amount", .nested),
    Column("age", .nested),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: PeopleID
  public var name: String
  public var theme: Theme
  public var settings: Settings
  public var shapes: [ShapesItem]
  public var labels: Record<String, Nullable<String>>
  public var byLanguage: Record<ByLanguageKey, String>
  public var extra: JSONValue
  public var note: Note?
  public var amount: Amount?
  public var age: Int64?

  public init(
    id: PeopleID,
    name: String,
    theme: Theme,
    settings: Settings,
    shapes: [ShapesItem],
    labels: Record<String, Nullable<String>>,
    byLanguage: Record<ByLanguageKey, String>,
    extra: JSONValue,
    note: Note? = nil,
    amount: Amount? = nil,
    age: Int64? = nil
  ) {
    self.id = id
    self.name = name
    self.theme = theme
    self.settings = settings
    self.shapes = shapes
    self.labels = labels
    self.byLanguage = byLanguage
    self.extra = extra
    self.note = note
    self.amount = amount
    self.age = age
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.name = try row.required(1)
    self.theme = try row.required(2)
    self.settings = try row.required(3)
    self.shapes = try row.required(4)
    self.labels = try row.required(5)
    self.byLanguage = try row.required(6)
    self.extra = try row.required(7)
    self.note = try row.optional(8)
    self.amount = try row.optional(9)
    self.age = try row.optional(10)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.name)
    try row.set(2, self.theme)
    try row.set(3, self.settings)
    try row.set(4, self.shapes)
    try row.set(5, self.labels)
    try row.set(6, self.byLanguage)
    try row.set(7, self.extra)
    try row.set(8, self.note)
    try row.set(9, self.amount)
    try row.set(10, self.age)
  }

  public enum Theme: StoredValue, CaseIterable {
    case light
    case dark
    case auto

    public init(json: JSONValue) throws {
      if let literal = Self.allCases.first(where: { $0.json == json }) {
        self = literal
      } else {
        throw RowUnreadable(expected: "\"light\" | \"dark\" | \"auto\"", found: json)
      }
    }

    public var json: JSONValue {
      switch self {
      case .light: .string("light")
      case .dark: .string("dark")
      case .auto: .string("auto")
      }
    }
  }

  public struct Settings: StoredValue {
    public var font: String
    public var size: Int64?
    public var weight: Int64?

    public init(font: String, size: Int64? = nil, weight: Int64? = nil) {
      self.font = font
      self.size = size
      self.weight = weight
    }

    public init(json: JSONValue) throws {
      var members = try ObjectReader(json)
      self.font = try members.required("font")
      self.size = try members.optional("size")
      self.weight = try members.optional("weight")
      try members.finish()
    }

    public var json: JSONValue {
      var members = ObjectWriter()
      members.set("font", self.font)
      members.set("size", self.size)
      members.set("weight", self.weight)
      return members.json
    }
  }

  public enum ShapesItem: StoredValue {
    case circle(Circle)
    case square(Square)
    case dot(Dot)

    public init(json: JSONValue) throws {
      if let value = try? Circle(json: json) {
        self = .circle(value)
      } else if let value = try? Square(json: json) {
        self = .square(value)
      } else if let value = try? Dot(json: json) {
        self = .dot(value)
      } else {
        throw RowUnreadable(expected: "{ kind: \"circle\", r: double } | { kind: \"square\", side: double, angle: double? }", found: json)
      }
    }

    public var json: JSONValue {
      switch self {
      case .circle(let value): value.json
      case .square(let value): value.json
      case .dot(let value): value.json
      }
    }

    public struct Circle: StoredValue {
      public var kind: Kind
      public var r: Double

      public init(kind: Kind = .circle, r: Double) {
        self.kind = kind
        self.r = r
      }

      public init(json: JSONValue) throws {
        var members = try ObjectReader(json)
        self.kind = try members.required("kind")
        self.r = try members.required("r")
        try members.finish()
      }

      public var json: JSONValue {
        var members = ObjectWriter()
        members.set("kind", self.kind)
        members.set("r", self.r)
        return members.json
      }

      public enum Kind: StoredValue, CaseIterable {
        case circle

        public init(json: JSONValue) throws {
          if let literal = Self.allCases.first(where: { $0.json == json }) {
            self = literal
          } else {
            throw RowUnreadable(expected: "\"circle\"", found: json)
          }
        }

        public var json: JSONValue {
          switch self {
          case .circle: .string("circle")
          }
        }
      }
    }

    public struct Square: StoredValue {
      public var kind: Kind
      public var side: Double
      public var angle: Double?

      public init(kind: Kind = .square, side: Double, angle: Double? = nil) {
        self.kind = kind
        self.side = side
        self.angle = angle
      }

      public init(json: JSONValue) throws {
        var members = try ObjectReader(json)
        self.kind = try members.required("kind")
        self.side = try members.required("side")
        self.angle = try members.optional("angle")
        try members.finish()
      }

      public var json: JSONValue {
        var members = ObjectWriter()
        members.set("kind", self.kind)
        members.set("side", self.side)
        members.set("angle", self.angle)
        return members.json
      }

      public enum Kind: StoredValue, CaseIterable {
        case square

        public init(json: JSONValue) throws {
          if let literal = Self.allCases.first(where: { $0.json == json }) {
            self = literal
          } else {
            throw RowUnreadable(expected: "\"square\"", found: json)
          }
        }

        public var json: JSONValue {
          switch self {
          case .square: .string("square")
          }
        }
      }
    }

    public struct Dot: StoredValue {
      public var kind: Kind

      public init(kind: Kind = .dot) {
        self.kind = kind
      }

      public init(json: JSONValue) throws {
        var members = try ObjectReader(json)
        self.kind = try members.required("kind")
        try members.finish()
      }

      public var json: JSONValue {
        var members = ObjectWriter()
        members.set("kind", self.kind)
        return members.json
      }

      public enum Kind: StoredValue, CaseIterable {
        case dot

        public init(json: JSONValue) throws {
          if let literal = Self.allCases.first(where: { $0.json == json }) {
            self = literal
          } else {
            throw RowUnreadable(expected: "\"dot\"", found: json)
          }
        }

        public var json: JSONValue {
          switch self {
          case .dot: .string("dot")
          }
        }
      }
    }
  }

  public enum ByLanguageKey: StoredValue, RecordKey, CaseIterable {
    case de
    case en

    public init(json: JSONValue) throws {
      if let literal = Self.allCases.first(where: { $0.json == json }) {
        self = literal
      } else {
        throw RowUnreadable(expected: "\"de\" | \"en\"", found: json)
      }
    }

    public var json: JSONValue {
      switch self {
      case .de: .string("de")
      case .en: .string("en")
      }
    }

    public init(recordKey: String) throws {
      guard let key = Self.allCases.first(where: { $0.recordKey.utf8.elementsEqual(recordKey.utf8) }) else {
        throw RowUnreadable(expected: "\"de\" | \"en\"", found: .string(recordKey))
      }
      self = key
    }

    public var recordKey: String {
      switch self {
      case .de: "de"
      case .en: "en"
      }
    }
  }

  public struct Note: StoredValue {
    public var text: Nullable<String>

    public init(text: Nullable<String>) {
      self.text = text
    }

    public init(json: JSONValue) throws {
      var members = try ObjectReader(json)
      self.text = try members.required("text")
      try members.finish()
    }

    public var json: JSONValue {
      var members = ObjectWriter()
      members.set("text", self.text)
      return members.json
    }
  }

  public struct Amount: StoredValue {
    public var value: Nullable<Value>

    public init(value: Nullable<Value>) {
      self.value = value
    }

    public init(json: JSONValue) throws {
      var members = try ObjectReader(json)
      self.value = try members.required("value")
      try members.finish()
    }

    public var json: JSONValue {
      var members = ObjectWriter()
      members.set("value", self.value)
      return members.json
    }

    public enum Value: StoredValue {
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

/// A row of `people` as it is written: a new one, or one that was read and is to change.
///
/// Of a row that was read, only the columns that are assigned are written.
public struct PeopleWrite: WritableRow {
  public static let table = "people"
  public static let columns = [
    Column("_id", .int),
    Column("name", .nested),
    Column("theme", .nested),
    Column("settings", .nested),
    Column("shapes", .nested),
    Column("labels", .nested),
    Column("byLanguage", .nested),
    Column("extra", .nested),
    Column("note", .nested),
    Column("amount", .nested),
    Column("age", .nested),
  ]
  public static let keyColumns: [Int] = [0]

  public let id: PeopleID?
  @Written public var name: String
  @Written public var theme: Theme
  @Written public var settings: Settings
  @Written public var shapes: [ShapesItem]
  @Written public var labels: Record<String, Nullable<String>>
  @Written public var byLanguage: Record<PeopleRow.ByLanguageKey, String>
  @Written public var extra: JSONValue
  @Written public var note: PeopleRow.Note?
  @Written public var amount: PeopleRow.Amount?
  @Written public private(set) var age: Int64?

  /// A new row.
  public init(
    id: PeopleID? = nil,
    name: String,
    theme: Theme,
    settings: Settings,
    shapes: [ShapesItem],
    labels: Record<String, Nullable<String>>,
    byLanguage: Record<PeopleRow.ByLanguageKey, String>,
    extra: JSONValue,
    note: PeopleRow.Note? = nil,
    amount: PeopleRow.Amount? = nil,
    age: Int64
  ) {
    self.id = id
    self._name = Written(wrappedValue: name)
    self._theme = Written(wrappedValue: theme)
    self._settings = Written(wrappedValue: settings)
    self._shapes = Written(wrappedValue: shapes)
    self._labels = Written(wrappedValue: labels)
    self._byLanguage = Written(wrappedValue: byLanguage)
    self._extra = Written(wrappedValue: extra)
    self._note = Written(wrappedValue: note)
    self._amount = Written(wrappedValue: amount)
    self._age = Written(wrappedValue: age)
  }

  /// A row that was read, to be changed.
  public init(_ row: PeopleRow) {
    self.id = row.id
    self._name = Written(carried: row.name)
    self._theme = Written(carried: Theme(row.theme))
    self._settings = Written(carried: Settings(row.settings))
    self._shapes = Written(carried: row.shapes.map { ShapesItem($0) })
    self._labels = Written(carried: row.labels)
    self._byLanguage = Written(carried: row.byLanguage)
    self._extra = Written(carried: row.extra)
    self._note = Written(carried: row.note)
    self._amount = Written(carried: row.amount)
    self._age = Written(carried: row.age)
  }

  public mutating func set(age: Int64) {
    self.age = age
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._name)
    try row.set(2, self._theme)
    try row.set(3, self._settings)
    try row.set(4, self._shapes)
    try row.set(5, self._labels)
    try row.set(6, self._byLanguage)
    try row.set(7, self._extra)
    try row.set(8, self._note)
    try row.set(9, self._amount)
    try row.set(10, self._age)
  }

  public enum Theme: StoredValue {
    case light
    case dark
    /// A value that was read and may only be handed back.
    case carried(Carried)

    /// Can be had from a row that was read, and in no other way.
    public struct Carried: Hashable, Sendable {
      fileprivate let read: PeopleRow.Theme
    }

    public init(_ read: PeopleRow.Theme) {
      self = (try? Self(making: read.json)) ?? .carried(Carried(read: read))
    }

    public init(json: JSONValue) throws {
      self.init(try PeopleRow.Theme(json: json))
    }

    private static let literals: [Self] = [.light, .dark]

    private init(making json: JSONValue) throws {
      if let literal = Self.literals.first(where: { $0.json == json }) {
        self = literal
      } else {
        throw RowUnreadable(expected: "\"light\" | \"dark\"", found: json)
      }
    }

    public var json: JSONValue {
      switch self {
      case .light: .string("light")
      case .dark: .string("dark")
      case .carried(let carried): carried.read.json
      }
    }
  }

  public struct Settings: StoredValue {
    public var font: String
    public var size: Int64?
    private var carried = ObjectWriter()

    public init(font: String, size: Int64? = nil) {
      self.font = font
      self.size = size
    }

    public init(_ read: PeopleRow.Settings) {
      self.font = read.font
      self.size = read.size
      self.carried.set("weight", read.weight)
    }

    public init(json: JSONValue) throws {
      self.init(try PeopleRow.Settings(json: json))
    }

    public var json: JSONValue {
      var members = self.carried
      members.set("font", self.font)
      members.set("size", self.size)
      return members.json
    }
  }

  public enum ShapesItem: StoredValue {
    case circle(PeopleRow.ShapesItem.Circle)
    case square(Square)
    /// A value that was read and may only be handed back.
    case carried(Carried)

    /// Can be had from a row that was read, and in no other way.
    public struct Carried: Hashable, Sendable {
      fileprivate let read: PeopleRow.ShapesItem
    }

    public init(_ read: PeopleRow.ShapesItem) {
      self = (try? Self(making: read.json)) ?? .carried(Carried(read: read))
    }

    public init(json: JSONValue) throws {
      self.init(try PeopleRow.ShapesItem(json: json))
    }

    private init(making json: JSONValue) throws {
      if let value = try? PeopleRow.ShapesItem.Circle(json: json) {
        self = .circle(value)
      } else if let value = try? Square(json: json) {
        self = .square(value)
      } else {
        throw RowUnreadable(expected: "{ kind: \"circle\", r: double } | { kind: \"square\", side: double }", found: json)
      }
    }

    public var json: JSONValue {
      switch self {
      case .circle(let value): value.json
      case .square(let value): value.json
      case .carried(let carried): carried.read.json
      }
    }

    public struct Square: StoredValue {
      public var kind: PeopleRow.ShapesItem.Square.Kind
      public var side: Double
      private var carried = ObjectWriter()

      public init(kind: PeopleRow.ShapesItem.Square.Kind = .square, side: Double) {
        self.kind = kind
        self.side = side
      }

      public init(_ read: PeopleRow.ShapesItem.Square) {
        self.kind = read.kind
        self.side = read.side
        self.carried.set("angle", read.angle)
      }

      public init(json: JSONValue) throws {
        self.init(try PeopleRow.ShapesItem.Square(json: json))
      }

      public var json: JSONValue {
        var members = self.carried
        members.set("kind", self.kind)
        members.set("side", self.side)
        return members.json
      }
    }
  }
}

public typealias UploadsID = Key<UploadsRow, UUID>

/// A row of `uploads` as it is read.
public struct UploadsRow: ReadableRow {
  public static let table = "uploads"
  public static let columns = [
    Column("key", .nested),
    Column("owner", .nested),
    Column("content", .nested),
    Column("taken", .nested),
    Column("at", .nested),
    Column("price", .nested),
    Column("ratio", .nested),
    Column("parts", .nested),
  ]
  public static let keyColumns: [Int] = [0]

  public var key: UploadsID
  public var owner: PeopleID?
  public var content: Data
  public var taken: Day
  public var at: Timestamp
  public var price: ExactDecimal
  public var ratio: Double
  public var parts: Record<UUID, Data>

  public init(
    key: UploadsID,
    owner: PeopleID? = nil,
    content: Data,
    taken: Day,
    at: Timestamp,
    price: ExactDecimal,
    ratio: Double,
    parts: Record<UUID, Data>
  ) {
    self.key = key
    self.owner = owner
    self.content = content
    self.taken = taken
    self.at = at
    self.price = price
    self.ratio = ratio
    self.parts = parts
  }

  public init(row: some RowReader) throws {
    self.key = try row.required(0)
    self.owner = try row.optional(1)
    self.content = try row.required(2)
    self.taken = try row.required(3)
    self.at = try row.required(4)
    self.price = try row.required(5)
    self.ratio = try row.required(6)
    self.parts = try row.required(7)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.key)
    try row.set(1, self.owner)
    try row.set(2, self.content)
    try row.set(3, self.taken)
    try row.set(4, self.at)
    try row.set(5, self.price)
    try row.set(6, self.ratio)
    try row.set(7, self.parts)
  }
}

/// A row of `uploads` as it is written: a new one, or one that was read and is to change.
///
/// Of a row that was read, only the columns that are assigned are written.
public struct UploadsWrite: WritableRow {
  public static let table = "uploads"
  public static let columns = [
    Column("key", .nested),
    Column("owner", .nested),
    Column("content", .nested),
    Column("taken", .nested),
    Column("at", .nested),
    Column("price", .nested),
    Column("ratio", .nested),
    Column("parts", .nested),
  ]
  public static let keyColumns: [Int] = [0]

  public let key: UploadsID
  @Written public var owner: PeopleID?
  @Written public var content: Data
  @Written public var taken: Day
  @Written public var at: Timestamp
  @Written public var price: ExactDecimal
  @Written public var ratio: Double
  @Written public var parts: Record<UUID, Data>

  /// A new row.
  public init(
    key: UploadsID,
    owner: PeopleID? = nil,
    content: Data,
    taken: Day,
    at: Timestamp = .now,
    price: ExactDecimal,
    ratio: Double,
    parts: Record<UUID, Data>
  ) {
    self.key = key
    self._owner = Written(wrappedValue: owner)
    self._content = Written(wrappedValue: content)
    self._taken = Written(wrappedValue: taken)
    self._at = Written(wrappedValue: at)
    self._price = Written(wrappedValue: price)
    self._ratio = Written(wrappedValue: ratio)
    self._parts = Written(wrappedValue: parts)
  }

  /// A row that was read, to be changed.
  public init(_ row: UploadsRow) {
    self.key = row.key
    self._owner = Written(carried: row.owner)
    self._content = Written(carried: row.content)
    self._taken = Written(carried: row.taken)
    self._at = Written(carried: row.at)
    self._price = Written(carried: row.price)
    self._ratio = Written(carried: row.ratio)
    self._parts = Written(carried: row.parts)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.key)
    try row.set(1, self._owner)
    try row.set(2, self._content)
    try row.set(3, self._taken)
    try row.set(4, self._at)
    try row.set(5, self._price)
    try row.set(6, self._ratio)
    try row.set(7, self._parts)
  }
}
