// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 3ed52214792574c935fa28c2fcbd4b731cfa8baca3ae7b9521584da78bf975bc
// swift-format-ignore-file
import Bellows

/// The plan list-to-tables-2-fill-tables, and the rows that its backfills read and write.
public enum ListToTables2FillTables {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "list-to-tables-2-fill-tables",
    repairing: "28d331bdb05fd7d4098676e970e56307cbdb4984033a4be7d123dfcf226fdea9",
    after: [],
    backfills: [backfill1]
  )

  // Hand-written, in ListToTables2FillTables.swift: static func posts(_ row: PostsBefore, _ rows: Rows)
  //   async throws -> After<PostsBefore>
  private static let backfill1 = Backfill(
    "posts", after: 1,
    kind: .custom, pending: .differs,
    rollback: .backup,
    function: posts
  )

  public enum PostTagsTable {}
  public typealias PostTagsID = Key<PostTagsTable, Int64>

  public enum PostsTable {}
  public typealias PostsID = Key<PostsTable, Int64>

  public enum TagsTable {}
  public typealias TagsID = Key<TagsTable, Int64>

  /// A row of `posts` as it is read.
  public struct PostsBefore: BackfillRow, WritableRow {
    public static let table = "posts"
    public static let columns: [Column] = [Column("_id", .int), Column("title", .text), Column("tags", .json)]
    public static let keyColumns: [Int] = [0]
    public let id: PostsID
    public var title: String
    public var tags: [String]

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.title)
      try row.set(2, self.tags)
    }
  }

  /// A row of `postTags` as it is read.
  public struct PostTagsBefore: BackfillRow, WritableRow {
    public static let table = "postTags"
    public static let columns: [Column] = [Column("_id", .int), Column("post", .int), Column("tag", .int)]
    public static let keyColumns: [Int] = [0]
    public var id: PostTagsID
    public var post: PostsID
    public var tag: TagsID

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.post)
      try row.set(2, self.tag)
    }
  }

  /// A row of `tags` as it is read.
  public struct TagsBefore: BackfillRow, WritableRow {
    public static let table = "tags"
    public static let columns: [Column] = [Column("_id", .int), Column("name", .text)]
    public static let keyColumns: [Int] = [0]
    public var id: TagsID
    public var name: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.name)
    }
  }

  /// A new row of `postTags`, or changes of an existing row, of which only assigned columns are written.
  public struct PostTagsWrite: AssignedRow {
    public static let table = "postTags"
    public static let columns: [Column] = [Column("_id", .int), Column("post", .int), Column("tag", .int)]
    public static let keyColumns: [Int] = [0]

    public let id: PostTagsID?
    public private(set) var post: PostsID? { didSet { assignedColumns.insert(1) } }
    public private(set) var tag: TagsID? { didSet { assignedColumns.insert(2) } }
    public private(set) var assignedColumns: ColumnSet

    /// A new row.
    public init(id: PostTagsID? = nil, post: PostsID, tag: TagsID) {
      (self.id, self.post, self.tag, self.assignedColumns) = (id, post, tag, ColumnSet(0..<3))
    }

    /// Changes of an existing row.
    public init(changing id: PostTagsID) {
      (self.id, self.post, self.tag, self.assignedColumns) = (id, nil, nil, [])
    }

    public mutating func set(post: PostsID) {
      self.post = post
    }

    public mutating func set(tag: TagsID) {
      self.tag = tag
    }

    public var columnValues: [JSONValue?] { [id?.json, post?.json, tag?.json] }
  }

  /// A new row of `tags`, or changes of an existing row, of which only assigned columns are written.
  public struct TagsWrite: AssignedRow {
    public static let table = "tags"
    public static let columns: [Column] = [Column("_id", .int), Column("name", .text)]
    public static let keyColumns: [Int] = [0]

    public let id: TagsID?
    public private(set) var name: String? { didSet { assignedColumns.insert(1) } }
    public private(set) var assignedColumns: ColumnSet

    /// A new row.
    public init(id: TagsID? = nil, name: String) {
      (self.id, self.name, self.assignedColumns) = (id, name, ColumnSet(0..<2))
    }

    /// Changes of an existing row.
    public init(changing id: TagsID) {
      (self.id, self.name, self.assignedColumns) = (id, nil, [])
    }

    public mutating func set(name: String) {
      self.name = name
    }

    public var columnValues: [JSONValue?] { [id?.json, name?.json] }
  }
}

extension ListToTables2FillTables.PostsBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.title = try row.required(1)
    self.tags = try row.required(2)
  }
}

extension ListToTables2FillTables.PostTagsBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.post = try row.required(1)
    self.tag = try row.required(2)
  }
}

extension ListToTables2FillTables.TagsBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.name = try row.required(1)
  }
}
