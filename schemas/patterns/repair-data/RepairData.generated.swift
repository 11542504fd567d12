// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: aa2d182335f33569f1d8fe6a0200c34f0d7701573af7af0df87980cdc4fe8135
// swift-format-ignore-file
import Bellows

/// The plan repair-data, and the rows that its backfills read and write.
public enum RepairData {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "repair-data",
    repairing: "43a2822b83811cd509feb445c3e966d9bd8d7d8bce7c75b4cc252f4239f2874b",
    after: [],
    backfills: [backfill1]
  )

  // Hand-written, in RepairData.swift: static func users(_ row: UsersBefore, _ rows: Rows)
  //   async throws -> After<UsersBefore>
  private static let backfill1 = Backfill(
    "users", after: 1,
    kind: .custom, pending: .differs,
    rollback: .backup,
    function: users
  )

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: BackfillRow, WritableRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("_id", .int), Column("email", .text), Column("name", .text)]
    public static let keyColumns: [Int] = [0]
    public let id: UsersID
    public var email: String
    public var name: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.email)
      try row.set(2, self.name)
    }
  }
}

extension RepairData.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.email = try row.required(1)
    self.name = try row.required(2)
  }
}
