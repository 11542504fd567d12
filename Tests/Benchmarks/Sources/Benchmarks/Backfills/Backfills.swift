// Part of Bellows. MIT licence: see LICENSE.
import Foundation

/// Measures the backfill of a column on SQLite (WAL, synchronous=NORMAL, batches of 1,000 rows of 300 bytes), and beside
/// it the same in C and with Django's `iterator()` and `bulk_update()`.
///
///     swift run -c release --package-path Tests/Benchmarks Benchmarks backfill 1000000
func measureBackfills(_ arguments: [String]) async throws {
  if arguments.count == 3, arguments[0] == "run", let way = Way(rawValue: arguments[1]) {
    return try await runBackfill(way, path: arguments[2])
  }
  let rows = arguments.first.flatMap(Int.init) ?? 1_000_000
  let folder = URL(fileURLWithPath: NSTemporaryDirectory() + UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  var contest = BackfillContest(folder: folder, rows: rows)
  try await contest.prepare()
  try contest.run(rounds: arguments.dropFirst().first.flatMap(Int.init) ?? 5)
  contest.printTable()
}

/// Programs that do the same backfill, each on a copy of the same database.
struct BackfillContest {
  let folder: URL
  let rows: Int
  private var entries: [BackfillEntry] = []
  private static let peers = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Peers")

  private var base: String { folder.appendingPathComponent("base.sqlite").path }
  private var work: String { folder.appendingPathComponent("work.sqlite").path }
  private var peer: String { folder.appendingPathComponent("backfill").path }

  init(folder: URL, rows: Int) {
    self.folder = folder
    self.rows = rows
  }

  /// Compiles the peers and makes the database.
  mutating func prepare() async throws {
    let compiler = Program.find("cc") ?? Program.find("clang") ?? "cc"
    let source = Self.peers.appendingPathComponent("backfill.c").path
    _ = try Program(path: compiler, arguments: ["-O2", "-o", peer, source, "-lsqlite3"]).run()
    try await makeDatabase()
    func c(_ name: String, _ way: String) -> BackfillEntry {
      BackfillEntry(name: name, program: Program(path: peer, arguments: [way, work, "1000"]))
    }
    func own(_ name: String, _ way: Way, peer: String) -> BackfillEntry {
      BackfillEntry(
        name: name,
        program: Program(path: CommandLine.arguments[0], arguments: ["backfill", "run", way.rawValue, work]), peer: peer
      )
    }
    entries = [
      c("one `UPDATE` of the whole table", "whole"),
      c("C, batches of an `UPDATE`", "set"),
      own("Bellows, set-based", .set, peer: "C, batches of an `UPDATE`"),
      c("C, row by row", "loop"),
      c("C, a function registered in SQLite", "function"),
      own("Bellows, a body in Swift", .function, peer: "C, row by row"),
      own("Bellows, an async body in Swift", .asyncBody, peer: "C, row by row"),
    ]
    if let python = python {
      let script = Self.peers.appendingPathComponent("backfill_django.py").path
      // A twentieth of the rows: it takes minutes for all of them.
      entries.append(
        BackfillEntry(
          name: "Django, `iterator()` and `bulk_update()`",
          program: Program(path: python, arguments: [script, work, String(rows / 20)]), rows: rows / 20))
    } else {
      print("(no python3 with Django on the search path: set BELLOWS_PYTHON, or go without)\n")
    }
  }

  private var python: String? {
    let path = ProcessInfo.processInfo.environment["BELLOWS_PYTHON"] ?? Program.find("python3")
    guard let path, (try? Program(path: path, arguments: ["-c", "import django"]).run()) != nil else { return nil }
    return path
  }

  private func makeDatabase() async throws {
    guard let sqlite = Program.find("sqlite3") else { throw Program.Failure.notStarted("sqlite3") }
    _ = try Program(path: sqlite, arguments: [base, "PRAGMA journal_mode = WAL"]).run()
    try await makeTables(path: base)
    let sql = """
      WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < \(rows))
      INSERT INTO users (first, last, rest)
      SELECT 'first' || i, 'last' || (i * 7919 % 1000003), substr(hex(randomblob(140)), 1, 270) FROM n;
      PRAGMA wal_checkpoint(TRUNCATE);
      """
    _ = try Program(path: sqlite, arguments: [base, sql]).run()
  }

  /// Lets all take turns, so that a busy machine is busy for all.
  mutating func run(rounds: Int) throws {
    for round in 0..<rounds {
      for index in entries.indices where round == 0 || entries[index].rows == nil {
        for suffix in ["", "-wal", "-shm", ".times"] { try? FileManager.default.removeItem(atPath: work + suffix) }
        try FileManager.default.copyItem(atPath: base, toPath: work)
        entries[index].runs.append(try entries[index].program.run())
        let times = try? String(contentsOfFile: work + ".times", encoding: .utf8).split(separator: " ")
          .compactMap { Double($0) }
        if let times { entries[index].times.append(times) }
      }
    }
  }

  func printTable() {
    print("\(rows) rows, medians:\n")
    print("| | rows/s | of one `UPDATE` | of its peer in C | lock p50 | p99 | longest, ms | MB |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    for entry in entries {
      let peer = entries.first { $0.name == entry.peer }.map { entry.ratio(to: $0, rows: rows) }
      let times = (1...3).map { index in entry.isOwn ? shown(median(entry.times.map { $0[index] })) : "" }
      let cells =
        [
          entry.name, String(format: "%.0f", median(entry.rates(of: rows))),
          shown(entry.ratio(to: entries[0], rows: rows)),
          peer.map(shown) ?? "",
        ] + times
        + [shown(median(entry.runs.map(\.megabytes)))]
      print("| " + cells.joined(separator: " | ") + " |")
    }
    for entry in entries where entry.isOwn {
      let whole = Double(rows) / (median(entry.runs.map(\.milliseconds)) / 1000)
      print("\n\(entry.name), with its counts before and after: \(String(format: "%.0f", whole)) rows/s")
    }
  }
}

/// A program, and what it took.
struct BackfillEntry {
  var name: String
  var program: Program
  /// The program in C that does the same.
  var peer: String?
  /// How many rows it does, if not all.
  var rows: Int?
  var runs: [Run] = []
  /// Seconds from the first batch to the last, and, of ours, milliseconds that batches held the lock.
  var times: [[Double]] = []

  var isOwn: Bool { peer != nil }

  /// Rows per second in each round: of the batches alone, since ours counts before and after them.
  func rates(of all: Int) -> [Double] {
    let seconds = times.isEmpty ? runs.map { $0.milliseconds / 1000 } : times.map { $0[0] }
    return seconds.map { Double(rows ?? all) / $0 }
  }

  /// How many times faster it was: the median over the rounds, since within one the machine was as busy for both.
  func ratio(to other: BackfillEntry, rows: Int) -> Double {
    median(zip(rates(of: rows), other.rates(of: rows)).map { $0 / $1 })
  }
}

/// A number of a table.
func shown(_ number: Double) -> String { String(format: "%.2f", number) }
