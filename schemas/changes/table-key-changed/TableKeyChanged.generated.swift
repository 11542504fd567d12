// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: fde18ffd32044f3ce6edc589d605f52a17e39cd2e248be1544c5564686270533
// swift-format-ignore-file
import Bellows

/// The plan table-key-changed, and the rows that its backfills read and write.
public enum TableKeyChanged {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "table-key-changed",
    base: "2ee3b2e85c772fdcbf57df0e1ba58ec9570f7c6f63abb1e0a5ac1ed93a7df0e6",
    goal: "24dba847e6dc6bb84c5c4c2737b86e11f16cbb817683bfcc0445ace93e37f6fe",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "569bfd632d4d3ccd94995b2e37e038cc51570f36b17285a39fe2592b9d75fa31",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "569bfd632d4d3ccd94995b2e37e038cc51570f36b17285a39fe2592b9d75fa31",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backfilled("teams"),
        ]
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        schema: "3-widen.schema",
        fingerprint: "569bfd632d4d3ccd94995b2e37e038cc51570f36b17285a39fe2592b9d75fa31",
        isRelease: true,
        gates: [
          .released(deploy: 2),
        ]
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        schema: "4-tighten.schema",
        fingerprint: "ab82f43c204557a675e831abb0eb34e637c2feae05a61054cf1db8884fa308af",
        isRelease: false,
        gates: [
          .released(deploy: 3),
          .backup(table: "teams", key: [Column("slug", .nested)], columns: ["code", "slug"]),
        ]
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "teams", after: 1,
    kind: .copy, pending: .differs,
    body: teams
  )

  /// teams: a copy.
  static func teams(_ row: TeamsBefore, _ rows: Rows) throws -> TeamsAfter {
    TeamsAfter(code: try KnownConversion.copy.apply(to: row.code), slug: try KnownConversion.copy.apply(to: row.slug))
  }

  public enum TeamsTable {}
  public typealias TeamsID = Key<TeamsTable, String>

  public enum Teams2Table {}
  public typealias Teams2ID = Key<Teams2Table, String>

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
}
