// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: dcaf2fdd4ec2ec1b0781db3f8e5137b4d7156575c2291fb00a1a9a98cdf523fd
// swift-format-ignore-file
import Bellows

public typealias NotesID = Key<NotesRow, Int64>

/// What somebody wrote down.
public struct NotesRow: ReadableRow {
  public static let table = "notes"
  public enum Columns: String, ColumnNames {
    case id = "_id", author, headline, body, priority, pinned, folder, place, tags, createdAt
    public static let forms: [Column.Form] = [.int, .int, .text, .text, .int, .bool, .text, .json, .json, .microseconds]
  }
  public static let columns = Columns.columns
  public static let keyColumns: [Int] = [0]

  public var id: NotesID
  public var author: PeopleID
  public var headline: String
  public var body: String
  public var priority: Int64
  public var pinned: Bool
  public var folder: String?
  public var place: Place?
  public var tags: [String]
  public var createdAt: Timestamp

  public init(
    id: NotesID, author: PeopleID, headline: String, body: String, priority: Int64, pinned: Bool, folder: String? = nil,
    place: Place? = nil, tags: [String], createdAt: Timestamp
  ) {
    (self.id, self.author, self.headline, self.body, self.priority) = (id, author, headline, body, priority)
    (self.pinned, self.folder, self.place, self.tags, self.createdAt) = (pinned, folder, place, tags, createdAt)
  }

  public init(row: some RowReader) throws {
    try self.init(
      id: row.required(0), author: row.required(1), headline: row.required(2), body: row.required(3),
      priority: row.required(4), pinned: row.required(5), folder: row.optional(6), place: row.optional(7),
      tags: row.required(8), createdAt: row.required(9))
  }

  public var columnValues: [JSONValue?] { [
    id.json, author.json, headline.json, body.json, priority.json, pinned.json, folder?.json, place?.json, tags.json,
    createdAt.json] }

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
  public static let columns = NotesRow.columns + [Column("words", .int)]
  public let id: NotesID?
  public var author: PeopleID { didSet { assignedColumns.insert(1) } }
  public var headline: String { didSet { assignedColumns.insert(2) } }
  public private(set) var body: String { didSet { assignedColumns.insert(3) } }
  public private(set) var words: Int64? { didSet { assignedColumns.insert(10) } }
  public var priority: Int64 { didSet { assignedColumns.insert(4) } }
  public var pinned: Bool { didSet { assignedColumns.insert(5) } }
  public var folder: String? { didSet { assignedColumns.insert(6) } }
  public var place: NotesRow.Place? { didSet { assignedColumns.insert(7) } }
  public var tags: [String] { didSet { assignedColumns.insert(8) } }
  public var createdAt: Timestamp { didSet { assignedColumns.insert(9) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(
    id: NotesID? = nil, author: PeopleID, headline: String, body: String, words: Int64, priority: Int64, pinned: Bool,
    folder: String? = nil, place: NotesRow.Place? = nil, tags: [String], createdAt: Timestamp = .now
  ) {
    (self.id, self.author, self.headline, self.body, self.words) = (id, author, headline, body, words)
    (self.priority, self.pinned, self.folder, self.place, self.tags) = (priority, pinned, folder, place, tags)
    (self.createdAt, self.assignedColumns) = (createdAt, ColumnSet(0..<11))
  }

  /// Changes of a row that was read.
  public init(_ row: NotesRow) {
    (self.id, self.author, self.headline, self.body, self.words) = (row.id, row.author, row.headline, row.body, nil)
    (self.priority, self.pinned, self.folder, self.place) = (row.priority, row.pinned, row.folder, row.place)
    (self.tags, self.createdAt, self.assignedColumns) = (row.tags, row.createdAt, [])
  }

  /// Sets `body` and `words` together, because one is computed from another.
  ///
  /// `words` must be what the backfill of the plan computes from `body`; the backfill writes it again.
  public mutating func set(body: String, words: Int64) {
    (self.body, self.words) = (body, words)
  }

  public var columnValues: [JSONValue?] { [
    id?.json, author.json, headline.json, body.json, priority.json, pinned.json, folder?.json, place?.json, tags.json,
    createdAt.json, words?.json] }
}
