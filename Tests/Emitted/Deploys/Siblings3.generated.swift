// swift-format-ignore-file
import Bellows
import Foundation
public enum Siblings3 {

public typealias TID = Key<TRow, Int64>

/// A row of `t` as it is read.
public struct TRow: ReadableRow {
  public static let table = "t"
  public enum Columns: String, ColumnNames {
    case id = "_id", n = "n_2", first, last, middle
    public static let forms: [Column.Form] = [.int, .text, .text, .text, .text]
  }
  public static let columns = Columns.columns
  public static let memberNames: [String: String] = ["_id": "id", "n_2": "n"]
  public static let keyColumns: [Int] = [0]

  public var id: TID
  public var n: String
  public var first: String
  public var last: String
  public var middle: String?

  public init(id: TID, n: String, first: String, last: String, middle: String? = nil) {
    (self.id, self.n, self.first, self.last, self.middle) = (id, n, first, last, middle)
  }

  public init(row: some RowReader) throws {
    try self.init(
      id: row.required(0), n: row.required(1), first: row.required(2), last: row.required(3), middle: row.optional(4))
  }

  public var columnValues: [JSONValue?] { [id.json, n.json, first.json, last.json, middle?.json] }
}

/// A new row of `t`, or changes of an existing row, of which only assigned columns are written.
public struct TWrite: ChangedRow {
  public let id: TID?
  public var n: String { didSet { assignedColumns.insert(1) } }
  public var first: String { didSet { assignedColumns.insert(2) } }
  public var last: String { didSet { assignedColumns.insert(3) } }
  public var middle: String? { didSet { assignedColumns.insert(4) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(id: TID? = nil, n: String, first: String, last: String, middle: String? = nil) {
    (self.id, self.n, self.first, self.last, self.middle) = (id, n, first, last, middle)
    self.assignedColumns = ColumnSet(0..<5)
  }

  /// Changes of a row that was read.
  public init(_ row: TRow) {
    (self.id, self.n, self.first, self.last, self.middle) = (row.id, row.n, row.first, row.last, row.middle)
    self.assignedColumns = []
  }

  public var columnValues: [JSONValue?] { [id?.json, n.json, first.json, last.json, middle?.json] }
}

}
