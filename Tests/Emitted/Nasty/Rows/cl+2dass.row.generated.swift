// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 704d55aa7f3909109ff6f9aa8a9ff4962eac6a70ca29190abac5dc549b48efff
// swift-format-ignore-file
import Bellows

public typealias ClAssID = Key<ClAssRow, Int64>

/// A row of `cl-ass` as it is read.
public struct ClAssRow: ReadableRow {
  public static let table = "c2"
  public enum Columns: String, ColumnNames {
    case id = "_id", name
    public static let forms: [Column.Form] = [.int, .text]
  }
  public static let columns = Columns.columns
  public static let keyColumns: [Int] = [0]

  public var id: ClAssID
  public var name: String

  public init(id: ClAssID, name: String) {
    (self.id, self.name) = (id, name)
  }

  public init(row: some RowReader) throws {
    try self.init(id: row.required(0), name: row.required(1))
  }

  public var columnValues: [JSONValue?] { [id.json, name.json] }
}

/// A new row of `cl-ass`, or changes of an existing row, of which only assigned columns are written.
public struct ClAssWrite: ChangedRow {
  public let id: ClAssID?
  public var name: String { didSet { assignedColumns.insert(1) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(id: ClAssID? = nil, name: String) {
    (self.id, self.name, self.assignedColumns) = (id, name, ColumnSet(0..<2))
  }

  /// Changes of a row that was read.
  public init(_ row: ClAssRow) {
    (self.id, self.name, self.assignedColumns) = (row.id, row.name, [])
  }

  public var columnValues: [JSONValue?] { [id?.json, name.json] }
}
