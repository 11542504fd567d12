// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: bdc4aef07c000142750ff7d1e32d3d31f4973cc26568c4ec4c9d7d1e5f7d097a
// swift-format-ignore-file
import Bellows

public typealias PeopleID = Key<PeopleRow, Int64>

/// A row of `people` as it is read.
public struct PeopleRow: ReadableRow {
  public static let table = "people"
  public enum Columns: String, ColumnNames {
    case id = "_id", name, theme, settings, shapes, labels, byLanguage, extra, note, amount, age
    public static let forms: [Column.Form] = [
      .int, .nested, .nested, .nested, .nested, .nested, .nested, .nested, .nested, .nested, .nested]
  }
  public static let columns = Columns.columns
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
    id: PeopleID, name: String, theme: Theme, settings: Settings, shapes: [ShapesItem],
    labels: Record<String, Nullable<String>>, byLanguage: Record<ByLanguageKey, String>, extra: JSONValue,
    note: Note? = nil, amount: Amount? = nil, age: Int64? = nil
  ) {
    (self.id, self.name, self.theme, self.settings, self.shapes) = (id, name, theme, settings, shapes)
    (self.labels, self.byLanguage, self.extra, self.note, self.amount) = (labels, byLanguage, extra, note, amount)
    self.age = age
  }

  public init(row: some RowReader) throws {
    try self.init(
      id: row.required(0), name: row.required(1), theme: row.required(2), settings: row.required(3),
      shapes: row.required(4), labels: row.required(5), byLanguage: row.required(6), extra: row.required(7),
      note: row.optional(8), amount: row.optional(9), age: row.optional(10))
  }

  public var columnValues: [JSONValue?] { [
    id.json, name.json, theme.json, settings.json, shapes.json, labels.json, byLanguage.json, extra.json, note?.json,
    amount?.json, age?.json] }

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
      (self.font, self.size, self.weight) = (font, size, weight)
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
        throw RowUnreadable(expected: "{ kind: \"circle\", r: double } | { angle: double?, kind: \"square\", side: double } | 1 more", found: json)
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
        (self.kind, self.r) = (kind, r)
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
      public var kind: Kind
      public var side: Double
      public var angle: Double?

      public init(kind: Kind = .square, side: Double, angle: Double? = nil) {
        (self.kind, self.side, self.angle) = (kind, side, angle)
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

/// A new row of `people`, or changes of an existing row, of which only assigned columns are written.
public struct PeopleWrite: ChangedRow {
  public let id: PeopleID?
  public var name: String { didSet { assignedColumns.insert(1) } }
  public var theme: Theme { didSet { assignedColumns.insert(2) } }
  public var settings: Settings { didSet { assignedColumns.insert(3) } }
  public var shapes: [ShapesItem] { didSet { assignedColumns.insert(4) } }
  public var labels: Record<String, Nullable<String>> { didSet { assignedColumns.insert(5) } }
  public var byLanguage: Record<PeopleRow.ByLanguageKey, String> { didSet { assignedColumns.insert(6) } }
  public var extra: JSONValue { didSet { assignedColumns.insert(7) } }
  public var note: Note? { didSet { assignedColumns.insert(8) } }
  public var amount: PeopleRow.Amount? { didSet { assignedColumns.insert(9) } }
  public private(set) var age: Int64? { didSet { assignedColumns.insert(10) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(
    id: PeopleID? = nil, name: String, theme: Theme, settings: Settings, shapes: [ShapesItem],
    labels: Record<String, Nullable<String>>, byLanguage: Record<PeopleRow.ByLanguageKey, String>, extra: JSONValue,
    note: Note? = nil, amount: PeopleRow.Amount? = nil, age: Int64
  ) {
    (self.id, self.name, self.theme, self.settings, self.shapes) = (id, name, theme, settings, shapes)
    (self.labels, self.byLanguage, self.extra, self.note, self.amount) = (labels, byLanguage, extra, note, amount)
    (self.age, self.assignedColumns) = (age, ColumnSet(0..<11))
  }

  /// Changes of a row that was read.
  public init(_ row: PeopleRow) {
    (self.id, self.name, self.theme) = (row.id, row.name, Theme(carrying: row.theme))
    (self.settings, self.shapes) = (Settings(carrying: row.settings), row.shapes.map { ShapesItem(carrying: $0) })
    (self.labels, self.byLanguage, self.extra, self.note) = (row.labels, row.byLanguage, row.extra, row.note)
    (self.amount, self.age, self.assignedColumns) = (row.amount, row.age, [])
  }

  public mutating func set(age: Int64) {
    self.age = age
  }

  public var columnValues: [JSONValue?] { [
    id?.json, name.json, theme.json, settings.json, shapes.json, labels.json, byLanguage.json, extra.json, note?.json,
    amount?.json, age?.json] }

  public enum Theme: NarrowedUnion, CaseIterable {
    case light
    case dark
    /// A value that was read and can only be written back unchanged.
    case carried(Carried)
    public typealias ReadType = PeopleRow.Theme

    /// Only a row that was read can provide this value.
    public struct Carried: Hashable, Sendable {
      fileprivate let read: PeopleRow.Theme
    }

    init(carrying read: PeopleRow.Theme) {
      self = (try? Self(json: read.json)) ?? .carried(Carried(read: read))
    }

    /// The values that code may write.
    public static let allCases: [Self] = [.light, .dark]

    public init(json: JSONValue) throws {
      if let literal = Self.allCases.first(where: { $0.json == json }) {
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

    /// A new value, without `weight`: to keep what a row has there, change the value that was read.
    public init(font: String, size: Int64? = nil) {
      (self.font, self.size) = (font, size)
    }

    init(carrying read: PeopleRow.Settings) {
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

  public enum ShapesItem: NarrowedUnion {
    case circle(PeopleRow.ShapesItem.Circle)
    case square(Square)
    /// A value that was read and can only be written back unchanged.
    case carried(Carried)
    public typealias ReadType = PeopleRow.ShapesItem

    /// Only a row that was read can provide this value.
    public struct Carried: Hashable, Sendable {
      fileprivate let read: PeopleRow.ShapesItem
    }

    init(carrying read: PeopleRow.ShapesItem) {
      if case .square(let value) = read {
        self = .square(Square(carrying: value))
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

      /// A new value, without `angle`: to keep what a row has there, change the value that was read.
      public init(kind: PeopleRow.ShapesItem.Square.Kind = .square, side: Double) {
        (self.kind, self.side) = (kind, side)
      }

      init(carrying read: PeopleRow.ShapesItem.Square) {
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
