// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: cddf163664e638a09c08a606a0ff71b69b74517197c4563947cdce7d493dd75e
// swift-format-ignore-file
import Bellows

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The plan table-renamed, and the rows that its backfills read and write.
public enum TableRenamed {
  /// The plan, as the runtime executes it.
  public static let plan = MigrationPlan(
    name: "table-renamed",
    base: "89b325737162274851db8ef5b7c320ccc4d8a45d17a9f21790fddbf36351daa5",
    goal: "f46d0b034adb6d6e83e4bb05783d9f44fa510f8b3dc6da253a64f5bee25faeb0",
    after: [],
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        fingerprint: "d8f0b449dc6fabda47efadfa1fed927de94bca08c200aa0c31fd5536d1966eeb",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        fingerprint: "d8f0b449dc6fabda47efadfa1fed927de94bca08c200aa0c31fd5536d1966eeb",
        isRelease: true,
        gates: [.released(deploy: 1), .backfilled("people")]
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        fingerprint: "d8f0b449dc6fabda47efadfa1fed927de94bca08c200aa0c31fd5536d1966eeb",
        isRelease: true,
        gates: [.released(deploy: 2)]
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        fingerprint: "f46d0b034adb6d6e83e4bb05783d9f44fa510f8b3dc6da253a64f5bee25faeb0",
        isRelease: false,
        gates: [
          .released(deploy: 3),
          .backup(table: "users", key: [Column("id", .nested)], columns: ["id", "name"]),
          .backfilled("users.delete"),
        ]
      ),
    ],
    backfills: [
      backfill1,
      backfill2,
    ]
  )

  private static let backfill1 = Backfill(
    "people", after: 1,
    kind: .copy, pending: .differs,
    function: people
  )

  private static let backfill2 = Backfill(
    "users.delete", after: 3,
    deletingRowsOf: "users",
    key: [Column("id", .nested)]
  )

  /// people: a copy.
  static func people(_ row: UsersBefore, _ rows: Rows) throws -> PeopleAfter {
    PeopleAfter(id: try BuiltInConversion.copy.apply(to: row.id), name: row.name)
  }

  public enum PeopleTable {}
  public typealias PeopleID = Key<PeopleTable, UUID>

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, UUID>

  /// A row of `users` as it is read.
  public struct UsersBefore: BackfillRow {
    public static let table = "users"
    public static let columns: [Column] = [Column("id", .nested), Column("name", .nested)]
    public static let keyColumns: [Int] = [0]
    public var id: UsersID
    public var name: String
  }

  /// The values that the backfill people writes.
  public struct PeopleAfter: BackfillRow, WritableRow {
    public static let table = "people"
    public static let columns: [Column] = [Column("id", .nested), Column("name", .nested)]
    public static let keyColumns: [Int] = [0]
    public var id: PeopleID
    public var name: String

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.name)
    }
  }
}

extension TableRenamed.UsersBefore {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.name = try row.required(1)
  }
}

extension TableRenamed.PeopleAfter {
  public init(row: some RowReader) throws {
    self.id = try row.required(0)
    self.name = try row.required(1)
  }
}
