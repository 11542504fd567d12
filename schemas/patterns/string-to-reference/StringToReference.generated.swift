// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 0d7e083381e7e5fa483e8d80ad9a208e330631f31256f9e7284b6f7b21e147df
// swift-format-ignore-file
import Bellows

/// The plan string-to-reference, and the rows that its backfills read and write.
public enum StringToReference {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "string-to-reference",
    base: "dcf44937c5bf9432ef4ede5d4aa4f9a9a4f917cbdf74cbc2dae02f212be07459",
    goal: "08585f74aa0f5cee3f76ab55ea0fa659a8452b0eb2e6eee88ac8945f362bda4c",
    after: [],
    before: before,
    moves: [
      StoredMove("books", "author", to: "authorId"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "fce77f738617a7ebe4ecd086fb97c58111bc458991d48de958e270579c97c013",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackStatements: rollbackStatements1, rollbackPlan: rollbackPlan1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "0fff9319dd7b83e02dd1e9d87ebddec1ab9db2415de66f730a6305fa970d8f47",
        isRelease: true,
        gates: [.released(deploy: 1), .backfilled("books.authorId")],
        statements: statements2
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        fingerprint: "08163a07156d4adc0377f6143808fb770d20552c05faaf80d6a3dcaf2ae73955",
        isRelease: true,
        gates: [.released(deploy: 2)],
        statements: statements3, rollbackPlan: rollbackPlan3
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        fingerprint: "08585f74aa0f5cee3f76ab55ea0fa659a8452b0eb2e6eee88ac8945f362bda4c",
        isRelease: false,
        gates: [
          .released(deploy: 3),
          .backup(table: "books", key: [Column("_id", .int)], columns: ["author"]),
        ],
        statements: statements4, rollbackPlan: rollbackPlan4
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Hand-written, in StringToReference.swift: static func booksAuthorId(_ row: BooksBefore, _ rows: Rows)
  //   throws -> BooksAuthorId
  private static let backfill1 = Backfill(
    "books.authorId", after: 1,
    kind: .custom, pending: .differs,
    function: booksAuthorId
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("books", [
      #"""
        CREATE TABLE "books" (
          "_id" INTEGER PRIMARY KEY,
          "author" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"""
      CREATE TABLE "authors" (
        "_id" INTEGER PRIMARY KEY,
        "name" TEXT NOT NULL
      ) STRICT
      """#),
    .sql(#"ALTER TABLE "books" ADD COLUMN "authorId" INTEGER REFERENCES "authors" ("_id") ON DELETE RESTRICT"#),
    .sql(#"CREATE UNIQUE INDEX "authors_by_name" ON "authors" ("name")"#),
  ]

  private static let rollbackStatements1: [SchemaStatement] = [
    .sql(#"DROP TABLE "authors""#),
    .rebuild(Rebuild(
      table: "books",
      changes: [
        .dropColumn("authorId"),
      ]
    )),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("authors", key: [Column("_id", .int)], columns: [Column("name", .text)]),
      StoredValues("books", key: [Column("_id", .int)], columns: [Column("authorId", .int)], where: #""authorId" IS NOT NULL"#, exceptFrom: "books.authorId"),
    ]
  )

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "books",
      changes: [
        .changeColumn(from: #""authorId" INTEGER REFERENCES "authors" ("_id") ON DELETE RESTRICT"#, to: #""authorId" INTEGER NOT NULL REFERENCES "authors" ("_id") ON DELETE RESTRICT"#),
      ]
    )),
  ]

  private static let statements3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "books",
      changes: [
        .changeColumn(from: #""author" TEXT NOT NULL"#, to: #""author" TEXT"#),
      ]
    )),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    accepts: [
      StoredCheck("books.author", query: #"SELECT "_id", "author" FROM "books" WHERE "author" IS NULL"#),
    ],
    hides: [
      StoredValues("books", key: [Column("_id", .int)], columns: [Column("authorId", .int)], exceptFrom: "books.authorId"),
    ]
  )

  private static let statements4: [SchemaStatement] = [
    .sql(#"ALTER TABLE "books" DROP COLUMN "author""#),
  ]

  private static let rollbackPlan4 = RollbackPlan(
    empties: [
      StoredColumns("books", ["author"]),
    ]
  )

  public enum AuthorsTable {}
  public typealias AuthorsID = Key<AuthorsTable, Int64>

  public enum BooksTable {}
  public typealias BooksID = Key<BooksTable, Int64>

  /// A row of `books` as it is read.
  public struct BooksBefore: BackfillRow {
    public static let table = "books"
    public static let columns: [Column] = [
      Column("_id", .int), Column("title", .text), Column("authorId", .int), Column("author", .text),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: BooksID
    public var title: String
    public var authorId: AuthorsID?
    public var author: String
  }

  /// A row of `authors` as it is read.
  public struct AuthorsBefore: BackfillRow, WritableRow {
    public static let table = "authors"
    public static let columns: [Column] = [Column("_id", .int), Column("name", .text)]
    public static let keyColumns: [Int] = [0]
    public var id: AuthorsID
    public var name: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.name)
    }
  }

  /// The values that the backfill books.authorId writes.
  public struct BooksAuthorId: BackfillRow, WritableRow {
    public static let table = "books"
    public static let columns: [Column] = [Column("authorId", .int)]
    public static let keyColumns: [Int] = []
    public var authorId: AuthorsID

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.authorId)
    }
  }

  /// A new row of `authors`, or changes of an existing row, of which only assigned columns are written.
  public struct AuthorsWrite: AssignedRow {
    public static let table = "authors"
    public static let columns: [Column] = [Column("_id", .int), Column("name", .text)]
    public static let keyColumns: [Int] = [0]

    public let id: AuthorsID?
    public private(set) var name: String? { didSet { assignedColumns.insert(1) } }
    public private(set) var assignedColumns: ColumnSet

    /// A new row.
    public init(id: AuthorsID? = nil, name: String) {
      (self.id, self.name, self.assignedColumns) = (id, name, ColumnSet(0..<2))
    }

    /// Changes of an existing row.
    public init(changing id: AuthorsID) {
      (self.id, self.name, self.assignedColumns) = (id, nil, [])
    }

    public mutating func set(name: String) {
      self.name = name
    }

    public var columnValues: [JSONValue?] { [id?.json, name?.json] }
  }
}

extension StringToReference.BooksBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.title = try row.required(1)
    self.authorId = try row.optional(2)
    self.author = try row.required(3)
  }
}

extension StringToReference.AuthorsBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.name = try row.required(1)
  }
}

extension StringToReference.BooksAuthorId {
  public init(row: some RowReader) throws {
    self.authorId = try row.required(0)
  }
}
