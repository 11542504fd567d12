// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite
import PlanModel
import TestSupport
import Testing

@testable import MigrationSQL

/// Runs the operations of one deploy's row type, each on a SQLite database of its own with one row.
struct DeployChecks<Row: ReadableRow, Write: WritableRow> {
  private let plan: Plan
  private let deploy: Int
  private let emitted: EmittedWriteType
  /// A new row.
  private let first: Write
  private let change: @Sendable (Row) -> Write
  private var done: Set<String> = ["init"]

  init(_ rows: DeployRows, deploy: Int, inserting first: Write, _ change: @escaping @Sendable (Row) -> Write) throws {
    plan = try rows.plan()
    self.deploy = deploy
    emitted = try #require(EmittedWriteType.all(in: rows.rows(deploy)).first { $0.table == Write.table })
    self.first = first
    self.change = change
  }

  /// Does to a row what an application may do, and looks for columns that it leaves as they were.
  mutating func check(_ operation: String, _ body: @Sendable (inout Write) -> Void) async throws {
    done.insert(operation)
    let database = SQLite(path: ":memory:")
    let tables = plan.revision(after: deploy).storedTables(in: .sqlite)
    let (first, change) = (first, change)
    let columns = Array(Set(Row.columns + Write.columns)).filter { $0.name != "_id" }
    let key = [Filter(Column("_id", .int), 1)]
    try await database.transaction(.schema) { session in
      for statement in tables.flatMap(\.statements) { try await session.execute(.sql(statement)) }
    }
    let query = Query(Write.table, columns: columns, filter: key)
    let (before, after) = try await database.transaction(.write) { session in
      try await session.insert(RowChanges(first))
      let before = try await session.read(query)
      let row = try await Rows(session).find(Row.self, Int64(1))
      var write = change(try #require(row))
      body(&write)
      try await session.update(RowChanges(write), where: key)
      return (before, try await session.read(query))
    }
    let (old, new) = (try #require(before.first), try #require(after.first))
    let changed = Set(columns.indices.filter { old.values[$0] != new.values[$0] }.map { columns[$0].name })
    #expect(!changed.isEmpty, "deploy \(deploy): \(operation) changes nothing")
    let model = HeldTogether(plan, deploy: deploy)
    for column in changed {
      let stale = model.columns(with: column, in: Write.table).subtracting(changed)
      #expect(stale.isEmpty, "deploy \(deploy): \(operation) changes \(column) and leaves \(stale.sorted())")
    }
  }

  /// Every operation that the type has was tried.
  func finish() {
    #expect(done == Set(emitted.operations.map(\.name)), "deploy \(deploy)")
  }
}
