// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite
import Foundation

/// Measures schema steps on SQLite (WAL, rows of 300 bytes) beside what a person would write by hand for the `sqlite3`
/// command: a tightened column, and an offline upgrade that renames a field, adds a required one and narrows a third.
///
///     swift run -c release --package-path Tests/Benchmarks Benchmarks steps 1000000
func measureSteps(_ arguments: [String]) async throws {
  if arguments.count == 3, arguments[0] == "run" {
    switch arguments[1] {
    case "tighten": return try await tighten(path: arguments[2])
    case "offline": return try await upgrade(path: arguments[2], isDirect: true)
    case "deploys": return try await upgrade(path: arguments[2], isDirect: false)
    case _: break
    }
  }
  let rows = arguments.first.flatMap(Int.init) ?? 1_000_000
  let folder = URL(fileURLWithPath: NSTemporaryDirectory() + UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  var contest = try StepContest(folder: folder, rows: rows)
  try await contest.prepare()
  try contest.run(rounds: arguments.dropFirst().first.flatMap(Int.init) ?? 5)
  contest.printTable()
}

/// NOT NULL and CHECK on two columns.
private func tighten(path: String) async throws {
  try await SQLite(path: path).transaction(.schema) { session in
    try await session.execute(
      .rebuild(
        Rebuild(
          table: "plain",
          changes: [
            .changeColumn(from: #""email" TEXT"#, to: #""email" TEXT NOT NULL"#),
            .changeColumn(from: #""role" TEXT"#, to: #""role" TEXT CHECK ("role" IN ('member', 'admin', 'guest'))"#),
          ])))
  }
}

private func upgrade(path: String, isDirect: Bool) async throws {
  let plans = Migrations(schema: Upgrade.plan.goal, tables: [], plans: [Upgrade.plan])
  try await Migrator(plans, on: SQLite(path: path)).migrate(largestTransaction: isDirect ? .max : 0)
}

/// Programs that change the same database, each on a copy.
private struct StepContest {
  let folder: URL
  let rows: Int
  private let sqlite: String
  private var entries: [(name: String, peer: String, program: Program, runs: [Run])] = []

  private var base: String { folder.appendingPathComponent("base.sqlite").path }
  private var work: String { folder.appendingPathComponent("work.sqlite").path }

  init(folder: URL, rows: Int) throws {
    self.folder = folder
    self.rows = rows
    guard let sqlite = Program.find("sqlite3") else { throw Program.Failure.notStarted("sqlite3") }
    self.sqlite = sqlite
  }

  mutating func prepare() async throws {
    _ = try Program(path: sqlite, arguments: [base, "PRAGMA journal_mode = WAL; \(tables)"]).run()
    let numbers = "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < \(rows))"
    let values = """
      'user' || i || '@example.org', 1950 + i % 60, 'Name ' || i,
        substr(hex(randomblob(120)), 1, 230), CASE i % 10 WHEN 0 THEN 'guest' WHEN 1 THEN 'admin' ELSE 'member' END
      """
    for table in ["users", "plain"] {
      let sql = "\(numbers) INSERT INTO \(table) (email, birthYear, name, rest, role) SELECT \(values) FROM n;"
      _ = try Program(path: sqlite, arguments: [base, sql + " PRAGMA wal_checkpoint(TRUNCATE);"]).run()
    }
    let plans = Migrations(schema: Upgrade.plan.base, tables: [], plans: [Upgrade.plan.at(deploy: 0)])
    let status = await MigrateCommand.run(plans, on: SQLite(path: base), environment: "test", arguments: ["adopt"])
    guard status == 0 else { throw Program.Failure.ended("adopt", status) }
    func byHand(_ name: String, _ sql: String) {
      entries.append((name, name, Program(path: sqlite, arguments: [work, sql]), []))
    }
    func own(_ name: String, _ way: String, peer: String) {
      let program = Program(path: CommandLine.arguments[0], arguments: ["steps", "run", way, work])
      entries.append((name, peer, program, []))
    }
    byHand(
      "tighten: a scan alone",
      "SELECT count(*) FROM plain WHERE email IS NULL OR role NOT IN ('member', 'admin', 'guest')")
    byHand("tighten: by hand, a copy", Self.tightenByHand)
    own("tighten: Bellows", "tighten", peer: "tighten: a scan alone")
    byHand("upgrade: by hand, with a backup", Self.upgradeByHand)
    own("upgrade: Bellows, offline", "offline", peer: "upgrade: by hand, with a backup")
    own("upgrade: Bellows, deploy by deploy", "deploys", peer: "upgrade: by hand, with a backup")
  }

  private var tables: String {
    """
    CREATE TABLE "users" ("_id" INTEGER PRIMARY KEY, "birthYear" INTEGER NOT NULL, "email" TEXT NOT NULL,
      "name" TEXT NOT NULL, "rest" TEXT NOT NULL,
      "role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin', 'guest'))) STRICT;
    CREATE TABLE "plain" ("_id" INTEGER PRIMARY KEY, "birthYear" INTEGER, "email" TEXT, "name" TEXT, "rest" TEXT,
      "role" TEXT) STRICT;
    """
  }

  /// https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes".
  private static let tightenByHand = """
    PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE;
    CREATE TABLE new_plain ("_id" INTEGER PRIMARY KEY, "birthYear" INTEGER, "email" TEXT NOT NULL, "name" TEXT,
      "rest" TEXT, "role" TEXT CHECK ("role" IN ('member', 'admin', 'guest'))) STRICT;
    INSERT INTO new_plain SELECT * FROM plain; DROP TABLE plain; ALTER TABLE new_plain RENAME TO plain; COMMIT;
    """

  private static let upgradeByHand = """
    PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE;
    CREATE TABLE backup_role AS SELECT "_id", "role" FROM users WHERE "role" = 'guest';
    CREATE TABLE new_users ("_id" INTEGER PRIMARY KEY, "age" INTEGER NOT NULL, "birthYear" INTEGER NOT NULL,
      "email" TEXT NOT NULL, "fullName" TEXT NOT NULL, "rest" TEXT NOT NULL,
      "role" TEXT NOT NULL CHECK ("role" IN ('member', 'admin'))) STRICT;
    INSERT INTO new_users SELECT "_id", 2026 - "birthYear", "birthYear", "email", "name", "rest",
      CASE "role" WHEN 'guest' THEN 'member' ELSE "role" END FROM users;
    DROP TABLE users; ALTER TABLE new_users RENAME TO users; COMMIT;
    """

  mutating func run(rounds: Int) throws {
    for _ in 0..<rounds {
      for index in entries.indices {
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: work + suffix) }
        try FileManager.default.copyItem(atPath: base, toPath: work)
        // Otherwise the first commit would write the copy to the disk.
        try FileHandle(forUpdating: URL(fileURLWithPath: work)).synchronize()
        entries[index].runs.append(try entries[index].program.run())
      }
    }
  }

  func printTable() {
    print("\(rows) rows, medians of whole processes:\n")
    print("| | ms | times its peer | MB |\n|---|--:|--:|--:|")
    for entry in entries {
      let peer = entries.first { $0.name == entry.peer }?.runs ?? []
      let ratio = median(zip(entry.runs, peer).map { $0.milliseconds / $1.milliseconds })
      print(
        "| \(entry.name) | \(Int(median(entry.runs.map(\.milliseconds)))) | \(String(format: "%.2f", ratio)) | "
          + "\(Int(median(entry.runs.map(\.megabytes)))) |")
    }
  }
}
