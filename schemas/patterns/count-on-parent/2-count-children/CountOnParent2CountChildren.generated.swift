// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 9f7d35fa2b540d97487f2d657caefbbc9e27d51e90626dc66416380fa2abb205
// swift-format-ignore-file
import Bellows

/// The plan count-on-parent-2-count-children, and the rows that its backfills read and write.
public enum CountOnParent2CountChildren {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "count-on-parent-2-count-children",
    base: "18f62ad410d3414374cbe5d49b806e8c376ca0aec83cafb5cf3984160f641156",
    goal: "18f62ad410d3414374cbe5d49b806e8c376ca0aec83cafb5cf3984160f641156",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .backfill,
        schema: "1-backfill.schema",
        fingerprint: "18f62ad410d3414374cbe5d49b806e8c376ca0aec83cafb5cf3984160f641156",
        isRelease: false,
        gates: []
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Hand-written, in CountOnParent2CountChildren.swift: static func posts(_ row: PostsBefore, _ rows: Rows)
  //   async throws -> PostsAfter
  private static let backfill1 = Backfill(
    "posts", after: 1,
    kind: .custom, pending: .differs,
    rollback: .backup,
    function: posts
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("posts", [
      #"""
        CREATE TABLE "posts" (
          "_id" INTEGER PRIMARY KEY,
          "commentCount" INTEGER NOT NULL DEFAULT 0,
          "title" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  public enum CommentsTable {}
  public typealias CommentsID = Key<CommentsTable, Int64>

  public enum PostsTable {}
  public typealias PostsID = Key<PostsTable, Int64>

  /// A row of `posts` as it is read.
  public struct PostsBefore: ReadableRow, WritableRow {
    public static let table = "posts"
    public static let columns = [
      Column("_id", .int),
      Column("commentCount", .int),
      Column("title", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: PostsID
    public var commentCount: Int64
    public var title: String

    public init(id: PostsID, commentCount: Int64, title: String) {
      self.id = id
      self.commentCount = commentCount
      self.title = title
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.commentCount = try row.required(1)
      self.title = try row.required(2)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.commentCount)
      try row.set(2, self.title)
    }
  }

  /// A row of `comments` as it is read.
  public struct CommentsBefore: ReadableRow, WritableRow {
    public static let table = "comments"
    public static let columns = [
      Column("_id", .int),
      Column("post", .int),
      Column("text", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: CommentsID
    public var post: PostsID
    public var text: String

    public init(id: CommentsID, post: PostsID, text: String) {
      self.id = id
      self.post = post
      self.text = text
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.post = try row.required(1)
      self.text = try row.required(2)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.post)
      try row.set(2, self.text)
    }
  }

  /// The values that the backfill posts writes.
  public struct PostsAfter: ReadableRow, WritableRow {
    public static let table = "posts"
    public static let columns = [
      Column("commentCount", .int),
      Column("title", .text),
    ]
    public static let keyColumns: [Int] = []

    public var commentCount: Int64
    public var title: String

    public init(commentCount: Int64, title: String) {
      self.commentCount = commentCount
      self.title = title
    }

    public init(row: some RowReader) throws {
      self.commentCount = try row.required(0)
      self.title = try row.required(1)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.commentCount)
      try row.set(1, self.title)
    }
  }

  /// A row of `comments` as it is written: a new row, or changes of an existing row.
  ///
  /// For an existing row, only assigned columns are written.
  public struct CommentsWrite: WritableRow {
    public static let table = "comments"
    public static let columns = [
      Column("_id", .int),
      Column("post", .int),
      Column("text", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public let id: CommentsID?
    @Written public private(set) var post: PostsID?
    @Written public private(set) var text: String?

    /// A new row.
    public init(id: CommentsID? = nil, post: PostsID, text: String) {
      self.id = id
      self._post = Written(wrappedValue: post)
      self._text = Written(wrappedValue: text)
    }

    /// Changes of an existing row.
    public init(changing id: CommentsID) {
      self.id = id
      self._post = Written(unchanged: nil)
      self._text = Written(unchanged: nil)
    }

    public mutating func set(post: PostsID) {
      self.post = post
    }

    public mutating func set(text: String) {
      self.text = text
    }

    public func write(to row: inout some RowWriter) throws {
      if let key = self.id { try row.set(0, key) }
      try row.set(1, self._post)
      try row.set(2, self._text)
    }
  }
}
