// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 1916affe779193998dec65e73d3f765894fb3594a4c4745ee55c16c1953608c8
// swift-format-ignore-file
import Bellows

public typealias BellOwsID = Key<BellOwsRow, Int64>

/// A row of `_bell_ows` as it is read.
public struct BellOwsRow: ReadableRow {
  public static let table = "_bell_ows"
  public static let columns = [
    Column("_id", .int),
    Column("friends", .json),
    Column("owner", .int),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: BellOwsID
  public var friends: [ClAssID]
  public var owner: ClassID?

  public init(id: BellOwsID, friends: [ClAssID], owner: ClassID? = nil) {
    self.id = id
    self.friends = friends
    self.owner = owner
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.friends = try row.required(1)
    self.owner = try row.optional(2)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.friends)
    try row.set(2, self.owner)
  }
}

/// A row of `_bell_ows` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct BellOwsWrite: WritableRow {
  public static let table = "_bell_ows"
  public static let columns = [
    Column("_id", .int),
    Column("friends", .json),
    Column("owner", .int),
  ]
  public static let keyColumns: [Int] = [0]

  public let id: BellOwsID?
  @Written public var friends: [ClAssID]
  @Written public var owner: ClassID?

  /// A new row.
  public init(id: BellOwsID? = nil, friends: [ClAssID], owner: ClassID? = nil) {
    self.id = id
    self._friends = Written(wrappedValue: friends)
    self._owner = Written(wrappedValue: owner)
  }

  /// Changes of a row that was read.
  public init(_ row: BellOwsRow) {
    self.id = row.id
    self._friends = Written(unchanged: row.friends)
    self._owner = Written(unchanged: row.owner)
  }

  public mutating func set(friends: [ClAssID]) {
    self.friends = friends
  }

  public mutating func set(owner: ClassID?) {
    self.owner = owner
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._friends)
    try row.set(2, self._owner)
  }
}

public typealias ClAssID = Key<ClAssRow, Int64>

/// A row of `cl-ass` as it is read.
public struct ClAssRow: ReadableRow {
  public static let table = "c2"
  public static let columns = [
    Column("_id", .int),
    Column("name", .text),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: ClAssID
  public var name: String

  public init(id: ClAssID, name: String) {
    self.id = id
    self.name = name
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.name = try row.required(1)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.name)
  }
}

/// A row of `cl-ass` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct ClAssWrite: WritableRow {
  public static let table = "c2"
  public static let columns = [
    Column("_id", .int),
    Column("name", .text),
  ]
  public static let keyColumns: [Int] = [0]

  public let id: ClAssID?
  @Written public var name: String

  /// A new row.
  public init(id: ClAssID? = nil, name: String) {
    self.id = id
    self._name = Written(wrappedValue: name)
  }

  /// Changes of a row that was read.
  public init(_ row: ClAssRow) {
    self.id = row.id
    self._name = Written(unchanged: row.name)
  }

  public mutating func set(name: String) {
    self.name = name
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._name)
  }
}

public typealias ClassID = Key<ClassRow, Int64>

/// A table whose name is a keyword: "quoted" \(danger) */ and more.
public struct ClassRow: ReadableRow {
  public static let table = "class"
  public static let columns = [
    Column("_id", .int),
    Column("_1", .int),
    Column("a-b", .text),
    Column("a_b", .text),
    Column("columns", .json),
    Column("data", .json),
    Column("🎈", .text),
    Column("func", .text),
    Column("hashValue", .int),
    Column("init", .int),
    Column("json", .json),
    Column("new \"field", .json),
    Column("quote\"d", .int),
    Column("rename", .text),
    Column("self", .text),
    Column("Type", .int),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: ClassID
  public var _1: Int64?
  public var aB: String
  public var aB2: String
  public var columns_: [String]
  public var data: Data_?
  public var field: String?
  public var `func`: Func
  public var hashValue_: Int64?
  public var init_: Int64?
  public var json_: JSONValue
  public var newField: NewField?
  public var quoteD: Int64?
  public var rename: String
  /// A doc comment with \("interpolation") and a `backtick`.
  public var self_: String
  public var type: Int64

  public init(
    id: ClassID,
    _1: Int64? = nil,
    aB: String,
    aB2: String,
    columns_: [String],
    data: Data_? = nil,
    field: String? = nil,
    `func`: Func,
    hashValue_: Int64? = nil,
    init_: Int64? = nil,
    json_: JSONValue,
    newField: NewField? = nil,
    quoteD: Int64? = nil,
    rename: String,
    self_: String,
    type: Int64
  ) {
    self.id = id
    self._1 = _1
    self.aB = aB
    self.aB2 = aB2
    self.columns_ = columns_
    self.data = data
    self.field = field
    self.`func` = `func`
    self.hashValue_ = hashValue_
    self.init_ = init_
    self.json_ = json_
    self.newField = newField
    self.quoteD = quoteD
    self.rename = rename
    self.self_ = self_
    self.type = type
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self._1 = try row.optional(1)
    self.aB = try row.required(2)
    self.aB2 = try row.required(3)
    self.columns_ = try row.required(4)
    self.data = try row.optional(5)
    self.field = try row.optional(6)
    self.`func` = try row.required(7)
    self.hashValue_ = try row.optional(8)
    self.init_ = try row.optional(9)
    self.json_ = try row.required(10)
    self.newField = try row.optional(11)
    self.quoteD = try row.optional(12)
    self.rename = try row.required(13)
    self.self_ = try row.required(14)
    self.type = try row.required(15)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self._1)
    try row.set(2, self.aB)
    try row.set(3, self.aB2)
    try row.set(4, self.columns_)
    try row.set(5, self.data)
    try row.set(6, self.field)
    try row.set(7, self.`func`)
    try row.set(8, self.hashValue_)
    try row.set(9, self.init_)
    try row.set(10, self.json_)
    try row.set(11, self.newField)
    try row.set(12, self.quoteD)
    try row.set(13, self.rename)
    try row.set(14, self.self_)
    try row.set(15, self.type)
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

  public enum Func: StoredValue, CaseIterable {
    case `default`
    case none_
    case empty
    case aB
    case lineBreak
    case text
    case café
    case cafe

    public init(json: JSONValue) throws {
      if let literal = Self.allCases.first(where: { $0.json == json }) {
        self = literal
      } else {
        throw RowUnreadable(expected: "\"default\" | \"none\" | \"\" | \"a\\\"b\" | \"line\\nbreak\" | \"🎈\" | \"café\" | \"cafe\u{301}\"", found: json)
      }
    }

    public var json: JSONValue {
      switch self {
      case .`default`: .string("default")
      case .none_: .string("none")
      case .empty: .string("")
      case .aB: .string("a\"b")
      case .lineBreak: .string("line\nbreak")
      case .text: .string("🎈")
      case .café: .string("café")
      case .cafe: .string("cafe\u{301}")
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
  public static let table = "class"
  public static let columns = [
    Column("_id", .int),
    Column("_1", .int),
    Column("a-b", .text),
    Column("a_b", .text),
    Column("columns", .json),
    Column("data", .json),
    Column("🎈", .text),
    Column("func", .text),
    Column("hashValue", .int),
    Column("init", .int),
    Column("json", .json),
    Column("new \"field", .json),
    Column("quote\"d", .int),
    Column("rename", .text),
    Column("self", .text),
    Column("Type", .int),
  ]
  public static let keyColumns: [Int] = [0]

  public let id: ClassID?
  @Written public var _1: Int64?
  @Written public var aB: String
  @Written public var aB2: String
  @Written public var columns_: [String]
  @Written public var data: ClassRow.Data_?
  @Written public var field: String?
  @Written public var `func`: ClassRow.Func
  @Written public var hashValue_: Int64?
  @Written public var init_: Int64?
  @Written public var json_: JSONValue
  @Written public private(set) var newField: ClassRow.NewField?
  @Written public var quoteD: Int64?
  @Written public var rename: String
  /// A doc comment with \("interpolation") and a `backtick`.
  @Written public var self_: String
  @Written public var type: Int64

  /// A new row.
  public init(
    id: ClassID? = nil,
    _1: Int64? = nil,
    aB: String,
    aB2: String,
    columns_: [String],
    data: ClassRow.Data_? = nil,
    field: String? = nil,
    `func`: ClassRow.Func,
    hashValue_: Int64? = nil,
    init_: Int64? = nil,
    json_: JSONValue,
    newField: ClassRow.NewField,
    quoteD: Int64? = nil,
    rename: String,
    self_: String,
    type: Int64
  ) {
    self.id = id
    self.__1 = Written(wrappedValue: _1)
    self._aB = Written(wrappedValue: aB)
    self._aB2 = Written(wrappedValue: aB2)
    self._columns_ = Written(wrappedValue: columns_)
    self._data = Written(wrappedValue: data)
    self._field = Written(wrappedValue: field)
    self._func = Written(wrappedValue: `func`)
    self._hashValue_ = Written(wrappedValue: hashValue_)
    self._init_ = Written(wrappedValue: init_)
    self._json_ = Written(wrappedValue: json_)
    self._newField = Written(wrappedValue: newField)
    self._quoteD = Written(wrappedValue: quoteD)
    self._rename = Written(wrappedValue: rename)
    self._self_ = Written(wrappedValue: self_)
    self._type = Written(wrappedValue: type)
  }

  /// Changes of a row that was read.
  public init(_ row: ClassRow) {
    self.id = row.id
    self.__1 = Written(unchanged: row._1)
    self._aB = Written(unchanged: row.aB)
    self._aB2 = Written(unchanged: row.aB2)
    self._columns_ = Written(unchanged: row.columns_)
    self._data = Written(unchanged: row.data)
    self._field = Written(unchanged: row.field)
    self._func = Written(unchanged: row.`func`)
    self._hashValue_ = Written(unchanged: row.hashValue_)
    self._init_ = Written(unchanged: row.init_)
    self._json_ = Written(unchanged: row.json_)
    self._newField = Written(unchanged: row.newField)
    self._quoteD = Written(unchanged: row.quoteD)
    self._rename = Written(unchanged: row.rename)
    self._self_ = Written(unchanged: row.self_)
    self._type = Written(unchanged: row.type)
  }

  public mutating func set(_1: Int64?) {
    self._1 = _1
  }

  public mutating func set(aB: String) {
    self.aB = aB
  }

  public mutating func set(aB2: String) {
    self.aB2 = aB2
  }

  public mutating func set(columns_: [String]) {
    self.columns_ = columns_
  }

  public mutating func set(data: ClassRow.Data_?) {
    self.data = data
  }

  public mutating func set(field: String?) {
    self.field = field
  }

  public mutating func set(`func`: ClassRow.Func) {
    self.`func` = `func`
  }

  public mutating func set(hashValue_: Int64?) {
    self.hashValue_ = hashValue_
  }

  public mutating func set(init_: Int64?) {
    self.init_ = init_
  }

  public mutating func set(json_: JSONValue) {
    self.json_ = json_
  }

  public mutating func set(newField: ClassRow.NewField) {
    self.newField = newField
  }

  public mutating func set(quoteD: Int64?) {
    self.quoteD = quoteD
  }

  public mutating func set(rename: String) {
    self.rename = rename
  }

  public mutating func set(self_: String) {
    self.self_ = self_
  }

  public mutating func set(type: Int64) {
    self.type = type
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self.__1)
    try row.set(2, self._aB)
    try row.set(3, self._aB2)
    try row.set(4, self._columns_)
    try row.set(5, self._data)
    try row.set(6, self._field)
    try row.set(7, self._func)
    try row.set(8, self._hashValue_)
    try row.set(9, self._init_)
    try row.set(10, self._json_)
    try row.set(11, self._newField)
    try row.set(12, self._quoteD)
    try row.set(13, self._rename)
    try row.set(14, self._self_)
    try row.set(15, self._type)
  }
}
