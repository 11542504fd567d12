// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 921c0b08578d88cff19e2037b49f0304254199f34680e3d57c95d128c9a87354
// swift-format-ignore-file
import Bellows

/// The plan field-derived, and the rows that its backfills read and write.
public enum FieldDerived {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "field-derived",
    base: "1fa193f29d144a9869e59507577d4cd1f58e92e4e51e652ee135aecd39737120",
    goal: "ff28135bcb073d4cb9b5332b5b3a624ba586fc3e7a78c0458a8b2955e41a61eb",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "b7393ccc9422c4c8f2886fd77b505897c2a874d170c85bbc815a8fa2a1757270",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "ff28135bcb073d4cb9b5332b5b3a624ba586fc3e7a78c0458a8b2955e41a61eb",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backfilled("users.fullName"),
        ]
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  // Yours, in FieldDerived.swift: static func usersFullName(_ row: UsersBefore, _ rows: Rows)
  //   async throws -> UsersFullName
  private static let backfill1 = Backfill(
    "users.fullName", after: 1,
    kind: .custom, pending: .differs,
    body: usersFullName
  )

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, Int64>

  /// A row of `users` as it is read.
  public struct UsersBefore: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("_id", .int),
      Column("first", .text),
      Column("fullName", .text),
      Column("last", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: UsersID
    public var first: String
    public var fullName: String?
    public var last: String

    public init(id: UsersID, first: String, fullName: String? = nil, last: String) {
      self.id = id
      self.first = first
      self.fullName = fullName
      self.last = last
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.first = try row.required(1)
      self.fullName = try row.optional(2)
      self.last = try row.required(3)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.first)
      try row.set(2, self.fullName)
      try row.set(3, self.last)
    }
  }

  /// What the backfill users.fullName writes.
  public struct UsersFullName: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("fullName", .text),
    ]
    public static let keyColumns: [Int] = []

    public var fullName: String

    public init(fullName: String) {
      self.fullName = fullName
    }

    public init(row: some RowReader) throws {
      self.fullName = try row.required(0)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.fullName)
    }
  }
}
