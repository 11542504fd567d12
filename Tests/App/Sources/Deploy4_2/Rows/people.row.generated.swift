// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: b34d72f4f2331356f9fa090022644538e1e8c694e40fee9d5353f14c925c1a4e
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
  public let id: PeopleID?
  public var fullName: String { didSet { assignedColumns.insert(1) } }
  public var email: String { didSet { assignedColumns.insert(2) } }
  public var tier: PeopleRow.Tier { didSet { assignedColumns.insert(3) } }
  public var theme: PeopleRow.Theme { didSet { assignedColumns.insert(4) } }
  public var locale: String { didSet { assignedColumns.insert(5) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(
    id: PeopleID? = nil, fullName: String, email: String, tier: PeopleRow.Tier, theme: PeopleRow.Theme = .light,
    locale: String
  ) {
    (self.id, self.fullName, self.email, self.tier, self.theme) = (id, fullName, email, tier, theme)
    (self.locale, self.assignedColumns) = (locale, ColumnSet(0..<6))
  }

  /// Changes of a row that was read.
  public init(_ row: PeopleRow) {
    (self.id, self.fullName, self.email, self.tier, self.theme) = (row.id, row.fullName, row.email, row.tier, row.theme)
    (self.locale, self.assignedColumns) = (row.locale, [])
  }

  public var columnValues: [JSONValue?] { [id?.json, fullName.json, email.json, tier.json, theme.json, locale.json] }
}
