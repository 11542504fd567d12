// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: d98984a8c7f39196fbc6930a65189491fdcf32d2b8e8a8afe53a78b87c78ee40
// swift-format-ignore-file
import Bellows

/// The plan repair-in-sql, and the rows that its backfills read and write.
public enum RepairInSql {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "repair-in-sql",
    repairing: "43a2822b83811cd509feb445c3e966d9bd8d7d8bce7c75b4cc252f4239f2874b",
    backfills: [backfill1]
  )

  private static let backfill1 = Backfill(
    "users", after: 1,
    repairing: UsersAfter.self, key: [Column("_id", .int)], keysGrow: true,
    set: ["lower(email)", "trim(name)"],
    where: "email <> ''"
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
