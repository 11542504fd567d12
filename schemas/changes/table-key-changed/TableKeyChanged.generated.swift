// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 09d9b5e83925e793004ce2ed952e9ab88201e9fdcf9479e6cd2c02b948c8b5b0
// swift-format-ignore-file
import Bellows

/// The plan table-key-changed, and the rows that its backfills read and write.
public enum TableKeyChanged {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "table-key-changed",
    base: "ea8d0cae912ac5bb8f5cb054edc95bca8f2219e4e0acc31572b65fe72ec924e2",
    goal: "e0961339f78da74eec06763de103736e701b780e12f0be07670194beaf76c087",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "dcd5d8ecc5b572dedfb0c031b97575c3da7e27dbc71bccbef1e5504166e78164",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "dcd5d8ecc5b572dedfb0c031b97575c3da7e27dbc71bccbef1e5504166e78164",
        isRelease: true,
        gates: [.released(deploy: 1), .backfilled("teams")]
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        fingerprint: "dcd5d8ecc5b572dedfb0c031b97575c3da7e27dbc71bccbef1e5504166e78164",
        isRelease: true,
        gates: [.released(deploy: 2)]
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        fingerprint: "834ccf8bf9171a674b258ad43c591162566a3ff51e822b8f309c859c3ebbd3ee",
        isRelease: false,
        gates: [
          .released(deploy: 3),
          .backup(table: "teams", key: [Column("slug", .nested)], columns: ["code", "slug"]),
          .backfilled("teams.delete"),
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
    function: teams
  )

  private static let backfill2 = Backfill(
    "teams.delete", after: 3,
    deletingRowsOf: "teams",
    key: [Column("slug", .nested)]
  )

  /// teams: a copy.
  static func teams(_ row: TeamsBefore, _ rows: Rows) throws -> TeamsAfter {
    TeamsAfter(code: try BuiltInConversion.copy.apply(to: row.code), slug: try BuiltInConversion.copy.apply(to: row.slug))
  }

  public enum TeamsTable {}
  public typealias TeamsID = Key<TeamsTable, String>

  public enum Teams2Table {}
  public typealias Teams2ID = Key<Teams2Table, String>

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
}

extension TableKeyChanged.TeamsBefore {
  public init(row: some RowReader) throws {
    self.slug = try row.required(0)
    self.code = try row.required(1)
  }
}

extension TableKeyChanged.TeamsAfter {
  public init(row: some RowReader) throws {
    self.code = try row.required(0)
    self.slug = try row.required(1)
  }
}
