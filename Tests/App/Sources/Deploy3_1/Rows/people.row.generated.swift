// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 22193075750e1e88374e67ae40982e039879c12ffe9ddc16da4ffe462c82aa57
// swift-format-ignore-file
import Bellows

public typealias PeopleID = Key<PeopleRow, Int64>

/// Somebody who writes notes.
public struct PeopleRow: ReadableRow {
  public static let table = "people"
  public static let columns = [
    Column("_id", .int),
    Column("fullName", .text),
    Column("email", .text),
    Column("tier", .text),
    Column("visits", .int),
    Column("theme", .text),
    Column("locale", .text),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: PeopleID
  public var fullName: String
  public var email: String
  public var tier: Tier
  public var visits: Int64
  public var theme: Theme
  public var locale: String?

  public init(
    id: PeopleID,
    fullName: String,
    email: String,
    tier: Tier,
    visits: Int64,
    theme: Theme,
    locale: String? = nil
  ) {
    self.id = id
    self.fullName = fullName
    self.email = email
    self.tier = tier
    self.visits = visits
    self.theme = theme
    self.locale = locale
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.fullName = try row.required(1)
    self.email = try row.required(2)
    self.tier = try row.required(3)
    self.visits = try row.required(4)
    self.theme = try row.required(5)
    self.locale = try row.optional(6)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.fullName)
    try row.set(2, self.email)
    try row.set(3, self.tier)
    try row.set(4, self.visits)
    try row.set(5, self.theme)
    try row.set(6, self.locale)
  }

  public enum Tier: LiteralUnion {
    case free
    case trial
    case paid

    public var rawValue: String {
      switch self {
      case .free: "free"
      case .trial: "trial"
      case .paid: "paid"
      }
    }
  }

  public enum Theme: LiteralUnion {
    case light
    case dark

    public var rawValue: String {
      switch self {
      case .light: "light"
      case .dark: "dark"
      }
    }
  }
}

/// A row of `people` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct PeopleWrite: WritableRow {
  public static let table = PeopleRow.table
  public static let columns = PeopleRow.columns
  public static let keyColumns = PeopleRow.keyColumns

  public let id: PeopleID?
  @Written public var fullName: String
  @Written public var email: String
  @Written public var tier: Tier
  @Written public var visits: Int64
  @Written public var theme: PeopleRow.Theme
  @Written public private(set) var locale: String?

  /// A new row.
  public init(
    id: PeopleID? = nil,
    fullName: String,
    email: String,
    tier: Tier,
    visits: Int64,
    theme: PeopleRow.Theme = .light,
    locale: String
  ) {
    self.id = id
    self._fullName = Written(wrappedValue: fullName)
    self._email = Written(wrappedValue: email)
    self._tier = Written(wrappedValue: tier)
    self._visits = Written(wrappedValue: visits)
    self._theme = Written(wrappedValue: theme)
    self._locale = Written(wrappedValue: locale)
  }

  /// Changes of a row that was read.
  public init(_ row: PeopleRow) {
    self.id = row.id
    self._fullName = Written(unchanged: row.fullName)
    self._email = Written(unchanged: row.email)
    self._tier = Written(unchanged: Tier(row.tier))
    self._visits = Written(unchanged: row.visits)
    self._theme = Written(unchanged: row.theme)
    self._locale = Written(unchanged: row.locale)
  }

  public mutating func set(locale: String) {
    self.locale = locale
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._fullName)
    try row.set(2, self._email)
    try row.set(3, self._tier)
    try row.set(4, self._visits)
    try row.set(5, self._theme)
    try row.set(6, self._locale)
  }

  public enum Tier: StoredValue {
    case free
    case paid
    /// A value that was read and can only be written back unchanged.
    case carried(Carried)

    /// Only a row that was read can provide this value.
    public struct Carried: Hashable, Sendable {
      fileprivate let read: PeopleRow.Tier
    }

    init(_ read: PeopleRow.Tier) {
      self = (try? Self(json: read.json)) ?? .carried(Carried(read: read))
    }

    private static let literals: [Self] = [.free, .paid]

    public init(json: JSONValue) throws {
      if let literal = Self.literals.first(where: { $0.json == json }) {
        self = literal
      } else {
        throw RowUnreadable(expected: "\"free\" | \"paid\"", found: json)
      }
    }

    public var json: JSONValue {
      switch self {
      case .free: .string("free")
      case .paid: .string("paid")
      case .carried(let carried): carried.read.json
      }
    }
  }
}
