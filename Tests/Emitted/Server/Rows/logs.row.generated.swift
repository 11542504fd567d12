// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: fa97d91d77819c02b73fd55baa9ed3c5b656aa331020bda7692e0198050dd5a1
// swift-format-ignore-file
import Bellows

public typealias LogsID = Key<LogsRow, Int64>

/// A row of `logs` as it is read.
public struct LogsRow: ReadableRow {
  public static let table = "logs"
  public enum Columns: String, ColumnNames {
    case id = "_id", text, at
    public static let forms: [Column.Form] = [.int, .text, .instantText]
  }
  public static let columns = Columns.columns
  public static let columnTypes: [ServerType] = [.bigint, .text, .timestamptz]
  public static let keyColumns: [Int] = [0]

  public var id: LogsID
  public var text: String
  public var at: Timestamp

  public init(id: LogsID, text: String, at: Timestamp) {
    (self.id, self.text, self.at) = (id, text, at)
  }

  public init(row: some RowReader) throws {
    try self.init(id: row.required(0), text: row.required(1), at: row.required(2))
  }

  public var columnValues: [JSONValue?] { [id.json, text.json, at.json] }
}

/// A new row of `logs`, or changes of an existing row, of which only assigned columns are written.
public struct LogsWrite: ChangedRow {
  public let id: LogsID?
  public var text: String { didSet { assignedColumns.insert(1) } }
  public var at: Timestamp { didSet { assignedColumns.insert(2) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(id: LogsID? = nil, text: String, at: Timestamp) {
    (self.id, self.text, self.at, self.assignedColumns) = (id, text, at, ColumnSet(0..<3))
  }

  /// Changes of a row that was read.
  public init(_ row: LogsRow) {
    (self.id, self.text, self.at, self.assignedColumns) = (row.id, row.text, row.at, [])
  }

  public var columnValues: [JSONValue?] { [id?.json, text.json, at.json] }
}
