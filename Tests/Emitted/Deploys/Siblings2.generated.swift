// swift-format-ignore-file
import Bellows
import Foundation
public enum Siblings2 {

public typealias TID = Key<TRow, Int64>

/// A row of `t` as it is read.
public struct TRow: ReadableRow {
  public static let table = "t"
  public enum Columns: String, ColumnNames {
    case id = "_id", n2 = "n_2", first, last, middle
    public static let forms: [Column.Form] = [.int, .text, .text, .text, .text]
  }
  public static let columns = Columns.columns
  public static let memberNames: [String: String] = ["_id": "id", "n_2": "n"]
  public static let keyColumns: [Int] = [0]

  public var id: TID
  public var n2: String
  public var first: String
  public var last: String
  public var middle: String?

  public init(id: TID, n2: String, first: String, last: String, middle: String? = nil) {
    (self.id, self.n2, self.first, self.last, self.middle) = (id, n2, first, last, middle)
  }

  public init(row: some RowReader) throws {
    try self.init(
      id: row.required(0), n2: row.required(1), first: row.required(2), last: row.required(3), middle: row.optional(4))
  }

  public var columnValues: [JSONValue?] { [id.json, n2.json, first.json, last.json, middle?.json] }
}

/// A new row of `t`, or changes of an existing row, of which only assigned columns are written.
public struct TWrite: ChangedRow {
  public static let columns = TRow.columns + [Column("n", .int), Column("contact", .text)]
  public let id: TID?
  public private(set) var n: Int64? { didSet { assignedColumns.insert(5) } }
  public private(set) var n2: String { didSet { assignedColumns.insert(1) } }
  public private(set) var first: String { didSet { assignedColumns.insert(2) } }
  public private(set) var last: String { didSet { assignedColumns.insert(3) } }
  public private(set) var middle: String? { didSet { assignedColumns.insert(4) } }
  public private(set) var contact: String? { didSet { assignedColumns.insert(6) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(id: TID? = nil, n: Int64, n2: String, first: String, last: String, middle: String?, contact: String) {
    (self.id, self.n, self.n2, self.first, self.last) = (id, n, n2, first, last)
    (self.middle, self.contact, self.assignedColumns) = (middle, contact, ColumnSet(0..<7))
  }

  /// Changes of a row that was read.
  public init(_ row: TRow) {
    (self.id, self.n, self.n2, self.first, self.last) = (row.id, nil, row.n2, row.first, row.last)
    (self.middle, self.contact, self.assignedColumns) = (row.middle, nil, [])
  }

  /// Sets `n` and `n2` together, because one is computed from another.
  public mutating func set(n: Int64, n2: String) {
    (self.n, self.n2) = (n, n2)
  }

  /// Sets `first`, `last`, `middle` and `contact` together, because one is computed from another.
  public mutating func set(first: String, last: String, middle: String?, contact: String) {
    (self.first, self.last, self.middle, self.contact) = (first, last, middle, contact)
  }

  public var columnValues: [JSONValue?] { [
    id?.json, n2.json, first.json, last.json, middle?.json, n?.json, contact?.json] }
}

}
