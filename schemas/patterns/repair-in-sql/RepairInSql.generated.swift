// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: f32a600c7d6cc5d82de3e4b2e6c0c24bf4faf32c8e59c5f8b7de040ef4738bc9
// swift-format-ignore-file
import Bellows

/// The plan repair-in-sql, and the rows that its backfills read and write.
public enum RepairInSql {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "repair-in-sql",
    repairing: "43a2822b83811cd509feb445c3e966d9bd8d7d8bce7c75b4cc252f4239f2874b",
    after: [],
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
