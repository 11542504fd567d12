// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: a1856b3899658c35f72f08aa932fc4be11ec108e97a32c9baad21d0fe7eecd71
// swift-format-ignore-file
import Bellows

/// The plan repair-in-sql, and the rows that its backfills read and write.
public enum RepairInSql {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "repair-in-sql",
    base: "43a2822b83811cd509feb445c3e966d9bd8d7d8bce7c75b4cc252f4239f2874b",
    goal: "43a2822b83811cd509feb445c3e966d9bd8d7d8bce7c75b4cc252f4239f2874b",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .backfill,
        fingerprint: "43a2822b83811cd509feb445c3e966d9bd8d7d8bce7c75b4cc252f4239f2874b",
        isRelease: false,
        gates: []
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "users", after: 1,
    repairing: UsersAfter.self, key: [Column("_id", .int)],
    set: ["lower(email)", "trim(name)"],
    where: "email <> ''",
    keysGrow: true
  )

  /// The values that the repair writes; others are refused.
  public struct UsersAfter: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("email", .text), Column("name", .text)]
    public static let keyColumns: [Int] = []
    public var email: String
    public var name: String
  }
}

extension RepairInSql.UsersAfter {
  public init(row: some RowReader) throws {
    self.email = try row.required(0)
    self.name = try row.required(1)
  }
}
