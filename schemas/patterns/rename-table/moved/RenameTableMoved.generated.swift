// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: 11fd4b55688e4397d92aaee71b327fb94dd78eba586f39c908d1a8b88354a2dc
// swift-format-ignore-file
import Bellows

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The plan rename-table-moved, and the rows that its backfills read and write.
public enum RenameTableMoved {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "rename-table-moved",
    base: "8d04be9cedd5b985a9f4f77c183c305dc175b29dba31bcb161cfbf391c699903",
    goal: "3e5b36e059d0a3bf4b7b40f0055ea0e70f3e4ead3ad828015b707702e02a4fc0",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "c58114f0e8e23ac090d6d4e9b09159d02c61d2b06004bfabf5776bcd30acfe46",
        isRelease: false,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "17932a07265bc3de724c70321d4e4192f2b6e7558f4a75c8780cc91efb763833",
        isRelease: true,
        gates: [
          .backfilled("people"),
        ]
      ),
      MigrationDeploy(
        number: 3, phase: .tighten,
        schema: "3-tighten.schema",
        fingerprint: "3e5b36e059d0a3bf4b7b40f0055ea0e70f3e4ead3ad828015b707702e02a4fc0",
        isRelease: false,
        gates: [
          .released(deploy: 2),
          .backup(table: "users", key: [Column("id", .text)], columns: ["email", "id"]),
        ]
      ),
    ],
    backfills: [
      backfill1,
    ]
  )

  private static let backfill1 = Backfill(
    "people", after: 1,
    kind: .copy, pending: .differs,
    body: people
  )

  /// people: a copy.
  static func people(_ row: UsersBefore, _ rows: Rows) throws -> PeopleAfter {
    PeopleAfter(id: try KnownConversion.copy.apply(to: row.id), email: row.email)
  }

  public enum PeopleTable {}
  public typealias PeopleID = Key<PeopleTable, UUID>

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, UUID>

  /// A row of `users` as it is read.
  public struct UsersBefore: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("id", .text),
      Column("email", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: UsersID
    public var email: String

    public init(id: UsersID, email: String) {
      self.id = id
      self.email = email
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.email = try row.required(1)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.email)
    }
  }

  /// What the backfill people writes.
  public struct PeopleAfter: ReadableRow, WritableRow {
    public static let table = "people"
    public static let columns = [
      Column("id", .text),
      Column("email", .text),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: PeopleID
    public var email: String

    public init(id: PeopleID, email: String) {
      self.id = id
      self.email = email
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.email = try row.required(1)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.email)
    }
  }
}
