// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 89346c5b9e38ee133dd442f9952ae0b308596c14101f30ffb0a4b8c91ebb90b9
// swift-format-ignore-file
import Bellows

/// The plan load, and the rows that its backfills read and write.
public enum Load {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "load",
    base: "fad244f69fd7f1b0f5f0716b056b6e7cbd3e2ee57ac362beb3247703a00f038f",
    goal: "5536aae725d8bfe12e870cc398dee41040cd06559ea21343dc7f079ef4d84a1a",
    after: [],
    before: before,
    moves: [
      StoredMove("users", "name", to: "fullName"),
      StoredMove("users", "price", to: "price_2"),
      StoredMove("users", "team", to: "team_2"),
    ],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "4016cb52b752dafb1b5d66448eab178e7686b32dbb291f6211993d4e2992ac39",
        isRelease: true,
        gates: [],
        preparations: preparations1, statements: statements1, rollbackStatements: rollbackStatements1, rollbackPlan: rollbackPlan1, tables: tables1
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "bd0303c858daed5fee0a05731093ec7480a273e85c7204a334c0e42961793cc8",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backup(table: "users", key: [Column("id", .int)], columns: ["note"]),
          .backfilled("users.fullName"),
          .backfilled("users.label"),
          .backfilled("users.price"),
          .backfilled("users.team"),
          .verified([StoredCheck("users#by_email", query: #"SELECT "id", "email" FROM "users" WHERE ("email") IN (SELECT "email" FROM "users" WHERE "email" IS NOT NULL GROUP BY "email" HAVING count(*) > 1) ORDER BY "email""#)]),
        ],
        preparations: preparations2, statements: statements2, rollbackStatements: rollbackStatements2, rollbackPlan: rollbackPlan2, tables: tables2
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        fingerprint: "d22a2f3e6283f00657c54eddf2201b29358c4a32890566240c3142285d6f269a",
        isRelease: true,
        gates: [
          .released(deploy: 2),
          .backup(table: "users", key: [Column("id", .int)], columns: ["name"]),
        ],
        statements: statements3, rollbackStatements: rollbackStatements3, rollbackPlan: rollbackPlan3, tables: tables3
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        fingerprint: "c087c693594bfda13438a9ae6072a332fa6d5b6277a864060336c62306ea9cca",
        isRelease: false,
        gates: [
          .released(deploy: 3),
          .backup(table: "users", key: [Column("id", .int)], columns: ["price", "team"]),
        ],
        statements: statements4, rollbackStatements: rollbackStatements4, rollbackPlan: rollbackPlan4, tables: tables4
      ),
    ],
    backfills: [
      backfill1,
      backfill2,
      backfill3,
      backfill4,
    ]
  )

  private static let backfill1 = Backfill(
    "users.fullName", after: 1,
    kind: .copy, pending: .differs,
    table: "users",
    key: [Column("id", .int)],
    writes: [Column("fullName", .text)],
    sql: BackfillSQL(
      pending: #""fullName" IS DISTINCT FROM "name""#,
      values: [#""name""#]
    )
  )

  // Hand-written, in Load.swift: static func usersLabel(_ row: UsersBefore, _ rows: Rows)
  //   throws -> UsersLabel
  private static let backfill2 = Backfill(
    "users.label", after: 1,
    kind: .custom, pending: .differs,
    function: usersLabel
  )

  // Hand-written, in Load.swift: static func usersPrice(_ row: UsersBefore, _ rows: Rows)
  //   throws -> UsersPrice
  private static let backfill3 = Backfill(
    "users.price", after: 1,
    kind: .custom, pending: .differs,
    function: usersPrice
  )

  // Hand-written, in Load.swift: static func usersTeam(_ row: UsersBefore, _ rows: Rows)
  //   throws -> UsersTeam
  private static let backfill4 = Backfill(
    "users.team", after: 1,
    kind: .custom, pending: .differs,
    function: usersTeam
  )

  /// The tables that the plan changes, before the plan.
  private static let before: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "id" bigint NOT NULL,
          "name" text NOT NULL,
          "email" text NOT NULL,
          "price" text NOT NULL,
          "team" bigint NOT NULL,
          "note" text,
          PRIMARY KEY ("id")
        )
        """#,
    ]),
  ]

  private static let sql1 = #"""
    CREATE FUNCTION "~bellows_abca7d27"() RETURNS trigger LANGUAGE plpgsql AS $bellows$
    BEGIN
      IF TG_OP = 'INSERT' THEN
        IF NEW."fullName" IS NOT NULL THEN NEW."name" := (NEW."fullName");
        ELSE NEW."fullName" := (NEW."name");
        END IF;
      ELSIF NOT (NEW."fullName" IS DISTINCT FROM OLD."fullName") THEN
        IF NEW."name" IS DISTINCT FROM OLD."name" AND NEW."name" IS DISTINCT FROM (NEW."fullName") OR NEW."fullName" IS NULL THEN
          NEW."fullName" := (NEW."name");
        END IF;
      ELSIF NOT (NEW."name" IS DISTINCT FROM OLD."name") THEN NEW."name" := (NEW."fullName");
      ELSIF NEW."fullName" IS DISTINCT FROM (NEW."name") THEN RAISE EXCEPTION USING ERRCODE = '23000', MESSAGE = 'the values of name and fullName differ; write one of the two columns';
      END IF;
      RETURN NEW;
    END
    $bellows$
    """#

  private static let preparations1: [PreparationStep] = [
    PreparationStep(#"ALTER TABLE "users" ADD COLUMN "team_2" bigint"#, .column("team_2", of: "users")),
    PreparationStep(#"ALTER TABLE "users" ADD CONSTRAINT "_bellows_reference_team_2" FOREIGN KEY ("team_2") REFERENCES "teams" ("id") NOT VALID"#, .constraint("_bellows_reference_team_2", of: "users")),
    PreparationStep(#"ALTER TABLE "users" VALIDATE CONSTRAINT "_bellows_reference_team_2""#, .validity("_bellows_reference_team_2", of: "users")),
  ]

  private static let statements1: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "fullName" text"#),
    .sql(#"ALTER TABLE "users" ADD COLUMN "price_2" bigint"#),
    .sql(#"ALTER TABLE "users" ADD COLUMN "label" text"#),
    .sql(sql1),
    .sql(#"CREATE TRIGGER "~bellows_abca7d27" BEFORE INSERT OR UPDATE ON "users" FOR EACH ROW EXECUTE FUNCTION "~bellows_abca7d27"()"#),
    .sql(#"ALTER TABLE "users" ENABLE ALWAYS TRIGGER "~bellows_abca7d27""#),
  ]

  private static let rollbackStatements1: [SchemaStatement] = [
    .sql(#"DROP TRIGGER IF EXISTS "~bellows_abca7d27" ON "users""#),
    .sql(#"DROP FUNCTION IF EXISTS "~bellows_abca7d27"()"#),
    .dropReference("_bellows_reference_team_2", of: "users", like: #"FOREIGN KEY ("team_2") REFERENCES "teams" ("id")"#),
    .sql(#"ALTER TABLE "users" DROP COLUMN "fullName""#),
    .sql(#"ALTER TABLE "users" DROP COLUMN "price_2""#),
    .sql(#"ALTER TABLE "users" DROP COLUMN "label""#),
    .sql(#"ALTER TABLE "users" DROP COLUMN "team_2""#),
  ]

  private static let rollbackPlan1 = RollbackPlan(
    discards: [
      StoredValues("users", key: [Column("id", .int)], columns: [Column("label", .text)], where: #""label" IS NOT NULL"#, exceptFrom: "users.label"),
      StoredValues("users", key: [Column("id", .int)], columns: [Column("price_2", .int)], where: #""price_2" IS NOT NULL"#, exceptFrom: "users.price"),
      StoredValues("users", key: [Column("id", .int)], columns: [Column("team_2", .int)], where: #""team_2" IS NOT NULL"#, exceptFrom: "users.team"),
    ]
  )

  private static let tables1: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "id" bigint NOT NULL,
          "name" text NOT NULL,
          "fullName" text,
          "email" text NOT NULL,
          "price" text NOT NULL,
          "price_2" bigint,
          "label" text,
          "team" bigint NOT NULL,
          "team_2" bigint,
          "note" text,
          PRIMARY KEY ("id")
        )
        """#,
      #"ALTER TABLE "users" ADD CONSTRAINT "_bellows_reference_team_2" FOREIGN KEY ("team_2") REFERENCES "teams" ("id")"#,
      sql1,
      #"CREATE TRIGGER "~bellows_abca7d27" BEFORE INSERT OR UPDATE ON "users" FOR EACH ROW EXECUTE FUNCTION "~bellows_abca7d27"()"#,
      #"ALTER TABLE "users" ENABLE ALWAYS TRIGGER "~bellows_abca7d27""#,
    ]),
  ]

  private static let preparations2: [PreparationStep] = [
    PreparationStep(#"ALTER TABLE "users" ADD CONSTRAINT "_bellows_required_price_2" CHECK ("price_2" IS NOT NULL) NOT VALID"#, .constraint("_bellows_required_price_2", of: "users")),
    PreparationStep(#"ALTER TABLE "users" VALIDATE CONSTRAINT "_bellows_required_price_2""#, .validity("_bellows_required_price_2", of: "users")),
    PreparationStep(#"ALTER TABLE "users" ADD CONSTRAINT "_bellows_required_label" CHECK ("label" IS NOT NULL) NOT VALID"#, .constraint("_bellows_required_label", of: "users")),
    PreparationStep(#"ALTER TABLE "users" VALIDATE CONSTRAINT "_bellows_required_label""#, .validity("_bellows_required_label", of: "users")),
    PreparationStep(#"ALTER TABLE "users" ADD CONSTRAINT "_bellows_required_team_2" CHECK ("team_2" IS NOT NULL) NOT VALID"#, .constraint("_bellows_required_team_2", of: "users")),
    PreparationStep(#"ALTER TABLE "users" VALIDATE CONSTRAINT "_bellows_required_team_2""#, .validity("_bellows_required_team_2", of: "users")),
    PreparationStep(#"CREATE UNIQUE INDEX CONCURRENTLY "users_by_email" ON "users" ("email")"#, .index("users_by_email")),
  ]

  private static let statements2: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ALTER COLUMN "price_2" SET NOT NULL"#),
    .sql(#"ALTER TABLE "users" DROP CONSTRAINT IF EXISTS "_bellows_required_price_2""#),
    .sql(#"ALTER TABLE "users" ALTER COLUMN "label" SET NOT NULL"#),
    .sql(#"ALTER TABLE "users" DROP CONSTRAINT IF EXISTS "_bellows_required_label""#),
    .sql(#"ALTER TABLE "users" ALTER COLUMN "team_2" SET NOT NULL"#),
    .sql(#"ALTER TABLE "users" DROP CONSTRAINT IF EXISTS "_bellows_required_team_2""#),
    .sql(#"ALTER TABLE "users" DROP COLUMN "note""#),
  ]

  private static let rollbackStatements2: [SchemaStatement] = [
    .dropIndex("users_by_email", like: #"CREATE UNIQUE INDEX "users_by_email" ON "users" ("email")"#),
    .sql(#"ALTER TABLE "users" ADD COLUMN "note" text"#),
    .sql(#"ALTER TABLE "users" ALTER COLUMN "price_2" DROP NOT NULL"#),
    .sql(#"ALTER TABLE "users" ALTER COLUMN "label" DROP NOT NULL"#),
    .sql(#"ALTER TABLE "users" ALTER COLUMN "team_2" DROP NOT NULL"#),
  ]

  private static let rollbackPlan2 = RollbackPlan(
    accepts: [
      StoredCheck("users.name", query: #"SELECT "id", "name" FROM "users" WHERE "name" IS NULL"#),
    ],
    empties: [
      StoredColumns("users", ["note"]),
    ]
  )

  private static let tables2: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "id" bigint NOT NULL,
          "name" text NOT NULL,
          "fullName" text,
          "email" text NOT NULL,
          "price" text NOT NULL,
          "price_2" bigint NOT NULL,
          "label" text NOT NULL,
          "team" bigint NOT NULL,
          "team_2" bigint NOT NULL,
          PRIMARY KEY ("id")
        )
        """#,
      #"ALTER TABLE "users" ADD CONSTRAINT "_bellows_reference_team_2" FOREIGN KEY ("team_2") REFERENCES "teams" ("id")"#,
      #"CREATE UNIQUE INDEX "users_by_email" ON "users" ("email")"#,
      sql1,
      #"CREATE TRIGGER "~bellows_abca7d27" BEFORE INSERT OR UPDATE ON "users" FOR EACH ROW EXECUTE FUNCTION "~bellows_abca7d27"()"#,
      #"ALTER TABLE "users" ENABLE ALWAYS TRIGGER "~bellows_abca7d27""#,
    ]),
  ]

  private static let statements3: [SchemaStatement] = [
    .sql(#"DROP TRIGGER IF EXISTS "~bellows_abca7d27" ON "users""#),
    .sql(#"DROP FUNCTION IF EXISTS "~bellows_abca7d27"()"#),
    .sql(#"ALTER TABLE "users" DROP COLUMN "fullName""#),
    .sql(#"ALTER TABLE "users" RENAME COLUMN "name" TO "fullName""#),
    .sql(#"ALTER TABLE "users" ALTER COLUMN "price" DROP NOT NULL"#),
    .sql(#"ALTER TABLE "users" ALTER COLUMN "team" DROP NOT NULL"#),
  ]

  private static let rollbackStatements3: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "name" text"#),
    .sql(#"""
      CREATE FUNCTION "~bellows_1ddf487b"() RETURNS trigger LANGUAGE plpgsql AS $bellows$
      BEGIN
        IF TG_OP = 'INSERT' THEN
          IF NEW."name" IS NOT NULL THEN NEW."fullName" := (NEW."name");
          ELSE NEW."name" := (NEW."fullName");
          END IF;
        ELSIF NOT (NEW."name" IS DISTINCT FROM OLD."name") THEN
          IF NEW."fullName" IS DISTINCT FROM OLD."fullName" AND NEW."fullName" IS DISTINCT FROM (NEW."name") OR NEW."name" IS NULL THEN
            NEW."name" := (NEW."fullName");
          END IF;
        ELSIF NOT (NEW."fullName" IS DISTINCT FROM OLD."fullName") THEN NEW."fullName" := (NEW."name");
        ELSIF NEW."name" IS DISTINCT FROM (NEW."fullName") THEN RAISE EXCEPTION USING ERRCODE = '23000', MESSAGE = 'the values of fullName and name differ; write one of the two columns';
        END IF;
        RETURN NEW;
      END
      $bellows$
      """#),
    .sql(#"CREATE TRIGGER "~bellows_1ddf487b" BEFORE INSERT OR UPDATE ON "users" FOR EACH ROW EXECUTE FUNCTION "~bellows_1ddf487b"()"#),
    .sql(#"ALTER TABLE "users" ENABLE ALWAYS TRIGGER "~bellows_1ddf487b""#),
  ]

  private static let rollbackPlan3 = RollbackPlan(
    accepts: [
      StoredCheck("users.price", query: #"SELECT "id", "price" FROM "users" WHERE "price" IS NULL"#),
      StoredCheck("users.team", query: #"SELECT "id", "team" FROM "users" WHERE "team" IS NULL"#),
    ],
    hides: [
      StoredValues("users", key: [Column("id", .int)], columns: [Column("price_2", .int)], exceptFrom: "users.price"),
      StoredValues("users", key: [Column("id", .int)], columns: [Column("team_2", .int)], exceptFrom: "users.team"),
    ],
    synchronises: [
      StoredColumns("users", ["name"]),
    ],
    fills: [
      StoredFill("users", key: [Column("id", .int)], into: "users", columns: ["name"], values: [#""fullName""#], where: #""name" IS DISTINCT FROM ("fullName")"#),
    ],
    preparations: [
      PreparationStep(#"ALTER TABLE "users" ADD CONSTRAINT "_bellows_required_price" CHECK ("price" IS NOT NULL) NOT VALID"#, .constraint("_bellows_required_price", of: "users")),
      PreparationStep(#"ALTER TABLE "users" VALIDATE CONSTRAINT "_bellows_required_price""#, .validity("_bellows_required_price", of: "users")),
      PreparationStep(#"ALTER TABLE "users" ADD CONSTRAINT "_bellows_required_team" CHECK ("team" IS NOT NULL) NOT VALID"#, .constraint("_bellows_required_team", of: "users")),
      PreparationStep(#"ALTER TABLE "users" VALIDATE CONSTRAINT "_bellows_required_team""#, .validity("_bellows_required_team", of: "users")),
    ],
    then: [
      .sql(#"ALTER TABLE "users" ALTER COLUMN "price" SET NOT NULL"#),
      .sql(#"ALTER TABLE "users" DROP CONSTRAINT IF EXISTS "_bellows_required_price""#),
      .sql(#"ALTER TABLE "users" ALTER COLUMN "team" SET NOT NULL"#),
      .sql(#"ALTER TABLE "users" DROP CONSTRAINT IF EXISTS "_bellows_required_team""#),
      .sql(#"DROP TRIGGER IF EXISTS "~bellows_1ddf487b" ON "users""#),
      .sql(#"DROP FUNCTION IF EXISTS "~bellows_1ddf487b"()"#),
      .sql(#"ALTER TABLE "users" RENAME COLUMN "fullName" TO "_bellows_new_ffc2a51b""#),
      .sql(#"ALTER TABLE "users" RENAME COLUMN "name" TO "fullName""#),
      .sql(#"ALTER TABLE "users" RENAME COLUMN "_bellows_new_ffc2a51b" TO "name""#),
      .sql(sql1),
      .sql(#"CREATE TRIGGER "~bellows_abca7d27" BEFORE INSERT OR UPDATE ON "users" FOR EACH ROW EXECUTE FUNCTION "~bellows_abca7d27"()"#),
      .sql(#"ALTER TABLE "users" ENABLE ALWAYS TRIGGER "~bellows_abca7d27""#),
    ]
  )

  private static let tables3: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "id" bigint NOT NULL,
          "fullName" text NOT NULL,
          "email" text NOT NULL,
          "price" text,
          "price_2" bigint NOT NULL,
          "label" text NOT NULL,
          "team" bigint,
          "team_2" bigint NOT NULL,
          PRIMARY KEY ("id")
        )
        """#,
      #"ALTER TABLE "users" ADD CONSTRAINT "_bellows_reference_team_2" FOREIGN KEY ("team_2") REFERENCES "teams" ("id")"#,
      #"CREATE UNIQUE INDEX "users_by_email" ON "users" ("email")"#,
    ]),
  ]

  private static let statements4: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" DROP COLUMN "price""#),
    .sql(#"ALTER TABLE "users" DROP COLUMN "team""#),
  ]

  private static let rollbackStatements4: [SchemaStatement] = [
    .sql(#"ALTER TABLE "users" ADD COLUMN "price" text"#),
    .sql(#"ALTER TABLE "users" ADD COLUMN "team" bigint"#),
  ]

  private static let rollbackPlan4 = RollbackPlan(
    empties: [
      StoredColumns("users", ["price", "team"]),
    ]
  )

  private static let tables4: [StoredTable] = [
    StoredTable("users", [
      #"""
        CREATE TABLE "users" (
          "id" bigint NOT NULL,
          "fullName" text NOT NULL,
          "email" text NOT NULL,
          "price_2" bigint NOT NULL,
          "label" text NOT NULL,
          "team_2" bigint NOT NULL,
          PRIMARY KEY ("id")
        )
        """#,
      #"ALTER TABLE "users" ADD CONSTRAINT "_bellows_reference_team_2" FOREIGN KEY ("team_2") REFERENCES "teams" ("id")"#,
      #"CREATE UNIQUE INDEX "users_by_email" ON "users" ("email")"#,
    ]),
  ]

  public enum TeamsTable {}
  public typealias TeamsID = Key<TeamsTable, Int64>

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [
      Column("id", .int), Column("name", .text), Column("fullName", .text), Column("email", .text),
      Column("price", .text), Column("price_2", .int), Column("label", .text), Column("team", .int),
      Column("team_2", .int), Column("note", .text),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var name: String
    public var fullName: String?
    public var email: String
    public var price: String
    public var price2: Int64?
    public var label: String?
    public var team: Int64
    public var team2: TeamsID?
    public var note: String?
  }

  /// The values that the backfill users.label writes.
  public struct UsersLabel: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("label", .text)]
    public static let keyColumns: [Int] = []
    public var label: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.label)
    }
  }

  /// The values that the backfill users.price writes.
  public struct UsersPrice: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("price_2", .int)]
    public static let keyColumns: [Int] = []
    public var price: Int64

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.price)
    }
  }

  /// The values that the backfill users.team writes.
  public struct UsersTeam: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("team_2", .int)]
    public static let keyColumns: [Int] = []
    public var team: TeamsID

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.team)
    }
  }
}

extension Load.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.name = try row.required(1)
    self.fullName = try row.optional(2)
    self.email = try row.required(3)
    self.price = try row.required(4)
    self.price2 = try row.optional(5)
    self.label = try row.optional(6)
    self.team = try row.required(7)
    self.team2 = try row.optional(8)
    self.note = try row.optional(9)
  }
}

extension Load.UsersLabel {
  public init(row: some RowReader) throws {
    self.label = try row.required(0)
  }
}

extension Load.UsersPrice {
  public init(row: some RowReader) throws {
    self.price = try row.required(0)
  }
}

extension Load.UsersTeam {
  public init(row: some RowReader) throws {
    self.team = try row.required(0)
  }
}
