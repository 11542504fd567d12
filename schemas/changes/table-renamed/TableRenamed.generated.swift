// Written by Bellows from a schema. Do not edit: `bellows check` compares this digest.
// digest: c32cc2d6e83ff37018d63d7d7d817ad041fc5f0552d61bedc79294c1ed565362
// swift-format-ignore-file
import Bellows

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The plan table-renamed, and the rows that its backfills read and write.
public enum TableRenamed {
  /// The plan, as the runtime carries it out.
  public static let plan = MigrationPlan(
    name: "table-renamed",
    base: "78442c14ed02f116e6ad7b1d8762eaaec95780fd809402d4e61c85386ac15cca",
    goal: "6af1596df6f6df534ecf3c24278fa3720d9ac2db17347e1059ff85da792616c6",
    deploys: [
      MigrationDeploy(
        number: 1, phase: .widen,
        schema: "1-widen.schema",
        fingerprint: "a69815dd270f84d6d365a9c3da5d3e16bae6eacaa5c2e1c759ebc50f7a605328",
        isRelease: true,
        gates: []
      ),
      MigrationDeploy(
        number: 2, phase: .widen,
        schema: "2-widen.schema",
        fingerprint: "a69815dd270f84d6d365a9c3da5d3e16bae6eacaa5c2e1c759ebc50f7a605328",
        isRelease: true,
        gates: [
          .released(deploy: 1),
          .backfilled("people"),
        ]
      ),
      MigrationDeploy(
        number: 3, phase: .widen,
        schema: "3-widen.schema",
        fingerprint: "a69815dd270f84d6d365a9c3da5d3e16bae6eacaa5c2e1c759ebc50f7a605328",
        isRelease: true,
        gates: [
          .released(deploy: 2),
        ]
      ),
      MigrationDeploy(
        number: 4, phase: .tighten,
        schema: "4-tighten.schema",
        fingerprint: "6af1596df6f6df534ecf3c24278fa3720d9ac2db17347e1059ff85da792616c6",
        isRelease: false,
        gates: [
          .released(deploy: 3),
          .backup(table: "users", key: [Column("id", .nested)], columns: ["id", "name"]),
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
    PeopleAfter(id: try KnownConversion.copy.apply(to: row.id), name: row.name)
  }

  public enum PeopleTable {}
  public typealias PeopleID = Key<PeopleTable, UUID>

  public enum UsersTable {}
  public typealias UsersID = Key<UsersTable, UUID>

  /// A row of `users` as it is read.
  public struct UsersBefore: ReadableRow, WritableRow {
    public static let table = "users"
    public static let columns = [
      Column("id", .nested),
      Column("name", .nested),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: UsersID
    public var name: String

    public init(id: UsersID, name: String) {
      self.id = id
      self.name = name
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.name = try row.required(1)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.name)
    }
  }

  /// What the backfill people writes.
  public struct PeopleAfter: ReadableRow, WritableRow {
    public static let table = "people"
    public static let columns = [
      Column("id", .nested),
      Column("name", .nested),
    ]
    public static let keyColumns: [Int] = [0]

    public var id: PeopleID
    public var name: String

    public init(id: PeopleID, name: String) {
      self.id = id
      self.name = name
    }

    public init(row: some RowReader) throws {
      self.id = try row.required(0)
      self.name = try row.required(1)
    }

    public func write(to row: inout some RowWriter) throws {
      try row.set(0, self.id)
      try row.set(1, self.name)
    }
  }
}
