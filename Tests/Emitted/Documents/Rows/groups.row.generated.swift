// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: d4a1fc98f56db23484c599ab8b4fcf3a2998191d54a39e31875cd4e42c73126b
// swift-format-ignore-file
import Bellows

/// The second copy of a row of `groups`; write it in one transaction with its `GroupsWrite`.
public struct GroupsCopyWrite: AssignedRow {
  public static let table = "groups"
  public static let columns: [Column] = [Column("slug", .nested), Column("title", .nested)]
  public static let keyColumns: [Int] = [0]

  public let slug: String
  public private(set) var title: String? { didSet { assignedColumns.insert(1) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(slug: String, title: String) {
    (self.slug, self.title, self.assignedColumns) = (slug, title, ColumnSet(0..<2))
  }

  /// Changes of an existing row.
  public init(changing slug: String) {
    (self.slug, self.title, self.assignedColumns) = (slug, nil, [])
  }

  public mutating func set(title: String) {
    self.title = title
  }

  public var columnValues: [JSONValue?] { [slug.json, title?.json] }
}

public typealias GroupsID = Key<GroupsRow, String>

/// A row of `groups` as it is read.
public struct GroupsRow: ReadableRow {
  public static let table = "teams"
  public enum Columns: String, ColumnNames {
    case slug, title
    public static let forms: [Column.Form] = [.nested, .nested]
  }
  public static let columns = Columns.columns
  public static let keyColumns: [Int] = [0]

  public var slug: GroupsID
  public var title: String

  public init(slug: GroupsID, title: String) {
    (self.slug, self.title) = (slug, title)
  }

  public init(row: some RowReader) throws {
    try self.init(slug: row.required(0), title: row.required(1))
  }

  public var columnValues: [JSONValue?] { [slug.json, title.json] }
}

/// A new row of `groups`, or changes of an existing row, of which only assigned columns are written.
public struct GroupsWrite: ChangedRow {
  public let slug: GroupsID
  public var title: String { didSet { assignedColumns.insert(1) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(slug: GroupsID, title: String) {
    (self.slug, self.title, self.assignedColumns) = (slug, title, ColumnSet(0..<2))
  }

  /// Changes of a row that was read.
  public init(_ row: GroupsRow) {
    (self.slug, self.title, self.assignedColumns) = (row.slug, row.title, [])
  }

  public var columnValues: [JSONValue?] { [slug.json, title.json] }
}
