// Part of Bellows. MIT licence: see LICENSE.
import Bellows

/// The environment of a check: the driver, and the number of random runs.
struct ConformanceContext: Sendable {
  let driver: DriverUnderTest
  let rounds: Int
  var dialect: any ConformanceDialect { driver.dialect }

  init(_ driver: DriverUnderTest, rounds: Int) {
    self.driver = driver
    self.rounds = rounds
  }

  /// Opens an empty database and creates tables in it, as an application does.
  func database(_ tables: ConformanceTable...) async throws -> TestDatabase {
    let name = "conformance_\(UInt64.random(in: 0 ... .max))"
    let database = TestDatabase(name: name, driver: driver, database: try await driver.open(name))
    if !tables.isEmpty { try await database.create(tables) }
    return database
  }
}

/// A database of a check.
struct TestDatabase: Sendable {
  private let name: String
  private let driver: DriverUnderTest
  let database: any Database

  init(name: String, driver: DriverUnderTest, database: any Database) {
    self.name = name
    self.driver = driver
    self.database = database
  }

  /// Opens the same database on a new connection, as another process would.
  func reopened() async throws -> TestDatabase {
    TestDatabase(name: name, driver: driver, database: try await driver.open(name))
  }

  /// Creates tables.
  func create(_ tables: [ConformanceTable]) async throws {
    let statements = tables.map { driver.dialect.createTable($0) }
    try await database.transaction(.schema) { session in
      for statement in statements { try await session.execute(.sql(statement)) }
    }
  }

  /// Adds rows, each with a value for each column.
  func insert(_ rows: [[JSONValue?]], into table: String, _ columns: [Column]) async throws {
    try await database.transaction(.write) { session in
      for row in rows { try await session.insert(RowChanges(table, zip(columns, row).map { Filter($0, $1) })) }
    }
  }

  /// Changes rows, as an application does.
  func update(_ table: String, set changes: [Filter], where filter: [Filter]) async throws {
    try await database.transaction(.write) { session in
      _ = try await session.update(RowChanges(table, changes), where: filter)
    }
  }

  /// Deletes rows, as an application does.
  func delete(from table: String, where filter: [Filter] = []) async throws {
    try await database.transaction(.write) { session in _ = try await session.delete(from: table, where: filter) }
  }

  /// Returns the rows of a table, in the order of the first column.
  func rows(of table: String, _ columns: [Column], where filter: [Filter] = []) async throws -> [[JSONValue?]] {
    try await database.transaction(.read) { session in
      try await session.read(Query(table, columns: columns, filter: filter, order: [columns[0]])).map(\.values)
    }
  }

  /// Returns the values of a column, in the order of another.
  func values(of column: Column, in table: String, by key: Column) async throws -> [JSONValue?] {
    try await rows(of: table, [key, column]).map { $0[1] }
  }

  /// Returns the state of the database from its ledger.
  func status(_ build: Migrations) async throws -> MigrationStatus {
    try await Migrator(build, on: database).status()
  }

  /// Runs `migrate` with these arguments, and returns its exit status and what it prints.
  func migrate(_ build: Migrations, _ arguments: String...) async -> MigrateResult {
    await migrate(build, arguments: arguments)
  }

  /// Runs `migrate` with a list of arguments.
  func migrate(
    _ build: Migrations, arguments: [String], environment: String = "development"
  ) async -> MigrateResult {
    let printed = Locked(MigrateResult(status: 0, output: "", errors: ""))
    let console = Console(
      output: { text in printed.with { $0.output += text } }, errors: { text in printed.with { $0.errors += text } },
      isTerminal: false, width: 80)
    let status = await MigrateCommand.run(
      build, on: database, environment: environment, arguments: arguments + sharing(arguments), console: console)
    return printed.with { MigrateResult(status: status, output: $0.output, errors: $0.errors) }
  }

  /// The options of a run that several workers share, with batches so small that each worker has some.
  private func sharing(_ arguments: [String]) -> [String] {
    let others = ["--workers", "--limit", "--only", "--where", "--cursor"]
    guard driver.workers > 1, arguments.first == "run", !arguments.contains(where: others.contains) else { return [] }
    return ["--workers", "\(driver.workers)"] + (arguments.contains("--batch-size") ? [] : ["--batch-size", "20"])
  }

  /// Runs `migrate` several times, each with one argument, and expects that each succeeds.
  func succeed(_ build: Migrations, _ verbs: String..., line: UInt = #line) async throws {
    for verb in verbs {
      let result = await migrate(build, verb)
      try expect(result.status, is: 0, "migrate \(verb) printed \(result.output)\(result.errors)", line: line)
    }
  }
}

/// The result of a `migrate` command.
struct MigrateResult: Sendable {
  var status: Int32
  var output: String
  var errors: String
}
