// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsPostgreSQL
import Foundation

/// Measures what an application notices of a plan on PostgreSQL.
///
/// Its requests are measured before the plan, and at each step of it, with old and new code side by side. The plan renames a
/// field, converts two (one becomes a foreign key), adds a computed one and a unique index, and drops one.
///
///     swift run -c release --package-path Tests/Benchmarks Benchmarks load "host=/tmp user=me" 1000000
///
/// With a second connection string the requests go there, such as through a pooler. It ends with status 1 if a request
/// failed, or if a row is not as the last write made it.
func measureLoad(_ arguments: [String]) async throws {
  if arguments.count > 3, arguments[0] == "migrate", let deploy = Int(arguments[1]) {
    await MigrateCommand.main(
      Load.migrations(at: deploy), on: PostgreSQL(arguments[2]), environment: "benchmark",
      arguments: Array(arguments.dropFirst(3)))
  }
  guard let connection = arguments.first else {
    return print("the connection string is missing: \"host=/tmp user=me\"")
  }
  let rows = arguments.dropFirst().first.flatMap(Int.init) ?? 1_000_000
  let rate = arguments.dropFirst(2).first.flatMap(Double.init) ?? 300
  let test = LoadTest(
    connection: connection, application: arguments.dropFirst(3).first ?? connection, rows: rows, rate: rate)
  let isGood = try await test.run()
  exit(isGood ? 0 : 1)
}

/// A whole plan under requests.
private struct LoadTest {
  let connection: String
  let application: String
  let rows: Int
  let rate: Double

  private var database: String { connection + " dbname=bellows_benchmark" }

  /// How long the releases run beside each other, and how long the traffic without a plan is measured.
  private static let pause = Duration.seconds(10)

  func run() async throws -> Bool {
    let raw = PostgreSQLClient(database)
    try await prepare(raw)
    let traffic = Traffic(on: application + " dbname=bellows_benchmark", rows: rows, rate: rate, clients: 16)
    try await Task.sleep(for: .seconds(3))
    _ = traffic.take()
    try await Task.sleep(for: Self.pause * 2)
    let quiet = traffic.take()
    var parts: [(name: String, latencies: Latencies)] = [("no plan", quiet)]
    func part(_ name: String, _ work: () async throws -> Void) async throws {
      try await work()
      parts.append((name, traffic.take()))
    }
    for deploy in 1...Load.plan.deploys.count {
      try await part("deploy \(deploy): migrate run") { try await migrate(deploy, "run", "--confirm", "load") }
      guard let release = LoadRelease(rawValue: deploy), let old = LoadRelease(rawValue: deploy - 1) else { break }
      try await part("deploy \(deploy): both releases run") {
        traffic.deploy(old, release)
        try await Task.sleep(for: Self.pause)
        traffic.deploy(release)
        // Requests of the old release that have begun.
        try await Task.sleep(for: .seconds(1))
      }
      try await migrate(deploy, "released")
      try await part("deploy \(deploy): backfills, backups") { try await migrate(deploy, "run", "--confirm", "load") }
    }
    let (errors, count) = await traffic.stop()
    printTable(parts)
    for error in errors.prefix(10) { print(error) }
    let wrong = try await raw.run(RowStatement(LoadRelease.wrongRows))[0][0] ?? ""
    let found = try await raw.run(RowStatement("SELECT count(*) FROM users"))[0][0] ?? ""
    print("\n\(errors.count) requests failed; \(wrong) of \(found) rows are wrong, \(count) were expected")
    return errors.isEmpty && wrong == "0" && found == "\(count)"
  }

  private func migrate(_ deploy: Int, _ arguments: String...) async throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    process.arguments = ["load", "migrate", "\(deploy)", database] + arguments
    process.standardOutput = FileHandle.nullDevice
    let (ends, end) = AsyncStream<Void>.makeStream()
    process.terminationHandler = { _ in end.finish() }
    try process.run()
    for await _ in ends {}
    guard process.terminationStatus == 0 else {
      throw Program.Failure.ended("migrate at deploy \(deploy)", process.terminationStatus)
    }
  }

  private func prepare(_ raw: PostgreSQLClient) async throws {
    let server = PostgreSQLClient(connection + " dbname=postgres")
    _ = try await server.run(RowStatement("DROP DATABASE IF EXISTS bellows_benchmark"))
    _ = try await server.run(RowStatement("CREATE DATABASE bellows_benchmark TEMPLATE template0"))
    // The plan describes only the tables that it changes.
    _ = try await raw.run(RowStatement("CREATE TABLE teams (id bigint PRIMARY KEY, name text NOT NULL)"))
    for table in Load.plan.before {
      for statement in table.statements { _ = try await raw.run(RowStatement(statement)) }
    }
    _ = try await raw.run(
      RowStatement("INSERT INTO teams SELECT n, 'team ' || n FROM generate_series(1, \(LoadRelease.teams)) AS n"))
    _ = try await raw.run(
      RowStatement(
        """
        INSERT INTO users (id, name, email, price, team, note)
        SELECT n, 'v' || n, 'e' || n || '.' || n || '@example.org', n, n % \(LoadRelease.teams) + 1, repeat(md5(n::text), 6)
        FROM generate_series(1, \(rows)) AS n
        """))
    _ = try await raw.run(RowStatement("VACUUM ANALYZE"))
    _ = try await raw.run(RowStatement("CHECKPOINT"))
    try await migrate(0, "adopt")
  }

  private func printTable(_ parts: [(name: String, latencies: Latencies)]) {
    let quiet = parts[0].latencies
    print("\(rows) rows, \(Int(rate)) requests/s, ms:\n")
    print("| | requests | p50 | p99 | worst | p99, times that without a plan | worst |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for (name, latencies) in parts {
      func ratio(_ share: Double) -> String { shown(latencies.percentile(share) / quiet.percentile(share)) }
      let numbers = [0.5, 0.99, 1].map { shown(latencies.percentile($0)) } + [ratio(0.99), ratio(1)]
      print("| " + ([name, "\(latencies.sorted.count)"] + numbers).joined(separator: " | ") + " |")
    }
  }
}
