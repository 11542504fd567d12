// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: baed1024f3d0e9f9c29c11be554515d0ec11c89caff0c0e2d6aefce5da242a54
// swift-format-ignore-file
import Bellows

public typealias PostsID = Key<PostsRow, Int64>

/// A row of `posts` as it is read.
public struct PostsRow: ReadableRow {
  public static let table = "posts"
  public enum Columns: String, ColumnNames {
    case id = "_id", author, text, state
    public static let forms: [Column.Form] = [.int, .int, .text, .text]
  }
  public static let columns = Columns.columns
  public static let keyColumns: [Int] = [0]

  public var id: PostsID
  public var author: UsersID
  public var text: String
  public var state: State

  public init(id: PostsID, author: UsersID, text: String, state: State) {
    (self.id, self.author, self.text, self.state) = (id, author, text, state)
  }

  public init(row: some RowReader) throws {
    try self.init(id: row.required(0), author: row.required(1), text: row.required(2), state: row.required(3))
  }

  public var columnValues: [JSONValue?] { [id.json, author.json, text.json, state.json] }

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

/// A new row of `posts`, or changes of an existing row, of which only assigned columns are written.
public struct PostsWrite: ChangedRow {
  public let id: PostsID?
  public var author: UsersID { didSet { assignedColumns.insert(1) } }
  public var text: String { didSet { assignedColumns.insert(2) } }
  public var state: PostsRow.State { didSet { assignedColumns.insert(3) } }
  public private(set) var assignedColumns: ColumnSet

  /// A new row.
  public init(id: PostsID? = nil, author: UsersID, text: String, state: PostsRow.State) {
    (self.id, self.author, self.text, self.state, self.assignedColumns) = (id, author, text, state, ColumnSet(0..<4))
  }

  /// Changes of a row that was read.
  public init(_ row: PostsRow) {
    (self.id, self.author, self.text, self.state, self.assignedColumns) = (row.id, row.author, row.text, row.state, [])
  }

  public var columnValues: [JSONValue?] { [id?.json, author.json, text.json, state.json] }
}
