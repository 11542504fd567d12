// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 0e3a139cc9e431da8f2f7358156abc1225b822569769d7bc3a8b01d01464a10b
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
    Column("theme", .text),
    Column("locale", .text),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: PeopleID
  public var fullName: String
  public var email: String
  public var tier: Tier
  public var theme: Theme
  public var locale: String

  public init(
    id: PeopleID,
    fullName: String,
    email: String,
    tier: Tier,
    theme: Theme,
    locale: String
  ) {
    self.id = id
    self.fullName = fullName
    self.email = email
    self.tier = tier
    self.theme = theme
    self.locale = locale
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.fullName = try row.required(1)
    self.email = try row.required(2)
    self.tier = try row.required(3)
    self.theme = try row.required(4)
    self.locale = try row.required(5)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.fullName)
    try row.set(2, self.email)
    try row.set(3, self.tier)
    try row.set(4, self.theme)
    try row.set(5, self.locale)
  }

  public enum Tier: LiteralUnion {
    case free
    case paid

    public var rawValue: String {
      switch self {
      case .free: "free"
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
  @Written public var tier: PeopleRow.Tier
  @Written public var theme: PeopleRow.Theme
  @Written public var locale: String

  /// A new row.
  public init(
    id: PeopleID? = nil,
    fullName: String,
    email: String,
    tier: PeopleRow.Tier,
    theme: PeopleRow.Theme = .light,
    locale: String
  ) {
    self.id = id
    self._fullName = Written(wrappedValue: fullName)
    self._email = Written(wrappedValue: email)
    self._tier = Written(wrappedValue: tier)
    self._theme = Written(wrappedValue: theme)
    self._locale = Written(wrappedValue: locale)
  }

  /// Changes of a row that was read.
  public init(_ row: PeopleRow) {
    self.id = row.id
    self._fullName = Written(unchanged: row.fullName)
    self._email = Written(unchanged: row.email)
    self._tier = Written(unchanged: row.tier)
    self._theme = Written(unchanged: row.theme)
    self._locale = Written(unchanged: row.locale)
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._fullName)
    try row.set(2, self._email)
    try row.set(3, self._tier)
    try row.set(4, self._theme)
    try row.set(5, self._locale)
  }
}
