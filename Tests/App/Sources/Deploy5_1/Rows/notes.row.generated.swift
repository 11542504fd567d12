// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: cc0cec9f86ab42a0dc309ae9046f150f592b1c4cd10f9faa052127ae83d20338
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
    Column("place", .json),
    Column("tags", .json),
    Column("createdAt", .microseconds),
    Column("folder", .text),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: NotesID
  public var author: PeopleID
  public var headline: String
  public var body: String
  public var words: Int64
  public var priority: String
  public var pinned: Bool
  public var place: Place?
  public var tags: [String]
  public var createdAt: Timestamp
  public var folder: String?

  public init(
    id: NotesID,
    author: PeopleID,
    headline: String,
    body: String,
    words: Int64,
    priority: String,
    pinned: Bool,
    place: Place? = nil,
    tags: [String],
    createdAt: Timestamp,
    folder: String? = nil
  ) {
    self.id = id
    self.author = author
    self.headline = headline
    self.body = body
    self.words = words
    self.priority = priority
    self.pinned = pinned
    self.place = place
    self.tags = tags
    self.createdAt = createdAt
    self.folder = folder
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.author = try row.required(1)
    self.headline = try row.required(2)
    self.body = try row.required(3)
    self.words = try row.required(4)
    self.priority = try row.required(5)
    self.pinned = try row.required(6)
    self.place = try row.optional(7)
    self.tags = try row.required(8)
    self.createdAt = try row.required(9)
    self.folder = try row.optional(10)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.author)
    try row.set(2, self.headline)
    try row.set(3, self.body)
    try row.set(4, self.words)
    try row.set(5, self.priority)
    try row.set(6, self.pinned)
    try row.set(7, self.place)
    try row.set(8, self.tags)
    try row.set(9, self.createdAt)
    try row.set(10, self.folder)
  }

  public struct Place: StoredValue {
    public var label: String?
    public var lat: Double
    public var lon: Double

    public init(label: String? = nil, lat: Double, lon: Double) {
      self.label = label
      self.lat = lat
      self.lon = lon
    }

    public init(json: JSONValue) throws {
      var members = try ObjectReader(json)
      self.label = try members.optional("label")
      self.lat = try members.required("lat")
      self.lon = try members.required("lon")
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

/// A row of `notes` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct NotesWrite: WritableRow {
  public static let table = "notes"
  public static let columns = [
    Column("_id", .int),
    Column("author", .int),
    Column("headline", .text),
    Column("body", .text),
    Column("words", .int),
    Column("priority_2", .text),
    Column("pinned", .bool),
    Column("shelf", .int),
    Column("place", .json),
    Column("tags", .json),
    Column("createdAt", .microseconds),
    Column("folder", .text),
  ]
  public static let keyColumns: [Int] = [0]

  public let id: NotesID?
  @Written public var author: PeopleID
  @Written public var headline: String
  @Written public var body: String
  @Written public var words: Int64
  @Written public var priority: String
  @Written public var pinned: Bool
  @Written public private(set) var shelf: FoldersID?
  @Written public var place: Place?
  @Written public var tags: [String]
  @Written public var createdAt: Timestamp
  @Written public private(set) var folder: String?

  /// A new row.
  public init(
    id: NotesID? = nil,
    author: PeopleID,
    headline: String,
    body: String,
    words: Int64,
    priority: String,
    pinned: Bool,
    shelf: FoldersID?,
    place: Place? = nil,
    tags: [String],
    createdAt: Timestamp = .now,
    folder: String?
  ) {
    self.id = id
    self._author = Written(wrappedValue: author)
    self._headline = Written(wrappedValue: headline)
    self._body = Written(wrappedValue: body)
    self._words = Written(wrappedValue: words)
    self._priority = Written(wrappedValue: priority)
    self._pinned = Written(wrappedValue: pinned)
    self._shelf = Written(wrappedValue: shelf)
    self._place = Written(wrappedValue: place)
    self._tags = Written(wrappedValue: tags)
    self._createdAt = Written(wrappedValue: createdAt)
    self._folder = Written(wrappedValue: folder)
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
    self._shelf = Written(unchanged: nil)
    self._place = Written(unchanged: row.place.map { Place($0) })
    self._tags = Written(unchanged: row.tags)
    self._createdAt = Written(unchanged: row.createdAt)
    self._folder = Written(unchanged: row.folder)
  }

  /// Sets columns that must be written together, because one is computed from another.
  public mutating func set(shelf: FoldersID?, folder: String?) {
    self.shelf = shelf
    self.folder = folder
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._author)
    try row.set(2, self._headline)
    try row.set(3, self._body)
    try row.set(4, self._words)
    try row.set(5, self._priority)
    try row.set(6, self._pinned)
    try row.set(7, self._shelf)
    try row.set(8, self._place)
    try row.set(9, self._tags)
    try row.set(10, self._createdAt)
    try row.set(11, self._folder)
  }

  public struct Place: StoredValue {
    public var lat: Double
    public var lon: Double
    private var carried = ObjectWriter()

    public init(lat: Double, lon: Double) {
      self.lat = lat
      self.lon = lon
    }

    init(_ read: NotesRow.Place) {
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
