// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsPostgreSQL
import Foundation

/// Measures the backfill of a column on PostgreSQL (batches of at most 1,000 rows of 300 bytes), and beside it the same in
/// C, with one and several workers.
///
///     swift run -c release --package-path Tests/Benchmarks Benchmarks postgresql "host=/tmp user=me" 1000000
///
/// It creates, and drops at its end, the databases `bellows_benchmark` and `bellows_benchmark_work`.
func measurePostgreSQL(_ arguments: [String]) async throws {
  if arguments.count == 5, arguments[0] == "run", let way = Way(rawValue: arguments[1]) {
    return try await runBackfill(way, on: arguments[2], workers: arguments[3], times: arguments[4])
  }
  guard let connection = arguments.first else {
    return print("the connection string is missing: \"host=/tmp user=me\"")
  }
  let rows = arguments.dropFirst().first.flatMap(Int.init) ?? 1_000_000
  let folder = URL(fileURLWithPath: NSTemporaryDirectory() + UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  var contest = try PostgreSQLContest(folder: folder, connection: connection, rows: rows)
  try await contest.prepare()
  try contest.run(rounds: arguments.dropFirst(2).first.flatMap(Int.init) ?? 5)
  try contest.removeDatabases()
  contest.printTable()
}

/// Runs the backfill in this process, as `migrate run --workers` does, and writes what its batches took.
private func runBackfill(_ way: Way, on connection: String, workers: String, times: String) async throws {
  let database = TimedDatabase(base: PostgreSQL(connection))
  let status = await MigrateCommand.run(
    Migrations(schema: "b", target: .postgresql, plans: [way.plan]), on: database, environment: "benchmark",
    arguments: ["run", "--offline", "--transaction-rows", "0", "--workers", workers])
  guard status == 0 else { throw Program.Failure.ended("migrate run", status) }
  try database.times.write(to: times)
}

/// Programs that do the same backfill, each on a copy of the same database.
private struct PostgreSQLContest {
  let folder: URL
  let connection: String
  let rows: Int
  private let psql: String
  private var entries: [BackfillEntry] = []
  private static let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Peers/backfill_postgresql.c")

  private var base: String { connection + " dbname=bellows_benchmark" }
  private var work: String { connection + " dbname=bellows_benchmark_work" }
  private var times: String { folder.appendingPathComponent("times").path }

  init(folder: URL, connection: String, rows: Int) throws {
    self.folder = folder
    self.connection = connection
    self.rows = rows
    guard let psql = Program.find("psql") else { throw Program.Failure.notStarted("psql") }
    self.psql = psql
  }

  private func execute(_ statements: String..., on database: String? = nil) throws {
    let commands = statements.flatMap { ["--command", $0] }
    let target = database ?? connection + " dbname=postgres"
    _ = try Program(path: psql, arguments: ["--no-psqlrc", "--set=ON_ERROR_STOP=1", "--dbname", target] + commands)
      .run()
  }

  /// Compiles the peer and makes the database.
  mutating func prepare() async throws {
    let peer = folder.appendingPathComponent("backfill").path
    let compiler = Program.find("cc") ?? Program.find("clang") ?? "cc"
    _ = try Program(
      path: compiler, arguments: ["-O2", "-I/usr/include/postgresql", "-o", peer, Self.source.path, "-lpq"]
    ).run()
    try removeDatabases()
    try execute("CREATE DATABASE bellows_benchmark TEMPLATE template0")
    let table = StoredTable(
      "users",
      [
        "CREATE TABLE users "
          + #"(id bigint PRIMARY KEY, first text NOT NULL, last text NOT NULL, rest text NOT NULL, "full" text)"#
      ])
    let plans = Migrations(schema: "a", target: .postgresql, tables: [table], plans: [])
    try await Migrator(plans, on: PostgreSQL(base)).migrate()
    try execute(
      """
      INSERT INTO users (id, first, last, rest)
      SELECT n, 'first' || n, 'last' || n::bigint * 7919 % 1000003, repeat(md5(n::text), 8) FROM generate_series(1, \(rows)) AS n
      """, "VACUUM ANALYZE users", on: base)
    func c(_ name: String, _ way: String) -> BackfillEntry {
      BackfillEntry(name: name, program: Program(path: peer, arguments: [way, work, "1000", times]))
    }
    func own(_ name: String, _ way: Way, workers: Int, peer: String) -> BackfillEntry {
      let arguments = ["postgresql", "run", way.rawValue, work, "\(workers)", times]
      return BackfillEntry(
        name: name, program: Program(path: CommandLine.arguments[0], arguments: arguments), peer: peer)
    }
    let compared = "C, rows read, written as arrays where they are still the same"
    entries = [
      c("one `UPDATE` of the whole table", "whole"),
      c("C, batches of an `UPDATE`", "set"),
      own("Bellows, set-based", .set, workers: 1, peer: "C, batches of an `UPDATE`"),
      own("Bellows, set-based, 2 workers", .set, workers: 2, peer: "C, batches of an `UPDATE`"),
      own("Bellows, set-based, 4 workers", .set, workers: 4, peer: "C, batches of an `UPDATE`"),
      c("C, rows locked, and written as arrays", "lock"),
      c(compared, "compare"),
      own("Bellows, a function in Swift", .function, workers: 1, peer: compared),
      own("Bellows, a function in Swift, 2 workers", .function, workers: 2, peer: compared),
    ]
  }

  func removeDatabases() throws {
    try execute("DROP DATABASE IF EXISTS bellows_benchmark", "DROP DATABASE IF EXISTS bellows_benchmark_work")
  }

  /// Lets all take turns, so that a busy machine is busy for all.
  mutating func run(rounds: Int) throws {
    for _ in 0..<rounds {
      for index in entries.indices {
        try execute(
          "DROP DATABASE IF EXISTS bellows_benchmark_work",
          "CREATE DATABASE bellows_benchmark_work TEMPLATE bellows_benchmark", "CHECKPOINT")
        entries[index].runs.append(try entries[index].program.run())
        let numbers = try String(contentsOfFile: times, encoding: .utf8).split(whereSeparator: \.isWhitespace)
        entries[index].times.append(numbers.compactMap { Double($0) })
      }
    }
  }

  func printTable() {
    print("\(rows) rows, medians:\n")
    print("| | rows/s | of one `UPDATE` | of its peer in C | batch p50 | p99 | longest, ms | MB |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    for entry in entries {
      let peer = entries.first { $0.name == entry.peer }.map { entry.ratio(to: $0, rows: rows) }
      let cells =
        [
          entry.name, String(format: "%.0f", median(entry.rates(of: rows))),
          shown(entry.ratio(to: entries[0], rows: rows)), peer.map(shown) ?? "",
        ] + (1...3).map { index in shown(median(entry.times.map { $0[index] })) }
        + [shown(median(entry.runs.map(\.megabytes)))]
      print("| " + cells.joined(separator: " | ") + " |")
    }
  }
}
