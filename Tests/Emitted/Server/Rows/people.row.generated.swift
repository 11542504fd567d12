// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 7c30735592634c1441349be8bd844c7f27e8ee14ff6555e0cbe2d19f006bccce
// swift-format-ignore-file
import Bellows

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

public typealias PeopleID = Key<PeopleRow, UUID>

/// A row of `people` as it is read.
public struct PeopleRow: ReadableRow {
  public static let table = "people"
  public enum Columns: String, ColumnNames {
    case
      id, fullName, code, age, visits, score, ratio, active, photo, born, joinedAt, seenAt, balance, price, role, tags,
      mood, words, times, sums, address, extra, raw, manager
    public static let forms: [Column.Form] = [
      .text, .text, .text, .int, .int, .double, .double, .bool, .bytes, .text, .instantText, .instantText, .text, .text,
      .text, .json, .text, .array, .array, .array, .json, .json, .json, .text]
  }
  public static let columns = Columns.columns
  public static let columnTypes: [ServerType] = [
    .uuid, .text, .text, .smallint, .bigint, .double, .real, .boolean, .bytea, .date, .timestamptz, .timestamp,
    .numeric, .numeric, .text, .jsonb, .enumeration("mood"), .array(.text), .array(.timestamptz), .array(.numeric),
    .jsonb, .jsonb, .json, .uuid]
  public static let keyColumns: [Int] = [0]

  public var id: PeopleID
  public var fullName: String
  public var code: String
  public var age: Int64
  public var visits: Int64
  public var score: Double
  public var ratio: Double
  public var active: Bool
  public var photo: Data
  public var born: Day
  public var joinedAt: Timestamp
  public var seenAt: Timestamp?
  public var balance: ExactDecimal
  public var price: ExactDecimal
  public var role: Role
  public var tags: [String]
  public var mood: Mood
  public var words: [String]
  public var times: [Timestamp]
  public var sums: [ExactDecimal]?
  public var address: Address
  public var extra: JSONValue?
  public var raw: JSONValue?
  public var manager: PeopleID?

  public init(
    id: PeopleID, fullName: String, code: String, age: Int64, visits: Int64, score: Double, ratio: Double, active: Bool,
    photo: Data, born: Day, joinedAt: Timestamp, seenAt: Timestamp? = nil, balance: ExactDecimal, price: ExactDecimal,
    role: Role, tags: [String], mood: Mood, words: [String], times: [Timestamp], sums: [ExactDecimal]? = nil,
    address: Address, extra: JSONValue? = nil, raw: JSONValue? = nil, manager: PeopleID? = nil
  ) {
    (self.id, self.fullName, self.code, self.age, self.visits) = (id, fullName, code, age, visits)
    (self.score, self.ratio, self.active, self.photo, self.born) = (score, ratio, active, photo, born)
    (self.joinedAt, self.seenAt, self.balance, self.price, self.role) = (joinedAt, seenAt, balance, price, role)
    (self.tags, self.mood, self.words, self.times, self.sums) = (tags, mood, words, times, sums)
    (self.address, self.extra, self.raw, self.manager) = (address, extra, raw, manager)
  }

  public init(row: some RowReader) throws {
    try self.init(
      id: row.required(0), fullName: row.required(1), code: row.required(2), age: row.required(3),
      visits: row.required(4), score: row.required(5), ratio: row.required(6), active: row.required(7),
      photo: row.required(8), born: row.required(9), joinedAt: row.required(10), seenAt: row.optional(11),
      balance: row.required(12), price: row.required(13), role: row.required(14), tags: row.required(15),
      mood: row.required(16), words: row.required(17), times: row.required(18), sums: row.optional(19),
      address: row.required(20), extra: row.optional(21), raw: row.optional(22), manager: row.optional(23))
  }

  public var columnValues: [JSONValue?] { [
    id.json, fullName.json, code.json, age.json, visits.json, score.json, ratio.json, active.json, photo.json,
    born.json, joinedAt.json, seenAt?.json, balance.json, price.json, role.json, tags.json, mood.json, words.json,
    times.json, sums?.json, address.json, extra?.json, raw?.json, manager?.json] }

  public enum Role: LiteralUnion {
    case member
    case admin

    public var rawValue: String {
      switch self {
      case .member: "member"
      case .admin: "admin"
      }
    }
  }

  public enum Mood: LiteralUnion {
    case good
    case bad

    public var rawValue: String {
      switch self {
      case .good: "good"
      case .bad: "bad"
      }
    }
  }

  public struct Address: StoredValue {
    public var city: String
    public var zip: String?

    public init(city: String, zip: String? = nil) {
      (self.city, self.zip) = (city, zip)
    }

    public init(json: JSONValue) throws {
      var members = try ObjectReader(json)
      self.city = try members.required("city")
      self.zip = try members.optional("zip")
      try members.finish()
    }

    public var json: JSONValue {
      var members = ObjectWriter()
      members.set("city", self.city)
      members.set("zip", self.zip)
      return members.json
    }
  }
}

/// A new row of `people`, or changes of an existing row, of which only assigned columns are written.
public struct PeopleWrite: ChangedRow {
  public let id: PeopleID
  public var fullName: String { didSet { assignedColumns.insert(1) } }
  public var code: String { didSet { assignedColumns.insert(2) } }
  public var age: Int64 { didSet { assignedColumns.insert(3) } }
  public var visits: Int64 { didSet { assignedColumns.insert(4) } }
  public var score: Double { didSet { assignedColumns.insert(5) } }
  public var ratio: Double { didSet { assignedColumns.insert(6) } }
  public var active: Bool { didSet { assignedColumns.insert(7) } }
  public var photo: Data { didSet { assignedColumns.insert(8) } }
  public var born: Day { didSet { assignedColumns.insert(9) } }
  public var joinedAt: Timestamp { didSet { assignedColumns.insert(10) } }
  public var seenAt: Timestamp? { didSet { assignedColumns.insert(11) } }
  public var balance: ExactDecimal { didSet { assignedColumns.insert(12) } }
  public var price: ExactDecimal { didSet { assignedColumns.insert(13) } }
  public var role: PeopleRow.Role { didSet { assignedColumns.insert(14) } }
  public var tags: [String] { didSet { assignedColumns.insert(15) } }
  public var mood: PeopleRow.Mood { didSet { assignedColumns.insert(16) } }
  public var words: [String] { didSet { assignedColumns.insert(17) } }
  public var times: [Timestamp] { didSet { assignedColumns.insert(18) } }
  public var sums: [ExactDecimal]? { didSet { assignedColumns.insert(19) } }
  public var address: PeopleRow.Address { didSet { assignedColumns.insert(20) } }
  public var extra: JSONValue? { didSet { assignedColumns.insert(21) } }
  public var raw: JSONValue? { didSet { assignedColumns.insert(22) } }
  public var manager: PeopleID? { didSet { assignedColumns.insert(23) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(
    id: PeopleID = PeopleID(UUID()), fullName: String, code: String, age: Int64, visits: Int64, score: Double,
    ratio: Double, active: Bool, photo: Data, born: Day, joinedAt: Timestamp = .now, seenAt: Timestamp? = nil,
    balance: ExactDecimal, price: ExactDecimal, role: PeopleRow.Role, tags: [String], mood: PeopleRow.Mood,
    words: [String], times: [Timestamp], sums: [ExactDecimal]? = nil, address: PeopleRow.Address,
    extra: JSONValue? = nil, raw: JSONValue? = nil, manager: PeopleID? = nil
  ) {
    (self.id, self.fullName, self.code, self.age, self.visits) = (id, fullName, code, age, visits)
    (self.score, self.ratio, self.active, self.photo, self.born) = (score, ratio, active, photo, born)
    (self.joinedAt, self.seenAt, self.balance, self.price, self.role) = (joinedAt, seenAt, balance, price, role)
    (self.tags, self.mood, self.words, self.times, self.sums) = (tags, mood, words, times, sums)
    (self.address, self.extra, self.raw, self.manager) = (address, extra, raw, manager)
    self.assignedColumns = ColumnSet(0..<24)
  }

  /// Changes of a row that was read.
  public init(_ row: PeopleRow) {
    (self.id, self.fullName, self.code, self.age, self.visits) = (row.id, row.fullName, row.code, row.age, row.visits)
    (self.score, self.ratio, self.active, self.photo) = (row.score, row.ratio, row.active, row.photo)
    (self.born, self.joinedAt, self.seenAt, self.balance) = (row.born, row.joinedAt, row.seenAt, row.balance)
    (self.price, self.role, self.tags, self.mood, self.words) = (row.price, row.role, row.tags, row.mood, row.words)
    (self.times, self.sums, self.address, self.extra, self.raw) = (row.times, row.sums, row.address, row.extra, row.raw)
    (self.manager, self.assignedColumns) = (row.manager, [])
  }

  public var columnValues: [JSONValue?] { [
    id.json, fullName.json, code.json, age.json, visits.json, score.json, ratio.json, active.json, photo.json,
    born.json, joinedAt.json, seenAt?.json, balance.json, price.json, role.json, tags.json, mood.json, words.json,
    times.json, sums?.json, address.json, extra?.json, raw?.json, manager?.json] }
}
