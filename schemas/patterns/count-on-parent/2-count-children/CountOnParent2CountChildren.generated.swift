// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 1015a0cda711e35101a9fb6c3a659faf32f5999fedb9106c23cee5429547386a
// swift-format-ignore-file
import Bellows

/// The plan count-on-parent-2-count-children, and the rows that its backfills read and write.
public enum CountOnParent2CountChildren {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "count-on-parent-2-count-children",
    repairing: "2ed3009d2bb3823d3950d2e40ece60fd53c13dc4307bf3324f0cf2a568fcd14f",
    after: [],
    backfills: [backfill1]
  )

  // Hand-written, in CountOnParent2CountChildren.swift: static func posts(_ row: PostsBefore, _ rows: Rows)
  //   async throws -> After<PostsBefore>
  private static let backfill1 = Backfill(
    "posts", after: 1,
    kind: .custom, pending: .differs,
    rollback: .backup,
    function: posts
  )

  public enum CommentsTable {}
  public typealias CommentsID = Key<CommentsTable, Int64>

  public enum PostsTable {}
  public typealias PostsID = Key<PostsTable, Int64>

  /// A row of `posts` as it is read.
  public struct PostsBefore: BackfillRow, WritableRow {
    public static let table = "posts"
    public static let columns: [Column] = [
      Column("_id", .int), Column("title", .text), Column("commentCount", .int),
    ]
    public static let keyColumns: [Int] = [0]
    public let id: PostsID
    public var title: String
    public var commentCount: Int64

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.title)
      try row.set(2, self.commentCount)
    }
  }

  /// A row of `comments` as it is read.
  public struct CommentsBefore: BackfillRow, WritableRow {
    public static let table = "comments"
    public static let columns: [Column] = [Column("_id", .int), Column("post", .int), Column("text", .text)]
    public static let keyColumns: [Int] = [0]
    public var id: CommentsID
    public var post: PostsID
    public var text: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.post)
      try row.set(2, self.text)
    }
  }

  /// A new row of `comments`, or changes of an existing row, of which only assigned columns are written.
  public struct CommentsWrite: AssignedRow {
    public static let table = "comments"
    public static let columns: [Column] = [Column("_id", .int), Column("post", .int), Column("text", .text)]
    public static let keyColumns: [Int] = [0]

    public let id: CommentsID?
    public private(set) var post: PostsID? { didSet { assignedColumns.insert(1) } }
    public private(set) var text: String? { didSet { assignedColumns.insert(2) } }
    public private(set) var assignedColumns: ColumnSet

    /// A new row.
    public init(id: CommentsID? = nil, post: PostsID, text: String) {
      (self.id, self.post, self.text, self.assignedColumns) = (id, post, text, ColumnSet(0..<3))
    }

    /// Changes of an existing row.
    public init(changing id: CommentsID) {
      (self.id, self.post, self.text, self.assignedColumns) = (id, nil, nil, [])
    }

    public mutating func set(post: PostsID) {
      self.post = post
    }

    public mutating func set(text: String) {
      self.text = text
    }

    public var columnValues: [JSONValue?] { [id?.json, post?.json, text?.json] }
  }
}

extension CountOnParent2CountChildren.PostsBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.title = try row.required(1)
    self.commentCount = try row.required(2)
  }
}

extension CountOnParent2CountChildren.CommentsBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.post = try row.required(1)
    self.text = try row.required(2)
  }
}
