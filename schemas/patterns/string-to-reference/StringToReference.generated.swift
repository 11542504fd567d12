// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: c138cf0cbeb3494a03b95ed203e291a3e5afeaa8452a5076955fcb0420ebf718
// swift-format-ignore-file
import Bellows

/// The plan string-to-reference, and the rows that its backfills read and write.
public enum StringToReference {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "string-to-reference",
    base: "b515ad3c2315552de672d9c4cf96b80d8391f16123bd69bf7a761064dbc49fb0",
    goal: "6ad108ace9986ca9ca158c5ef409f8a2bf7f23c59c795c4ad744ab63b7386206",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "1e84f3df93256f9c61f30a2c3c78ed3cee680512e09d520ed3e88425db816281",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "24c125a03bba12fa9fcbd05e0631a4759d6b9c39a65b70f07ab47dddd2f52267",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backfilled("books.authorId"),
        ]
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        schema: "3-widen.schema",
        fingerprint: "b6f31fde1e9218ddcc88e42eac723b2202a7065c07f15d08a4f7f08a1f15d43f",
        isRelease: true,
        gates: [
          .released(deploy: 2),
        ]
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        schema: "4-tighten.schema",
        fingerprint: "6ad108ace9986ca9ca158c5ef409f8a2bf7f23c59c795c4ad744ab63b7386206",
        isRelease: false,
        gates: [
          .released(deploy: 3),
          .backup(table: "books", key: [Column("_id", .int)], columns: ["author"]),
        ]
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Yours, in StringToReference.swift: static func booksAuthorId(_ row: BooksBefore, _ rows: Rows)
  //   async throws -> BooksAuthorId
  private static let backfill1 = Backfill(
    "books.authorId", after: 1,
    kind: .custom, pending: .differs,
    body: booksAuthorId
  )

  public enum AuthorsTable {}
  public typealias AuthorsID = Key<AuthorsTable, Int64>

  public enum BooksTable {}
  public typealias BooksID = Key<BooksTable, Int64>

  /// A row of `books` as it is read.
  public struct BooksBefore: ReadableRow, WritableRow {
    public static let table = "books"
    public static let columns = [
      Column("_id", .int),
      Column("author", .text),
      Column("authorId", .int),
      Column("title", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: BooksID
    public var author: String
    public var authorId: AuthorsID?
    public var title: String

    public init(id: BooksID, author: String, authorId: AuthorsID? = nil, title: String) {
      self.id = id
      self.author = author
      self.authorId = authorId
      self.title = title
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.author = try row.required(1)
      self.authorId = try row.optional(2)
      self.title = try row.required(3)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.author)
      try row.set(2, self.authorId)
      try row.set(3, self.title)
    }
  }

  /// A row of `authors` as it is read.
  public struct AuthorsBefore: ReadableRow, WritableRow {
    public static let table = "authors"
    public static let columns = [
      Column("_id", .int),
      Column("name", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: AuthorsID
    public var name: String

    public init(id: AuthorsID, name: String) {
      self.id = id
      self.name = name
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.name = try row.required(1)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.name)
    }
  }

  /// What the backfill books.authorId writes.
  public struct BooksAuthorId: ReadableRow, WritableRow {
    public static let table = "books"
    public static let columns = [
      Column("authorId", .int),
    ]
    public static let keyColumns: [Int] = []

    public var authorId: AuthorsID

    public init(authorId: AuthorsID) {
      self.authorId = authorId
    }

    public init(row: some RowReader) throws {
      self.authorId = try row.required(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.authorId)
    }
  }

  /// A row of `authors` as it is written: a new one, or one that was read and is to change.
  ///
  /// Of a row that was read, only the columns that are assigned are written.
  public struct AuthorsWrite: WritableRow {
    public static let table = "authors"
    public static let columns = [
      Column("_id", .int),
      Column("name", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public let id: AuthorsID?
    @Written public private(set) var name: String?

    /// A new row.
    public init(id: AuthorsID? = nil, name: String) {
      self.id = id
      self._name = Written(wrappedValue: name)
    }

    /// A row that is there, to be changed.
    public init(changing id: AuthorsID) {
      self.id = id
      self._name = Written(carried: nil)
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
