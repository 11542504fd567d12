// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 522cdac34346c19870e09e441535c16711df91ab1196daeaf56f6eb05fea6023
// swift-format-ignore-file
import Bellows

/// The plan everything, and the rows that its backfills read and write.
public enum Everything {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "everything",
    base: "7eab5643785573f7aa31e8e74f31db71cbbc3af83c332608a676bd6c8697e697",
    goal: "a6e7ca3bc5215faff4a63ba9028579d80b8797004c318fd6b38707c16e084062",
    after: [],
    before: before,
    moves: [
      StoredMove(table: "teams", to: "groups"),
      StoredMove("users", "age", to: "age_2"),
      StoredMove("users", "name", to: "fullName"),
      StoredMove("users", "visits", to: "visits_2"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "d2e7719f90b3292506ef3139a90e34687172e952d212efad7370ae8c84f393b6",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackStatements: rollbackStatements1, rollbackPlan: rollbackPlan1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "297db4c28173fdbcb51b7dcdecc13f13e6e5802fb591797f26a73339a172ff36",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backup(table: "logs", key: [Column("_id", .int)], columns: ["line"]),
          .backup(table: "posts", key: [Column("_id", .int)], columns: ["state"]),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["nickname", "role"]),
          .backfilled("groups"),
          .backfilled("posts.state"),
          .backfilled("users.age"),
          .backfilled("users.bio"),
          .backfilled("users.fullName"),
          .backfilled("users.locale"),
          .backfilled("users.role"),
          .backfilled("users.visits"),
        ],
        statements: statements2, rollbackStatements: rollbackStatements2, rollbackPlan: rollbackPlan2
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        fingerprint: "9c014a7ab46e4b8a2f63ad9db0022f81172753ae9c12cda71fc95e676c341104",
        isRelease: true,
        gates: [
          .released(deploy: 2),
          .backup(table: "teams", key: [Column("slug", .text)], columns: ["slug", "title"]),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["legacy", "name"]),
        ],
        statements: statements3, rollbackStatements: rollbackStatements3, rollbackPlan: rollbackPlan3
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        fingerprint: "e6f2fc55e076f1e1df20eb55c02191ffa8d9a6006e2226dca425f280291651ec",
        isRelease: false,
        gates: [
          .released(deploy: 3),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["age", "visits"]),
        ],
        statements: statements4, rollbackStatements: rollbackStatements4, rollbackPlan: rollbackPlan4
      ),
    ],
    backfills: [
      backfill1,
      backfill2,
      backfill3,
      backfill4,
      backfill5,
      backfill6,
      backfill7,
      backfill8,
    ]
  )

  private static let backfill1 = Backfill(
    "groups", after: 1,
    kind: .copy, pending: .differs,
    sql: BackfillSQL(
      pending: #"NOT EXISTS (SELECT 1 FROM "groups" AS copy WHERE copy."slug" IS "teams"."slug" COLLATE BINARY AND copy."title" IS "teams"."title" COLLATE BINARY)"#
    ),
    function: groups
  )

  // Hand-written, in Everything.swift: static func postsState(_ row: PostsBefore, _ rows: Rows)
  //   throws -> PostsState
  private static let backfill2 = Backfill(
    "posts.state", after: 1,
    kind: .custom, pending: .invalid,
    sql: BackfillSQL(
      pending: #""state" COLLATE BINARY NOT IN ('draft', 'done')"#
    ),
    function: postsState
  )

  // Hand-written, in Everything.swift: static func usersAge(_ row: UsersBefore, _ rows: Rows)
  //   throws -> UsersAge
  private static let backfill3 = Backfill(
    "users.age", after: 1,
    kind: .custom, pending: .differs,
    function: usersAge
  )

  // Hand-written, in Everything.swift: static func usersBio(_ row: UsersBefore, _ rows: Rows)
  //   throws -> UsersBio
  private static let backfill4 = Backfill(
    "users.bio", after: 1,
    kind: .custom, pending: .invalid,
    sql: BackfillSQL(
      pending: #""bio" IS NULL"#
    ),
    rollback: .backup,
    function: usersBio
  )

  private static let backfill5 = Backfill(
    "users.fullName", after: 1,
    kind: .copy, pending: .differs,
    table: "users",
    key: [Column("_id", .int)],
    writes: [Column("fullName", .text)],
    sql: BackfillSQL(
      pending: #""fullName" IS NOT "name" COLLATE BINARY"#,
      values: [#""name""#]
    )
  )

  // Hand-written, in Everything.swift: static func usersLocale(_ row: UsersBefore, _ rows: Rows)
  //   throws -> UsersLocale
  private static let backfill6 = Backfill(
    "users.locale", after: 1,
    kind: .custom, pending: .invalid,
    sql: BackfillSQL(
      pending: #""locale" IS NULL"#
    ),
    function: usersLocale
  )

  private static let backfill7 = Backfill(
    "users.role", after: 1,
    kind: .remap, pending: .invalid,
    table: "users",
    key: [Column("_id", .int)],
    writes: [Column("role", .text)],
    sql: BackfillSQL(
      pending: #""role" COLLATE BINARY NOT IN ('member', 'admin')"#,
      values: [#"CASE "role" COLLATE BINARY WHEN 'guest' THEN 'member' ELSE "role" END"#]
    )
  )

  private static let backfill8 = Backfill(
    "users.visits", after: 1,
    kind: .convert, pending: .differs,
    table: "users",
    key: [Column("_id", .int)],
    writes: [Column("visits_2", .text)],
    sql: BackfillSQL(
      pending: #""visits_2" IS NOT CAST("visits" AS TEXT) COLLATE BINARY"#,
      values: [#"CAST("visits" AS TEXT)"#]
    )
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("logs", [
      sql11,
    ]),
    StoredTable("posts", [
      #"""
        CREATE TABLE "posts" (
          "_id" INTEGER PRIMARY KEY,
          "author" INTEGER NOT NULL REFERENCES "users" ("_id") ON DELETE CASCADE,
          "state" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
    StoredTable("seats", [
      #"""
        CREATE TABLE "seats" (
          "number" INTEGER NOT NULL,
          "room" TEXT NOT NULL,
          PRIMARY KEY ("number", "room")
        ) STRICT
        """#,
    ]),
    StoredTable("teams", [
      sql12,
    ]),
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "_id" INTEGER PRIMARY KEY,
          "age" TEXT,
          "bio" TEXT,
          "email" TEXT NOT NULL,
          "legacy" INTEGER NOT NULL,
          "name" TEXT NOT NULL,
          "nickname" TEXT,
          "role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin', 'guest')),
          "team" TEXT REFERENCES "teams" ("slug") ON DELETE SET NULL,
          "visits" INTEGER NOT NULL
        ) STRICT
        """#,
      #"CREATE VIRTUAL TABLE "users_by_bio" USING fts5("bio")"#,
      #"""
        CREATE TRIGGER "users_by_bio_insert" AFTER INSERT ON "users"
        BEGIN
          DELETE FROM "users_by_bio" WHERE rowid = NEW."_id";
          INSERT INTO "users_by_bio" (rowid, "bio") VALUES (NEW."_id", NEW."bio");
        END
        """#,
      #"""
        CREATE TRIGGER "users_by_bio_update" AFTER UPDATE OF "_id", "bio" ON "users"
        BEGIN
          DELETE FROM "users_by_bio" WHERE rowid = OLD."_id";
          DELETE FROM "users_by_bio" WHERE rowid = NEW."_id";
          INSERT INTO "users_by_bio" (rowid, "bio") VALUES (NEW."_id", NEW."bio");
        END
        """#,
      #"""
        CREATE TRIGGER "users_by_bio_delete" AFTER DELETE ON "users"
        BEGIN
          DELETE FROM "users_by_bio" WHERE rowid = OLD."_id";
        END
        """#,
      #"CREATE INDEX "users_by_visits" ON "users" ("visits")"#,
    ]),
  ]

  private static let sql1 = #"""
    CREATE TRIGGER "groups.teams.inserted" AFTER INSERT ON "groups"
    BEGIN
      UPDATE "teams" SET "slug" = NEW."slug", "title" = NEW."title" WHERE "slug" = NEW."slug" AND ("slug" IS NOT NEW."slug" COLLATE BINARY OR "title" IS NOT NEW."title" COLLATE BINARY);
      INSERT INTO "teams" ("slug", "title") SELECT NEW."slug", NEW."title" WHERE NOT EXISTS (SELECT 1 FROM "teams" WHERE "slug" = NEW."slug");
    END
    """#

  private static let sql2 = #"""
    CREATE TRIGGER "groups.teams.updated" AFTER UPDATE ON "groups"
    BEGIN
      UPDATE "teams" SET "slug" = NEW."slug", "title" = NEW."title" WHERE "slug" = OLD."slug" AND ("slug" IS NOT NEW."slug" COLLATE BINARY OR "title" IS NOT NEW."title" COLLATE BINARY);
    END
    """#

  private static let sql3 = #"""
    CREATE TRIGGER "groups.teams.deleted" AFTER DELETE ON "groups"
    BEGIN
      DELETE FROM "teams" WHERE "slug" = OLD."slug";
    END
    """#

  private static let sql4 = #"""
    CREATE TRIGGER "teams.groups.inserted" AFTER INSERT ON "teams"
    BEGIN
      UPDATE "groups" SET "slug" = NEW."slug", "title" = NEW."title" WHERE "slug" = NEW."slug" AND ("slug" IS NOT NEW."slug" COLLATE BINARY OR "title" IS NOT NEW."title" COLLATE BINARY);
      INSERT INTO "groups" ("slug", "title") SELECT NEW."slug", NEW."title" WHERE NOT EXISTS (SELECT 1 FROM "groups" WHERE "slug" = NEW."slug");
    END
    """#

  private static let sql5 = #"""
    CREATE TRIGGER "teams.groups.updated" AFTER UPDATE ON "teams"
    BEGIN
      UPDATE "groups" SET "slug" = NEW."slug", "title" = NEW."title" WHERE "slug" = OLD."slug" AND ("slug" IS NOT NEW."slug" COLLATE BINARY OR "title" IS NOT NEW."title" COLLATE BINARY);
    END
    """#

  private static let sql6 = #"""
    CREATE TRIGGER "teams.groups.deleted" AFTER DELETE ON "teams"
    BEGIN
      DELETE FROM "groups" WHERE "slug" = OLD."slug";
    END
    """#

  private static let sql7 = #"""
    CREATE TRIGGER "users.name.fullName.inserted" AFTER INSERT ON "users"
    WHEN NEW."name" IS NOT NULL AND NEW."fullName" IS NULL
    BEGIN
      UPDATE "users" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql8 = #"""
    CREATE TRIGGER "users.fullName.name.inserted" AFTER INSERT ON "users"
    WHEN NEW."fullName" IS NOT NULL AND NEW."name" IS NOT NEW."fullName" COLLATE BINARY
    BEGIN
      UPDATE "users" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql9 = #"""
    CREATE TRIGGER "users.name.fullName.updated" AFTER UPDATE OF "name" ON "users"
    WHEN NEW."name" IS NOT OLD."name" COLLATE BINARY AND NEW."fullName" IS NOT NEW."name" COLLATE BINARY
    BEGIN
      UPDATE "users" SET "fullName" = NEW."name" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql10 = #"""
    CREATE TRIGGER "users.fullName.name.updated" AFTER UPDATE OF "fullName" ON "users"
    WHEN NEW."fullName" IS NOT OLD."fullName" COLLATE BINARY AND NEW."name" IS NOT NEW."fullName" COLLATE BINARY
    BEGIN
      UPDATE "users" SET "name" = NEW."fullName" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql11 = #"""
    CREATE TABLE "logs" (
      "_id" INTEGER PRIMARY KEY,
      "line" TEXT NOT NULL
    ) STRICT
    """#

  private static let sql12 = #"""
    CREATE TABLE "teams" (
      "slug" TEXT NOT NULL,
      "title" TEXT NOT NULL,
      PRIMARY KEY ("slug")
    ) STRICT
    """#

  private static let statements1: [SchemaStatement] = [
    .sql(#"""
      CREATE TABLE "events" (
        "_id" INTEGER PRIMARY KEY,
        "at" INTEGER NOT NULL,
        "user" INTEGER NOT NULL REFERENCES "users" ("_id")
      ) STRICT
      """#),
    .sql(#"""
      CREATE TABLE "groups" (
        "slug" TEXT NOT NULL,
        "title" TEXT NOT NULL,
        PRIMARY KEY ("slug")
      ) STRICT
      """#),
    .sql(#"ALTER TABLE "seats" ADD COLUMN "price" TEXT NOT NULL DEFAULT '0' CHECK ("price" NOT GLOB '*[^0-9.-]*' AND "price" NOT GLOB '?*-*' AND "price" NOT GLOB '*.*.*' AND ltrim("price", '-') GLOB '[0-9]*' AND ltrim("price", '-') NOT GLOB '0[0-9]*' AND "price" NOT GLOB '*.' AND "price" NOT GLOB '*.*0' AND "price" <> '-0' AND length(ltrim(replace(ltrim("price", '-'), '.', ''), '0')) <= 38)"#),
    .sql(#"ALTER TABLE "users" ADD COLUMN "age_2" INTEGER"#),
    .sql(#"ALTER TABLE "users" ADD COLUMN "fullName" TEXT"#),
    .sql(#"ALTER TABLE "users" ADD COLUMN "locale" TEXT"#),
    .sql(#"ALTER TABLE "users" ADD COLUMN "score" INTEGER NOT NULL DEFAULT 5"#),
    .sql(#"ALTER TABLE "users" ADD COLUMN "visits_2" TEXT"#),
    .sql(sql1),
    .sql(sql2),
    .sql(sql3),
    .sql(#"CREATE INDEX "posts_by_state" ON "posts" ("state", "author")"#),
    .sql(sql4),
    .sql(sql5),
    .sql(sql6),
    .sql(#"CREATE UNIQUE INDEX "users_by_name" ON "users" ("fullName", "email")"#),
    .sql(sql7),
    .sql(sql8),
    .sql(sql9),
    .sql(sql10),
  ]

  private static let rollbackStatements1: [SchemaStatement] = [
    .dropIndex("posts_by_state", like: #"CREATE INDEX "posts_by_state" ON "posts" ("state", "author")"#),
    .sql(#"DROP TRIGGER "teams.groups.deleted""#),
    .sql(#"DROP TRIGGER "teams.groups.updated""#),
    .sql(#"DROP TRIGGER "teams.groups.inserted""#),
    .sql(#"DROP TRIGGER "users.fullName.name.updated""#),
    .sql(#"DROP TRIGGER "users.name.fullName.updated""#),
    .sql(#"DROP TRIGGER "users.fullName.name.inserted""#),
    .sql(#"DROP TRIGGER "users.name.fullName.inserted""#),
    .dropIndex("users_by_name", like: #"CREATE UNIQUE INDEX "users_by_name" ON "users" ("fullName", "email")"#),
    .sql(#"DROP TABLE "events""#),
    .sql(#"DROP TABLE "groups""#),
    .sql(#"ALTER TABLE "seats" DROP COLUMN "price""#),
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .dropColumn("age_2"),
        .dropColumn("fullName"),
        .dropColumn("locale"),
        .dropColumn("score"),
        .dropColumn("visits_2"),
      ]
    )),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("events", key: [Column("_id", .int)], columns: [Column("at", .microseconds), Column("user", .int)]),
      StoredValues("seats", key: [Column("number", .int), Column("room", .text)], columns: [Column("price", .text)], where: #"("price" IS NOT NULL AND "price" IS NOT '0' COLLATE BINARY)"#),
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("score", .int), Column("visits_2", .text)], where: #"("visits_2" IS NOT NULL AND "visits_2" IS NOT CAST("visits" AS TEXT) COLLATE BINARY) OR ("score" IS NOT NULL AND "score" IS NOT 5 COLLATE BINARY)"#),
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("age_2", .int)], where: #""age_2" IS NOT NULL"#, exceptFrom: "users.age"),
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("locale", .text)], where: #""locale" IS NOT NULL"#, exceptFrom: "users.locale"),
    ]
  )

  private static let statements2: [SchemaStatement] = [
    .dropIndex("users_by_visits", like: #"CREATE INDEX "users_by_visits" ON "users" ("visits")"#),
    .sql(#"DROP TABLE "logs""#),
    .rebuild(Rebuild(
      table: "posts",
      changes: [
        .changeColumn(from: #""state" TEXT NOT NULL"#, to: #""state" TEXT NOT NULL CHECK ("state" IN ('draft', 'done'))"#),
      ]
    )),
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .dropColumn("nickname"),
        .changeColumn(from: #""bio" TEXT"#, to: #""bio" TEXT NOT NULL"#),
        .changeColumn(from: #""legacy" INTEGER NOT NULL"#, to: #""legacy" INTEGER"#),
        .changeColumn(from: #""locale" TEXT"#, to: #""locale" TEXT NOT NULL"#),
        .changeColumn(from: #""name" TEXT NOT NULL"#, to: #""name" TEXT"#),
        .changeColumn(from: #""role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin', 'guest'))"#, to: #""role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin'))"#),
        .changeColumn(from: #""team" TEXT REFERENCES "teams" ("slug") ON DELETE SET NULL"#, to: #""team" TEXT REFERENCES "groups" ("slug") ON DELETE SET NULL"#),
        .changeColumn(from: #""visits_2" TEXT"#, to: #""visits_2" TEXT NOT NULL"#),
        .addConstraint(#"CHECK ("name" IS NOT NULL OR "fullName" IS NOT NULL)"#),
      ]
    )),
  ]

  private static let rollbackStatements2: [SchemaStatement] = [
    .sql(sql11),
    .rebuild(Rebuild(
      table: "posts",
      changes: [
        .changeColumn(from: #""state" TEXT NOT NULL CHECK ("state" IN ('draft', 'done'))"#, to: #""state" TEXT NOT NULL"#),
      ]
    )),
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .dropConstraint(#"CHECK ("name" IS NOT NULL OR "fullName" IS NOT NULL)"#),
        .changeColumn(from: #""bio" TEXT NOT NULL"#, to: #""bio" TEXT"#),
        .changeColumn(from: #""legacy" INTEGER"#, to: #""legacy" INTEGER NOT NULL"#),
        .changeColumn(from: #""locale" TEXT NOT NULL"#, to: #""locale" TEXT"#),
        .changeColumn(from: #""name" TEXT"#, to: #""name" TEXT NOT NULL"#),
        .addColumn(#""nickname" TEXT"#),
        .changeColumn(from: #""role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin'))"#, to: #""role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin', 'guest'))"#),
        .changeColumn(from: #""team" TEXT REFERENCES "groups" ("slug") ON DELETE SET NULL"#, to: #""team" TEXT REFERENCES "teams" ("slug") ON DELETE SET NULL"#),
        .changeColumn(from: #""visits_2" TEXT NOT NULL"#, to: #""visits_2" TEXT"#),
      ]
    )),
    .sql(#"CREATE INDEX "users_by_visits" ON "users" ("visits")"#),
  ]

  private static let rollbackPlan2 = RollbackPlan(
    accepts: [
      StoredCheck("users.name", query: #"SELECT "_id", "name" FROM "users" WHERE "name" IS NULL"#),
      StoredCheck("users.legacy", query: #"SELECT "_id", "legacy" FROM "users" WHERE "legacy" IS NULL"#),
    ],
    empties: [
      StoredColumns("logs", ["_id", "line"]),
      StoredColumns("users", ["nickname"]),
    ]
  )

  private static let statements3: [SchemaStatement] = [
    .sql(#"DROP TRIGGER "groups.teams.deleted""#),
    .sql(#"DROP TRIGGER "groups.teams.updated""#),
    .sql(#"DROP TRIGGER "groups.teams.inserted""#),
    .sql(#"DROP TRIGGER "users.fullName.name.updated""#),
    .sql(#"DROP TRIGGER "users.name.fullName.updated""#),
    .sql(#"DROP TRIGGER "users.fullName.name.inserted""#),
    .sql(#"DROP TRIGGER "users.name.fullName.inserted""#),
    .sql(#"DROP TABLE "teams""#),
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .dropConstraint(#"CHECK ("name" IS NOT NULL OR "fullName" IS NOT NULL)"#),
        .dropColumn("legacy"),
        .dropColumn("name"),
        .changeColumn(from: #""fullName" TEXT"#, to: #""fullName" TEXT NOT NULL"#),
        .changeColumn(from: #""visits" INTEGER NOT NULL"#, to: #""visits" INTEGER"#),
      ]
    )),
  ]

  private static let rollbackStatements3: [SchemaStatement] = [
    .sql(sql12),
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .changeColumn(from: #""fullName" TEXT NOT NULL"#, to: #""fullName" TEXT"#),
        .addColumn(#""legacy" INTEGER"#),
        .addColumn(#""name" TEXT"#),
        .changeColumn(from: #""visits" INTEGER"#, to: #""visits" INTEGER NOT NULL"#),
        .addConstraint(#"CHECK ("name" IS NOT NULL OR "fullName" IS NOT NULL)"#),
      ],
      filled: [
        .init("name", #""fullName""#),
      ]
    )),
    .sql(#"INSERT INTO "teams" ("slug", "title") SELECT "slug", "title" FROM "groups""#),
    .sql(sql1),
    .sql(sql2),
    .sql(sql3),
    .sql(sql4),
    .sql(sql5),
    .sql(sql6),
    .sql(sql7),
    .sql(sql8),
    .sql(sql9),
    .sql(sql10),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    accepts: [
      StoredCheck("users.visits", query: #"SELECT "_id", "visits" FROM "users" WHERE "visits" IS NULL"#),
    ],
    hides: [
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("age_2", .int)], exceptFrom: "users.age"),
      StoredValues("users", key: [Column("_id", .int)], columns: [Column("visits_2", .text)], where: #""visits_2" IS NOT CAST("visits" AS TEXT) COLLATE BINARY"#),
    ],
    empties: [
      StoredColumns("users", ["legacy"]),
    ],
    synchronises: [
      StoredColumns("teams", ["slug", "title"]),
      StoredColumns("users", ["name"]),
    ]
  )

  private static let statements4: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "users",
      changes: [
        .dropColumn("age"),
        .dropColumn("visits"),
      ]
    )),
  ]

  private static let rollbackStatements4: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "age" TEXT"#),
    .sql(#"ALTER TABLE "users" ADD COLUMN "visits" INTEGER"#),
  ]

  private static let rollbackPlan4 = RollbackPlan(
    empties: [
      StoredColumns("users", ["age", "visits"]),
    ]
  )

  /// groups: a copy.
  static func groups(_ row: TeamsBefore, _ rows: Rows) throws -> GroupsAfter {
    GroupsAfter(slug: try BuiltInConversion.copy.apply(to: row.slug), title: row.title)
  }

  public enum GroupsTable {}
  public typealias GroupsID = Key<GroupsTable, String>

  public enum PostsTable {}
  public typealias PostsID = Key<PostsTable, Int64>

  public enum TeamsTable {}
  public typealias TeamsID = Key<TeamsTable, String>

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A team is known by its slug.
  public struct TeamsBefore: BackfillRow, WritableRow {
    public static let table = "teams"
    public static let columns: [Column] = [Column("slug", .text), Column("title", .text)]
    public static let keyColumns: [Int] = [0]
    public var slug: TeamsID
    public var title: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.slug)
      try row.set(1, self.title)
    }
  }

  /// The values that the backfill groups writes.
  public struct GroupsAfter: BackfillRow, WritableRow {
    public static let table = "groups"
    public static let columns: [Column] = [Column("slug", .text), Column("title", .text)]
    public static let keyColumns: [Int] = [0]
    public var slug: GroupsID
    public var title: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.slug)
      try row.set(1, self.title)
    }
  }

  /// A row of `posts` as it is read.
  public struct PostsBefore: BackfillRow {
    public static let table = "posts"
    public static let columns: [Column] = [
      Column("_id", .int), Column("author", .int), Column("text", .text), Column("state", .text),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: PostsID
    public var author: UsersID
    public var text: String
    public var state: String
  }

  /// The values that the backfill posts.state writes.
  public struct PostsState: BackfillRow, WritableRow {
    public static let table = "posts"
    public static let columns: [Column] = [Column("state", .text)]
    public static let keyColumns: [Int] = []
    public var state: State

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.state)
    }

    public enum State: LiteralUnion {
      case draft
      case done

      public var rawValue: String {
        switch self {
        case .draft: "draft"
        case .done: "done"
        }
      }
    }
  }

  /// A row of `users` as it is read.
  public struct UsersBefore: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [
      Column("_id", .int), Column("name", .text), Column("fullName", .text), Column("email", .text),
      Column("role", .text), Column("age", .text), Column("age_2", .int), Column("bio", .text),
      Column("visits", .int), Column("visits_2", .text), Column("score", .int), Column("locale", .text),
      Column("team", .text), Column("joinedAt", .microseconds), Column("legacy", .int),
      Column("nickname", .text),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var name: String
    public var fullName: String?
    public var email: String
    public var role: Role
    public var age: String?
    public var age2: Int64?
    public var bio: String?
    public var visits: Int64
    public var visits2: String?
    public var score: Int64
    public var locale: String?
    public var team: TeamsID?
    public var joinedAt: Timestamp
    public var legacy: Int64
    public var nickname: String?

    public enum Role: LiteralUnion {
      case member
      case admin
      case guest

      public var rawValue: String {
        switch self {
        case .member: "member"
        case .admin: "admin"
        case .guest: "guest"
        }
      }
    }
  }

  /// The values that the backfill users.age writes.
  public struct UsersAge: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("age_2", .int)]
    public static let keyColumns: [Int] = []
    public var age: Int64?

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.age)
    }
  }

  /// The values that the backfill users.bio writes.
  public struct UsersBio: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("bio", .text)]
    public static let keyColumns: [Int] = []
    public var bio: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.bio)
    }
  }

  /// The values that the backfill users.locale writes.
  public struct UsersLocale: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("locale", .text)]
    public static let keyColumns: [Int] = []
    public var locale: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.locale)
    }
  }
}

extension Everything.TeamsBefore {
  public init(row: some RowReader) throws {
    self.slug = try row.required(0)
    self.title = try row.required(1)
  }
}

extension Everything.GroupsAfter {
  public init(row: some RowReader) throws {
    self.slug = try row.required(0)
    self.title = try row.required(1)
  }
}

extension Everything.PostsBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.author = try row.required(1)
    self.text = try row.required(2)
    self.state = try row.required(3)
  }
}

extension Everything.PostsState {
  public init(row: some RowReader) throws {
    self.state = try row.required(0)
  }
}

extension Everything.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.name = try row.required(1)
    self.fullName = try row.optional(2)
    self.email = try row.required(3)
    self.role = try row.required(4)
    self.age = try row.optional(5)
    self.age2 = try row.optional(6)
    self.bio = try row.optional(7)
    self.visits = try row.required(8)
    self.visits2 = try row.optional(9)
    self.score = try row.required(10)
    self.locale = try row.optional(11)
    self.team = try row.optional(12)
    self.joinedAt = try row.required(13)
    self.legacy = try row.required(14)
    self.nickname = try row.optional(15)
  }
}

extension Everything.UsersAge {
  public init(row: some RowReader) throws {
    self.age = try row.optional(0)
  }
}

extension Everything.UsersBio {
  public init(row: some RowReader) throws {
    self.bio = try row.required(0)
  }
}

extension Everything.UsersLocale {
  public init(row: some RowReader) throws {
    self.locale = try row.required(0)
  }
}
