// swift-format-ignore-file
import Bellows
import Foundation
public enum Siblings1 {

public typealias TID = Key<TRow, Int64>

/// A row of `t` as it is read.
public struct TRow: ReadableRow {
  public static let table = "t"
  public enum Columns: String, ColumnNames {
    case id = "_id", n, contact
    public static let forms: [Column.Form] = [.int, .int, .text]
  }
  public static let columns = Columns.columns
  public static let keyColumns: [Int] = [0]

  public var id: TID
  public var n: Int64
  public var contact: String

  public init(id: TID, n: Int64, contact: String) {
    (self.id, self.n, self.contact) = (id, n, contact)
  }

  public init(row: some RowReader) throws {
    try self.init(id: row.required(0), n: row.required(1), contact: row.required(2))
  }

  public var columnValues: [JSONValue?] { [id.json, n.json, contact.json] }
}

/// A new row of `t`, or changes of an existing row, of which only assigned columns are written.
public struct TWrite: ChangedRow {
  public static let columns = TRow.columns + [
    Column("n_2", .text), Column("first", .text), Column("last", .text), Column("middle", .text)]
  public let id: TID?
  public var n: Int64 { didSet { assignedColumns.insert(1, 3) } }
  public private(set) var first: String? { didSet { assignedColumns.insert(4) } }
  public private(set) var last: String? { didSet { assignedColumns.insert(5) } }
  public private(set) var middle: String? { didSet { assignedColumns.insert(6) } }
  public private(set) var contact: String { didSet { assignedColumns.insert(2) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(id: TID? = nil, n: Int64, first: String, last: String, middle: String?, contact: String) {
    (self.id, self.n, self.first, self.last, self.middle) = (id, n, first, last, middle)
    (self.contact, self.assignedColumns) = (contact, ColumnSet(0..<7))
  }

  /// Changes of a row that was read.
  public init(_ row: TRow) {
    (self.id, self.n, self.first, self.last, self.middle) = (row.id, row.n, nil, nil, nil)
    (self.contact, self.assignedColumns) = (row.contact, [])
  }

  /// Sets `first`, `last`, `middle` and `contact` together, because one is computed from another.
  ///
  /// `first` must be what the backfill of the plan computes from `contact`; the backfill writes it again.
  ///
  /// `last` must be what the backfill of the plan computes from `contact`; the backfill writes it again.
  ///
  /// `middle` must be what the backfill of the plan computes from `contact`; the backfill writes it again.
  public mutating func set(first: String, last: String, middle: String?, contact: String) {
    (self.first, self.last, self.middle, self.contact) = (first, last, middle, contact)
  }

  public var columnValues: [JSONValue?] { get throws { try [
    id?.json, n.json, contact.json, BuiltInConversion.text.json(of: n.json, for: 3, in: assignedColumns), first?.json,
    last?.json, middle?.json] } }
}

}
