// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 0e5ef5582861196f9384404d844c2eec61d07884e74cedcff633365b2c936c6e
// swift-format-ignore-file
import Bellows

public typealias ClassID = Key<ClassRow, Int64>

/// A table whose name is a keyword: "quoted" \(danger) */ and more.
public struct ClassRow: ReadableRow {
  public static let table = "class"
  public static let columns = [
    Column("_id", .int),
    Column("self", .text),
    Column("Type", .int),
    Column("init", .int),
    Column("a-b", .text),
    Column("a_b", .text),
    Column("func", .text),
    Column("🎈", .text),
    Column("quote\"d", .int),
    Column("data", .json),
    Column("json", .json),
    Column("hashValue", .int),
    Column("columns", .json),
    Column("rename", .text),
    Column("_1", .int),
    Column("new \"field", .json),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: ClassID
  /// A doc comment with \("interpolation") and a `backtick`.
  public var self_: String
  public var type: Int64
  public var init_: Int64?
  public var aB: String
  public var aB2: String
  public var `func`: Func
  public var field: String?
  public var quoteD: Int64?
  public var data: Data_?
  public var json_: JSONValue
  public var hashValue_: Int64?
  public var columns_: [String]
  public var rename: String
  public var _1: Int64?
  public var newField: NewField?

  public init(
    id: ClassID,
    self_: String,
    type: Int64,
    init_: Int64? = nil,
    aB: String,
    aB2: String,
    `func`: Func,
    field: String? = nil,
    quoteD: Int64? = nil,
    data: Data_? = nil,
    json_: JSONValue,
    hashValue_: Int64? = nil,
    columns_: [String],
    rename: String,
    _1: Int64? = nil,
    newField: NewField? = nil
  ) {
    self.id = id
    self.self_ = self_
    self.type = type
    self.init_ = init_
    self.aB = aB
    self.aB2 = aB2
    self.`func` = `func`
    self.field = field
    self.quoteD = quoteD
    self.data = data
    self.json_ = json_
    self.hashValue_ = hashValue_
    self.columns_ = columns_
    self.rename = rename
    self._1 = _1
    self.newField = newField
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.self_ = try row.required(1)
    self.type = try row.required(2)
    self.init_ = try row.optional(3)
    self.aB = try row.required(4)
    self.aB2 = try row.required(5)
    self.`func` = try row.required(6)
    self.field = try row.optional(7)
    self.quoteD = try row.optional(8)
    self.data = try row.optional(9)
    self.json_ = try row.required(10)
    self.hashValue_ = try row.optional(11)
    self.columns_ = try row.required(12)
    self.rename = try row.required(13)
    self._1 = try row.optional(14)
    self.newField = try row.optional(15)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.self_)
    try row.set(2, self.type)
    try row.set(3, self.init_)
    try row.set(4, self.aB)
    try row.set(5, self.aB2)
    try row.set(6, self.`func`)
    try row.set(7, self.field)
    try row.set(8, self.quoteD)
    try row.set(9, self.data)
    try row.set(10, self.json_)
    try row.set(11, self.hashValue_)
    try row.set(12, self.columns_)
    try row.set(13, self.rename)
    try row.set(14, self._1)
    try row.set(15, self.newField)
  }

  public enum Func: LiteralUnion {
    case `default`
    case none_
    case empty
    case aB
    case lineBreak
    case text
    case café
    case cafe

    public var rawValue: String {
      switch self {
      case .`default`: "default"
      case .none_: "none"
      case .empty: ""
      case .aB: "a\"b"
      case .lineBreak: "line\nbreak"
      case .text: "🎈"
      case .café: "café"
      case .cafe: "cafe\u{301}"
      }
    }
  }

  public struct Data_: StoredValue {
    public var type: Type_?
    public var `in`: Bool?
    public var int64: Int64
    public var string: String

    public init(type: Type_? = nil, `in`: Bool? = nil, int64: Int64, string: String) {
      self.type = type
      self.`in` = `in`
      self.int64 = int64
      self.string = string
    }

    public init(json: JSONValue) throws {
      var members = try ObjectReader(json)
      self.type = try members.optional("Type")
      self.`in` = try members.optional("in")
      self.int64 = try members.required("int64")
      self.string = try members.required("string")
      try members.finish()
    }

    public var json: JSONValue {
      var members = ObjectWriter()
      members.set("Type", self.type)
      members.set("in", self.`in`)
      members.set("int64", self.int64)
      members.set("string", self.string)
      return members.json
    }

    public struct Type_: StoredValue {
      public var x: Int64

      public init(x: Int64) {
        self.x = x
      }

      public init(json: JSONValue) throws {
        var members = try ObjectReader(json)
        self.x = try members.required("x")
        try members.finish()
      }

      public var json: JSONValue {
        var members = ObjectWriter()
        members.set("x", self.x)
        return members.json
      }
    }
  }

  public struct NewField: StoredValue {
    public var `class`: String

    public init(`class`: String) {
      self.`class` = `class`
    }

    public init(json: JSONValue) throws {
      var members = try ObjectReader(json)
      self.`class` = try members.required("class")
      try members.finish()
    }

    public var json: JSONValue {
      var members = ObjectWriter()
      members.set("class", self.`class`)
      return members.json
    }
  }
}

/// A row of `class` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct ClassWrite: WritableRow {
  public static let table = ClassRow.table
  public static let columns = ClassRow.columns
  public static let keyColumns = ClassRow.keyColumns

  public let id: ClassID?
  /// A doc comment with \("interpolation") and a `backtick`.
  @Written public var self_: String
  @Written public var type: Int64
  @Written public var init_: Int64?
  @Written public var aB: String
  @Written public var aB2: String
  @Written public var `func`: ClassRow.Func
  @Written public var field: String?
  @Written public var quoteD: Int64?
  @Written public var data: ClassRow.Data_?
  @Written public var json_: JSONValue
  @Written public var hashValue_: Int64?
  @Written public var columns_: [String]
  @Written public var rename: String
  @Written public var _1: Int64?
  @Written public private(set) var newField: ClassRow.NewField?

  /// A new row.
  public init(
    id: ClassID? = nil,
    self_: String,
    type: Int64,
    init_: Int64? = nil,
    aB: String,
    aB2: String,
    `func`: ClassRow.Func,
    field: String? = nil,
    quoteD: Int64? = nil,
    data: ClassRow.Data_? = nil,
    json_: JSONValue,
    hashValue_: Int64? = nil,
    columns_: [String],
    rename: String,
    _1: Int64? = nil,
    newField: ClassRow.NewField
  ) {
    self.id = id
    self._self_ = Written(wrappedValue: self_)
    self._type = Written(wrappedValue: type)
    self._init_ = Written(wrappedValue: init_)
    self._aB = Written(wrappedValue: aB)
    self._aB2 = Written(wrappedValue: aB2)
    self._func = Written(wrappedValue: `func`)
    self._field = Written(wrappedValue: field)
    self._quoteD = Written(wrappedValue: quoteD)
    self._data = Written(wrappedValue: data)
    self._json_ = Written(wrappedValue: json_)
    self._hashValue_ = Written(wrappedValue: hashValue_)
    self._columns_ = Written(wrappedValue: columns_)
    self._rename = Written(wrappedValue: rename)
    self.__1 = Written(wrappedValue: _1)
    self._newField = Written(wrappedValue: newField)
  }

  /// Changes of a row that was read.
  public init(_ row: ClassRow) {
    self.id = row.id
    self._self_ = Written(unchanged: row.self_)
    self._type = Written(unchanged: row.type)
    self._init_ = Written(unchanged: row.init_)
    self._aB = Written(unchanged: row.aB)
    self._aB2 = Written(unchanged: row.aB2)
    self._func = Written(unchanged: row.`func`)
    self._field = Written(unchanged: row.field)
    self._quoteD = Written(unchanged: row.quoteD)
    self._data = Written(unchanged: row.data)
    self._json_ = Written(unchanged: row.json_)
    self._hashValue_ = Written(unchanged: row.hashValue_)
    self._columns_ = Written(unchanged: row.columns_)
    self._rename = Written(unchanged: row.rename)
    self.__1 = Written(unchanged: row._1)
    self._newField = Written(unchanged: row.newField)
  }

  public mutating func set(newField: ClassRow.NewField) {
    self.newField = newField
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._self_)
    try row.set(2, self._type)
    try row.set(3, self._init_)
    try row.set(4, self._aB)
    try row.set(5, self._aB2)
    try row.set(6, self._func)
    try row.set(7, self._field)
    try row.set(8, self._quoteD)
    try row.set(9, self._data)
    try row.set(10, self._json_)
    try row.set(11, self._hashValue_)
    try row.set(12, self._columns_)
    try row.set(13, self._rename)
    try row.set(14, self.__1)
    try row.set(15, self._newField)
  }
}
