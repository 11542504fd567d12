// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: b6cbeb2b56b082c202610619c1720728676dda860132cdd6f49c36ada9d37dd2
// swift-format-ignore-file
import Bellows

/// The plan 2026-05-01-folders, and the rows that its backfills read and write.
public enum Folders {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "2026-05-01-folders",
    base: "1b1e985ce759ca18d08eff3466c86ac0bf356dfc99418eb24a66564c4f7a7b5b",
    goal: "b1be969aba7b58f7fbcc21073ff2da2769933e1fbd08105781b4145f3aa18430",
    after: [
      PlanEdge("2026-02-01-headlines", deploy: 3), PlanEdge("2026-03-01-locales", deploy: 2),
      PlanEdge("2026-04-01-priorities", deploy: 4)],
    before: before,
    moves: [
      StoredMove("notes", "folder", to: "shelf"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "7aa3c561a68a2b8f7cbe479f5167e8e3c0a1fff9b11e0030a5e8412fe7bf7230",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackPlan: rollbackPlan1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "7aa3c561a68a2b8f7cbe479f5167e8e3c0a1fff9b11e0030a5e8412fe7bf7230",
        isRelease: true,
        gates: [.released(deploy: 1), .backfilled("notes.shelf")]
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        fingerprint: "1600fffbf30cdd0e6935e60966a4880326b064cba8c1fa57dc35b6d42878b280",
        isRelease: true,
        gates: [.released(deploy: 2)],
        statements: statements3, rollbackPlan: rollbackPlan3
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        fingerprint: "47ecb0d69512cd28815c39c4c91be33eaefca4f5bfdfb24e2225cc2f326346fd",
        isRelease: false,
        gates: [
          .released(deploy: 3),
          .backup(table: "notes", key: [Column("_id", .int)], columns: ["folder"]),
        ],
        statements: statements4, rollbackPlan: rollbackPlan4
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Hand-written, in Folders.swift: static func notesShelf(_ row: NotesBefore, _ rows: Rows)
  //   throws -> NotesShelf
  private static let backfill1 = Backfill(
    "notes.shelf", after: 1,
    kind: .custom, pending: .differs,
    function: notesShelf
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("notes", [
      #"""
        CREATE TABLE "notes" (
          "_id" INTEGER PRIMARY KEY,
          "folder" TEXT,
          "place" TEXT CHECK ("place" IS NULL OR json_valid("place") AND json_type("place") IS 'object' AND json_type("place", '$.lat') IS NOT NULL AND json_type("place", '$.lat') IN ('real', 'integer') AND json_type("place", '$.lon') IS NOT NULL AND json_type("place", '$.lon') IN ('real', 'integer') AND json_remove("place", '$.lat', '$.lon') = '{}')
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"""
      CREATE TABLE "folders" (
        "_id" INTEGER PRIMARY KEY,
        "name" TEXT NOT NULL,
        "owner" INTEGER NOT NULL REFERENCES "people" ("_id") ON DELETE CASCADE
      ) STRICT
      """#),
    .rebuild(Rebuild(
      table: "notes",
      changes: [
        .changeColumn(from: #""place" TEXT CHECK ("place" IS NULL OR json_valid("place") AND json_type("place") IS 'object' AND json_type("place", '$.lat') IS NOT NULL AND json_type("place", '$.lat') IN ('real', 'integer') AND json_type("place", '$.lon') IS NOT NULL AND json_type("place", '$.lon') IN ('real', 'integer') AND json_remove("place", '$.lat', '$.lon') = '{}')"#, to: #""place" TEXT CHECK ("place" IS NULL OR json_valid("place") AND json_type("place") IS 'object' AND (json_type("place", '$.label') IS NULL OR json_type("place", '$.label') IS 'text') AND json_type("place", '$.lat') IS NOT NULL AND json_type("place", '$.lat') IN ('real', 'integer') AND json_type("place", '$.lon') IS NOT NULL AND json_type("place", '$.lon') IN ('real', 'integer') AND json_remove("place", '$.label', '$.lat', '$.lon') = '{}')"#),
        .addColumn(#""shelf" INTEGER REFERENCES "folders" ("_id")"#),
      ]
    )),
    .sql(#"CREATE UNIQUE INDEX "folders_by_name" ON "folders" ("owner", "name")"#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    accepts: [
      StoredCheck("notes.place", query: #"SELECT "_id", "place" FROM "notes" WHERE "place" IS NOT NULL AND NOT (json_type("place") IS 'object' AND json_type("place", '$.lat') IS NOT NULL AND json_type("place", '$.lat') IN ('real', 'integer') AND json_type("place", '$.lon') IS NOT NULL AND json_type("place", '$.lon') IN ('real', 'integer') AND json_remove("place", '$.lat', '$.lon') = '{}')"#),
    ],
    discards: [
      StoredValues("folders", key: [Column("_id", .int)], columns: [Column("name", .text), Column("owner", .int)]),
      StoredValues("notes", key: [Column("_id", .int)], columns: [Column("shelf", .int)], where: #""shelf" IS NOT NULL"#, exceptFrom: "notes.shelf"),
    ]
  )

  private static let statements3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "notes",
      changes: [
        .changeColumn(from: #""shelf" INTEGER REFERENCES "folders" ("_id")"#, to: #""shelf" INTEGER REFERENCES "folders" ("_id") ON DELETE SET NULL"#),
      ]
    )),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    hides: [
      StoredValues("notes", key: [Column("_id", .int)], columns: [Column("shelf", .int)], exceptFrom: "notes.shelf"),
    ]
  )

  private static let statements4: [SchemaStatement] = [
    .sql(#"ALTER TABLE "notes" DROP COLUMN "folder""#),
  ]

  private static let rollbackPlan4 = RollbackPlan(
    empties: [
      StoredColumns("notes", ["folder"]),
    ]
  )

  public enum FoldersTable {}
  public typealias FoldersID = Key<FoldersTable, Int64>

  public enum NotesTable {}
  public typealias NotesID = Key<NotesTable, Int64>

  public enum PeopleTable {}
  public typealias PeopleID = Key<PeopleTable, Int64>

  /// What somebody wrote down.
  public struct NotesBefore: BackfillRow {
    public static let table = "notes"
    public static let columns: [Column] = [
      Column("_id", .int), Column("author", .int), Column("headline", .text), Column("body", .text),
      Column("words", .int), Column("priority_2", .text), Column("pinned", .bool), Column("shelf", .int),
      Column("place", .json), Column("tags", .json), Column("createdAt", .microseconds), Column("folder", .text),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: NotesID
    public var author: PeopleID
    public var headline: String
    public var body: String
    public var words: Int64
    public var priority: String
    public var pinned: Bool
    public var shelf: FoldersID?
    public var place: Place?
    public var tags: [String]
    public var createdAt: Timestamp
    public var folder: String?

    public struct Place: StoredValue {
      public var lat: Double
      public var lon: Double
      public var label: String?

      public init(lat: Double, lon: Double, label: String? = nil) {
        (self.lat, self.lon, self.label) = (lat, lon, label)
      }

      public init(json: JSONValue) throws {
        var members = try ObjectReader(json)
        self.lat = try members.required("lat")
        self.lon = try members.required("lon")
        self.label = try members.optional("label")
        try members.finish()
      }

      public var json: JSONValue {
        var members = ObjectWriter()
        members.set("label", self.label)
        members.set("lat", self.lat)
        members.set("lon", self.lon)
        return members.json
      }
    }
  }

  /// Where somebody keeps notes.
  public struct FoldersBefore: BackfillRow, WritableRow {
    public static let table = "folders"
    public static let columns: [Column] = [Column("_id", .int), Column("owner", .int), Column("name", .text)]
    public static let keyColumns: [Int] = [0]
    public var id: FoldersID
    public var owner: PeopleID
    public var name: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.owner)
      try row.set(2, self.name)
    }
  }

  /// The values that the backfill notes.shelf writes.
  public struct NotesShelf: BackfillRow, WritableRow {
    public static let table = "notes"
    public static let columns: [Column] = [Column("shelf", .int)]
    public static let keyColumns: [Int] = []
    public var shelf: FoldersID?

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.shelf)
    }
  }

  /// A new row of `folders`, or changes of an existing row, of which only assigned columns are written.
  public struct FoldersWrite: AssignedRow {
    public static let table = "folders"
    public static let columns: [Column] = [Column("_id", .int), Column("owner", .int), Column("name", .text)]
    public static let keyColumns: [Int] = [0]

    public let id: FoldersID?
    public private(set) var owner: PeopleID? { didSet { assignedColumns.insert(1) } }
    public private(set) var name: String? { didSet { assignedColumns.insert(2) } }
    public private(set) var assignedColumns: ColumnSet

    /// A new row.
    public init(id: FoldersID? = nil, owner: PeopleID, name: String) {
      (self.id, self.owner, self.name, self.assignedColumns) = (id, owner, name, ColumnSet(0..<3))
    }

    /// Changes of an existing row.
    public init(changing id: FoldersID) {
      (self.id, self.owner, self.name, self.assignedColumns) = (id, nil, nil, [])
    }

    public mutating func set(owner: PeopleID) {
      self.owner = owner
    }

    public mutating func set(name: String) {
      self.name = name
    }

    public var columnValues: [JSONValue?] { [id?.json, owner?.json, name?.json] }
  }
}

extension Folders.NotesBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.author = try row.required(1)
    self.headline = try row.required(2)
    self.body = try row.required(3)
    self.words = try row.required(4)
    self.priority = try row.required(5)
    self.pinned = try row.required(6)
    self.shelf = try row.optional(7)
    self.place = try row.optional(8)
    self.tags = try row.required(9)
    self.createdAt = try row.required(10)
    self.folder = try row.optional(11)
  }
}

extension Folders.FoldersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.owner = try row.required(1)
    self.name = try row.required(2)
  }
}

extension Folders.NotesShelf {
  public init(row: some RowReader) throws {
    self.shelf = try row.optional(0)
  }
}
