// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: a358e931b96a88f09c47f8f0491509ee8d8b8a2726d3248cfa30cf8f539bc65c
// swift-format-ignore-file
import Bellows

/// The plan list-to-tables-2-fill-tables, and the rows that its backfills read and write.
public enum ListToTables2FillTables {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "list-to-tables-2-fill-tables",
    repairing: "efdf7fe7d3633a403c40ab8f15e45581952da45d65a43c78be2c9fd145ec0acc",
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

  /// A row of `postTags` as it is written: a new row, or changes of an existing row.
  ///
  /// For an existing row, only assigned columns are written.
  public struct PostTagsWrite: WritableRow {
    public static let table = "postTags"
    public static let columns = [
      Column("_id", .int),
      Column("post", .int),
      Column("tag", .int),
    ]
    public static let keyColumns: [Int] = [0]

    public let id: PostTagsID?
    @Written public private(set) var post: PostsID?
    @Written public private(set) var tag: TagsID?

    /// A new row.
    public init(id: PostTagsID? = nil, post: PostsID, tag: TagsID) {
      self.id = id
      self._post = Written(wrappedValue: post)
      self._tag = Written(wrappedValue: tag)
    }

    /// Changes of an existing row.
    public init(changing id: PostTagsID) {
      self.id = id
      self._post = Written(unchanged: nil)
      self._tag = Written(unchanged: nil)
    }

    public mutating func set(post: PostsID) {
      self.post = post
    }

    public mutating func set(tag: TagsID) {
      self.tag = tag
    }

    public func write(to row: inout some RowWriter) throws {
      if let key = self.id { try row.set(0, key) }
      try row.set(1, self._post)
      try row.set(2, self._tag)
    }
  }

  /// A row of `tags` as it is written: a new row, or changes of an existing row.
  ///
  /// For an existing row, only assigned columns are written.
  public struct TagsWrite: WritableRow {
    public static let table = "tags"
    public static let columns = [
      Column("_id", .int),
      Column("name", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public let id: TagsID?
    @Written public private(set) var name: String?

    /// A new row.
    public init(id: TagsID? = nil, name: String) {
      self.id = id
      self._name = Written(wrappedValue: name)
    }

    /// Changes of an existing row.
    public init(changing id: TagsID) {
      self.id = id
      self._name = Written(unchanged: nil)
    }

    public mutating func set(name: String) {
      self.name = name
    }

    public func write(to row: inout some RowWriter) throws {
      if let key = self.id { try row.set(0, key) }
      try row.set(1, self._name)
    }
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
