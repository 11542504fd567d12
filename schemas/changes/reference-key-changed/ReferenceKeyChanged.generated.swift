// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: d79321a450724900e4a374111ceb6322885817997f1fb961caa4a17776006688
// swift-format-ignore-file
import Bellows

/// The plan reference-key-changed, and the rows that its backfills read and write.
public enum ReferenceKeyChanged {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "reference-key-changed",
    base: "492806c18648beb11826909bd047bea64f69c0f7ccbb204874e4c2b6aae5ed35",
    goal: "fee6e3f1541568f9544c588ca538ebf392d7d7b478c5068aa9b1e561940ced21",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "8d83807251e244f5ec45184cdbc2248a6e83aa82cd82e9ccabed04a81b13c3ca",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "0954a17172816cfb29b78cb13f1fe62ad8302337b76ad588c7a80f5c9b64fe72",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backfilled("teams"),
          .backfilled("users.team"),
        ]
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        schema: "3-widen.schema",
        fingerprint: "34491209100342860b76eea5ef84ae0ed18ab3411762f1c76f2835fbfe43a75c",
        isRelease: true,
        gates: [
          .released(deploy: 2),
        ]
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        schema: "4-tighten.schema",
        fingerprint: "819348afab212dbeffc933daaa7d7d83edbec38f015cfce95604dc6b1e509ef1",
        isRelease: false,
        gates: [
          .released(deploy: 3),
          .backup(table: "teams", key: [Column("slug", .nested)], columns: ["code", "slug"]),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["team"]),
        ]
      ),
    ],
    backfills: [
      backfill1,
      backfill2,
    ]
  )

  private static let backfill1 = Backfill(
    "teams", after: 1,
    kind: .copy, pending: .differs,
    body: teams
  )

  // Yours, in ReferenceKeyChanged.swift: static func usersTeam(_ row: UsersBefore, _ rows: Rows)
  //   throws -> UsersTeam
  private static let backfill2 = Backfill(
    "users.team", after: 1,
    kind: .custom, pending: .differs,
    body: usersTeam
  )

  /// teams: a copy.
  static func teams(_ row: TeamsBefore, _ rows: Rows) throws -> TeamsAfter {
    TeamsAfter(code: try KnownConversion.copy.apply(to: row.code), slug: try KnownConversion.copy.apply(to: row.slug))
  }

  public enum TeamsTable {}
  public typealias TeamsID = Key<TeamsTable, String>

  public enum Teams2Table {}
  public typealias Teams2ID = Key<Teams2Table, String>

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `teams` as it is read.
  public struct TeamsBefore: ReadableRow, WritableRow {
    public static let table = "teams"
    public static let columns = [
      Column("slug", .nested),
      Column("code", .nested),
    ]
    public static let keyColumns: [Int] = [0]

    public var slug: TeamsID
    public var code: String

    public init(slug: TeamsID, code: String) {
      self.slug = slug
      self.code = code
    }

    public init(row: some RowReader) throws {
      self.slug = try row.required(0)
      self.code = try row.required(1)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.slug)
      try row.set(1, self.code)
    }
  }

  /// What the backfill teams writes.
  public struct TeamsAfter: ReadableRow, WritableRow {
    public static let table = "teams_2"
    public static let columns = [
      Column("code", .nested),
      Column("slug", .nested),
    ]
    public static let keyColumns: [Int] = [0]

    public var code: Teams2ID
    public var slug: String

    public init(code: Teams2ID, slug: String) {
      self.code = code
      self.slug = slug
    }

    public init(row: some RowReader) throws {
      self.code = try row.required(0)
      self.slug = try row.required(1)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.code)
      try row.set(1, self.slug)
    }
  }

  /// A row of `users` as it is read.
  public struct UsersBefore: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("_id", .int),
      Column("team", .nested),
      Column("team_2", .nested),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: UsersID
    public var team: TeamsID
    public var team2: Teams2ID?

    public init(id: UsersID, team: TeamsID, team2: Teams2ID? = nil) {
      self.id = id
      self.team = team
      self.team2 = team2
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.team = try row.required(1)
      self.team2 = try row.optional(2)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.team)
      try row.set(2, self.team2)
    }
  }

  /// A row of `teams_2` as it is read.
  public struct Teams2Before: ReadableRow, WritableRow {
    public static let table = "teams_2"
    public static let columns = [
      Column("code", .nested),
      Column("slug", .nested),
    ]
    public static let keyColumns: [Int] = [0]

    public var code: Teams2ID
    public var slug: String

    public init(code: Teams2ID, slug: String) {
      self.code = code
      self.slug = slug
    }

    public init(row: some RowReader) throws {
      self.code = try row.required(0)
      self.slug = try row.required(1)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.code)
      try row.set(1, self.slug)
    }
  }

  /// What the backfill users.team writes.
  public struct UsersTeam: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("team_2", .nested),
    ]
    public static let keyColumns: [Int] = []

    public var team: TeamsID

    public init(team: TeamsID) {
      self.team = team
    }

    public init(row: some RowReader) throws {
      self.team = try row.required(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.team)
    }
  }
}
