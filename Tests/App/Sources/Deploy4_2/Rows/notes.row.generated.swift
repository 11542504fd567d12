// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 92410547501dbdfe8a9bbf0effc9d122a76edfcde8e713ed0fb00d18afcf0c32
// swift-format-ignore-file
import Bellows

public typealias NotesID = Key<NotesRow, Int64>

/// What somebody wrote down.
public struct NotesRow: ReadableRow {
  public static let table = "notes"
  public enum Columns: String, ColumnNames {
    case id = "_id", author, headline, body, words, priority2 = "priority_2", pinned, folder, place, tags, createdAt
    public static let forms: [Column.Form] = [
      .int, .int, .text, .text, .int, .text, .bool, .text, .json, .json, .microseconds]
  }
  public static let columns = Columns.columns
  public static let memberNames: [String: String] = ["_id": "id", "priority_2": "priority"]
  public static let keyColumns: [Int] = [0]

  public var id: NotesID
  public var author: PeopleID
  public var headline: String
  public var body: String
  public var words: Int64
  public var priority2: String
  public var pinned: Bool
  public var folder: String?
  public var place: Place?
  public var tags: [String]
  public var createdAt: Timestamp

  public init(
    id: NotesID, author: PeopleID, headline: String, body: String, words: Int64, priority2: String, pinned: Bool,
    folder: String? = nil, place: Place? = nil, tags: [String], createdAt: Timestamp
  ) {
    (self.id, self.author, self.headline, self.body, self.words) = (id, author, headline, body, words)
    (self.priority2, self.pinned, self.folder, self.place, self.tags) = (priority2, pinned, folder, place, tags)
    self.createdAt = createdAt
  }

  public init(row: some RowReader) throws {
    try self.init(
      id: row.required(0), author: row.required(1), headline: row.required(2), body: row.required(3),
      words: row.required(4), priority2: row.required(5), pinned: row.required(6), folder: row.optional(7),
      place: row.optional(8), tags: row.required(9), createdAt: row.required(10))
  }

  public var columnValues: [JSONValue?] { [
    id.json, author.json, headline.json, body.json, words.json, priority2.json, pinned.json, folder?.json, place?.json,
    tags.json, createdAt.json] }

  public struct Place: StoredValue {
    public var lat: Double
    public var lon: Double

    public init(lat: Double, lon: Double) {
      (self.lat, self.lon) = (lat, lon)
    }

    public init(json: JSONValue) throws {
      var members = try ObjectReader(json)
      self.lat = try members.required("lat")
      self.lon = try members.required("lon")
      try members.finish()
    }

    public var json: JSONValue {
      var members = ObjectWriter()
      members.set("lat", self.lat)
      members.set("lon", self.lon)
      return members.json
    }
  }
}

/// A new row of `notes`, or changes of an existing row, of which only assigned columns are written.
public struct NotesWrite: ChangedRow {
  public static let columns = NotesRow.columns + [Column("priority", .int)]
  public let id: NotesID?
  public var author: PeopleID { didSet { assignedColumns.insert(1) } }
  public var headline: String { didSet { assignedColumns.insert(2) } }
  public var body: String { didSet { assignedColumns.insert(3) } }
  public var words: Int64 { didSet { assignedColumns.insert(4) } }
  public private(set) var priority: Int64? { didSet { assignedColumns.insert(11) } }
  public private(set) var priority2: String { didSet { assignedColumns.insert(5) } }
  public var pinned: Bool { didSet { assignedColumns.insert(6) } }
  public var folder: String? { didSet { assignedColumns.insert(7) } }
  public var place: NotesRow.Place? { didSet { assignedColumns.insert(8) } }
  public var tags: [String] { didSet { assignedColumns.insert(9) } }
  public var createdAt: Timestamp { didSet { assignedColumns.insert(10) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(
    id: NotesID? = nil, author: PeopleID, headline: String, body: String, words: Int64, priority: Int64,
    priority2: String, pinned: Bool, folder: String? = nil, place: NotesRow.Place? = nil, tags: [String],
    createdAt: Timestamp = .now
  ) {
    (self.id, self.author, self.headline, self.body, self.words) = (id, author, headline, body, words)
    (self.priority, self.priority2, self.pinned, self.folder, self.place) = (priority, priority2, pinned, folder, place)
    (self.tags, self.createdAt, self.assignedColumns) = (tags, createdAt, ColumnSet(0..<12))
  }

  /// Changes of a row that was read.
  public init(_ row: NotesRow) {
    (self.id, self.author, self.headline, self.body) = (row.id, row.author, row.headline, row.body)
    (self.words, self.priority, self.priority2, self.pinned) = (row.words, nil, row.priority2, row.pinned)
    (self.folder, self.place, self.tags, self.createdAt) = (row.folder, row.place, row.tags, row.createdAt)
    self.assignedColumns = []
  }

  /// Sets `priority` and `priority2` together, because one is computed from another.
  public mutating func set(priority: Int64, priority2: String) {
    (self.priority, self.priority2) = (priority, priority2)
  }

  public var columnValues: [JSONValue?] { [
    id?.json, author.json, headline.json, body.json, words.json, priority2.json, pinned.json, folder?.json, place?.json,
    tags.json, createdAt.json, priority?.json] }
}
