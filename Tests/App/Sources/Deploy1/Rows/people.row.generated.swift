// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: c9b966981d001ee2778ff33ba643fd7792a1d5eb3f31a77163d2850b47e8626c
// swift-format-ignore-file
import Bellows

public typealias PeopleID = Key<PeopleRow, Int64>

/// Somebody who writes notes.
public struct PeopleRow: ReadableRow {
  public static let table = "people"
  public static let columns = [
    Column("_id", .int),
    Column("name", .text),
    Column("email", .text),
    Column("tier", .text),
    Column("visits", .int),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: PeopleID
  public var name: String
  public var email: String
  public var tier: Tier
  public var visits: Int64

  public init(id: PeopleID, name: String, email: String, tier: Tier, visits: Int64) {
    self.id = id
    self.name = name
    self.email = email
    self.tier = tier
    self.visits = visits
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.name = try row.required(1)
    self.email = try row.required(2)
    self.tier = try row.required(3)
    self.visits = try row.required(4)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.name)
    try row.set(2, self.email)
    try row.set(3, self.tier)
    try row.set(4, self.visits)
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
}

/// A row of `people` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct PeopleWrite: WritableRow {
  public static let table = PeopleRow.table
  public static let columns = PeopleRow.columns
  public static let keyColumns = PeopleRow.keyColumns

  public let id: PeopleID?
  @Written public var name: String
  @Written public var email: String
  @Written public var tier: PeopleRow.Tier
  @Written public var visits: Int64

  /// A new row.
  public init(id: PeopleID? = nil, name: String, email: String, tier: PeopleRow.Tier, visits: Int64) {
    self.id = id
    self._name = Written(wrappedValue: name)
    self._email = Written(wrappedValue: email)
    self._tier = Written(wrappedValue: tier)
    self._visits = Written(wrappedValue: visits)
  }

  /// Changes of a row that was read.
  public init(_ row: PeopleRow) {
    self.id = row.id
    self._name = Written(unchanged: row.name)
    self._email = Written(unchanged: row.email)
    self._tier = Written(unchanged: row.tier)
    self._visits = Written(unchanged: row.visits)
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._name)
    try row.set(2, self._email)
    try row.set(3, self._tier)
    try row.set(4, self._visits)
  }
}
