// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: fb13e107c074f2905b7436b399902067286eceb75f143e8ff989ef8ee8088dd3
// swift-format-ignore-file
import Bellows

public typealias NotesID = Key<NotesRow, Int64>

/// What somebody wrote down.
public struct NotesRow: ReadableRow {
  public static let table = "notes"
  public static let columns = [
    Column("_id", .int),
    Column("author", .int),
    Column("body", .text),
    Column("createdAt", .microseconds),
    Column("folder", .text),
    Column("headline", .text),
    Column("pinned", .bool),
    Column("place", .json),
    Column("priority_2", .text),
    Column("tags", .json),
    Column("words", .int),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: NotesID
  public var author: PeopleID
  public var body: String
  public var createdAt: Timestamp
  public var folder: String?
  public var headline: String
  public var pinned: Bool
  public var place: Place?
  public var priority2: String
  public var tags: [String]
  public var words: Int64

  public init(
    id: NotesID,
    author: PeopleID,
    body: String,
    createdAt: Timestamp,
    folder: String? = nil,
    headline: String,
    pinned: Bool,
    place: Place? = nil,
    priority2: String,
    tags: [String],
    words: Int64
  ) {
    self.id = id
    self.author = author
    self.body = body
    self.createdAt = createdAt
    self.folder = folder
    self.headline = headline
    self.pinned = pinned
    self.place = place
    self.priority2 = priority2
    self.tags = tags
    self.words = words
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.author = try row.required(1)
    self.body = try row.required(2)
    self.createdAt = try row.required(3)
    self.folder = try row.optional(4)
    self.headline = try row.required(5)
    self.pinned = try row.required(6)
    self.place = try row.optional(7)
    self.priority2 = try row.required(8)
    self.tags = try row.required(9)
    self.words = try row.required(10)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.author)
    try row.set(2, self.body)
    try row.set(3, self.createdAt)
    try row.set(4, self.folder)
    try row.set(5, self.headline)
    try row.set(6, self.pinned)
    try row.set(7, self.place)
    try row.set(8, self.priority2)
    try row.set(9, self.tags)
    try row.set(10, self.words)
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
  public static let table = "notes"
  public static let columns = [
    Column("_id", .int),
    Column("author", .int),
    Column("body", .text),
    Column("createdAt", .microseconds),
    Column("folder", .text),
    Column("headline", .text),
    Column("pinned", .bool),
    Column("place", .json),
    Column("priority", .int),
    Column("priority_2", .text),
    Column("tags", .json),
    Column("words", .int),
  ]
  public static let keyColumns: [Int] = [0]

  public let id: NotesID?
  @Written public var author: PeopleID
  @Written public var body: String
  @Written public var createdAt: Timestamp
  @Written public var folder: String?
  @Written public var headline: String
  @Written public var pinned: Bool
  @Written public var place: NotesRow.Place?
  @Written public private(set) var priority: Int64?
  @Written public private(set) var priority2: String
  @Written public var tags: [String]
  @Written public var words: Int64

  /// A new row.
  public init(
    id: NotesID? = nil,
    author: PeopleID,
    body: String,
    createdAt: Timestamp = .now,
    folder: String? = nil,
    headline: String,
    pinned: Bool,
    place: NotesRow.Place? = nil,
    priority: Int64,
    priority2: String,
    tags: [String],
    words: Int64
  ) {
    self.id = id
    self._author = Written(wrappedValue: author)
    self._body = Written(wrappedValue: body)
    self._createdAt = Written(wrappedValue: createdAt)
    self._folder = Written(wrappedValue: folder)
    self._headline = Written(wrappedValue: headline)
    self._pinned = Written(wrappedValue: pinned)
    self._place = Written(wrappedValue: place)
    self._priority = Written(wrappedValue: priority)
    self._priority2 = Written(wrappedValue: priority2)
    self._tags = Written(wrappedValue: tags)
    self._words = Written(wrappedValue: words)
  }

  /// Changes of a row that was read.
  public init(_ row: NotesRow) {
    self.id = row.id
    self._author = Written(unchanged: row.author)
    self._body = Written(unchanged: row.body)
    self._createdAt = Written(unchanged: row.createdAt)
    self._folder = Written(unchanged: row.folder)
    self._headline = Written(unchanged: row.headline)
    self._pinned = Written(unchanged: row.pinned)
    self._place = Written(unchanged: row.place)
    self._priority = Written(unchanged: nil)
    self._priority2 = Written(unchanged: row.priority2)
    self._tags = Written(unchanged: row.tags)
    self._words = Written(unchanged: row.words)
  }

  public mutating func set(author: PeopleID) {
    self.author = author
  }

  public mutating func set(body: String) {
    self.body = body
  }

  public mutating func set(createdAt: Timestamp) {
    self.createdAt = createdAt
  }

  public mutating func set(folder: String?) {
    self.folder = folder
  }

  public mutating func set(headline: String) {
    self.headline = headline
  }

  public mutating func set(pinned: Bool) {
    self.pinned = pinned
  }

  public mutating func set(place: NotesRow.Place?) {
    self.place = place
  }

  /// Sets columns that must be written together, because one is computed from another.
  public mutating func set(priority: Int64, priority2: String) {
    self.priority = priority
    self.priority2 = priority2
  }

  public mutating func set(tags: [String]) {
    self.tags = tags
  }

  public mutating func set(words: Int64) {
    self.words = words
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._author)
    try row.set(2, self._body)
    try row.set(3, self._createdAt)
    try row.set(4, self._folder)
    try row.set(5, self._headline)
    try row.set(6, self._pinned)
    try row.set(7, self._place)
    try row.set(8, self._priority)
    try row.set(9, self._priority2)
    try row.set(10, self._tags)
    try row.set(11, self._words)
  }
}

public typealias PeopleID = Key<PeopleRow, Int64>

/// Somebody who writes notes.
public struct PeopleRow: ReadableRow {
  public static let table = "people"
  public static let columns = [
    Column("_id", .int),
    Column("email", .text),
    Column("fullName", .text),
    Column("locale", .text),
    Column("theme", .text),
    Column("tier", .text),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: PeopleID
  public var email: String
  public var fullName: String
  public var locale: String
  public var theme: Theme
  public var tier: Tier

  public init(
    id: PeopleID,
    email: String,
    fullName: String,
    locale: String,
    theme: Theme,
    tier: Tier
  ) {
    self.id = id
    self.email = email
    self.fullName = fullName
    self.locale = locale
    self.theme = theme
    self.tier = tier
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.email = try row.required(1)
    self.fullName = try row.required(2)
    self.locale = try row.required(3)
    self.theme = try row.required(4)
    self.tier = try row.required(5)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.email)
    try row.set(2, self.fullName)
    try row.set(3, self.locale)
    try row.set(4, self.theme)
    try row.set(5, self.tier)
  }

  public enum Theme: StoredValue, CaseIterable {
    case light
    case dark

    public init(json: JSONValue) throws {
      if let literal = Self.allCases.first(where: { $0.json == json }) {
        self = literal
      } else {
        throw RowUnreadable(expected: "\"light\" | \"dark\"", found: json)
      }
    }

    public var json: JSONValue {
      switch self {
      case .light: .string("light")
      case .dark: .string("dark")
      }
    }
  }

  public enum Tier: StoredValue, CaseIterable {
    case free
    case paid

    public init(json: JSONValue) throws {
      if let literal = Self.allCases.first(where: { $0.json == json }) {
        self = literal
      } else {
        throw RowUnreadable(expected: "\"free\" | \"paid\"", found: json)
      }
    }

    public var json: JSONValue {
      switch self {
      case .free: .string("free")
      case .paid: .string("paid")
      }
    }
  }
}

/// A row of `people` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct PeopleWrite: WritableRow {
  public static let table = "people"
  public static let columns = [
    Column("_id", .int),
    Column("email", .text),
    Column("fullName", .text),
    Column("locale", .text),
    Column("theme", .text),
    Column("tier", .text),
  ]
  public static let keyColumns: [Int] = [0]

  public let id: PeopleID?
  @Written public var email: String
  @Written public var fullName: String
  @Written public var locale: String
  @Written public var theme: PeopleRow.Theme
  @Written public var tier: PeopleRow.Tier

  /// A new row.
  public init(
    id: PeopleID? = nil,
    email: String,
    fullName: String,
    locale: String,
    theme: PeopleRow.Theme = .light,
    tier: PeopleRow.Tier
  ) {
    self.id = id
    self._email = Written(wrappedValue: email)
    self._fullName = Written(wrappedValue: fullName)
    self._locale = Written(wrappedValue: locale)
    self._theme = Written(wrappedValue: theme)
    self._tier = Written(wrappedValue: tier)
  }

  /// Changes of a row that was read.
  public init(_ row: PeopleRow) {
    self.id = row.id
    self._email = Written(unchanged: row.email)
    self._fullName = Written(unchanged: row.fullName)
    self._locale = Written(unchanged: row.locale)
    self._theme = Written(unchanged: row.theme)
    self._tier = Written(unchanged: row.tier)
  }

  public mutating func set(email: String) {
    self.email = email
  }

  public mutating func set(fullName: String) {
    self.fullName = fullName
  }

  public mutating func set(locale: String) {
    self.locale = locale
  }

  public mutating func set(theme: PeopleRow.Theme) {
    self.theme = theme
  }

  public mutating func set(tier: PeopleRow.Tier) {
    self.tier = tier
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._email)
    try row.set(2, self._fullName)
    try row.set(3, self._locale)
    try row.set(4, self._theme)
    try row.set(5, self._tier)
  }
}
