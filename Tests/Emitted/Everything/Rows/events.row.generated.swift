// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: a6e7aa385a45abea0acc1ef6170f59e4fcd3d4bc788b00bbafb358171024fe55
// swift-format-ignore-file
import Bellows

public typealias EventsID = Key<EventsRow, Int64>

/// A row of `events` as it is read.
public struct EventsRow: ReadableRow {
  public static let table = "events"
  public static let columns = [
    Column("_id", .int),
    Column("user", .int),
    Column("at", .microseconds),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: EventsID
  public var user: UsersID
  public var at: Timestamp

  public init(id: EventsID, user: UsersID, at: Timestamp) {
    self.id = id
    self.user = user
    self.at = at
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.user = try row.required(1)
    self.at = try row.required(2)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.user)
    try row.set(2, self.at)
  }
}

/// A row of `events` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct EventsWrite: WritableRow {
  public static let table = EventsRow.table
  public static let columns = EventsRow.columns
  public static let keyColumns = EventsRow.keyColumns

  public let id: EventsID?
  @Written public var user: UsersID
  @Written public var at: Timestamp

  /// A new row.
  public init(id: EventsID? = nil, user: UsersID, at: Timestamp) {
    self.id = id
    self._user = Written(wrappedValue: user)
    self._at = Written(wrappedValue: at)
  }

  /// Changes of a row that was read.
  public init(_ row: EventsRow) {
    self.id = row.id
    self._user = Written(unchanged: row.user)
    self._at = Written(unchanged: row.at)
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._user)
    try row.set(2, self._at)
  }
}
