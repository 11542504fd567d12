// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 0989242b543f0188a5e07001c9054f3d66406812155dafbcef5edbec2c1fedb8
// swift-format-ignore-file
import Bellows

public typealias NotesID = Key<NotesRow, Int64>

/// What somebody wrote down.
public struct NotesRow: ReadableRow {
  public static let table = "notes"
  public static let columns = [
    Column("_id", .int),
    Column("author", .int),
    Column("headline", .text),
    Column("body", .text),
    Column("words", .int),
    Column("priority_2", .text),
    Column("pinned", .bool),
    Column("folder", .text),
    Column("place", .json),
    Column("tags", .json),
    Column("createdAt", .microseconds),
  ]
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
    id: NotesID,
    author: PeopleID,
    headline: String,
    body: String,
    words: Int64,
    priority: String,
    pinned: Bool,
    folder: String? = nil,
    place: Place? = nil,
    tags: [String],
    createdAt: Timestamp
  ) {
    self.id = id
    self.author = author
    self.headline = headline
    self.body = body
    self.words = words
    self.priority = priority
    self.pinned = pinned
    self.folder = folder
    self.place = place
    self.tags = tags
    self.createdAt = createdAt
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.author = try row.required(1)
    self.headline = try row.required(2)
    self.body = try row.required(3)
    self.words = try row.required(4)
    self.priority = try row.required(5)
    self.pinned = try row.required(6)
    self.folder = try row.optional(7)
    self.place = try row.optional(8)
    self.tags = try row.required(9)
    self.createdAt = try row.required(10)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.author)
    try row.set(2, self.headline)
    try row.set(3, self.body)
    try row.set(4, self.words)
    try row.set(5, self.priority)
    try row.set(6, self.pinned)
    try row.set(7, self.folder)
    try row.set(8, self.place)
    try row.set(9, self.tags)
    try row.set(10, self.createdAt)
  }

  public struct Place: StoredValue {
    public var lat: Double
    public var lon: Double

    public init(lat: Double, lon: Double) {
      self.lat = lat
      self.lon = lon
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

/// A row of `notes` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct NotesWrite: WritableRow {
  public static let table = NotesRow.table
  public static let columns = NotesRow.columns
  public static let keyColumns = NotesRow.keyColumns

  public let id: NotesID?
  @Written public var author: PeopleID
  @Written public var headline: String
  @Written public var body: String
  @Written public var words: Int64
  @Written public var priority: String
  @Written public var pinned: Bool
  @Written public var folder: String?
  @Written public var place: NotesRow.Place?
  @Written public var tags: [String]
  @Written public var createdAt: Timestamp

  /// A new row.
  public init(
    id: NotesID? = nil,
    author: PeopleID,
    headline: String,
    body: String,
    words: Int64,
    priority: String,
    pinned: Bool,
    folder: String? = nil,
    place: NotesRow.Place? = nil,
    tags: [String],
    createdAt: Timestamp = .now
  ) {
    self.id = id
    self._author = Written(wrappedValue: author)
    self._headline = Written(wrappedValue: headline)
    self._body = Written(wrappedValue: body)
    self._words = Written(wrappedValue: words)
    self._priority = Written(wrappedValue: priority)
    self._pinned = Written(wrappedValue: pinned)
    self._folder = Written(wrappedValue: folder)
    self._place = Written(wrappedValue: place)
    self._tags = Written(wrappedValue: tags)
    self._createdAt = Written(wrappedValue: createdAt)
  }

  /// Changes of a row that was read.
  public init(_ row: NotesRow) {
    self.id = row.id
    self._author = Written(unchanged: row.author)
    self._headline = Written(unchanged: row.headline)
    self._body = Written(unchanged: row.body)
    self._words = Written(unchanged: row.words)
    self._priority = Written(unchanged: row.priority)
    self._pinned = Written(unchanged: row.pinned)
    self._folder = Written(unchanged: row.folder)
    self._place = Written(unchanged: row.place)
    self._tags = Written(unchanged: row.tags)
    self._createdAt = Written(unchanged: row.createdAt)
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._author)
    try row.set(2, self._headline)
    try row.set(3, self._body)
    try row.set(4, self._words)
    try row.set(5, self._priority)
    try row.set(6, self._pinned)
    try row.set(7, self._folder)
    try row.set(8, self._place)
    try row.set(9, self._tags)
    try row.set(10, self._createdAt)
  }
}
