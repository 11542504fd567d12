// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 553b457d212a7159aaefceca0cf20b94a97683fb5f063172041ed563d241ab37
// swift-format-ignore-file
import Bellows

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

public typealias UploadsID = Key<UploadsRow, UUID>

/// A row of `uploads` as it is read.
public struct UploadsRow: ReadableRow {
  public static let table = "uploads"
  public enum Columns: String, ColumnNames {
    case key, owner, content, taken, at, price, ratio, parts, note
    public static let forms: [Column.Form] = [
      .nested, .nested, .nested, .nested, .nested, .nested, .nested, .nested, .nested]
  }
  public static let columns = Columns.columns
  public static let keyColumns: [Int] = [0]

  public var key: UploadsID
  public var owner: PeopleID?
  public var content: Data
  public var taken: Day
  public var at: Timestamp
  public var price: ExactDecimal
  public var ratio: Double
  public var parts: Record<UUID, Data>
  public var note: Note?

  public init(
    key: UploadsID, owner: PeopleID? = nil, content: Data, taken: Day, at: Timestamp, price: ExactDecimal,
    ratio: Double, parts: Record<UUID, Data>, note: Note? = nil
  ) {
    (self.key, self.owner, self.content, self.taken, self.at) = (key, owner, content, taken, at)
    (self.price, self.ratio, self.parts, self.note) = (price, ratio, parts, note)
  }

  public init(row: some RowReader) throws {
    try self.init(
      key: row.required(0), owner: row.optional(1), content: row.required(2), taken: row.required(3),
      at: row.required(4), price: row.required(5), ratio: row.required(6), parts: row.required(7),
      note: row.optional(8))
  }

  public var columnValues: [JSONValue?] { [
    key.json, owner?.json, content.json, taken.json, at.json, price.json, ratio.json, parts.json, note?.json] }
}

/// A new row of `uploads`, or changes of an existing row, of which only assigned columns are written.
public struct UploadsWrite: ChangedRow {
  public let key: UploadsID
  public var owner: PeopleID? { didSet { assignedColumns.insert(1) } }
  public var content: Data { didSet { assignedColumns.insert(2) } }
  public var taken: Day { didSet { assignedColumns.insert(3) } }
  public var at: Timestamp { didSet { assignedColumns.insert(4) } }
  public var price: ExactDecimal { didSet { assignedColumns.insert(5) } }
  public var ratio: Double { didSet { assignedColumns.insert(6) } }
  public var parts: Record<UUID, Data> { didSet { assignedColumns.insert(7) } }
  public var note: Note? { didSet { assignedColumns.insert(8) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(
    key: UploadsID, owner: PeopleID? = nil, content: Data, taken: Day, at: Timestamp = .now, price: ExactDecimal,
    ratio: Double, parts: Record<UUID, Data>, note: Note? = nil
  ) {
    (self.key, self.owner, self.content, self.taken, self.at) = (key, owner, content, taken, at)
    (self.price, self.ratio, self.parts, self.note) = (price, ratio, parts, note)
    self.assignedColumns = ColumnSet(0..<9)
  }

  /// Changes of a row that was read.
  public init(_ row: UploadsRow) {
    (self.key, self.owner, self.content, self.taken, self.at) = (row.key, row.owner, row.content, row.taken, row.at)
    (self.price, self.ratio, self.parts, self.note) = (row.price, row.ratio, row.parts, row.note)
    self.assignedColumns = []
  }

  public var columnValues: [JSONValue?] { [
    key.json, owner?.json, content.json, taken.json, at.json, price.json, ratio.json, parts.json, note?.json] }
}
