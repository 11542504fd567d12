// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsConformance
import BellowsPostgreSQL
import TestServers
import TestSupport
import Testing

/// The statements of the suite's plans on PostgreSQL.
struct PostgreSQLDialect: ConformanceDialect {
  let target = Migrations.Target.postgresql

  func type(of form: Column.Form) -> String {
    switch form {
    case .bool: "boolean"
    case .int, .microseconds: "bigint"
    case .double: "double precision"
    case .array: "text[]"
    case .text, .instantText, .json, .nested, .wholeRow: "text"
    case .bytes, .uuidBytes: "bytea"
    }
  }

  func setRequired(_ column: ConformanceColumn, in table: ConformanceTable) -> [SchemaStatement] {
    [.sql(#"ALTER TABLE "\#(table.name)" ALTER COLUMN "\#(column.name)" SET NOT NULL"#)]
  }

  func setOptional(_ column: ConformanceColumn, in table: ConformanceTable) -> [SchemaStatement] {
    [.sql(#"ALTER TABLE "\#(table.name)" ALTER COLUMN "\#(column.name)" DROP NOT NULL"#)]
  }
}

@Suite struct ConformanceTests {
  @Test(
    "PostgreSQL passes the conformance suite", .timeLimit(.minutes(60)),
    arguments: ConformanceCheck.all(of: Set<ConformancePart>.all))
  func conformance(_ check: ConformanceCheck) async throws {
    let server = try PostgreSQLServer.shared()
    let databases = Databases()
    let driver = DriverUnderTest(dialect: PostgreSQLDialect()) { name in
      PostgreSQL(server.connection(to: try await databases.named(name, on: server)))
    }
    try await check.run(on: driver)
  }

  @Test(
    "PostgreSQL passes the conformance suite with four workers in each run", .timeLimit(.minutes(60)),
    arguments: checksOfWorkers)
  func conformanceOfWorkers(_ check: ConformanceCheck) async throws {
    let server = try PostgreSQLServer.shared()
    let databases = Databases()
    let driver = DriverUnderTest(dialect: PostgreSQLDialect(), workers: 4) { name in
      PostgreSQL(server.connection(to: try await databases.named(name, on: server)))
    }
    try await check.run(on: driver, rounds: Thorough.count(sample: 3, whole: 25))
  }

  /// The checks in which `migrate run` scans rows; everyday without those that interrupt it anywhere, which one worker
  /// passes too.
  private static let checksOfWorkers = ConformanceCheck.all(
    of: Set<ConformancePart>.all.subtracting([.rows, .savepoints, .lock, .adoption])
  ).filter { Thorough.isOn || !$0.name.contains("interrupted") }

  @Test("An unsupported operation throws DatabaseUnable", .timeLimit(.minutes(60)))
  func unsupported() async throws {
    let server = try PostgreSQLServer.shared()
    let database = PostgreSQL(server.connection(to: try server.makeDatabase()))
    await #expect(throws: DatabaseUnable.self) {
      try await database.transaction(.schema) { try await $0.execute(.rebuild(Rebuild(table: "t", changes: []))) }
    }
  }
}

/// The databases of a check, by the names that the suite gives them.
private actor Databases {
  private var names: [String: String] = [:]

  func named(_ name: String, on server: PostgreSQLServer) throws -> String {
    if let known = names[name] { return known }
    let created = try server.makeDatabase()
    names[name] = created
    return created
  }
}
