// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: b63901b2e3894db0b5c0d68f3ad635d4cbac40a033e13f9e7854f9bc163f2ea9
// swift-format-ignore-file
import Bellows

public typealias PeopleID = Key<PeopleRow, Int64>

/// Somebody who writes notes.
public struct PeopleRow: ReadableRow {
  public static let table = "people"
  public enum Columns: String, ColumnNames {
    case id = "_id", fullName, email, tier, theme, locale
    public static let forms: [Column.Form] = [.int, .text, .text, .text, .text, .text]
  }
  public static let columns = Columns.columns
  public static let keyColumns: [Int] = [0]

  public var id: PeopleID
  public var fullName: String
  public var email: String
  public var tier: Tier
  public var theme: Theme
  public var locale: String

  public init(id: PeopleID, fullName: String, email: String, tier: Tier, theme: Theme, locale: String) {
    (self.id, self.fullName, self.email, self.tier, self.theme) = (id, fullName, email, tier, theme)
    self.locale = locale
  }

  public init(row: some RowReader) throws {
    try self.init(
      id: row.required(0), fullName: row.required(1), email: row.required(2), tier: row.required(3),
      theme: row.required(4), locale: row.required(5))
  }

  public var columnValues: [JSONValue?] { [id.json, fullName.json, email.json, tier.json, theme.json, locale.json] }

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

/// A new row of `people`, or changes of an existing row, of which only assigned columns are written.
public struct PeopleWrite: ChangedRow {
  public static let columns = PeopleRow.columns + [Column("visits", .int)]
  public let id: PeopleID?
  public var fullName: String { didSet { assignedColumns.insert(1) } }
  public var email: String { didSet { assignedColumns.insert(2) } }
  public var tier: PeopleRow.Tier { didSet { assignedColumns.insert(3) } }
  public private(set) var visits: Int64? { didSet { assignedColumns.insert(6) } }
  public var theme: PeopleRow.Theme { didSet { assignedColumns.insert(4) } }
  public var locale: String { didSet { assignedColumns.insert(5) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(
    id: PeopleID? = nil, fullName: String, email: String, tier: PeopleRow.Tier, visits: Int64,
    theme: PeopleRow.Theme = .light, locale: String
  ) {
    (self.id, self.fullName, self.email, self.tier, self.visits) = (id, fullName, email, tier, visits)
    (self.theme, self.locale, self.assignedColumns) = (theme, locale, ColumnSet(0..<7))
  }

  /// Changes of a row that was read.
  public init(_ row: PeopleRow) {
    (self.id, self.fullName, self.email, self.tier, self.visits) = (row.id, row.fullName, row.email, row.tier, nil)
    (self.theme, self.locale, self.assignedColumns) = (row.theme, row.locale, [])
  }

  public mutating func set(visits: Int64) {
    self.visits = visits
  }

  public var columnValues: [JSONValue?] { [
    id?.json, fullName.json, email.json, tier.json, theme.json, locale.json, visits?.json] }
}
