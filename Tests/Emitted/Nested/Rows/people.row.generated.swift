// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: c46244c5719dafadf2d869feef69b984f423f67cffa82a13466e01c02fe033d4
// swift-format-ignore-file
import Bellows

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

  public enum Theme: LiteralUnion {
    case light
    case dark
    case auto

    public var rawValue: String {
      switch self {
      case .light: "light"
      case .dark: "dark"
      case .auto: "auto"
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

      public enum Kind: LiteralUnion {
        case square

        public var rawValue: String {
          switch self {
          case .square: "square"
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

      public enum Kind: LiteralUnion {
        case dot

        public var rawValue: String {
          switch self {
          case .dot: "dot"
          }
        }
      }
    }
  }

  public enum ByLanguageKey: LiteralUnion, RecordKey {
    case de
    case en

    public var rawValue: String {
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

/// A row of `people` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct PeopleWrite: WritableRow {
  public static let table = PeopleRow.table
  public static let columns = PeopleRow.columns
  public static let keyColumns = PeopleRow.keyColumns

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

  /// Changes of a row that was read.
  public init(_ row: PeopleRow) {
    self.id = row.id
    self._name = Written(unchanged: row.name)
    self._theme = Written(unchanged: Theme(row.theme))
    self._settings = Written(unchanged: Settings(row.settings))
    self._shapes = Written(unchanged: row.shapes.map { ShapesItem($0) })
    self._labels = Written(unchanged: row.labels)
    self._byLanguage = Written(unchanged: row.byLanguage)
    self._extra = Written(unchanged: row.extra)
    self._note = Written(unchanged: row.note)
    self._amount = Written(unchanged: row.amount)
    self._age = Written(unchanged: row.age)
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
    /// A value that was read and can only be written back unchanged.
    case carried(Carried)

    /// Only a row that was read can provide this value.
    public struct Carried: Hashable, Sendable {
      fileprivate let read: PeopleRow.Theme
    }

    init(_ read: PeopleRow.Theme) {
      self = (try? Self(json: read.json)) ?? .carried(Carried(read: read))
    }

    private static let literals: [Self] = [.light, .dark]

    public init(json: JSONValue) throws {
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

    init(_ read: PeopleRow.Settings) {
      self.font = read.font
      self.size = read.size
      self.carried.set("weight", read.weight)
    }

    public init(json: JSONValue) throws {
      var members = try ObjectReader(json)
      self.font = try members.required("font")
      self.size = try members.optional("size")
      try members.finish()
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

    init(_ read: PeopleRow.ShapesItem) {
      if case .square(let value) = read {
        self = .square(Square(value))
        return
      }
      self = (try? Self(json: read.json)) ?? .carried(Carried(read: read))
    }

    public init(json: JSONValue) throws {
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

      init(_ read: PeopleRow.ShapesItem.Square) {
        self.kind = read.kind
        self.side = read.side
        self.carried.set("angle", read.angle)
      }

      public init(json: JSONValue) throws {
        var members = try ObjectReader(json)
        self.kind = try members.required("kind")
        self.side = try members.required("side")
        try members.finish()
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
