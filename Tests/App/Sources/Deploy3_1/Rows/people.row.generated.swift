// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 0948b61c5753793193aa2801d77ab750efb635e78b18db8159a6cc70cd1aaee2
// swift-format-ignore-file
import Bellows

public typealias PeopleID = Key<PeopleRow, Int64>

/// Somebody who writes notes.
public struct PeopleRow: ReadableRow {
  public static let table = "people"
  public enum Columns: String, ColumnNames {
    case id = "_id", fullName, email, tier, visits, theme, locale
    public static let forms: [Column.Form] = [.int, .text, .text, .text, .int, .text, .text]
  }
  public static let columns = Columns.columns
  public static let keyColumns: [Int] = [0]

  public var id: PeopleID
  public var fullName: String
  public var email: String
  public var tier: Tier
  public var visits: Int64
  public var theme: Theme
  public var locale: String?

  public init(
    id: PeopleID, fullName: String, email: String, tier: Tier, visits: Int64, theme: Theme, locale: String? = nil
  ) {
    (self.id, self.fullName, self.email, self.tier, self.visits) = (id, fullName, email, tier, visits)
    (self.theme, self.locale) = (theme, locale)
  }

  public init(row: some RowReader) throws {
    try self.init(
      id: row.required(0), fullName: row.required(1), email: row.required(2), tier: row.required(3),
      visits: row.required(4), theme: row.required(5), locale: row.optional(6))
  }

  public var columnValues: [JSONValue?] { [
    id.json, fullName.json, email.json, tier.json, visits.json, theme.json, locale?.json] }

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

/// A new row of `people`, or changes of an existing row, of which only assigned columns are written.
public struct PeopleWrite: ChangedRow {
  public let id: PeopleID?
  public var fullName: String { didSet { assignedColumns.insert(1) } }
  public var email: String { didSet { assignedColumns.insert(2) } }
  public var tier: Tier { didSet { assignedColumns.insert(3) } }
  public var visits: Int64 { didSet { assignedColumns.insert(4) } }
  public var theme: PeopleRow.Theme { didSet { assignedColumns.insert(5) } }
  public private(set) var locale: String? { didSet { assignedColumns.insert(6) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(
    id: PeopleID? = nil, fullName: String, email: String, tier: Tier, visits: Int64, theme: PeopleRow.Theme = .light,
    locale: String
  ) {
    (self.id, self.fullName, self.email, self.tier, self.visits) = (id, fullName, email, tier, visits)
    (self.theme, self.locale, self.assignedColumns) = (theme, locale, ColumnSet(0..<7))
  }

  /// Changes of a row that was read.
  public init(_ row: PeopleRow) {
    (self.id, self.fullName, self.email, self.tier) = (row.id, row.fullName, row.email, Tier(carrying: row.tier))
    (self.visits, self.theme, self.locale, self.assignedColumns) = (row.visits, row.theme, row.locale, [])
  }

  public mutating func set(locale: String) {
    self.locale = locale
  }

  public var columnValues: [JSONValue?] { [
    id?.json, fullName.json, email.json, tier.json, visits.json, theme.json, locale?.json] }

  public enum Tier: NarrowedUnion, CaseIterable {
    case free
    case paid
    /// A value that was read and can only be written back unchanged.
    case carried(Carried)
    public typealias ReadType = PeopleRow.Tier

    /// Only a row that was read can provide this value.
    public struct Carried: Hashable, Sendable {
      fileprivate let read: PeopleRow.Tier
    }

    init(carrying read: PeopleRow.Tier) {
      self = (try? Self(json: read.json)) ?? .carried(Carried(read: read))
    }

    /// The values that code may write.
    public static let allCases: [Self] = [.free, .paid]

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
      case .carried(let carried): carried.read.json
      }
    }
  }
}
