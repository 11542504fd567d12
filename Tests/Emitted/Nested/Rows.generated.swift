// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: b009fc55fbabb47883ce4eb8ebcbdf9d313e99edc3fba03ccf30dfbf1d16a248
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

/// A row of `events` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
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

  /// Changes of a row that was read.
  public init(_ row: EventsRow) {
    self.id = row.id
    self._value = Written(unchanged: Value(row.value))
  }

  public mutating func set(value: Value) {
    self.value = value
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

public typealias PeopleID = Key<PeopleRow, Int64>

/// A row of `people` as it is read.
public struct PeopleRow: ReadableRow {
  public static let table = "people"
  public static let columns = [
    Column("_id", .int),
    Column("age", .nested),
    Column("amount", .nested),
    Column("byLanguage", .nested),
    Column("extra", .nested),
    Column("labels", .nested),
    Column("name", .nested),
    Column("note", .nested),
    Column("settings", .nested),
    Column("shapes", .nested),
    Column("theme", .nested),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: PeopleID
  public var age: Int64?
  public var amount: Amount?
  public var byLanguage: Record<ByLanguageKey, String>
  public var extra: JSONValue
  public var labels: Record<String, Nullable<String>>
  public var name: String
  public var note: Note?
  public var settings: Settings
  public var shapes: [ShapesItem]
  public var theme: Theme

  public init(
    id: PeopleID,
    age: Int64? = nil,
    amount: Amount? = nil,
    byLanguage: Record<ByLanguageKey, String>,
    extra: JSONValue,
    labels: Record<String, Nullable<String>>,
    name: String,
    note: Note? = nil,
    settings: Settings,
    shapes: [ShapesItem],
    theme: Theme
  ) {
    self.id = id
    self.age = age
    self.amount = amount
    self.byLanguage = byLanguage
    self.extra = extra
    self.labels = labels
    self.name = name
    self.note = note
    self.settings = settings
    self.shapes = shapes
    self.theme = theme
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.age = try row.optional(1)
    self.amount = try row.optional(2)
    self.byLanguage = try row.required(3)
    self.extra = try row.required(4)
    self.labels = try row.required(5)
    self.name = try row.required(6)
    self.note = try row.optional(7)
    self.settings = try row.required(8)
    self.shapes = try row.required(9)
    self.theme = try row.required(10)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.age)
    try row.set(2, self.amount)
    try row.set(3, self.byLanguage)
    try row.set(4, self.extra)
    try row.set(5, self.labels)
    try row.set(6, self.name)
    try row.set(7, self.note)
    try row.set(8, self.settings)
    try row.set(9, self.shapes)
    try row.set(10, self.theme)
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
        throw RowUnreadable(expected: "{ kind: \"circle\", r: double } | { angle: double?, kind: \"square\", side: double }", found: json)
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
      public var angle: Double?
      public var kind: Kind
      public var side: Double

      public init(angle: Double? = nil, kind: Kind = .square, side: Double) {
        self.angle = angle
        self.kind = kind
        self.side = side
      }

      public init(json: JSONValue) throws {
        var members = try ObjectReader(json)
        self.angle = try members.optional("angle")
        self.kind = try members.required("kind")
        self.side = try members.required("side")
        try members.finish()
      }

      public var json: JSONValue {
        var members = ObjectWriter()
        members.set("angle", self.angle)
        members.set("kind", self.kind)
        members.set("side", self.side)
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
}

/// A row of `people` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct PeopleWrite: WritableRow {
  public static let table = "people"
  public static let columns = [
    Column("_id", .int),
    Column("age", .nested),
    Column("amount", .nested),
    Column("byLanguage", .nested),
    Column("extra", .nested),
    Column("labels", .nested),
    Column("name", .nested),
    Column("note", .nested),
    Column("settings", .nested),
    Column("shapes", .nested),
    Column("theme", .nested),
  ]
  public static let keyColumns: [Int] = [0]

  public let id: PeopleID?
  @Written public private(set) var age: Int64?
  @Written public var amount: PeopleRow.Amount?
  @Written public var byLanguage: Record<PeopleRow.ByLanguageKey, String>
  @Written public var extra: JSONValue
  @Written public var labels: Record<String, Nullable<String>>
  @Written public var name: String
  @Written public var note: PeopleRow.Note?
  @Written public var settings: Settings
  @Written public var shapes: [ShapesItem]
  @Written public var theme: Theme

  /// A new row.
  public init(
    id: PeopleID? = nil,
    age: Int64,
    amount: PeopleRow.Amount? = nil,
    byLanguage: Record<PeopleRow.ByLanguageKey, String>,
    extra: JSONValue,
    labels: Record<String, Nullable<String>>,
    name: String,
    note: PeopleRow.Note? = nil,
    settings: Settings,
    shapes: [ShapesItem],
    theme: Theme
  ) {
    self.id = id
    self._age = Written(wrappedValue: age)
    self._amount = Written(wrappedValue: amount)
    self._byLanguage = Written(wrappedValue: byLanguage)
    self._extra = Written(wrappedValue: extra)
    self._labels = Written(wrappedValue: labels)
    self._name = Written(wrappedValue: name)
    self._note = Written(wrappedValue: note)
    self._settings = Written(wrappedValue: settings)
    self._shapes = Written(wrappedValue: shapes)
    self._theme = Written(wrappedValue: theme)
  }

  /// Changes of a row that was read.
  public init(_ row: PeopleRow) {
    self.id = row.id
    self._age = Written(unchanged: row.age)
    self._amount = Written(unchanged: row.amount)
    self._byLanguage = Written(unchanged: row.byLanguage)
    self._extra = Written(unchanged: row.extra)
    self._labels = Written(unchanged: row.labels)
    self._name = Written(unchanged: row.name)
    self._note = Written(unchanged: row.note)
    self._settings = Written(unchanged: Settings(row.settings))
    self._shapes = Written(unchanged: row.shapes.map { ShapesItem($0) })
    self._theme = Written(unchanged: Theme(row.theme))
  }

  public mutating func set(age: Int64) {
    self.age = age
  }

  public mutating func set(amount: PeopleRow.Amount?) {
    self.amount = amount
  }

  public mutating func set(byLanguage: Record<PeopleRow.ByLanguageKey, String>) {
    self.byLanguage = byLanguage
  }

  public mutating func set(extra: JSONValue) {
    self.extra = extra
  }

  public mutating func set(labels: Record<String, Nullable<String>>) {
    self.labels = labels
  }

  public mutating func set(name: String) {
    self.name = name
  }

  public mutating func set(note: PeopleRow.Note?) {
    self.note = note
  }

  public mutating func set(settings: Settings) {
    self.settings = settings
  }

  public mutating func set(shapes: [ShapesItem]) {
    self.shapes = shapes
  }

  public mutating func set(theme: Theme) {
    self.theme = theme
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._age)
    try row.set(2, self._amount)
    try row.set(3, self._byLanguage)
    try row.set(4, self._extra)
    try row.set(5, self._labels)
    try row.set(6, self._name)
    try row.set(7, self._note)
    try row.set(8, self._settings)
    try row.set(9, self._shapes)
    try row.set(10, self._theme)
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
    /// A value that was read and can only be written back unchanged.
    case carried(Carried)

    /// Only a row that was read can provide this value.
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

  public enum Theme: StoredValue {
    case light
    case dark
    /// A value that was read and can only be written back unchanged.
    case carried(Carried)

    /// Only a row that was read can provide this value.
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
}

public typealias UploadsID = Key<UploadsRow, UUID>

/// A row of `uploads` as it is read.
public struct UploadsRow: ReadableRow {
  public static let table = "uploads"
  public static let columns = [
    Column("key", .nested),
    Column("at", .nested),
    Column("content", .nested),
    Column("owner", .nested),
    Column("parts", .nested),
    Column("price", .nested),
    Column("ratio", .nested),
    Column("taken", .nested),
  ]
  public static let keyColumns: [Int] = [0]

  public var key: UploadsID
  public var at: Timestamp
  public var content: Data
  public var owner: PeopleID?
  public var parts: Record<UUID, Data>
  public var price: ExactDecimal
  public var ratio: Double
  public var taken: Day

  public init(
    key: UploadsID,
    at: Timestamp,
    content: Data,
    owner: PeopleID? = nil,
    parts: Record<UUID, Data>,
    price: ExactDecimal,
    ratio: Double,
    taken: Day
  ) {
    self.key = key
    self.at = at
    self.content = content
    self.owner = owner
    self.parts = parts
    self.price = price
    self.ratio = ratio
    self.taken = taken
  }

  public init(row: some RowReader) throws {
    self.key = try row.required(0)
    self.at = try row.required(1)
    self.content = try row.required(2)
    self.owner = try row.optional(3)
    self.parts = try row.required(4)
    self.price = try row.required(5)
    self.ratio = try row.required(6)
    self.taken = try row.required(7)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.key)
    try row.set(1, self.at)
    try row.set(2, self.content)
    try row.set(3, self.owner)
    try row.set(4, self.parts)
    try row.set(5, self.price)
    try row.set(6, self.ratio)
    try row.set(7, self.taken)
  }
}

/// A row of `uploads` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct UploadsWrite: WritableRow {
  public static let table = "uploads"
  public static let columns = [
    Column("key", .nested),
    Column("at", .nested),
    Column("content", .nested),
    Column("owner", .nested),
    Column("parts", .nested),
    Column("price", .nested),
    Column("ratio", .nested),
    Column("taken", .nested),
  ]
  public static let keyColumns: [Int] = [0]

  public let key: UploadsID
  @Written public var at: Timestamp
  @Written public var content: Data
  @Written public var owner: PeopleID?
  @Written public var parts: Record<UUID, Data>
  @Written public var price: ExactDecimal
  @Written public var ratio: Double
  @Written public var taken: Day

  /// A new row.
  public init(
    key: UploadsID,
    at: Timestamp = .now,
    content: Data,
    owner: PeopleID? = nil,
    parts: Record<UUID, Data>,
    price: ExactDecimal,
    ratio: Double,
    taken: Day
  ) {
    self.key = key
    self._at = Written(wrappedValue: at)
    self._content = Written(wrappedValue: content)
    self._owner = Written(wrappedValue: owner)
    self._parts = Written(wrappedValue: parts)
    self._price = Written(wrappedValue: price)
    self._ratio = Written(wrappedValue: ratio)
    self._taken = Written(wrappedValue: taken)
  }

  /// Changes of a row that was read.
  public init(_ row: UploadsRow) {
    self.key = row.key
    self._at = Written(unchanged: row.at)
    self._content = Written(unchanged: row.content)
    self._owner = Written(unchanged: row.owner)
    self._parts = Written(unchanged: row.parts)
    self._price = Written(unchanged: row.price)
    self._ratio = Written(unchanged: row.ratio)
    self._taken = Written(unchanged: row.taken)
  }

  public mutating func set(at: Timestamp) {
    self.at = at
  }

  public mutating func set(content: Data) {
    self.content = content
  }

  public mutating func set(owner: PeopleID?) {
    self.owner = owner
  }

  public mutating func set(parts: Record<UUID, Data>) {
    self.parts = parts
  }

  public mutating func set(price: ExactDecimal) {
    self.price = price
  }

  public mutating func set(ratio: Double) {
    self.ratio = ratio
  }

  public mutating func set(taken: Day) {
    self.taken = taken
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.key)
    try row.set(1, self._at)
    try row.set(2, self._content)
    try row.set(3, self._owner)
    try row.set(4, self._parts)
    try row.set(5, self._price)
    try row.set(6, self._ratio)
    try row.set(7, self._taken)
  }
}
