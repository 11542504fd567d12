// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import SchemaLanguage
import TestSupport
import Testing

@testable import Bellows
@testable import BellowsSQLite

/// Functions that read and write other rows, and copies into other tables.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct OtherRowsTests {
  private static let posts = #"CREATE TABLE "posts" ("_id" INTEGER PRIMARY KEY, "tag" TEXT) STRICT"#
  private static let tags = #"CREATE TABLE "tags" ("name" TEXT PRIMARY KEY, "uses" INTEGER NOT NULL) STRICT"#

  struct Post: BackfillRow, WritableRow {
    static let table = "posts"
    static let columns = [Column("_id", .int), Column("tag", .text)]
    static let keyColumns = [0]
    var id: Int64
    var tag: String?
    init(row: some RowReader) throws {
      id = try row.required(0)
      tag = try row.optional(1)
    }
    func write(to row: inout some RowWriter) throws { try row.set(1, tag) }
  }

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

  private func build(_ backfill: Backfill) -> Migrations {
    let plan = MigrationPlan(
      name: "count", base: "s", goal: "s",
      deploys: [MigrationDeploy(number: 1, phase: .backfill, fingerprint: "s", isRelease: false)],
      backfills: [backfill])
    return Migrations(
      schema: "s", tables: [StoredTable("posts", [Self.posts]), StoredTable("tags", [Self.tags])], plans: [plan])
  }

  private func scratch() throws -> Scratch {
    let scratch = try Scratch(Self.posts, Self.tags)
    try scratch.connection().run(
      "INSERT INTO posts VALUES (1, 'a'), (2, 'b'), (3, 'a'), (4, 'bad'), (5, NULL), (6, 'a')")
    return scratch
  }

  @Test("Concurrent writes of a function are rolled back completely") func concurrentWritesAreRolledBack() async throws
  {
    let scratch = try scratch()
    let backfill = Backfill("posts", after: 1, kind: .custom, pending: .differs) {
      (post: Post, rows: Rows) async throws -> Post in
      guard let name = post.tag, name != name.uppercased() else { return post }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<8 {
          group.addTask { try await rows.insert(Tag(name: "\(post.id)-\(number)", uses: 1)) }
        }
        try await group.waitForAll()
      }
      if name == "bad" { throw RowRefused("bad") }
      var post = post
      post.tag = name.uppercased()
      return post
    }
    let build = build(backfill)
    _ = await scratch.migrate(build, "adopt")
    let run = await scratch.migrate(build, "run")
    #expect(run.errors.contains("1 row of posts is quarantined"), "\(run)")
    #expect(
      try scratch.rows("SELECT count(*) FROM tags") == ["32"], "four rows with eight each, and none of the refused")
    #expect(try scratch.rows("SELECT tag FROM posts ORDER BY _id") == ["A", "B", "A", "bad", "∅", "A"])
  }
}
