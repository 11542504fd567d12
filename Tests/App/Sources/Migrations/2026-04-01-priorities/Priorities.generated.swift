// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 430d81946a10a896deef0fcc11f26d601abc0634def56c712a0f6586d92e8112
// swift-format-ignore-file
import Bellows

/// The plan 2026-04-01-priorities, and the rows that its backfills read and write.
public enum Priorities {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "2026-04-01-priorities",
    base: "6c93457bdaad8837fbf90e126e3d772a5aadffe5242773172f7b2cd7d0f5145b",
    goal: "06b25ad37581db35cd1f43b4742f18b6d2607c89858177944d818e21fb64e985",
    before: before,
    moves: [
      StoredMove("notes", "priority", to: "priority_2"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "6289f04be757f878a38b30d3e51f0e8c0f2da206e7658302ab909ec69d14e964",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackStatements: rollbackStatements1, rollbackPlan: rollbackPlan1, tables: tables1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "ac116a1e0b5a043e258f33c8274b6123f69416a3ea42166c398200072d4c73a6",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backfilled("notes.priority"),
        ],
        statements: statements2, rollbackStatements: rollbackStatements2, rollbackPlan: rollbackPlan2, tables: tables2
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        schema: "3-widen.schema",
        fingerprint: "582eb44a0957adaa1bc6b2a829c050ae59d28c538a44332035a52e1ce81be539",
        isRelease: true,
        gates: [
          .released(deploy: 2),
          .backup(table: "people", key: [Column("_id", .int)], columns: ["visits"]),
        ],
        statements: statements3, rollbackStatements: rollbackStatements3, rollbackPlan: rollbackPlan3, tables: tables3
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        schema: "4-tighten.schema",
        fingerprint: "dbd1dd738ae8184d8263869f43c920be02bbae56fec7337bc55ba0c3fc8867e9",
        isRelease: false,
        gates: [
          .released(deploy: 3),
          .backup(table: "notes", key: [Column("_id", .int)], columns: ["priority"]),
        ],
        statements: statements4, rollbackStatements: rollbackStatements4, rollbackPlan: rollbackPlan4, tables: tables4
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "notes.priority", after: 1,
    kind: .convert, pending: .differs,
    sql: BackfillSQL(
      pending: #""priority_2" IS NOT CAST("priority" AS TEXT)"#,
      values: [#"CAST("priority" AS TEXT)"#]
    ),
    function: notesPriority
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("notes", [
      #"""
        CREATE TABLE "notes" (
          "_id" INTEGER PRIMARY KEY,
          "author" INTEGER NOT NULL REFERENCES "people" ("_id") ON DELETE CASCADE,
          "body" TEXT NOT NULL,
          "createdAt" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER) * 1000),
          "folder" TEXT,
          "headline" TEXT NOT NULL,
          "pinned" INTEGER NOT NULL CHECK ("pinned" IN (0, 1)),
          "place" TEXT CHECK ("place" IS NULL OR json_valid("place") AND json_type("place") IS 'object' AND json_type("place", '$.lat') IS NOT NULL AND json_type("place", '$.lat') IN ('real', 'integer') AND json_type("place", '$.lon') IS NOT NULL AND json_type("place", '$.lon') IN ('real', 'integer') AND json_remove("place", '$.lat', '$.lon') = '{}'),
          "priority" INTEGER NOT NULL,
          "tags" TEXT NOT NULL CHECK (json_valid("tags") AND json_type("tags") IS 'array'),
          "words" INTEGER NOT NULL
        ) STRICT
        """#,
      #"CREATE INDEX "notes_by_author" ON "notes" ("author", "createdAt")"#,
      #"CREATE VIRTUAL TABLE "notes_by_text" USING fts5("body")"#,
      #"""
        CREATE TRIGGER "notes_by_text_insert" AFTER INSERT ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = NEW."_id";
          INSERT INTO "notes_by_text" (rowid, "body") VALUES (NEW."_id", NEW."body");
        END
        """#,
      #"""
        CREATE TRIGGER "notes_by_text_update" AFTER UPDATE OF "_id", "body" ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = OLD."_id";
          DELETE FROM "notes_by_text" WHERE rowid = NEW."_id";
          INSERT INTO "notes_by_text" (rowid, "body") VALUES (NEW."_id", NEW."body");
        END
        """#,
      #"""
        CREATE TRIGGER "notes_by_text_delete" AFTER DELETE ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = OLD."_id";
        END
        """#,
    ]),
    StoredTable("people", [
      #"""
        CREATE TABLE "people" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "fullName" TEXT NOT NULL,
          "locale" TEXT NOT NULL,
          "theme" TEXT NOT NULL DEFAULT 'light' CHECK ("theme" IN ('light', 'dark')),
          "tier" TEXT NOT NULL CHECK ("tier" IN ('free', 'paid')),
          "visits" INTEGER NOT NULL
        ) STRICT
        """#,
      #"CREATE UNIQUE INDEX "people_by_email" ON "people" ("email")"#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "notes" ADD COLUMN "priority_2" TEXT"#),
  ]

  private static let rollbackStatements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "notes" DROP COLUMN "priority_2""#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("notes", key: [Column("_id", .int)], columns: [Column("priority_2", .text)], where: #"("priority_2" IS NOT NULL AND "priority_2" IS NOT CAST("priority" AS TEXT))"#),
    ]
  )

  private static let tables1: [StoredTable] = [
    StoredTable("notes", [
      #"""
        CREATE TABLE "notes" (
          "_id" INTEGER PRIMARY KEY,
          "author" INTEGER NOT NULL REFERENCES "people" ("_id") ON DELETE CASCADE,
          "body" TEXT NOT NULL,
          "createdAt" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER) * 1000),
          "folder" TEXT,
          "headline" TEXT NOT NULL,
          "pinned" INTEGER NOT NULL CHECK ("pinned" IN (0, 1)),
          "place" TEXT CHECK ("place" IS NULL OR json_valid("place") AND json_type("place") IS 'object' AND json_type("place", '$.lat') IS NOT NULL AND json_type("place", '$.lat') IN ('real', 'integer') AND json_type("place", '$.lon') IS NOT NULL AND json_type("place", '$.lon') IN ('real', 'integer') AND json_remove("place", '$.lat', '$.lon') = '{}'),
          "priority" INTEGER NOT NULL,
          "priority_2" TEXT,
          "tags" TEXT NOT NULL CHECK (json_valid("tags") AND json_type("tags") IS 'array'),
          "words" INTEGER NOT NULL
        ) STRICT
        """#,
      #"CREATE INDEX "notes_by_author" ON "notes" ("author", "createdAt")"#,
      #"CREATE VIRTUAL TABLE "notes_by_text" USING fts5("body")"#,
      #"""
        CREATE TRIGGER "notes_by_text_insert" AFTER INSERT ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = NEW."_id";
          INSERT INTO "notes_by_text" (rowid, "body") VALUES (NEW."_id", NEW."body");
        END
        """#,
      #"""
        CREATE TRIGGER "notes_by_text_update" AFTER UPDATE OF "_id", "body" ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = OLD."_id";
          DELETE FROM "notes_by_text" WHERE rowid = NEW."_id";
          INSERT INTO "notes_by_text" (rowid, "body") VALUES (NEW."_id", NEW."body");
        END
        """#,
      #"""
        CREATE TRIGGER "notes_by_text_delete" AFTER DELETE ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = OLD."_id";
        END
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "notes",
      changes: [
        .changeColumn(from: #""priority_2" TEXT"#, to: #""priority_2" TEXT NOT NULL"#),
      ]
    )),
    .rebuild(Rebuild(
      table: "people",
      changes: [
        .changeColumn(from: #""visits" INTEGER NOT NULL"#, to: #""visits" INTEGER"#),
      ]
    )),
  ]

  private static let rollbackStatements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "notes",
      changes: [
        .changeColumn(from: #""priority_2" TEXT NOT NULL"#, to: #""priority_2" TEXT"#),
      ]
    )),
    .rebuild(Rebuild(
      table: "people",
      changes: [
        .changeColumn(from: #""visits" INTEGER"#, to: #""visits" INTEGER NOT NULL"#),
      ]
    )),
  ]

  private static let rollbackPlan2 = RollbackPlan(
    accepts: [
      StoredCheck("people.visits", query: #"SELECT "_id", "visits" FROM "people" WHERE "visits" IS NULL"#),
    ]
  )

  private static let tables2: [StoredTable] = [
    StoredTable("notes", [
      #"""
        CREATE TABLE "notes" (
          "_id" INTEGER PRIMARY KEY,
          "author" INTEGER NOT NULL REFERENCES "people" ("_id") ON DELETE CASCADE,
          "body" TEXT NOT NULL,
          "createdAt" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER) * 1000),
          "folder" TEXT,
          "headline" TEXT NOT NULL,
          "pinned" INTEGER NOT NULL CHECK ("pinned" IN (0, 1)),
          "place" TEXT CHECK ("place" IS NULL OR json_valid("place") AND json_type("place") IS 'object' AND json_type("place", '$.lat') IS NOT NULL AND json_type("place", '$.lat') IN ('real', 'integer') AND json_type("place", '$.lon') IS NOT NULL AND json_type("place", '$.lon') IN ('real', 'integer') AND json_remove("place", '$.lat', '$.lon') = '{}'),
          "priority" INTEGER NOT NULL,
          "priority_2" TEXT NOT NULL,
          "tags" TEXT NOT NULL CHECK (json_valid("tags") AND json_type("tags") IS 'array'),
          "words" INTEGER NOT NULL
        ) STRICT
        """#,
      #"CREATE INDEX "notes_by_author" ON "notes" ("author", "createdAt")"#,
      #"CREATE VIRTUAL TABLE "notes_by_text" USING fts5("body")"#,
      #"""
        CREATE TRIGGER "notes_by_text_insert" AFTER INSERT ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = NEW."_id";
          INSERT INTO "notes_by_text" (rowid, "body") VALUES (NEW."_id", NEW."body");
        END
        """#,
      #"""
        CREATE TRIGGER "notes_by_text_update" AFTER UPDATE OF "_id", "body" ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = OLD."_id";
          DELETE FROM "notes_by_text" WHERE rowid = NEW."_id";
          INSERT INTO "notes_by_text" (rowid, "body") VALUES (NEW."_id", NEW."body");
        END
        """#,
      #"""
        CREATE TRIGGER "notes_by_text_delete" AFTER DELETE ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = OLD."_id";
        END
        """#,
    ]),
    StoredTable("people", [
      #"""
        CREATE TABLE "people" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "fullName" TEXT NOT NULL,
          "locale" TEXT NOT NULL,
          "theme" TEXT NOT NULL DEFAULT 'light' CHECK ("theme" IN ('light', 'dark')),
          "tier" TEXT NOT NULL CHECK ("tier" IN ('free', 'paid')),
          "visits" INTEGER
        ) STRICT
        """#,
      #"CREATE UNIQUE INDEX "people_by_email" ON "people" ("email")"#,
    ]),
  ]

  private static let statements3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "notes",
      changes: [
        .changeColumn(from: #""priority" INTEGER NOT NULL"#, to: #""priority" INTEGER"#),
      ]
    )),
    .sql(#"ALTER TABLE "people" DROP COLUMN "visits""#),
  ]

  private static let rollbackStatements3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "notes",
      changes: [
        .changeColumn(from: #""priority" INTEGER"#, to: #""priority" INTEGER NOT NULL"#),
      ]
    )),
    .sql(#"ALTER TABLE "people" ADD COLUMN "visits" INTEGER"#),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    accepts: [
      StoredCheck("notes.priority", query: #"SELECT "_id", "priority" FROM "notes" WHERE "priority" IS NULL"#),
    ],
    hides: [
      StoredValues("notes", key: [Column("_id", .int)], columns: [Column("priority_2", .text)], where: #""priority_2" IS NOT CAST("priority" AS TEXT)"#),
    ],
    empties: [
      StoredColumns("people", ["visits"]),
    ]
  )

  private static let tables3: [StoredTable] = [
    StoredTable("notes", [
      #"""
        CREATE TABLE "notes" (
          "_id" INTEGER PRIMARY KEY,
          "author" INTEGER NOT NULL REFERENCES "people" ("_id") ON DELETE CASCADE,
          "body" TEXT NOT NULL,
          "createdAt" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER) * 1000),
          "folder" TEXT,
          "headline" TEXT NOT NULL,
          "pinned" INTEGER NOT NULL CHECK ("pinned" IN (0, 1)),
          "place" TEXT CHECK ("place" IS NULL OR json_valid("place") AND json_type("place") IS 'object' AND json_type("place", '$.lat') IS NOT NULL AND json_type("place", '$.lat') IN ('real', 'integer') AND json_type("place", '$.lon') IS NOT NULL AND json_type("place", '$.lon') IN ('real', 'integer') AND json_remove("place", '$.lat', '$.lon') = '{}'),
          "priority" INTEGER,
          "priority_2" TEXT NOT NULL,
          "tags" TEXT NOT NULL CHECK (json_valid("tags") AND json_type("tags") IS 'array'),
          "words" INTEGER NOT NULL
        ) STRICT
        """#,
      #"CREATE INDEX "notes_by_author" ON "notes" ("author", "createdAt")"#,
      #"CREATE VIRTUAL TABLE "notes_by_text" USING fts5("body")"#,
      #"""
        CREATE TRIGGER "notes_by_text_insert" AFTER INSERT ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = NEW."_id";
          INSERT INTO "notes_by_text" (rowid, "body") VALUES (NEW."_id", NEW."body");
        END
        """#,
      #"""
        CREATE TRIGGER "notes_by_text_update" AFTER UPDATE OF "_id", "body" ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = OLD."_id";
          DELETE FROM "notes_by_text" WHERE rowid = NEW."_id";
          INSERT INTO "notes_by_text" (rowid, "body") VALUES (NEW."_id", NEW."body");
        END
        """#,
      #"""
        CREATE TRIGGER "notes_by_text_delete" AFTER DELETE ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = OLD."_id";
        END
        """#,
    ]),
    StoredTable("people", [
      #"""
        CREATE TABLE "people" (
          "_id" INTEGER PRIMARY KEY,
          "email" TEXT NOT NULL,
          "fullName" TEXT NOT NULL,
          "locale" TEXT NOT NULL,
          "theme" TEXT NOT NULL DEFAULT 'light' CHECK ("theme" IN ('light', 'dark')),
          "tier" TEXT NOT NULL CHECK ("tier" IN ('free', 'paid'))
        ) STRICT
        """#,
      #"CREATE UNIQUE INDEX "people_by_email" ON "people" ("email")"#,
    ]),
  ]

  private static let statements4: [SchemaStatement] = [
    .sql(#"ALTER TABLE "notes" DROP COLUMN "priority""#),
  ]

  private static let rollbackStatements4: [SchemaStatement] = [
    .sql(#"ALTER TABLE "notes" ADD COLUMN "priority" INTEGER"#),
  ]

  private static let rollbackPlan4 = RollbackPlan(
    empties: [
      StoredColumns("notes", ["priority"]),
    ]
  )

  private static let tables4: [StoredTable] = [
    StoredTable("notes", [
      #"""
        CREATE TABLE "notes" (
          "_id" INTEGER PRIMARY KEY,
          "author" INTEGER NOT NULL REFERENCES "people" ("_id") ON DELETE CASCADE,
          "body" TEXT NOT NULL,
          "createdAt" INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER) * 1000000 + CAST(substr(strftime('%f', 'now'), 4) AS INTEGER) * 1000),
          "folder" TEXT,
          "headline" TEXT NOT NULL,
          "pinned" INTEGER NOT NULL CHECK ("pinned" IN (0, 1)),
          "place" TEXT CHECK ("place" IS NULL OR json_valid("place") AND json_type("place") IS 'object' AND json_type("place", '$.lat') IS NOT NULL AND json_type("place", '$.lat') IN ('real', 'integer') AND json_type("place", '$.lon') IS NOT NULL AND json_type("place", '$.lon') IN ('real', 'integer') AND json_remove("place", '$.lat', '$.lon') = '{}'),
          "priority_2" TEXT NOT NULL,
          "tags" TEXT NOT NULL CHECK (json_valid("tags") AND json_type("tags") IS 'array'),
          "words" INTEGER NOT NULL
        ) STRICT
        """#,
      #"CREATE INDEX "notes_by_author" ON "notes" ("author", "createdAt")"#,
      #"CREATE VIRTUAL TABLE "notes_by_text" USING fts5("body")"#,
      #"""
        CREATE TRIGGER "notes_by_text_insert" AFTER INSERT ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = NEW."_id";
          INSERT INTO "notes_by_text" (rowid, "body") VALUES (NEW."_id", NEW."body");
        END
        """#,
      #"""
        CREATE TRIGGER "notes_by_text_update" AFTER UPDATE OF "_id", "body" ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = OLD."_id";
          DELETE FROM "notes_by_text" WHERE rowid = NEW."_id";
          INSERT INTO "notes_by_text" (rowid, "body") VALUES (NEW."_id", NEW."body");
        END
        """#,
      #"""
        CREATE TRIGGER "notes_by_text_delete" AFTER DELETE ON "notes"
        BEGIN
          DELETE FROM "notes_by_text" WHERE rowid = OLD."_id";
        END
        """#,
    ]),
  ]

  /// notes.priority: the same value in another type.
  static func notesPriority(_ row: NotesBefore, _ rows: Rows) throws -> NotesPriority {
    NotesPriority(priority: try BuiltInConversion.text.apply(to: row.priority))
  }

  public enum NotesTable {}
  public typealias NotesID = Key<NotesTable, Int64>

  public enum PeopleTable {}
  public typealias PeopleID = Key<PeopleTable, Int64>

  /// What somebody wrote down.
  public struct NotesBefore: ReadableRow {
    public static let table = "notes"
    public static let columns = [
      Column("_id", .int),
      Column("author", .int),
      Column("body", .text),
      Column("createdAt", .microseconds),
      Column("folder", .text),
      Column("headline", .text),
      Column("pinned", .bool),
      Column("place", .json),
      Column("priority", .int),
      Column("priority_2", .text),
      Column("tags", .json),
      Column("words", .int),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: NotesID
    public var author: PeopleID
    public var body: String
    public var createdAt: Timestamp
    public var folder: String?
    public var headline: String
    public var pinned: Bool
    public var place: Place?
    public var priority: Int64
    public var priority2: String?
    public var tags: [String]
    public var words: Int64

    public init(
      id: NotesID,
      author: PeopleID,
      body: String,
      createdAt: Timestamp,
      folder: String? = nil,
      headline: String,
      pinned: Bool,
      place: Place? = nil,
      priority: Int64,
      priority2: String? = nil,
      tags: [String],
      words: Int64
    ) {
      self.id = id
      self.author = author
      self.body = body
      self.createdAt = createdAt
      self.folder = folder
      self.headline = headline
      self.pinned = pinned
      self.place = place
      self.priority = priority
      self.priority2 = priority2
      self.tags = tags
      self.words = words
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.author = try row.required(1)
      self.body = try row.required(2)
      self.createdAt = try row.required(3)
      self.folder = try row.optional(4)
      self.headline = try row.required(5)
      self.pinned = try row.required(6)
      self.place = try row.optional(7)
      self.priority = try row.required(8)
      self.priority2 = try row.optional(9)
      self.tags = try row.required(10)
      self.words = try row.required(11)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.author)
      try row.set(2, self.body)
      try row.set(3, self.createdAt)
      try row.set(4, self.folder)
      try row.set(5, self.headline)
      try row.set(6, self.pinned)
      try row.set(7, self.place)
      try row.set(8, self.priority)
      try row.set(9, self.priority2)
      try row.set(10, self.tags)
      try row.set(11, self.words)
    }

    public struct Place: StoredValue {
      public var lat: Double
      public var lon: Double

      public init(lat: Double, lon: Double) {
        self.lat = lat
        self.lon = lon
      }

      public init(json: JSONValue) throws {
        var members = try ObjectReader(json)
        self.lat = try members.required("lat")
        self.lon = try members.required("lon")
        try members.finish()
      }

      public var json: JSONValue {
        var members = ObjectWriter()
        members.set("lat", self.lat)
        members.set("lon", self.lon)
        return members.json
      }
    }
  }

  /// The values that the backfill notes.priority writes.
  public struct NotesPriority: ReadableRow, WritableRow {
    public static let table = "notes"
    public static let columns = [
      Column("priority_2", .text),
    ]
    public static let keyColumns: [Int] = []

    public var priority: String

    public init(priority: String) {
      self.priority = priority
    }

    public init(row: some RowReader) throws {
      self.priority = try row.required(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.priority)
    }
  }
}
