// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 2bdb6767b0604c8cd3a1d3f042baef532a10b8237b34bcfebf6615bd087eafba
// swift-format-ignore-file
import Bellows

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The plan rename-table-moved, and the rows that its backfills read and write.
public enum RenameTableMoved {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "rename-table-moved",
    base: "25d789af3c9296e110779244348bd1e0acc1a8a6c8e8e2fa05af5162a39b2300",
    goal: "ff7a570175c7ac2374f5f8c763e742570cdd2a6365de7f475012ed1e48759279",
    after: [],
    before: before,
    moves: [
      StoredMove(table: "users", to: "people"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "f7bae27437e0d4c3090ffc5437f05ad683c06de5aa9139c5e857db6da3aef3f6",
        isRelease: false,
        gates: [],
        statements: statements1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "962bdbbed0623a29970ece1dbc426a0aaef1455493b68b045aabdfd8b0a938fb",
        isRelease: true,
        gates: [.backfilled("people")],
        statements: statements2
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        fingerprint: "ff7a570175c7ac2374f5f8c763e742570cdd2a6365de7f475012ed1e48759279",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "users", key: [Column("id", .text)], columns: ["email", "id"]),
        ],
        statements: statements3, rollbackStatements: rollbackStatements3, rollbackPlan: rollbackPlan3
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "people", after: 1,
    kind: .copy, pending: .differs,
    sql: BackfillSQL(
      pending: #"NOT EXISTS (SELECT 1 FROM "people" AS copy WHERE copy."id" IS "users"."id" COLLATE BINARY AND copy."email" IS "users"."email" COLLATE BINARY)"#
    ),
    function: people
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("posts", [
      #"""
        CREATE TABLE "posts" (
          "_id" INTEGER PRIMARY KEY,
          "author" TEXT NOT NULL REFERENCES "users" ("id")
        ) STRICT
        """#,
    ]),
    StoredTable("users", [
      sql7,
    ]),
  ]

  private static let sql1 = #"""
    CREATE TRIGGER "people.users.inserted" AFTER INSERT ON "people"
    BEGIN
      UPDATE "users" SET "email" = NEW."email", "id" = NEW."id" WHERE "id" = NEW."id" AND ("email" IS NOT NEW."email" COLLATE BINARY OR "id" IS NOT NEW."id" COLLATE BINARY);
      INSERT INTO "users" ("email", "id") SELECT NEW."email", NEW."id" WHERE NOT EXISTS (SELECT 1 FROM "users" WHERE "id" = NEW."id");
    END
    """#

  private static let sql2 = #"""
    CREATE TRIGGER "people.users.updated" AFTER UPDATE ON "people"
    BEGIN
      UPDATE "users" SET "email" = NEW."email", "id" = NEW."id" WHERE "id" = OLD."id" AND ("email" IS NOT NEW."email" COLLATE BINARY OR "id" IS NOT NEW."id" COLLATE BINARY);
    END
    """#

  private static let sql3 = #"""
    CREATE TRIGGER "people.users.deleted" AFTER DELETE ON "people"
    BEGIN
      DELETE FROM "users" WHERE "id" = OLD."id";
    END
    """#

  private static let sql4 = #"""
    CREATE TRIGGER "users.people.inserted" AFTER INSERT ON "users"
    BEGIN
      UPDATE "people" SET "email" = NEW."email", "id" = NEW."id" WHERE "id" = NEW."id" AND ("email" IS NOT NEW."email" COLLATE BINARY OR "id" IS NOT NEW."id" COLLATE BINARY);
      INSERT INTO "people" ("email", "id") SELECT NEW."email", NEW."id" WHERE NOT EXISTS (SELECT 1 FROM "people" WHERE "id" = NEW."id");
    END
    """#

  private static let sql5 = #"""
    CREATE TRIGGER "users.people.updated" AFTER UPDATE ON "users"
    BEGIN
      UPDATE "people" SET "email" = NEW."email", "id" = NEW."id" WHERE "id" = OLD."id" AND ("email" IS NOT NEW."email" COLLATE BINARY OR "id" IS NOT NEW."id" COLLATE BINARY);
    END
    """#

  private static let sql6 = #"""
    CREATE TRIGGER "users.people.deleted" AFTER DELETE ON "users"
    BEGIN
      DELETE FROM "people" WHERE "id" = OLD."id";
    END
    """#

  private static let sql7 = #"""
    CREATE TABLE "users" (
      "id" TEXT NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK ("id" GLOB '????????-????-????-????-????????????' AND "id" NOT GLOB '*[^0-9a-f-]*' AND length(replace("id", '-', '')) = 32),
      "email" TEXT NOT NULL,
      PRIMARY KEY ("id")
    ) STRICT
    """#

  private static let statements1: [SchemaStatement] = [
    .sql(#"""
      CREATE TABLE "people" (
        "id" TEXT NOT NULL CHECK ("id" GLOB '????????-????-????-????-????????????' AND "id" NOT GLOB '*[^0-9a-f-]*' AND length(replace("id", '-', '')) = 32),
        "email" TEXT NOT NULL,
        PRIMARY KEY ("id")
      ) STRICT
      """#),
    .sql(sql1),
    .sql(sql2),
    .sql(sql3),
    .sql(sql4),
    .sql(sql5),
    .sql(sql6),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "posts",
      changes: [
        .changeColumn(from: #""author" TEXT NOT NULL REFERENCES "users" ("id")"#, to: #""author" TEXT NOT NULL REFERENCES "people" ("id")"#),
      ]
    )),
  ]

  private static let statements3: [SchemaStatement] = [
    .sql(#"DROP TRIGGER "people.users.deleted""#),
    .sql(#"DROP TRIGGER "people.users.updated""#),
    .sql(#"DROP TRIGGER "people.users.inserted""#),
    .sql(#"DROP TABLE "users""#),
    .rebuild(Rebuild(
      table: "people",
      changes: [
        .changeColumn(from: #""id" TEXT NOT NULL CHECK ("id" GLOB '????????-????-????-????-????????????' AND "id" NOT GLOB '*[^0-9a-f-]*' AND length(replace("id", '-', '')) = 32)"#, to: #""id" TEXT NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK ("id" GLOB '????????-????-????-????-????????????' AND "id" NOT GLOB '*[^0-9a-f-]*' AND length(replace("id", '-', '')) = 32)"#),
      ]
    )),
  ]

  private static let rollbackStatements3: [SchemaStatement] = [
    .sql(sql7),
    .rebuild(Rebuild(
      table: "people",
      changes: [
        .changeColumn(from: #""id" TEXT NOT NULL DEFAULT (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) CHECK ("id" GLOB '????????-????-????-????-????????????' AND "id" NOT GLOB '*[^0-9a-f-]*' AND length(replace("id", '-', '')) = 32)"#, to: #""id" TEXT NOT NULL CHECK ("id" GLOB '????????-????-????-????-????????????' AND "id" NOT GLOB '*[^0-9a-f-]*' AND length(replace("id", '-', '')) = 32)"#),
      ]
    )),
    .sql(#"INSERT INTO "users" ("email", "id") SELECT "email", "id" FROM "people""#),
    .sql(sql1),
    .sql(sql2),
    .sql(sql3),
    .sql(sql4),
    .sql(sql5),
    .sql(sql6),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    synchronises: [
      StoredColumns("users", ["email", "id"]),
    ]
  )

  /// people: a copy.
  static func people(_ row: UsersBefore, _ rows: Rows) throws -> PeopleAfter {
    PeopleAfter(id: try BuiltInConversion.copy.apply(to: row.id), email: row.email)
  }

  public enum PeopleTable {}
  public typealias PeopleID = Key<PeopleTable, UUID>

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, UUID>

  /// A row of `users` as it is read.
  public struct UsersBefore: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("id", .text), Column("email", .text)]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var email: String
  }

  /// The values that the backfill people writes.
  public struct PeopleAfter: BackfillRow, WritableRow {
    public static let table = "people"
    public static let columns: [Column] = [Column("id", .text), Column("email", .text)]
    public static let keyColumns: [Int] = [0]
    public var id: PeopleID
    public var email: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.email)
    }
  }
}

extension RenameTableMoved.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.email = try row.required(1)
  }
}

extension RenameTableMoved.PeopleAfter {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.email = try row.required(1)
  }
}
