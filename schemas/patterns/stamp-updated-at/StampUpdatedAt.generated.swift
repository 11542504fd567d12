// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 0b57989701d34e5ceadfcd249aec72b60573ac7f0f35749f83172c67255685ca
// swift-format-ignore-file
import Bellows

/// The plan stamp-updated-at, and the rows that its backfills read and write.
public enum StampUpdatedAt {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "stamp-updated-at",
    base: "3f6eecafe07aa396a295f0514d6ff28266015a46ebfc640ee5fc80e6cb20d2d3",
    goal: "fbd3f310fcb383e8ba2020f79140babfe7c03a932d9b89abaf00f549ffb04512",
    after: [],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "3f6eecafe07aa396a295f0514d6ff28266015a46ebfc640ee5fc80e6cb20d2d3",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .tighten,
        fingerprint: "fbd3f310fcb383e8ba2020f79140babfe7c03a932d9b89abaf00f549ffb04512",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backfilled("posts.slug"),
          .verified([StoredCheck("posts#by_slug", query: #"SELECT "_id", "slug" FROM "posts" WHERE ("slug") IN (SELECT "slug" FROM "posts" WHERE "slug" IS NOT NULL GROUP BY "slug" HAVING count(*) > 1) ORDER BY "slug""#)]),
        ],
        statements: statements2
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Hand-written, in StampUpdatedAt.swift: static func postsSlug(_ row: PostsBefore, _ rows: Rows)
  //   throws -> PostsSlug
  private static let backfill1 = Backfill(
    "posts.slug", after: 1,
    kind: .custom, pending: .invalid,
    sql: BackfillSQL(
      pending: #""slug" IS NULL"#
    ),
    rollback: .backup,
    function: postsSlug
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("posts", [
      #"""
        CREATE TABLE "posts" (
          "_id" INTEGER PRIMARY KEY,
          "slug" TEXT
        ) STRICT
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "posts",
      changes: [
        .changeColumn(from: #""slug" TEXT"#, to: #""slug" TEXT NOT NULL"#),
      ]
    )),
    .sql(#"CREATE UNIQUE INDEX "posts_by_slug" ON "posts" ("slug")"#),
  ]

  public enum PostsTable {}
  public typealias PostsID = Key<PostsTable, Int64>

  /// A row of `posts` as it is read.
  public struct PostsBefore: BackfillRow, WritableRow {
    public static let table = "posts"
    public static let columns: [Column] = [
      Column("_id", .int), Column("title", .text), Column("slug", .text), Column("updatedAt", .microseconds),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: PostsID
    public var title: String
    public var slug: String?
    public var updatedAt: Timestamp

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.title)
      try row.set(2, self.slug)
      try row.set(3, self.updatedAt)
    }
  }

  /// The values that the backfill posts.slug writes.
  public struct PostsSlug: BackfillRow, WritableRow {
    public static let table = "posts"
    public static let columns: [Column] = [Column("slug", .text)]
    public static let keyColumns: [Int] = []
    public var slug: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.slug)
    }
  }
}

extension StampUpdatedAt.PostsBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.title = try row.required(1)
    self.slug = try row.optional(2)
    self.updatedAt = try row.required(3)
  }
}

extension StampUpdatedAt.PostsSlug {
  public init(row: some RowReader) throws {
    self.slug = try row.required(0)
  }
}
