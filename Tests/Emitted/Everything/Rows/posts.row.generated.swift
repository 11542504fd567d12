// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 88ad35a5418e44e740c8459ee1fe4bee866b2b26d96139e83afef7dba062b916
// swift-format-ignore-file
import Bellows

public typealias PostsID = Key<PostsRow, Int64>

/// A row of `posts` as it is read.
public struct PostsRow: ReadableRow {
  public static let table = "posts"
  public static let columns = [
    Column("_id", .int),
    Column("author", .int),
    Column("text", .text),
    Column("state", .text),
  ]
  public static let keyColumns: [Int] = [0]

  public var id: PostsID
  public var author: UsersID
  public var text: String
  public var state: State

  public init(id: PostsID, author: UsersID, text: String, state: State) {
    self.id = id
    self.author = author
    self.text = text
    self.state = state
  }

  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.author = try row.required(1)
    self.text = try row.required(2)
    self.state = try row.required(3)
  }

  public func write(to row: inout some RowWriter) throws {
    try row.set(0, self.id)
    try row.set(1, self.author)
    try row.set(2, self.text)
    try row.set(3, self.state)
  }

  public enum State: LiteralUnion {
    case draft
    case done

    public var rawValue: String {
      switch self {
      case .draft: "draft"
      case .done: "done"
      }
    }
  }
}

/// A row of `posts` as it is written: a new row, or changes of an existing row.
///
/// For an existing row, only assigned columns are written.
public struct PostsWrite: WritableRow {
  public static let table = PostsRow.table
  public static let columns = PostsRow.columns
  public static let keyColumns = PostsRow.keyColumns

  public let id: PostsID?
  @Written public var author: UsersID
  @Written public var text: String
  @Written public var state: PostsRow.State

  /// A new row.
  public init(id: PostsID? = nil, author: UsersID, text: String, state: PostsRow.State) {
    self.id = id
    self._author = Written(wrappedValue: author)
    self._text = Written(wrappedValue: text)
    self._state = Written(wrappedValue: state)
  }

  /// Changes of a row that was read.
  public init(_ row: PostsRow) {
    self.id = row.id
    self._author = Written(unchanged: row.author)
    self._text = Written(unchanged: row.text)
    self._state = Written(unchanged: row.state)
  }

  public func write(to row: inout some RowWriter) throws {
    if let key = self.id { try row.set(0, key) }
    try row.set(1, self._author)
    try row.set(2, self._text)
    try row.set(3, self._state)
  }
}
