// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: ad91328be7408b675d0416d9bb4fe413064cfb4112185229390489946f5225ae
// swift-format-ignore-file
import Bellows

/// A row of `seats` as it is read.
public struct SeatsRow: ReadableRow {
  public static let table = "seats"
  public enum Columns: String, ColumnNames {
    case number, room, note
    public static let forms: [Column.Form] = [.int, .text, .text]
  }
  public static let columns = Columns.columns
  public static let columnTypes: [ServerType] = [.bigint, .text, .text]
  public static let keyColumns: [Int] = [0, 1]

  public var number: Int64
  public var room: String
  public var note: String?

  public init(number: Int64, room: String, note: String? = nil) {
    (self.number, self.room, self.note) = (number, room, note)
  }

  public init(row: some RowReader) throws {
    try self.init(number: row.required(0), room: row.required(1), note: row.optional(2))
  }

  public var columnValues: [JSONValue?] { [number.json, room.json, note?.json] }
}

/// A new row of `seats`, or changes of an existing row, of which only assigned columns are written.
public struct SeatsWrite: ChangedRow {
  public let number: Int64
  public let room: String
  public var note: String? { didSet { assignedColumns.insert(2) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(number: Int64, room: String, note: String? = nil) {
    (self.number, self.room, self.note, self.assignedColumns) = (number, room, note, ColumnSet(0..<3))
  }

  /// Changes of a row that was read.
  public init(_ row: SeatsRow) {
    (self.number, self.room, self.note, self.assignedColumns) = (row.number, row.room, row.note, [])
  }

  public var columnValues: [JSONValue?] { [number.json, room.json, note?.json] }
}
