// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 47632fdbd8608415398e37c919ee72cf8e090d455f1da8fb131153f748379918
// swift-format-ignore-file
import Bellows

/// The plan fill-timestamps, and the rows that its backfills read and write.
public enum FillTimestamps {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "fill-timestamps",
    base: "40b191bc4c81db2edcea74fe72ab611f4fef1eeeaada92c774697ccc59b9b136",
    goal: "ba65b7c9ca106b2467ec7646332fae24a516b2701d0f51175936665a2ee862de",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "a2467261d5dbed1d8a8adaeb4344cc51f03d1d79e67517b641d6c293619b0b4f",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackPlan: rollbackPlan1
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "ba65b7c9ca106b2467ec7646332fae24a516b2701d0f51175936665a2ee862de",
        isRelease: true,
        gates: [.released(deploy: 1), .backfilled("posts.createdAt")],
        statements: statements2
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
          "_id" INTEGER PRIMARY KEY
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "posts" ADD COLUMN "createdAt" INTEGER"#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("posts", key: [Column("_id", .int)], columns: [Column("createdAt", .microseconds)], where: #""createdAt" IS NOT NULL"#, exceptFrom: "posts.createdAt"),
    ]
  )

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "posts",
      changes: [
        .changeColumn(from: #""createdAt" INTEGER"#, to: #""createdAt" INTEGER NOT NULL"#),
      ]
    )),
  ]

  public enum PostsTable {}
  public typealias PostsID = Key<PostsTable, Int64>

  /// A row of `posts` as it is read.
  public struct PostsBefore: BackfillRow {
    public static let table = "posts"
    public static let columns: [Column] = [
      Column("_id", .int), Column("title", .text), Column("publishedAt", .microseconds),
      Column("importedAt", .microseconds), Column("createdAt", .microseconds),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: PostsID
    public var title: String
    public var publishedAt: Timestamp?
    public var importedAt: Timestamp
    public var createdAt: Timestamp?
  }

  /// The values that the backfill posts.createdAt writes.
  public struct PostsCreatedAt: BackfillRow, WritableRow {
    public static let table = "posts"
    public static let columns: [Column] = [Column("createdAt", .microseconds)]
    public static let keyColumns: [Int] = []
    public var createdAt: Timestamp

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.createdAt)
    }
  }
}

extension FillTimestamps.PostsBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.title = try row.required(1)
    self.publishedAt = try row.optional(2)
    self.importedAt = try row.required(3)
    self.createdAt = try row.optional(4)
  }
}

extension FillTimestamps.PostsCreatedAt {
  public init(row: some RowReader) throws {
    self.createdAt = try row.required(0)
  }
}
