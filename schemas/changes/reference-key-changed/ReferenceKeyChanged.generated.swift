// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 95e7c166448c500fec2254b03128cbf0e6b7354bb85eddb2345809c220d8e389
// swift-format-ignore-file
import Bellows

/// The plan reference-key-changed, and the rows that its backfills read and write.
public enum ReferenceKeyChanged {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "reference-key-changed",
    base: "971e7c1482cf761c78506dfa6a3c7f34fbe0c8a900a0f2e5f69a6c30fe936326",
    goal: "375073ba28c88e449910aa940a326466549f4c8e4e71342d06746cfee4b4cb10",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "f11d882930463acb37c24ad8c2f26f986d09e51628f54fb25b92e2f15e3d0354",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "c37a4c779d7b5f4061c594b0104bfd03f0b5e418d7858e099c4a138a52b1b0b5",
        isRelease: true,
        gates: [.released(deploy: 1), .backfilled("teams"), .backfilled("users.team")]
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        fingerprint: "e4160d93cfae2005c4733cf02695546664a30cfe21a35f25b1edbf5b678bc072",
        isRelease: true,
        gates: [.released(deploy: 2)]
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        fingerprint: "84d6cb9fff851d2d527832401d96778fe6a78441f000ea6d4e7ed4b270217d43",
        isRelease: false,
        gates: [
          .released(deploy: 3),
          .backup(table: "teams", key: [Column("slug", .nested)], columns: ["code", "slug"]),
          .backup(table: "users", key: [Column("_id", .int)], columns: ["team"]),
          .backfilled("teams.delete"),
          .backfilled("users.team.unset"),
        ]
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
    "teams", after: 1,
    kind: .copy, pending: .differs,
    function: teams
  )

  // Hand-written, in ReferenceKeyChanged.swift: static func usersTeam(_ row: UsersBefore, _ rows: Rows)
  //   throws -> UsersTeam
  private static let backfill2 = Backfill(
    "users.team", after: 1,
    kind: .custom, pending: .differs,
    function: usersTeam
  )

  private static let backfill3 = Backfill(
    "teams.delete", after: 3,
    deletingRowsOf: "teams",
    key: [Column("slug", .nested)]
  )

  private static let backfill4 = Backfill(
    "users.team.unset", after: 3,
    kind: .unset, pending: .present,
    function: usersTeamUnset
  )

  /// teams: a copy.
  static func teams(_ row: TeamsBefore, _ rows: Rows) throws -> TeamsAfter {
    TeamsAfter(code: try BuiltInConversion.copy.apply(to: row.code), slug: try BuiltInConversion.copy.apply(to: row.slug))
  }

  /// users.team.unset: the value is removed.
  static func usersTeamUnset(_ row: UsersBefore2, _ rows: Rows) -> UsersTeamUnset {
    UsersTeamUnset(team: nil)
  }

  public enum TeamsTable {}
  public typealias TeamsID = Key<TeamsTable, String>

  public enum Teams2Table {}
  public typealias Teams2ID = Key<Teams2Table, String>

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `teams` as it is read.
  public struct TeamsBefore: BackfillRow {
    public static let table = "teams"
    public static let columns: [Column] = [Column("slug", .nested), Column("code", .nested)]
    public static let keyColumns: [Int] = [0]
    public var slug: TeamsID
    public var code: String
  }

  /// The values that the backfill teams writes.
  public struct TeamsAfter: BackfillRow, WritableRow {
    public static let table = "teams_2"
    public static let columns: [Column] = [Column("code", .nested), Column("slug", .nested)]
    public static let keyColumns: [Int] = [0]
    public var code: Teams2ID
    public var slug: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.code)
      try row.set(1, self.slug)
    }
  }

  /// A row of `users` as it is read.
  public struct UsersBefore: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [
      Column("_id", .int), Column("team", .nested), Column("team_2", .nested),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var team: TeamsID
    public var team2: Teams2ID?
  }

  /// The values that the backfill users.team writes.
  public struct UsersTeam: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("team_2", .nested)]
    public static let keyColumns: [Int] = []
    public var team: TeamsID

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.team)
    }
  }

  /// A row of `users` as it is read.
  public struct UsersBefore2: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [
      Column("_id", .int), Column("team", .nested), Column("team_2", .nested),
    ]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var team: TeamsID?
    public var team2: Teams2ID
  }

  /// The values that the backfill users.team.unset writes.
  public struct UsersTeamUnset: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("team", .nested)]
    public static let keyColumns: [Int] = []
    public var team: TeamsID?

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.team)
    }
  }
}

extension ReferenceKeyChanged.TeamsBefore {
  public init(row: some RowReader) throws {
    self.slug = try row.required(0)
    self.code = try row.required(1)
  }
}

extension ReferenceKeyChanged.TeamsAfter {
  public init(row: some RowReader) throws {
    self.code = try row.required(0)
    self.slug = try row.required(1)
  }
}

extension ReferenceKeyChanged.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.team = try row.required(1)
    self.team2 = try row.optional(2)
  }
}

extension ReferenceKeyChanged.UsersTeam {
  public init(row: some RowReader) throws {
    self.team = try row.required(0)
  }
}

extension ReferenceKeyChanged.UsersBefore2 {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.team = try row.optional(1)
    self.team2 = try row.required(2)
  }
}

extension ReferenceKeyChanged.UsersTeamUnset {
  public init(row: some RowReader) throws {
    self.team = try row.optional(0)
  }
}
