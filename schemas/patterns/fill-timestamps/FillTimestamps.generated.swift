// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: ffe55bdde0187aa20822295d61592b9164770338ef1ea330be1502440e8ccd74
// swift-format-ignore-file
import Bellows

/// The plan fill-timestamps, and the rows that its backfills read and write.
public enum FillTimestamps {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "fill-timestamps",
    base: "40b191bc4c81db2edcea74fe72ab611f4fef1eeeaada92c774697ccc59b9b136",
    goal: "ba65b7c9ca106b2467ec7646332fae24a516b2701d0f51175936665a2ee862de",
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "a2467261d5dbed1d8a8adaeb4344cc51f03d1d79e67517b641d6c293619b0b4f",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackStatements: rollbackStatements1, rollbackPlan: rollbackPlan1, tables: tables1
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        schema: "2-tighten.schema",
        fingerprint: "ba65b7c9ca106b2467ec7646332fae24a516b2701d0f51175936665a2ee862de",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backfilled("posts.createdAt"),
        ],
        statements: statements2, rollbackStatements: rollbackStatements2, tables: tables2
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Hand-written, in FillTimestamps.swift: static func postsCreatedAt(_ row: PostsBefore, _ rows: Rows)
  //   throws -> PostsCreatedAt
  private static let backfill1 = Backfill(
    "posts.createdAt", after: 1,
    kind: .custom, pending: .invalid,
    sql: BackfillSQL(
      pending: #""createdAt" IS NULL"#
    ),
    function: postsCreatedAt
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("posts", [
      #"""
        CREATE TABLE "posts" (
          "_id" INTEGER PRIMARY KEY,
          "importedAt" INTEGER NOT NULL,
          "publishedAt" INTEGER,
          "title" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "posts" ADD COLUMN "createdAt" INTEGER"#),
  ]

  private static let rollbackStatements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "posts" DROP COLUMN "createdAt""#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("posts", key: [Column("_id", .int)], columns: [Column("createdAt", .microseconds)], where: #""createdAt" IS NOT NULL"#, exceptFrom: "posts.createdAt"),
    ]
  )

  private static let tables1: [StoredTable] = [
    StoredTable("posts", [
      #"""
        CREATE TABLE "posts" (
          "_id" INTEGER PRIMARY KEY,
          "createdAt" INTEGER,
          "importedAt" INTEGER NOT NULL,
          "publishedAt" INTEGER,
          "title" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "posts",
      changes: [
        .changeColumn(from: #""createdAt" INTEGER"#, to: #""createdAt" INTEGER NOT NULL"#),
      ]
    )),
  ]

  private static let rollbackStatements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "posts",
      changes: [
        .changeColumn(from: #""createdAt" INTEGER NOT NULL"#, to: #""createdAt" INTEGER"#),
      ]
    )),
  ]

  private static let tables2: [StoredTable] = [
    StoredTable("posts", [
      #"""
        CREATE TABLE "posts" (
          "_id" INTEGER PRIMARY KEY,
          "createdAt" INTEGER NOT NULL,
          "importedAt" INTEGER NOT NULL,
          "publishedAt" INTEGER,
          "title" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  public enum PostsTable {}
  public typealias PostsID = Key<PostsTable, Int64>

  /// A row of `posts` as it is read.
  public struct PostsBefore: ReadableRow, WritableRow {
    public static let table = "posts"
    public static let columns = [
      Column("_id", .int),
      Column("createdAt", .microseconds),
      Column("importedAt", .microseconds),
      Column("publishedAt", .microseconds),
      Column("title", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: PostsID
    public var createdAt: Timestamp?
    public var importedAt: Timestamp
    public var publishedAt: Timestamp?
    public var title: String

    public init(
      id: PostsID,
      createdAt: Timestamp? = nil,
      importedAt: Timestamp,
      publishedAt: Timestamp? = nil,
      title: String
    ) {
      self.id = id
      self.createdAt = createdAt
      self.importedAt = importedAt
      self.publishedAt = publishedAt
      self.title = title
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.createdAt = try row.optional(1)
      self.importedAt = try row.required(2)
      self.publishedAt = try row.optional(3)
      self.title = try row.required(4)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.createdAt)
      try row.set(2, self.importedAt)
      try row.set(3, self.publishedAt)
      try row.set(4, self.title)
    }
  }

  /// The values that the backfill posts.createdAt writes.
  public struct PostsCreatedAt: ReadableRow, WritableRow {
    public static let table = "posts"
    public static let columns = [
      Column("createdAt", .microseconds),
    ]
    public static let keyColumns: [Int] = []

    public var createdAt: Timestamp

    public init(createdAt: Timestamp) {
      self.createdAt = createdAt
    }

    public init(row: some RowReader) throws {
      self.createdAt = try row.required(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.createdAt)
    }
  }
}
