// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 49cecfed03c98af805107fcb02c559c965b15213bcc356fda57f30572b083f4d
// swift-format-ignore-file
import Bellows

public typealias NotesID = Key<NotesRow, Int64>

/// What somebody wrote down.
public struct NotesRow: ReadableRow {
  public static let table = "notes"
  public enum Columns: String, ColumnNames {
    case id = "_id", author, headline, body, words, priority = "priority_2", pinned, folder, place, tags, createdAt
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
  public var priority: String
  public var pinned: Bool
  public var folder: String?
  public var place: Place?
  public var tags: [String]
  public var createdAt: Timestamp

  public init(
    id: NotesID, author: PeopleID, headline: String, body: String, words: Int64, priority: String, pinned: Bool,
    folder: String? = nil, place: Place? = nil, tags: [String], createdAt: Timestamp
  ) {
    (self.id, self.author, self.headline, self.body, self.words) = (id, author, headline, body, words)
    (self.priority, self.pinned, self.folder, self.place, self.tags) = (priority, pinned, folder, place, tags)
    self.createdAt = createdAt
  }

  public init(row: some RowReader) throws {
    try self.init(
      id: row.required(0), author: row.required(1), headline: row.required(2), body: row.required(3),
      words: row.required(4), priority: row.required(5), pinned: row.required(6), folder: row.optional(7),
      place: row.optional(8), tags: row.required(9), createdAt: row.required(10))
  }

  public var columnValues: [JSONValue?] { [
    id.json, author.json, headline.json, body.json, words.json, priority.json, pinned.json, folder?.json, place?.json,
    tags.json, createdAt.json] }

  public struct Place: StoredValue {
    public var lat: Double
    public var lon: Double
    public var label: String?

    public init(lat: Double, lon: Double, label: String? = nil) {
      (self.lat, self.lon, self.label) = (lat, lon, label)
    }

    public init(json: JSONValue) throws {
      var members = try ObjectReader(json)
      self.lat = try members.required("lat")
      self.lon = try members.required("lon")
      self.label = try members.optional("label")
      try members.finish()
    }

    public var json: JSONValue {
      var members = ObjectWriter()
      members.set("label", self.label)
      members.set("lat", self.lat)
      members.set("lon", self.lon)
      return members.json
    }
  }
}

/// A new row of `notes`, or changes of an existing row, of which only assigned columns are written.
public struct NotesWrite: ChangedRow {
  public static let columns = NotesRow.columns + [Column("shelf", .int)]
  public let id: NotesID?
  public var author: PeopleID { didSet { assignedColumns.insert(1) } }
  public var headline: String { didSet { assignedColumns.insert(2) } }
  public var body: String { didSet { assignedColumns.insert(3) } }
  public var words: Int64 { didSet { assignedColumns.insert(4) } }
  public var priority: String { didSet { assignedColumns.insert(5) } }
  public var pinned: Bool { didSet { assignedColumns.insert(6) } }
  public private(set) var shelf: FoldersID? { didSet { assignedColumns.insert(11) } }
  public private(set) var folder: String? { didSet { assignedColumns.insert(7) } }
  public var place: Place? { didSet { assignedColumns.insert(8) } }
  public var tags: [String] { didSet { assignedColumns.insert(9) } }
  public var createdAt: Timestamp { didSet { assignedColumns.insert(10) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(
    id: NotesID? = nil, author: PeopleID, headline: String, body: String, words: Int64, priority: String, pinned: Bool,
    shelf: FoldersID?, folder: String?, place: Place? = nil, tags: [String], createdAt: Timestamp = .now
  ) {
    (self.id, self.author, self.headline, self.body, self.words) = (id, author, headline, body, words)
    (self.priority, self.pinned, self.shelf, self.folder, self.place) = (priority, pinned, shelf, folder, place)
    (self.tags, self.createdAt, self.assignedColumns) = (tags, createdAt, ColumnSet(0..<12))
  }

  /// Changes of a row that was read.
  public init(_ row: NotesRow) {
    (self.id, self.author, self.headline, self.body) = (row.id, row.author, row.headline, row.body)
    (self.words, self.priority, self.pinned, self.shelf) = (row.words, row.priority, row.pinned, nil)
    (self.folder, self.place, self.tags) = (row.folder, row.place.map { Place(carrying: $0) }, row.tags)
    (self.createdAt, self.assignedColumns) = (row.createdAt, [])
  }

  /// Sets `shelf` and `folder` together, because one is computed from another.
  ///
  /// `shelf` must be what the backfill of the plan computes from `folder`; the backfill writes it again.
  public mutating func set(shelf: FoldersID?, folder: String?) {
    (self.shelf, self.folder) = (shelf, folder)
  }

  public var columnValues: [JSONValue?] { [
    id?.json, author.json, headline.json, body.json, words.json, priority.json, pinned.json, folder?.json, place?.json,
    tags.json, createdAt.json, shelf?.json] }

  public struct Place: StoredValue {
    public var lat: Double
    public var lon: Double
    private var carried = ObjectWriter()

    /// A new value, without `label`: to keep what a row has there, change the value that was read.
    public init(lat: Double, lon: Double) {
      (self.lat, self.lon) = (lat, lon)
    }

    init(carrying read: NotesRow.Place) {
      self.lat = read.lat
      self.lon = read.lon
      self.carried.set("label", read.label)
    }

    public init(json: JSONValue) throws {
      var members = try ObjectReader(json)
      self.lat = try members.required("lat")
      self.lon = try members.required("lon")
      try members.finish()
    }

    public var json: JSONValue {
      var members = self.carried
      members.set("lat", self.lat)
      members.set("lon", self.lon)
      return members.json
    }
  }
}
