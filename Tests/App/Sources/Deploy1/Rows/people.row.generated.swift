// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 7e5eda21fc0a1a4bd46bb56c318f421e88af04819858914f403a0660e8ed833d
// swift-format-ignore-file
import Bellows

public typealias PeopleID = Key<PeopleRow, Int64>

/// Somebody who writes notes.
public struct PeopleRow: ReadableRow {
  public static let table = "people"
  public enum Columns: String, ColumnNames {
    case id = "_id", name, email, tier, visits
    public static let forms: [Column.Form] = [.int, .text, .text, .text, .int]
  }
  public static let columns = Columns.columns
  public static let keyColumns: [Int] = [0]

  public var id: PeopleID
  public var name: String
  public var email: String
  public var tier: Tier
  public var visits: Int64

  public init(id: PeopleID, name: String, email: String, tier: Tier, visits: Int64) {
    (self.id, self.name, self.email, self.tier, self.visits) = (id, name, email, tier, visits)
  }

  public init(row: some RowReader) throws {
    try self.init(
      id: row.required(0), name: row.required(1), email: row.required(2), tier: row.required(3),
      visits: row.required(4))
  }

  public var columnValues: [JSONValue?] { [id.json, name.json, email.json, tier.json, visits.json] }

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
}

/// A new row of `people`, or changes of an existing row, of which only assigned columns are written.
public struct PeopleWrite: ChangedRow {
  public let id: PeopleID?
  public var name: String { didSet { assignedColumns.insert(1) } }
  public var email: String { didSet { assignedColumns.insert(2) } }
  public var tier: PeopleRow.Tier { didSet { assignedColumns.insert(3) } }
  public var visits: Int64 { didSet { assignedColumns.insert(4) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(id: PeopleID? = nil, name: String, email: String, tier: PeopleRow.Tier, visits: Int64) {
    (self.id, self.name, self.email, self.tier, self.visits) = (id, name, email, tier, visits)
    self.assignedColumns = ColumnSet(0..<5)
  }

  /// Changes of a row that was read.
  public init(_ row: PeopleRow) {
    (self.id, self.name, self.email, self.tier, self.visits) = (row.id, row.name, row.email, row.tier, row.visits)
    self.assignedColumns = []
  }

  public var columnValues: [JSONValue?] { [id?.json, name.json, email.json, tier.json, visits.json] }
}
