// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 638feee3c722c0a47a562d042209243da52becfebde3060ff5b1611ccd920240
// swift-format-ignore-file
import Bellows

/// The plan alike-names-sync-triggers, and the rows that its backfills read and write.
public enum AlikeNamesSyncTriggers {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "alike-names-sync-triggers",
    base: "350101cee5bcf61f9e80c05bd5c13d46ae6da299d3a00b539b17e02ea09d73cc",
    goal: "8023f3a76873dbd383f27bd03f8eacdd27cc22eb2bba7159b453c7fa7c22c0ce",
    before: before,
    moves: [
      StoredMove("t", "a_b", to: "c"),
      StoredMove("t_a", "b", to: "c"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "f6aa8a24123592ecbbdeb8701badc3d991bc3eda17f67e1ac8880ef73c3610b2",
        isRelease: false,
        gates: [],
        statements: statements1, rollbackStatements: rollbackStatements1, tables: tables1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "d514d97b2b7a3466d3e00673250c2888d6d202580fe5f509c6183333e05df5d3",
        isRelease: true,
        gates: [
          .backfilled("t.c"),
          .backfilled("t_a.c"),
        ],
        statements: statements2, rollbackStatements: rollbackStatements2, rollbackPlan: rollbackPlan2, tables: tables2
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        schema: "3-tighten.schema",
        fingerprint: "8023f3a76873dbd383f27bd03f8eacdd27cc22eb2bba7159b453c7fa7c22c0ce",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "t", key: [Column("_id", .int)], columns: ["a_b"]),
          .backup(table: "t_a", key: [Column("_id", .int)], columns: ["b"]),
        ],
        statements: statements3, rollbackStatements: rollbackStatements3, rollbackPlan: rollbackPlan3, tables: tables3
      ),
    ],
    backfills: [
      backfill1,
      backfill2,
    ]
  )

  private static let backfill1 = Backfill(
    "t.c", after: 1,
    kind: .copy, pending: .differs,
    sql: BackfillSQL(
      pending: #""c" IS NOT "a_b""#,
      values: [#""a_b""#]
    ),
    function: tC
  )

  private static let backfill2 = Backfill(
    "t_a.c", after: 1,
    kind: .copy, pending: .differs,
    sql: BackfillSQL(
      pending: #""c" IS NOT "b""#,
      values: [#""b""#]
    ),
    function: tAC
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("t", [
      #"""
        CREATE TABLE "t" (
          "_id" INTEGER PRIMARY KEY,
          "a_b" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
    StoredTable("t_a", [
      #"""
        CREATE TABLE "t_a" (
          "_id" INTEGER PRIMARY KEY,
          "b" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "t" ADD COLUMN "c" TEXT"#),
    .sql(#"ALTER TABLE "t_a" ADD COLUMN "c" TEXT"#),
    .sql(#"""
      CREATE TRIGGER "t.a_b.c.inserted" AFTER INSERT ON "t"
      WHEN NEW."a_b" IS NOT NULL AND NEW."c" IS NULL
      BEGIN
        UPDATE "t" SET "c" = NEW."a_b" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "t.c.a_b.inserted" AFTER INSERT ON "t"
      WHEN NEW."c" IS NOT NULL AND NEW."a_b" IS NOT NEW."c"
      BEGIN
        UPDATE "t" SET "a_b" = NEW."c" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "t.a_b.c.updated" AFTER UPDATE OF "a_b" ON "t"
      WHEN NEW."a_b" IS NOT OLD."a_b" AND NEW."c" IS NOT NEW."a_b"
      BEGIN
        UPDATE "t" SET "c" = NEW."a_b" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "t.c.a_b.updated" AFTER UPDATE OF "c" ON "t"
      WHEN NEW."c" IS NOT OLD."c" AND NEW."a_b" IS NOT NEW."c"
      BEGIN
        UPDATE "t" SET "a_b" = NEW."c" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "t_a.b.c.inserted" AFTER INSERT ON "t_a"
      WHEN NEW."b" IS NOT NULL AND NEW."c" IS NULL
      BEGIN
        UPDATE "t_a" SET "c" = NEW."b" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "t_a.c.b.inserted" AFTER INSERT ON "t_a"
      WHEN NEW."c" IS NOT NULL AND NEW."b" IS NOT NEW."c"
      BEGIN
        UPDATE "t_a" SET "b" = NEW."c" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "t_a.b.c.updated" AFTER UPDATE OF "b" ON "t_a"
      WHEN NEW."b" IS NOT OLD."b" AND NEW."c" IS NOT NEW."b"
      BEGIN
        UPDATE "t_a" SET "c" = NEW."b" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "t_a.c.b.updated" AFTER UPDATE OF "c" ON "t_a"
      WHEN NEW."c" IS NOT OLD."c" AND NEW."b" IS NOT NEW."c"
      BEGIN
        UPDATE "t_a" SET "b" = NEW."c" WHERE "_id" = NEW."_id";
      END
      """#),
  ]

  private static let rollbackStatements1: [SchemaStatement] = [
    .sql(#"DROP TRIGGER "t.c.a_b.updated""#),
    .sql(#"DROP TRIGGER "t.a_b.c.updated""#),
    .sql(#"DROP TRIGGER "t.c.a_b.inserted""#),
    .sql(#"DROP TRIGGER "t.a_b.c.inserted""#),
    .sql(#"DROP TRIGGER "t_a.c.b.updated""#),
    .sql(#"DROP TRIGGER "t_a.b.c.updated""#),
    .sql(#"DROP TRIGGER "t_a.c.b.inserted""#),
    .sql(#"DROP TRIGGER "t_a.b.c.inserted""#),
    .sql(#"ALTER TABLE "t" DROP COLUMN "c""#),
    .sql(#"ALTER TABLE "t_a" DROP COLUMN "c""#),
  ]

  private static let tables1: [StoredTable] = [
    StoredTable("t", [
      #"""
        CREATE TABLE "t" (
          "_id" INTEGER PRIMARY KEY,
          "a_b" TEXT NOT NULL,
          "c" TEXT
        ) STRICT
        """#,
      #"""
        CREATE TRIGGER "t.a_b.c.inserted" AFTER INSERT ON "t"
        WHEN NEW."a_b" IS NOT NULL AND NEW."c" IS NULL
        BEGIN
          UPDATE "t" SET "c" = NEW."a_b" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "t.c.a_b.inserted" AFTER INSERT ON "t"
        WHEN NEW."c" IS NOT NULL AND NEW."a_b" IS NOT NEW."c"
        BEGIN
          UPDATE "t" SET "a_b" = NEW."c" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "t.a_b.c.updated" AFTER UPDATE OF "a_b" ON "t"
        WHEN NEW."a_b" IS NOT OLD."a_b" AND NEW."c" IS NOT NEW."a_b"
        BEGIN
          UPDATE "t" SET "c" = NEW."a_b" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "t.c.a_b.updated" AFTER UPDATE OF "c" ON "t"
        WHEN NEW."c" IS NOT OLD."c" AND NEW."a_b" IS NOT NEW."c"
        BEGIN
          UPDATE "t" SET "a_b" = NEW."c" WHERE "_id" = NEW."_id";
        END
        """#,
    ]),
    StoredTable("t_a", [
      #"""
        CREATE TABLE "t_a" (
          "_id" INTEGER PRIMARY KEY,
          "b" TEXT NOT NULL,
          "c" TEXT
        ) STRICT
        """#,
      #"""
        CREATE TRIGGER "t_a.b.c.inserted" AFTER INSERT ON "t_a"
        WHEN NEW."b" IS NOT NULL AND NEW."c" IS NULL
        BEGIN
          UPDATE "t_a" SET "c" = NEW."b" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "t_a.c.b.inserted" AFTER INSERT ON "t_a"
        WHEN NEW."c" IS NOT NULL AND NEW."b" IS NOT NEW."c"
        BEGIN
          UPDATE "t_a" SET "b" = NEW."c" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "t_a.b.c.updated" AFTER UPDATE OF "b" ON "t_a"
        WHEN NEW."b" IS NOT OLD."b" AND NEW."c" IS NOT NEW."b"
        BEGIN
          UPDATE "t_a" SET "c" = NEW."b" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "t_a.c.b.updated" AFTER UPDATE OF "c" ON "t_a"
        WHEN NEW."c" IS NOT OLD."c" AND NEW."b" IS NOT NEW."c"
        BEGIN
          UPDATE "t_a" SET "b" = NEW."c" WHERE "_id" = NEW."_id";
        END
        """#,
    ]),
  ]

  private static let statements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "t",
      changes: [
        .changeColumn(from: #""a_b" TEXT NOT NULL"#, to: #""a_b" TEXT"#),
        .addConstraint(#"CHECK ("a_b" IS NOT NULL OR "c" IS NOT NULL)"#),
      ]
    )),
    .rebuild(Rebuild(
      table: "t_a",
      changes: [
        .changeColumn(from: #""b" TEXT NOT NULL"#, to: #""b" TEXT"#),
        .addConstraint(#"CHECK ("b" IS NOT NULL OR "c" IS NOT NULL)"#),
      ]
    )),
  ]

  private static let rollbackStatements2: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "t",
      changes: [
        .dropConstraint(#"CHECK ("a_b" IS NOT NULL OR "c" IS NOT NULL)"#),
        .changeColumn(from: #""a_b" TEXT"#, to: #""a_b" TEXT NOT NULL"#),
      ]
    )),
    .rebuild(Rebuild(
      table: "t_a",
      changes: [
        .dropConstraint(#"CHECK ("b" IS NOT NULL OR "c" IS NOT NULL)"#),
        .changeColumn(from: #""b" TEXT"#, to: #""b" TEXT NOT NULL"#),
      ]
    )),
  ]

  private static let rollbackPlan2 = RollbackPlan(
    accepts: [
      StoredCheck("t.a_b", query: #"SELECT "_id", "a_b" FROM "t" WHERE "a_b" IS NULL"#),
      StoredCheck("t_a.b", query: #"SELECT "_id", "b" FROM "t_a" WHERE "b" IS NULL"#),
    ]
  )

  private static let tables2: [StoredTable] = [
    StoredTable("t", [
      #"""
        CREATE TABLE "t" (
          "_id" INTEGER PRIMARY KEY,
          "a_b" TEXT,
          "c" TEXT,
          CHECK ("a_b" IS NOT NULL OR "c" IS NOT NULL)
        ) STRICT
        """#,
      #"""
        CREATE TRIGGER "t.a_b.c.inserted" AFTER INSERT ON "t"
        WHEN NEW."a_b" IS NOT NULL AND NEW."c" IS NULL
        BEGIN
          UPDATE "t" SET "c" = NEW."a_b" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "t.c.a_b.inserted" AFTER INSERT ON "t"
        WHEN NEW."c" IS NOT NULL AND NEW."a_b" IS NOT NEW."c"
        BEGIN
          UPDATE "t" SET "a_b" = NEW."c" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "t.a_b.c.updated" AFTER UPDATE OF "a_b" ON "t"
        WHEN NEW."a_b" IS NOT OLD."a_b" AND NEW."c" IS NOT NEW."a_b"
        BEGIN
          UPDATE "t" SET "c" = NEW."a_b" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "t.c.a_b.updated" AFTER UPDATE OF "c" ON "t"
        WHEN NEW."c" IS NOT OLD."c" AND NEW."a_b" IS NOT NEW."c"
        BEGIN
          UPDATE "t" SET "a_b" = NEW."c" WHERE "_id" = NEW."_id";
        END
        """#,
    ]),
    StoredTable("t_a", [
      #"""
        CREATE TABLE "t_a" (
          "_id" INTEGER PRIMARY KEY,
          "b" TEXT,
          "c" TEXT,
          CHECK ("b" IS NOT NULL OR "c" IS NOT NULL)
        ) STRICT
        """#,
      #"""
        CREATE TRIGGER "t_a.b.c.inserted" AFTER INSERT ON "t_a"
        WHEN NEW."b" IS NOT NULL AND NEW."c" IS NULL
        BEGIN
          UPDATE "t_a" SET "c" = NEW."b" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "t_a.c.b.inserted" AFTER INSERT ON "t_a"
        WHEN NEW."c" IS NOT NULL AND NEW."b" IS NOT NEW."c"
        BEGIN
          UPDATE "t_a" SET "b" = NEW."c" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "t_a.b.c.updated" AFTER UPDATE OF "b" ON "t_a"
        WHEN NEW."b" IS NOT OLD."b" AND NEW."c" IS NOT NEW."b"
        BEGIN
          UPDATE "t_a" SET "c" = NEW."b" WHERE "_id" = NEW."_id";
        END
        """#,
      #"""
        CREATE TRIGGER "t_a.c.b.updated" AFTER UPDATE OF "c" ON "t_a"
        WHEN NEW."c" IS NOT OLD."c" AND NEW."b" IS NOT NEW."c"
        BEGIN
          UPDATE "t_a" SET "b" = NEW."c" WHERE "_id" = NEW."_id";
        END
        """#,
    ]),
  ]

  private static let statements3: [SchemaStatement] = [
    .sql(#"DROP TRIGGER "t.c.a_b.updated""#),
    .sql(#"DROP TRIGGER "t.a_b.c.updated""#),
    .sql(#"DROP TRIGGER "t.c.a_b.inserted""#),
    .sql(#"DROP TRIGGER "t.a_b.c.inserted""#),
    .sql(#"DROP TRIGGER "t_a.c.b.updated""#),
    .sql(#"DROP TRIGGER "t_a.b.c.updated""#),
    .sql(#"DROP TRIGGER "t_a.c.b.inserted""#),
    .sql(#"DROP TRIGGER "t_a.b.c.inserted""#),
    .rebuild(Rebuild(
      table: "t",
      changes: [
        .dropConstraint(#"CHECK ("a_b" IS NOT NULL OR "c" IS NOT NULL)"#),
        .dropColumn("a_b"),
        .changeColumn(from: #""c" TEXT"#, to: #""c" TEXT NOT NULL"#),
      ]
    )),
    .rebuild(Rebuild(
      table: "t_a",
      changes: [
        .dropConstraint(#"CHECK ("b" IS NOT NULL OR "c" IS NOT NULL)"#),
        .dropColumn("b"),
        .changeColumn(from: #""c" TEXT"#, to: #""c" TEXT NOT NULL"#),
      ]
    )),
  ]

  private static let rollbackStatements3: [SchemaStatement] = [
    .rebuild(Rebuild(
      table: "t",
      changes: [
        .addColumn(#""a_b" TEXT"#),
        .changeColumn(from: #""c" TEXT NOT NULL"#, to: #""c" TEXT"#),
        .addConstraint(#"CHECK ("a_b" IS NOT NULL OR "c" IS NOT NULL)"#),
      ],
      filled: [
        .init("a_b", #""c""#),
      ]
    )),
    .rebuild(Rebuild(
      table: "t_a",
      changes: [
        .addColumn(#""b" TEXT"#),
        .changeColumn(from: #""c" TEXT NOT NULL"#, to: #""c" TEXT"#),
        .addConstraint(#"CHECK ("b" IS NOT NULL OR "c" IS NOT NULL)"#),
      ],
      filled: [
        .init("b", #""c""#),
      ]
    )),
    .sql(#"""
      CREATE TRIGGER "t.a_b.c.inserted" AFTER INSERT ON "t"
      WHEN NEW."a_b" IS NOT NULL AND NEW."c" IS NULL
      BEGIN
        UPDATE "t" SET "c" = NEW."a_b" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "t.c.a_b.inserted" AFTER INSERT ON "t"
      WHEN NEW."c" IS NOT NULL AND NEW."a_b" IS NOT NEW."c"
      BEGIN
        UPDATE "t" SET "a_b" = NEW."c" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "t.a_b.c.updated" AFTER UPDATE OF "a_b" ON "t"
      WHEN NEW."a_b" IS NOT OLD."a_b" AND NEW."c" IS NOT NEW."a_b"
      BEGIN
        UPDATE "t" SET "c" = NEW."a_b" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "t.c.a_b.updated" AFTER UPDATE OF "c" ON "t"
      WHEN NEW."c" IS NOT OLD."c" AND NEW."a_b" IS NOT NEW."c"
      BEGIN
        UPDATE "t" SET "a_b" = NEW."c" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "t_a.b.c.inserted" AFTER INSERT ON "t_a"
      WHEN NEW."b" IS NOT NULL AND NEW."c" IS NULL
      BEGIN
        UPDATE "t_a" SET "c" = NEW."b" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "t_a.c.b.inserted" AFTER INSERT ON "t_a"
      WHEN NEW."c" IS NOT NULL AND NEW."b" IS NOT NEW."c"
      BEGIN
        UPDATE "t_a" SET "b" = NEW."c" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "t_a.b.c.updated" AFTER UPDATE OF "b" ON "t_a"
      WHEN NEW."b" IS NOT OLD."b" AND NEW."c" IS NOT NEW."b"
      BEGIN
        UPDATE "t_a" SET "c" = NEW."b" WHERE "_id" = NEW."_id";
      END
      """#),
    .sql(#"""
      CREATE TRIGGER "t_a.c.b.updated" AFTER UPDATE OF "c" ON "t_a"
      WHEN NEW."c" IS NOT OLD."c" AND NEW."b" IS NOT NEW."c"
      BEGIN
        UPDATE "t_a" SET "b" = NEW."c" WHERE "_id" = NEW."_id";
      END
      """#),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    synchronises: [
      StoredColumns("t", ["a_b"]),
      StoredColumns("t_a", ["b"]),
    ]
  )

  private static let tables3: [StoredTable] = [
    StoredTable("t", [
      #"""
        CREATE TABLE "t" (
          "_id" INTEGER PRIMARY KEY,
          "c" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
    StoredTable("t_a", [
      #"""
        CREATE TABLE "t_a" (
          "_id" INTEGER PRIMARY KEY,
          "c" TEXT NOT NULL
        ) STRICT
        """#,
    ]),
  ]

  /// t.c: a copy.
  static func tC(_ row: TBefore, _ rows: Rows) -> TC {
    TC(c: row.aB)
  }

  /// t_a.c: a copy.
  static func tAC(_ row: TABefore, _ rows: Rows) -> TAC {
    TAC(c: row.b)
  }

  public enum TTable {}
  public typealias TID = Key<TTable, Int64>

  public enum TATable {}
  public typealias TAID = Key<TATable, Int64>

  /// A row of `t` as it is read.
  public struct TBefore: ReadableRow, WritableRow {
    public static let table = "t"
    public static let columns = [
      Column("_id", .int),
      Column("a_b", .text),
      Column("c", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: TID
    public var aB: String
    public var c: String?

    public init(id: TID, aB: String, c: String? = nil) {
      self.id = id
      self.aB = aB
      self.c = c
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.aB = try row.required(1)
      self.c = try row.optional(2)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.aB)
      try row.set(2, self.c)
    }
  }

  /// The values that the backfill t.c writes.
  public struct TC: ReadableRow, WritableRow {
    public static let table = "t"
    public static let columns = [
      Column("c", .text),
    ]
    public static let keyColumns: [Int] = []

    public var c: String

    public init(c: String) {
      self.c = c
    }

    public init(row: some RowReader) throws {
      self.c = try row.required(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.c)
    }
  }

  /// A row of `t_a` as it is read.
  public struct TABefore: ReadableRow, WritableRow {
    public static let table = "t_a"
    public static let columns = [
      Column("_id", .int),
      Column("b", .text),
      Column("c", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: TAID
    public var b: String
    public var c: String?

    public init(id: TAID, b: String, c: String? = nil) {
      self.id = id
      self.b = b
      self.c = c
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.b = try row.required(1)
      self.c = try row.optional(2)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.b)
      try row.set(2, self.c)
    }
  }

  /// The values that the backfill t_a.c writes.
  public struct TAC: ReadableRow, WritableRow {
    public static let table = "t_a"
    public static let columns = [
      Column("c", .text),
    ]
    public static let keyColumns: [Int] = []

    public var c: String

    public init(c: String) {
      self.c = c
    }

    public init(row: some RowReader) throws {
      self.c = try row.required(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.c)
    }
  }
}
