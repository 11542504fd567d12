// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 01ac07f022c56cf6c044917c06486a25bc271867aa101577bba24e32992e0214
// swift-format-ignore-file
import Bellows

public typealias GroupsID = Key<GroupsRow, String>

/// A team is known by its slug.
public struct GroupsRow: ReadableRow {
  public static let table = "groups"
  public static let columns = [
    Column("slug", .text),
    Column("title", .text),
  ]
  public static let keyColumns: [Int] = [0]

  public var slug: GroupsID
  public var title: String

  public init(slug: GroupsID, title: String) {
    self.slug = slug
    self.title = title
  }

  public init(row: some RowReader) throws {
    self.slug = try row.required(0)
    self.title = try row.required(1)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.slug)
    try row.set(1, self.title)
  }
}

/// A row of `groups` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct GroupsWrite: WritableRow {
  public static let table = GroupsRow.table
  public static let columns = GroupsRow.columns
  public static let keyColumns = GroupsRow.keyColumns

  public let slug: GroupsID
  @Written public var title: String

  /// A new row.
  public init(slug: GroupsID, title: String) {
    self.slug = slug
    self._title = Written(wrappedValue: title)
  }

  /// Changes of a row that was read.
  public init(_ row: GroupsRow) {
    self.slug = row.slug
    self._title = Written(unchanged: row.title)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.slug)
    try row.set(1, self._title)
  }
}
