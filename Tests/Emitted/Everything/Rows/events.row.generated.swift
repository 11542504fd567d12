// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 24e46afb7c3736653ea06f0638cd92de1e2998e87c5a24aa53d6f7f5bfeac023
// swift-format-ignore-file
import Bellows

public typealias EventsID = Key<EventsRow, Int64>

/// A row of `events` as it is read.
public struct EventsRow: ReadableRow {
  public static let table = "events"
  public enum Columns: String, ColumnNames {
    case id = "_id", user, at
    public static let forms: [Column.Form] = [.int, .int, .microseconds]
  }
  public static let columns = Columns.columns
  public static let keyColumns: [Int] = [0]

  public var id: EventsID
  public var user: UsersID
  public var at: Timestamp

  public init(id: EventsID, user: UsersID, at: Timestamp) {
    (self.id, self.user, self.at) = (id, user, at)
  }

  public init(row: some RowReader) throws {
    try self.init(id: row.required(0), user: row.required(1), at: row.required(2))
  }

  public var columnValues: [JSONValue?] { [id.json, user.json, at.json] }
}

/// A new row of `events`, or changes of an existing row, of which only assigned columns are written.
public struct EventsWrite: ChangedRow {
  public let id: EventsID?
  public var user: UsersID { didSet { assignedColumns.insert(1) } }
  public var at: Timestamp { didSet { assignedColumns.insert(2) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(id: EventsID? = nil, user: UsersID, at: Timestamp) {
    (self.id, self.user, self.at, self.assignedColumns) = (id, user, at, ColumnSet(0..<3))
  }

  /// Changes of a row that was read.
  public init(_ row: EventsRow) {
    (self.id, self.user, self.at, self.assignedColumns) = (row.id, row.user, row.at, [])
  }

  public var columnValues: [JSONValue?] { [id?.json, user.json, at.json] }
}
