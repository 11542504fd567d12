// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 1e223f659ba48ec3f9e8fd91b9eeca0f42a82cf4b89677d7de058b50dea4ecbd
// swift-format-ignore-file
import Bellows

public typealias ClassID = Key<ClassRow, Int64>

/// A table whose name is a keyword: "quoted" \(danger) */ and more.
public struct ClassRow: ReadableRow {
  public static let table = "class"
  public enum Columns: String, ColumnNames {
    case
      id = "_id", self_ = "self", type = "Type", init_ = "init", aB = "a-b", aB2 = "a_b", `func`, field = "🎈",
      quoteD = "quote\"d", data, json_ = "json", hashValue_ = "hashValue", columns_ = "columns", rename, _1,
      newField = "new \"field"
    public static let forms: [Column.Form] = [
      .int, .text, .int, .int, .text, .text, .text, .text, .int, .json, .json, .int, .json, .text, .int, .json]
  }
  public static let columns = Columns.columns
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
    id: ClassID, self_: String, type: Int64, init_: Int64? = nil, aB: String, aB2: String, `func`: Func,
    field: String? = nil, quoteD: Int64? = nil, data: Data_? = nil, json_: JSONValue, hashValue_: Int64? = nil,
    columns_: [String], rename: String, _1: Int64? = nil, newField: NewField? = nil
  ) {
    (self.id, self.self_, self.type, self.init_, self.aB) = (id, self_, type, init_, aB)
    (self.aB2, self.`func`, self.field, self.quoteD, self.data) = (aB2, `func`, field, quoteD, data)
    (self.json_, self.hashValue_, self.columns_, self.rename, self._1) = (json_, hashValue_, columns_, rename, _1)
    self.newField = newField
  }

  public init(row: some RowReader) throws {
    try self.init(
      id: row.required(0), self_: row.required(1), type: row.required(2), init_: row.optional(3), aB: row.required(4),
      aB2: row.required(5), func: row.required(6), field: row.optional(7), quoteD: row.optional(8),
      data: row.optional(9), json_: row.required(10), hashValue_: row.optional(11), columns_: row.required(12),
      rename: row.required(13), _1: row.optional(14), newField: row.optional(15))
  }

  public var columnValues: [JSONValue?] { [
    id.json, self_.json, type.json, init_?.json, aB.json, aB2.json, `func`.json, field?.json, quoteD?.json, data?.json,
    json_.json, hashValue_?.json, columns_.json, rename.json, _1?.json, newField?.json] }

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
    public var string: String
    public var int64: Int64
    public var `in`: Bool?
    public var type: Type_?

    public init(string: String, int64: Int64, `in`: Bool? = nil, type: Type_? = nil) {
      (self.string, self.int64, self.`in`, self.type) = (string, int64, `in`, type)
    }

    public init(json: JSONValue) throws {
      var members = try ObjectReader(json)
      self.string = try members.required("string")
      self.int64 = try members.required("int64")
      self.`in` = try members.optional("in")
      self.type = try members.optional("Type")
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

/// A new row of `class`, or changes of an existing row, of which only assigned columns are written.
public struct ClassWrite: ChangedRow {
  public let id: ClassID?
  /// A doc comment with \("interpolation") and a `backtick`.
  public var self_: String { didSet { assignedColumns.insert(1) } }
  public var type: Int64 { didSet { assignedColumns.insert(2) } }
  public var init_: Int64? { didSet { assignedColumns.insert(3) } }
  public var aB: String { didSet { assignedColumns.insert(4) } }
  public var aB2: String { didSet { assignedColumns.insert(5) } }
  public var `func`: ClassRow.Func { didSet { assignedColumns.insert(6) } }
  public var field: String? { didSet { assignedColumns.insert(7) } }
  public var quoteD: Int64? { didSet { assignedColumns.insert(8) } }
  public var data: ClassRow.Data_? { didSet { assignedColumns.insert(9) } }
  public var json_: JSONValue { didSet { assignedColumns.insert(10) } }
  public var hashValue_: Int64? { didSet { assignedColumns.insert(11) } }
  public var columns_: [String] { didSet { assignedColumns.insert(12) } }
  public var rename: String { didSet { assignedColumns.insert(13) } }
  public var _1: Int64? { didSet { assignedColumns.insert(14) } }
  public private(set) var newField: ClassRow.NewField? { didSet { assignedColumns.insert(15) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(
    id: ClassID? = nil, self_: String, type: Int64, init_: Int64? = nil, aB: String, aB2: String, `func`: ClassRow.Func,
    field: String? = nil, quoteD: Int64? = nil, data: ClassRow.Data_? = nil, json_: JSONValue, hashValue_: Int64? = nil,
    columns_: [String], rename: String, _1: Int64? = nil, newField: ClassRow.NewField
  ) {
    (self.id, self.self_, self.type, self.init_, self.aB) = (id, self_, type, init_, aB)
    (self.aB2, self.`func`, self.field, self.quoteD, self.data) = (aB2, `func`, field, quoteD, data)
    (self.json_, self.hashValue_, self.columns_, self.rename, self._1) = (json_, hashValue_, columns_, rename, _1)
    (self.newField, self.assignedColumns) = (newField, ColumnSet(0..<16))
  }

  /// Changes of a row that was read.
  public init(_ row: ClassRow) {
    (self.id, self.self_, self.type, self.init_, self.aB) = (row.id, row.self_, row.type, row.init_, row.aB)
    (self.aB2, self.`func`, self.field, self.quoteD, self.data) = (row.aB2, row.`func`, row.field, row.quoteD, row.data)
    (self.json_, self.hashValue_, self.columns_, self.rename) = (row.json_, row.hashValue_, row.columns_, row.rename)
    (self._1, self.newField, self.assignedColumns) = (row._1, row.newField, [])
  }

  public mutating func set(newField: ClassRow.NewField) {
    self.newField = newField
  }

  public var columnValues: [JSONValue?] { [
    id?.json, self_.json, type.json, init_?.json, aB.json, aB2.json, `func`.json, field?.json, quoteD?.json, data?.json,
    json_.json, hashValue_?.json, columns_.json, rename.json, _1?.json, newField?.json] }
}
