// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 1f031045d515263d6518303d2ff46e6d205bd0a5d77c9efe7a11913b024b4032
// swift-format-ignore-file
import Bellows

/// A row of `seats` as it is read.
public struct SeatsRow: ReadableRow {
  public static let table = "seats"
  public enum Columns: String, ColumnNames {
    case number, room, holder, price
    public static let forms: [Column.Form] = [.int, .text, .int, .text]
  }
  public static let columns = Columns.columns
  public static let keyColumns: [Int] = [0, 1]

  public var number: Int64
  public var room: String
  public var holder: UsersID?
  public var price: ExactDecimal

  public init(number: Int64, room: String, holder: UsersID? = nil, price: ExactDecimal) {
    (self.number, self.room, self.holder, self.price) = (number, room, holder, price)
  }

  public init(row: some RowReader) throws {
    try self.init(number: row.required(0), room: row.required(1), holder: row.optional(2), price: row.required(3))
  }

  public var columnValues: [JSONValue?] { [number.json, room.json, holder?.json, price.json] }
}

/// A new row of `seats`, or changes of an existing row, of which only assigned columns are written.
public struct SeatsWrite: ChangedRow {
  public let number: Int64
  public let room: String
  public var holder: UsersID? { didSet { assignedColumns.insert(2) } }
  public var price: ExactDecimal { didSet { assignedColumns.insert(3) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(number: Int64, room: String, holder: UsersID? = nil, price: ExactDecimal = ExactDecimal(canonical: "0")) {
    (self.number, self.room, self.holder, self.price) = (number, room, holder, price)
    self.assignedColumns = ColumnSet(0..<4)
  }

  /// Changes of a row that was read.
  public init(_ row: SeatsRow) {
    (self.number, self.room, self.holder, self.price) = (row.number, row.room, row.holder, row.price)
    self.assignedColumns = []
  }

  public var columnValues: [JSONValue?] { [number.json, room.json, holder?.json, price.json] }
}
