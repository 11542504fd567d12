// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: d67e45b206bc58b6aea1b558e745768822cc1fb3e8eed2ccd77f095da01cf542
// swift-format-ignore-file
import Bellows

/// The plan 2026-03-01-locales, and the rows that its backfills read and write.
public enum Locales {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "2026-03-01-locales",
    base: "855032d36d8cb94ac23d3ca9440c906418321822f6e4806fd6455f026d3b32b5",
    goal: "6c93457bdaad8837fbf90e126e3d772a5aadffe5242773172f7b2cd7d0f5145b",
    after: [PlanEdge("2026-02-01-headlines", deploy: 3)],
    before: before,
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "bb55576e8551dfaefdcbe4ac01b35eabea840c9fa345a2cbc7be51e7e6493b72",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackPlan: rollbackPlan1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "6c93457bdaad8837fbf90e126e3d772a5aadffe5242773172f7b2cd7d0f5145b",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backup(table: "people", key: [Column("_id", .int)], columns: ["tier"]),
          .backfilled("notes.words"),
          .backfilled("people.locale"),
          .backfilled("people.tier"),
        ],
        statements: statements2, rollbackStatements: rollbackStatements2
      ),
    ],
    backfills: [
      backfill1,
      backfill2,
      backfill3,
    ]
  )

  // Hand-written, in Locales.swift: static func notesWords(_ row: NotesBefore, _ rows: Rows)
  //   throws -> NotesWords
  private static let backfill1 = Backfill(
    "notes.words", after: 1,
    kind: .custom, pending: .differs,
    function: notesWords
  )

  // Hand-written, in Locales.swift: static func peopleLocale(_ row: PeopleBefore, _ rows: Rows)
  //   throws -> PeopleLocale
  private static let backfill2 = Backfill(
    "people.locale", after: 1,
    kind: .custom, pending: .invalid,
    sql: BackfillSQL(
      pending: #""locale" IS NULL"#
    ),
    function: peopleLocale
  )

  private static let backfill3 = Backfill(
    "people.tier", after: 1,
    kind: .remap, pending: .invalid,
    table: "people",
    key: [Column("_id", .int)],
    writes: [Column("tier", .text)],
    sql: BackfillSQL(
      pending: #""tier" COLLATE BINARY NOT IN ('free', 'paid')"#,
      values: [#"CASE "tier" COLLATE BINARY WHEN 'trial' THEN 'free' ELSE "tier" END"#]
    )
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("notes", [
      #"""
        CREATE TABLE "notes" (
          "_id" INTEGER PRIMARY KEY,
          "body" TEXT NOT NULL,
          "headline" TEXT NOT NULL
        ) STRICT
        """#,
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
          "fullName" TEXT NOT NULL,
          "tier" TEXT NOT NULL CHECK ("tier" IN ('free', 'trial', 'paid'))
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "notes" ADD COLUMN "words" INTEGER"#),
    .sql(#"ALTER TABLE "people" ADD COLUMN "locale" TEXT"#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("notes", key: [Column("_id", .int)], columns: [Column("words", .int)], where: #""words" IS NOT NULL"#, exceptFrom: "notes.words"),
      StoredValues("people", key: [Column("_id", .int)], columns: [Column("locale", .text)], where: #""locale" IS NOT NULL"#, exceptFrom: "people.locale"),
    ]
  )

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "notes",
      changes: [
        .changeColumn(from: #""words" INTEGER"#, to: #""words" INTEGER NOT NULL"#),
      ]
    )),
    .rebuild(Rebuild(
      table: "people",
      changes: [
        .changeColumn(from: #""locale" TEXT"#, to: #""locale" TEXT NOT NULL"#),
        .changeColumn(from: #""tier" TEXT NOT NULL CHECK ("tier" IN ('free', 'trial', 'paid'))"#, to: #""tier" TEXT NOT NULL CHECK ("tier" IN ('free', 'paid'))"#),
      ]
    )),
  ]

  private static let rollbackStatements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "notes",
      changes: [
        .changeColumn(from: #""words" INTEGER NOT NULL"#, to: #""words" INTEGER"#),
      ]
    )),
    .rebuild(Rebuild(
      table: "people",
      changes: [
        .changeColumn(from: #""locale" TEXT NOT NULL"#, to: #""locale" TEXT"#),
        .changeColumn(from: #""tier" TEXT NOT NULL CHECK ("tier" IN ('free', 'paid'))"#, to: #""tier" TEXT NOT NULL CHECK ("tier" IN ('free', 'trial', 'paid'))"#),
      ]
    )),
  ]

  public enum NotesTable {}
  public typealias NotesID = Key<NotesTable, Int64>

  public enum PeopleTable {}
  public typealias PeopleID = Key<PeopleTable, Int64>

  /// What somebody wrote down.
  public struct NotesBefore: BackfillRow {
    public static let table = "notes"
    public static let columns: [Column] = [
      Column("_id", .int), Column("author", .int), Column("headline", .text), Column("body", .text),
      Column("words", .int), Column("priority", .int), Column("pinned", .bool), Column("folder", .text),
      Column("place", .json), Column("tags", .json), Column("createdAt", .microseconds),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: NotesID
    public var author: PeopleID
    public var headline: String
    public var body: String
    public var words: Int64?
    public var priority: Int64
    public var pinned: Bool
    public var folder: String?
    public var place: Place?
    public var tags: [String]
    public var createdAt: Timestamp

    public struct Place: StoredValue {
      public var lat: Double
      public var lon: Double

      public init(lat: Double, lon: Double) {
        (self.lat, self.lon) = (lat, lon)
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

  /// The values that the backfill notes.words writes.
  public struct NotesWords: BackfillRow, WritableRow {
    public static let table = "notes"
    public static let columns: [Column] = [Column("words", .int)]
    public static let keyColumns: [Int] = []
    public var words: Int64

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.words)
    }
  }

  /// Somebody who writes notes.
  public struct PeopleBefore: BackfillRow {
    public static let table = "people"
    public static let columns: [Column] = [
      Column("_id", .int), Column("fullName", .text), Column("email", .text), Column("tier", .text),
      Column("visits", .int), Column("theme", .text), Column("locale", .text),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: PeopleID
    public var fullName: String
    public var email: String
    public var tier: Tier
    public var visits: Int64
    public var theme: Theme
    public var locale: String?

    public enum Tier: LiteralUnion {
      case free
      case trial
      case paid

      public var rawValue: String {
        switch self {
        case .free: "free"
        case .trial: "trial"
        case .paid: "paid"
        }
      }
    }

    public enum Theme: LiteralUnion {
      case light
      case dark

      public var rawValue: String {
        switch self {
        case .light: "light"
        case .dark: "dark"
        }
      }
    }
  }

  /// The values that the backfill people.locale writes.
  public struct PeopleLocale: BackfillRow, WritableRow {
    public static let table = "people"
    public static let columns: [Column] = [Column("locale", .text)]
    public static let keyColumns: [Int] = []
    public var locale: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.locale)
    }
  }
}

extension Locales.NotesBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.author = try row.required(1)
    self.headline = try row.required(2)
    self.body = try row.required(3)
    self.words = try row.optional(4)
    self.priority = try row.required(5)
    self.pinned = try row.required(6)
    self.folder = try row.optional(7)
    self.place = try row.optional(8)
    self.tags = try row.required(9)
    self.createdAt = try row.required(10)
  }
}

extension Locales.NotesWords {
  public init(row: some RowReader) throws {
    self.words = try row.required(0)
  }
}

extension Locales.PeopleBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.fullName = try row.required(1)
    self.email = try row.required(2)
    self.tier = try row.required(3)
    self.visits = try row.required(4)
    self.theme = try row.required(5)
    self.locale = try row.optional(6)
  }
}

extension Locales.PeopleLocale {
  public init(row: some RowReader) throws {
    self.locale = try row.required(0)
  }
}
