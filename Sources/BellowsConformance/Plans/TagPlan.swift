// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// A repair whose function reads and writes rows of another table.
enum TagPlan {
  /// A row of `posts`.
  struct Post: BackfillRow, WritableRow {
    static let table = "posts"
    static let columns = [Column("_id", .int), Column("tag", .text)]
    static let keyColumns = [0]
    var id: Int64
    var tag: String?

    init(id: Int64, tag: String?) {
      self.id = id
      self.tag = tag
    }

    init(row: some RowReader) throws {
      id = try row.required(0)
      tag = try row.optional(1)
    }

    func write(to row: inout some RowWriter) throws { try row.set(1, tag) }
  }

  /// A row of `tags`.
  struct Tag: BackfillRow, WritableRow {
    static let table = "tags"
    static let columns = [Column("name", .text), Column("uses", .int)]
    static let keyColumns = [0]
    var name: String
    var uses: Int64

    init(name: String, uses: Int64) {
      self.name = name
      self.uses = uses
    }

    init(row: some RowReader) throws {
      name = try row.required(0)
      uses = try row.required(1)
    }

    func write(to row: inout some RowWriter) throws {
      try row.set(0, name)
      try row.set(1, uses)
    }
  }

  private static let posts = ConformanceTable(
    "posts",
    [
      ConformanceColumn(name: "_id", form: .int, isRequired: true), ConformanceColumn(name: "tag", form: .text),
    ])
  private static let tags = ConformanceTable(
    "tags",
    [
      ConformanceColumn(name: "name", form: .text, isRequired: true),
      ConformanceColumn(name: "uses", form: .int, isRequired: true),
    ])

  /// Returns a build that repairs `posts` with a function.
  static func build(
    _ dialect: any ConformanceDialect, _ function: @escaping @Sendable (Post, Rows) async throws -> Post
  ) -> Migrations {
    build(dialect, Backfill("posts", after: 1, kind: .custom, pending: .differs, function: function))
  }

  /// Returns a build with a backfill.
  static func build(_ dialect: any ConformanceDialect, _ backfill: Backfill) -> Migrations {
    let plan = MigrationPlan(
      name: "count", base: "s", goal: "s",
      deploys: [MigrationDeploy(number: 1, phase: .backfill, fingerprint: "s", isRelease: false)],
      backfills: [backfill])
    return Migrations(schema: "s", target: dialect.target, tables: [posts, tags].map(dialect.stored), plans: [plan])
  }

  /// Creates a database with six posts and no tag.
  static func database(_ context: ConformanceContext) async throws -> TestDatabase {
    let database = try await context.database(posts, tags)
    try await database.insert(
      [[1, "a"], [2, "b"], [3, "a"], [4, "bad"], [5, nil], [6, "a"]], into: "posts", Post.columns)
    return database
  }
}
