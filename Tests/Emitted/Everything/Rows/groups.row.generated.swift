// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 8ec593704138e72660ecad39941cae64ec095aaac379333e3b7caa926bed9f94
// swift-format-ignore-file
import Bellows

public typealias GroupsID = Key<GroupsRow, String>

/// A team is known by its slug.
public struct GroupsRow: ReadableRow {
  public static let table = "groups"
  public enum Columns: String, ColumnNames {
    case slug, title
    public static let forms: [Column.Form] = [.text, .text]
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
