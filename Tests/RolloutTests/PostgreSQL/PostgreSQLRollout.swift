// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsPostgreSQL
import PlanModel
import SchemaModel
import TestServers

@testable import MigrationSQL

/// A plan that runs on a PostgreSQL database with rows, and the expected result.
struct PostgreSQLRollout {
  let rollout: Rollout
  let connection: String

  var plan: Plan { rollout.plan }
  var database: any Database { PostgreSQL(connection) }

  /// - Parameter isAnyPlan: Whether rows that need a manual change first are put into a database too.
  init(_ plan: Plan, seed: UInt64, isAnyPlan: Bool = false) throws {
    rollout = Rollout(plan, seed: seed, path: "")
    connection = rollout.needsManualChange && !isAnyPlan ? "" : try plan.emptyDatabase()
  }

  /// A database under the old schema, with rows, of which the ledger knows.
  func begin() async throws {
    let raw = try RawPostgreSQL(connection)
    try raw.create(plan.revision(after: 0))
    try PostgreSQLRows(schema: plan.base).insert(SchemaRows(rollout.sample.rows, of: plan.base, under: plan), into: raw)
    let printed = PrintedText()
    let status = await MigrateCommand.run(
      rollout.runtimePlan().before, on: database, environment: "test", arguments: ["adopt"],
      console: printed.console())
    if status != 0 { throw RawPostgreSQL.Failure(description: "adopt exits with \(status): \(printed.text)") }
  }

  /// Every step of the plan: in one transaction if it can be, or deploy by deploy.
  func execute(_ way: Rollout.Way, isDirect: Bool) async throws {
    try await Migrator(rollout.runtimePlan(way).migrations, on: database).migrate(
      .allClientsStopped, largestTransaction: isDirect ? 100_000 : 0)
  }

  /// Whether the plan ran in one transaction.
  func wasDirect() throws -> Bool {
    let steps = "SELECT count(*) FROM bellows._bellows_events WHERE detail LIKE 'deploys 1 to % in one step'"
    return try RawPostgreSQL(connection).rows(steps) != [["0"]]
  }

  /// Returns the differences from the expected schema and rows.
  func differences() throws -> [String] {
    let raw = try RawPostgreSQL(connection)
    try raw.execute("CREATE SCHEMA straight; SET search_path TO straight")
    try raw.create(plan.revision(after: plan.deploys.count))
    let expected = rollout.expected
    let stored = PostgreSQLRows(schema: plan.last)
    // The new schema must accept what is expected, or the expectation is wrong.
    try stored.insert(SchemaRows(expected.rows, of: plan.last, under: plan), into: raw)
    let wantedRows = try stored.found(in: raw, except: expected.unforeseen)
    let (found, wanted) = (try raw.catalog(of: "public"), try raw.catalog(of: "straight"))
    var differences = found.filter { !wanted.contains($0) }.map { "has: \($0)" }
    differences += wanted.filter { !found.contains($0) }.map { "lacks: \($0)" }
    try raw.execute("SET search_path TO public")
    let foundRows = try stored.found(in: raw, except: expected.unforeseen)
    for (table, wanted) in wantedRows.sorted(by: { $0.key < $1.key }) {
      let found = foundRows[table] ?? []
      for row in found where !wanted.contains(row) { differences.append("\(table) has: \(row)") }
      for row in wanted where !found.contains(row) { differences.append("\(table) lacks: \(row)") }
    }
    return differences
  }
}

extension PostgreSQLRollout: RolloutStore {
  private var raw: RawPostgreSQL {
    get throws {
      let raw = try RawPostgreSQL(connection)
      try raw.execute("SET search_path TO public")
      return raw
    }
  }

  func catalog() throws -> [String] { try raw.catalog(of: "public") }

  func rows(of schema: Schema, except masked: Set<ColumnID>) throws -> [String: [String]] {
    try PostgreSQLRows(schema: schema).found(in: raw, except: masked)
  }

  /// The server does not let references break.
  func brokenParts() throws -> [String] { [] }

  func markReleased(_ deploy: Int) throws {
    try raw.execute("UPDATE bellows._bellows_plans SET released = \(deploy)")
  }

  func rowCount(ofBackup name: String) throws -> Int? {
    guard try raw.rows("SELECT to_regclass('bellows.\(name)')").first?.first ?? nil != nil else { return nil }
    return try raw.rows("SELECT count(*) FROM bellows.\(name)").first?.first.flatMap { Int($0 ?? "") }
  }
}

extension Plan {
  /// A connection to an empty database of a server that has what the plan's indexes need.
  func emptyDatabase() throws -> String {
    let schemas = [base, goal] + deploys.map(\.schema)
    let hasVectors = schemas.flatMap(\.tables).flatMap(\.indexes).contains {
      if case .vector = $0.kind { true } else { false }
    }
    let server = hasVectors ? try PostgreSQLServer.withVectors() : try PostgreSQLServer.shared()
    return server.connection(to: hasVectors ? try server.makeDatabaseWithVectors() : try server.makeDatabase())
  }
}
