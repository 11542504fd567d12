// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 93958be624b000c24962a4c3db3e880ff1c58d333cb4e14c4d719c224c79e83e
// swift-format-ignore-file
import Bellows

/// The plan switch-names, and the rows that its backfills read and write.
public enum SwitchNames {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "switch-names",
    base: "448f3dd7cecd55bbfa6143bcbf577278353bdb17e0fb848f99dfd0038ffd83c9",
    goal: "b9a513b9d34895a261c39236ef9104f608258fe0c726a57a9d3cd07d5b6ad635",
    after: [],
    before: before,
    moves: [
      StoredMove("class", "rename", to: "re\"named\nfield"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "cd333c3b3cce44cbc5073e31b760ba382a53516ab80171471b1c4d77cbd7fcf5",
        isRelease: true,
        gates: [],
        statements: statements1, rollbackStatements: rollbackStatements1, rollbackPlan: rollbackPlan1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "764a206ad619807ed2910b84f632768dd9fc0ac81064fec16365029789e18c29",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backfilled("class.new \"field"),
          .backfilled("class.re\"named\nfield"),
        ],
        statements: statements2, rollbackStatements: rollbackStatements2, rollbackPlan: rollbackPlan2
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        fingerprint: "b9a513b9d34895a261c39236ef9104f608258fe0c726a57a9d3cd07d5b6ad635",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "class", key: [Column("_id", .int)], columns: ["rename"]),
        ],
        statements: statements3, rollbackStatements: rollbackStatements3, rollbackPlan: rollbackPlan3
      ),
    ],
    backfills: [
      backfill1,
      backfill2,
    ]
  )

  // Hand-written, in SwitchNames.swift: static func classNewField(_ row: ClassBefore, _ rows: Rows)
  //   throws -> ClassNewField
  private static let backfill1 = Backfill(
    "class.new \"field", after: 1,
    kind: .custom, pending: .invalid,
    sql: BackfillSQL(
      pending: #""new ""field" IS NULL"#
    ),
    function: classNewField
  )

  private static let backfill2 = Backfill(
    "class.re\"named\nfield", after: 1,
    kind: .copy, pending: .differs,
    table: "class",
    key: [Column("_id", .int)],
    writes: [Column("re\"named\nfield", .text)],
    sql: BackfillSQL(
      pending: "\"re\"\"named\nfield\" IS NOT \"rename\" COLLATE BINARY",
      values: [#""rename""#]
    )
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("class", [
      #"""
        CREATE TABLE "class" (
          "_id" INTEGER PRIMARY KEY,
          "rename" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let sql1 = #"""
    CREATE TRIGGER "class.rename.re""named
    field.inserted" AFTER INSERT ON "class"
    WHEN NEW."rename" IS NOT NULL AND NEW."re""named
    field" IS NULL
    BEGIN
      UPDATE "class" SET "re""named
    field" = NEW."rename" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql2 = #"""
    CREATE TRIGGER "class.re""named
    field.rename.inserted" AFTER INSERT ON "class"
    WHEN NEW."re""named
    field" IS NOT NULL AND NEW."rename" IS NOT NEW."re""named
    field" COLLATE BINARY
    BEGIN
      UPDATE "class" SET "rename" = NEW."re""named
    field" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql3 = #"""
    CREATE TRIGGER "class.rename.re""named
    field.updated" AFTER UPDATE OF "rename" ON "class"
    WHEN NEW."rename" IS NOT OLD."rename" COLLATE BINARY AND NEW."re""named
    field" IS NOT NEW."rename" COLLATE BINARY
    BEGIN
      UPDATE "class" SET "re""named
    field" = NEW."rename" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql4 = #"""
    CREATE TRIGGER "class.re""named
    field.rename.updated" AFTER UPDATE OF "re""named
    field" ON "class"
    WHEN NEW."re""named
    field" IS NOT OLD."re""named
    field" COLLATE BINARY AND NEW."rename" IS NOT NEW."re""named
    field" COLLATE BINARY
    BEGIN
      UPDATE "class" SET "rename" = NEW."re""named
    field" WHERE "_id" = NEW."_id";
    END
    """#

  private static let sql5 = #"""
    DROP TRIGGER "class.re""named
    field.rename.updated"
    """#

  private static let sql6 = #"""
    DROP TRIGGER "class.rename.re""named
    field.updated"
    """#

  private static let sql7 = #"""
    DROP TRIGGER "class.re""named
    field.rename.inserted"
    """#

  private static let sql8 = #"""
    DROP TRIGGER "class.rename.re""named
    field.inserted"
    """#

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "class" ADD COLUMN "new ""field" TEXT CHECK ("new ""field" IS NULL OR json_valid("new ""field") AND json_type("new ""field") IS 'object' AND json_type("new ""field", '$.class') IS 'text' AND json_remove("new ""field", '$.class') = '{}')"#),
    .sql(#"""
      ALTER TABLE "class" ADD COLUMN "re""named
      field" TEXT
      """#),
    .sql(sql1),
    .sql(sql2),
    .sql(sql3),
    .sql(sql4),
  ]

  private static let rollbackStatements1: [SchemaStatement] = [
    .sql(sql5),
    .sql(sql6),
    .sql(sql7),
    .sql(sql8),
    .rebuild(Rebuild(
      table: "class",
      changes: [
        .dropColumn("new \"field"),
        .dropColumn("re\"named\nfield"),
      ]
    )),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("class", key: [Column("_id", .int)], columns: [Column("new \"field", .json)], where: #""new ""field" IS NOT NULL"#, exceptFrom: "class.new \"field"),
    ]
  )

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "class",
      changes: [
        .changeColumn(from: #""new ""field" TEXT CHECK ("new ""field" IS NULL OR json_valid("new ""field") AND json_type("new ""field") IS 'object' AND json_type("new ""field", '$.class') IS 'text' AND json_remove("new ""field", '$.class') = '{}')"#, to: #""new ""field" TEXT NOT NULL CHECK (json_valid("new ""field") AND json_type("new ""field") IS 'object' AND json_type("new ""field", '$.class') IS 'text' AND json_remove("new ""field", '$.class') = '{}')"#),
        .changeColumn(from: #""rename" TEXT NOT NULL"#, to: #""rename" TEXT"#),
        .addConstraint("CHECK (\"rename\" IS NOT NULL OR \"re\"\"named\nfield\" IS NOT NULL)"),
      ]
    )),
  ]

  private static let rollbackStatements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "class",
      changes: [
        .dropConstraint("CHECK (\"rename\" IS NOT NULL OR \"re\"\"named\nfield\" IS NOT NULL)"),
        .changeColumn(from: #""new ""field" TEXT NOT NULL CHECK (json_valid("new ""field") AND json_type("new ""field") IS 'object' AND json_type("new ""field", '$.class') IS 'text' AND json_remove("new ""field", '$.class') = '{}')"#, to: #""new ""field" TEXT CHECK ("new ""field" IS NULL OR json_valid("new ""field") AND json_type("new ""field") IS 'object' AND json_type("new ""field", '$.class') IS 'text' AND json_remove("new ""field", '$.class') = '{}')"#),
        .changeColumn(from: #""rename" TEXT"#, to: #""rename" TEXT NOT NULL"#),
      ]
    )),
  ]

  private static let rollbackPlan2 = RollbackPlan(
    accepts: [
      StoredCheck("class.rename", query: #"SELECT "_id", "rename" FROM "class" WHERE "rename" IS NULL"#),
    ]
  )

  private static let statements3: [SchemaStatement] = [
    .sql(sql5),
    .sql(sql6),
    .sql(sql7),
    .sql(sql8),
    .rebuild(Rebuild(
      table: "class",
      changes: [
        .dropConstraint("CHECK (\"rename\" IS NOT NULL OR \"re\"\"named\nfield\" IS NOT NULL)"),
        .dropColumn("rename"),
        .changeColumn(from: "\"re\"\"named\nfield\" TEXT", to: "\"re\"\"named\nfield\" TEXT NOT NULL"),
      ]
    )),
  ]

  private static let rollbackStatements3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "class",
      changes: [
        .changeColumn(from: "\"re\"\"named\nfield\" TEXT NOT NULL", to: "\"re\"\"named\nfield\" TEXT"),
        .addColumn(#""rename" TEXT"#),
        .addConstraint("CHECK (\"rename\" IS NOT NULL OR \"re\"\"named\nfield\" IS NOT NULL)"),
      ],
      filled: [
        .init("rename", "\"re\"\"named\nfield\""),
      ]
    )),
    .sql(sql1),
    .sql(sql2),
    .sql(sql3),
    .sql(sql4),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    synchronises: [
      StoredColumns("class", ["rename"]),
    ]
  )

  public enum ClassTable {}
  public typealias ClassID = Key<ClassTable, Int64>

  /// A table whose name is a keyword: "quoted" \(danger) */ and more.
  public struct ClassBefore: BackfillRow {
    public static let table = "class"
    public static let columns: [Column] = [
      Column("_id", .int), Column("self", .text), Column("Type", .int), Column("init", .int),
      Column("a-b", .text), Column("a_b", .text), Column("func", .text), Column("🎈", .text),
      Column("quote\"d", .int), Column("data", .json), Column("json", .json), Column("hashValue", .int),
      Column("columns", .json), Column("rename", .text), Column("re\"named\nfield", .text), Column("_1", .int),
      Column("new \"field", .json),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: ClassID
    /// A doc comment with \("interpolation") and a `backtick`.
    public var self_: String
    public var type: Int64
    public var init_: Int64?
    public var aB: String
    public var aB2: String
    public var `func`: Func
    public var field: String?
    public var quoteD: Int64?
    public var data: Data_?
    public var json_: JSONValue
    public var hashValue_: Int64?
    public var columns_: [String]
    public var rename: String
    public var reNamedField: String?
    public var _1: Int64?
    public var newField: NewField?

    public enum Func: LiteralUnion {
      case `default`
      case none_
      case empty
      case aB
      case lineBreak
      case text
      case café
      case cafe

      public var rawValue: String {
        switch self {
        case .`default`: "default"
        case .none_: "none"
        case .empty: ""
        case .aB: "a\"b"
        case .lineBreak: "line\nbreak"
        case .text: "🎈"
        case .café: "café"
        case .cafe: "cafe\u{301}"
        }
      }
    }

    public struct Data_: StoredValue {
      public var string: String
      public var int64: Int64
      public var `in`: Bool?
      public var type: Type_?

      public init(string: String, int64: Int64, `in`: Bool? = nil, type: Type_? = nil) {
        (self.string, self.int64, self.`in`, self.type) = (string, int64, `in`, type)
      }

      public init(json: JSONValue) throws {
        var members = try ObjectReader(json)
        self.string = try members.required("string")
        self.int64 = try members.required("int64")
        self.`in` = try members.optional("in")
        self.type = try members.optional("Type")
        try members.finish()
      }

      public var json: JSONValue {
        var members = ObjectWriter()
        members.set("Type", self.type)
        members.set("in", self.`in`)
        members.set("int64", self.int64)
        members.set("string", self.string)
        return members.json
      }

      public struct Type_: StoredValue {
        public var x: Int64

        public init(x: Int64) {
          self.x = x
        }

        public init(json: JSONValue) throws {
          var members = try ObjectReader(json)
          self.x = try members.required("x")
          try members.finish()
        }

        public var json: JSONValue {
          var members = ObjectWriter()
          members.set("x", self.x)
          return members.json
        }
      }
    }

    public struct NewField: StoredValue {
      public var `class`: String

      public init(`class`: String) {
        self.`class` = `class`
      }

      public init(json: JSONValue) throws {
        var members = try ObjectReader(json)
        self.`class` = try members.required("class")
        try members.finish()
      }

      public var json: JSONValue {
        var members = ObjectWriter()
        members.set("class", self.`class`)
        return members.json
      }
    }
  }

  /// The values that the backfill class.new "field writes.
  public struct ClassNewField: BackfillRow, WritableRow {
    public static let table = "class"
    public static let columns: [Column] = [Column("new \"field", .json)]
    public static let keyColumns: [Int] = []
    public var newField: ClassBefore.NewField

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.newField)
    }
  }
}

extension SwitchNames.ClassBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.self_ = try row.required(1)
    self.type = try row.required(2)
    self.init_ = try row.optional(3)
    self.aB = try row.required(4)
    self.aB2 = try row.required(5)
    self.`func` = try row.required(6)
    self.field = try row.optional(7)
    self.quoteD = try row.optional(8)
    self.data = try row.optional(9)
    self.json_ = try row.required(10)
    self.hashValue_ = try row.optional(11)
    self.columns_ = try row.required(12)
    self.rename = try row.required(13)
    self.reNamedField = try row.optional(14)
    self._1 = try row.optional(15)
    self.newField = try row.optional(16)
  }
}

extension SwitchNames.ClassNewField {
  public init(row: some RowReader) throws {
    self.newField = try row.required(0)
  }
}
