// Part of Bellows. MIT licence: see LICENSE.
import BellowsPostgreSQL
import Foundation
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestServers
import TestSupport
import Testing

@testable import Bellows
@testable import MigrationSQL

/// A plan on a real server while old and new code writes all the time: no statement of the application fails, no update
/// is lost, and columns that are computed by a function are those of the newest values.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct PostgreSQLWritersTests {
  @Test(
    "A plan runs under writers of the old and the new release: nothing fails, and nothing is lost", arguments: [1, 4])
  func writers(workers: Int) async throws {
    let server = try PostgreSQLServer.shared()
    let connection = server.connection(to: try server.makeDatabase())
    let plan = try Self.plan()
    let raw = try RawPostgreSQL(connection)
    try raw.create(plan.revision(after: 0))
    try raw.execute(
      "INSERT INTO users (id, name, price) SELECT n, 'name ' || n, n FROM generate_series(1, 3000) AS n")
    let rollout = RunningPlan(plan, on: PostgreSQL(connection), workers: workers)
    try await rollout.migrate(at: 0, "adopt")

    let old = Writers(connection, keys: 1...1_500, name: "name", isOld: true)
    try await rollout.migrate(at: 1, "run")
    try raw.execute(Self.audit)
    // The release of deploy 1 writes new columns, while the old one goes on.
    let new = Writers(connection, keys: 1_501...3_000, name: "name", isOld: false)
    try await Task.sleep(for: .milliseconds(300))
    let oldRows = try await old.stop()
    try await rollout.migrate(at: 1, "released")
    try await rollout.migrate(at: 1, "run")
    try await Task.sleep(for: .milliseconds(300))
    // The release of deploy 2 uses only the new name.
    try await rollout.migrate(at: 2, "run")
    let newest = Writers(connection, keys: 1...1_500, name: "fullName", isOld: false)
    try await Task.sleep(for: .milliseconds(300))
    let newRows = try await new.stop()
    try await rollout.migrate(at: 2, "released")
    for deploy in 2...plan.deploys.count {
      try await rollout.migrate(at: deploy, "run")
      try await rollout.migrate(at: deploy, "released")
      try await rollout.migrate(at: deploy, "run")
    }
    let newestRows = try await newest.stop()

    try Self.check(raw, oldRows.merging(newRows) { $1 }.merging(newestRows) { $1 })
    #expect(try raw.rows("SELECT id FROM audit.stale") == [])
    try raw.execute("DROP TRIGGER audit ON users")
    let columns = try raw.catalog(of: "public").filter { $0.hasPrefix("column") || $0.hasPrefix("trigger") }
    #expect(columns.count == 4, "\(columns)")
  }

  @Test("Rows that logical replication writes get both of two columns in sync")
  func replicated() async throws {
    let server = try PostgreSQLServer.shared()
    let connection = server.connection(to: try server.makeDatabase())
    let plan = try Self.plan()
    let raw = try RawPostgreSQL(connection)
    try raw.create(plan.revision(after: 0))
    let rollout = RunningPlan(plan, on: PostgreSQL(connection))
    try await rollout.migrate(at: 0, "adopt")
    try await rollout.migrate(at: 1, "run")
    // As the process that applies the changes of a publisher.
    try raw.execute("SET session_replication_role TO replica; INSERT INTO users (id, name, price) VALUES (1, 'Ada', 1)")
    #expect(try raw.rows(#"SELECT "fullName" FROM users"#) == [["Ada"]])
    try raw.execute("UPDATE users SET name = 'Alan'")
    #expect(try raw.rows(#"SELECT "fullName" FROM users"#) == [["Alan"]])
  }

  @Test("A rollback runs under writers: nothing fails, and a restored column has the newest values")
  func rollback() async throws {
    let server = try PostgreSQLServer.shared()
    let connection = server.connection(to: try server.makeDatabase())
    let plan = try Self.plan()
    let raw = try RawPostgreSQL(connection)
    try raw.create(plan.revision(after: 0))
    try raw.execute(
      "INSERT INTO users (id, name, price) SELECT n, 'name ' || n, n FROM generate_series(1, 3000) AS n")
    let rollout = RunningPlan(plan, on: PostgreSQL(connection))
    try await rollout.migrate(at: 0, "adopt")
    let last = plan.deploys.count
    try await rollout.migrate(at: last, "run", "--offline")
    #expect(try raw.catalog(of: "public").contains { $0.hasPrefix("column users name ") } == false)

    let writers = Writers(connection, keys: 1...3_000, name: "fullName", isOld: false)
    try await Task.sleep(for: .milliseconds(300))
    let target = plan.deploys.last { $0.isRelease }?.number ?? 0
    let reader = Reader(connection, "SELECT count(*) FROM users WHERE \"fullName\" IS NULL")
    try await rollout.migrate(at: last, "rollback", "--to", "\(target)")
    try await rollout.migrate(at: last, "run", "--offline")
    try await rollout.migrate(at: last, "rollback", "--to", "\(target)")
    try await Task.sleep(for: .milliseconds(300))
    // Code that runs meanwhile finds every value under the new name.
    let answers = try await reader.stop()
    #expect(answers.count > 50 && Set(answers) == ["0"])
    let written = try await writers.stop()
    let rows = try raw.rows(#"SELECT id, name, "fullName" FROM users"#)
    #expect(rows.count == 3_000 && written.count > 100)
    for row in rows {
      let id = row[0].flatMap { Int($0) } ?? 0
      #expect(row[1] == row[2] && row[2] == written[id]?.name ?? "name \(id)", "\(row)")
    }
    print("postgresql writers: \(written.count) of 3000 rows written around a rollback")
  }

  /// A row on which source and result agree must never be made to disagree, not even until the next scan.
  private static let audit = """
    CREATE SCHEMA audit; CREATE TABLE audit.stale (id bigint);
    CREATE FUNCTION audit.note() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO audit.stale VALUES (NEW.id); RETURN NULL; END $$;
    CREATE TRIGGER audit AFTER UPDATE ON users FOR EACH ROW
    WHEN (OLD.gross = OLD.price * 3 + 1 AND NEW.gross <> NEW.price * 3 + 1) EXECUTE FUNCTION audit.note()
    """

  /// Every row has what was written to it last.
  private static func check(_ raw: RawPostgreSQL, _ written: [Int: Writers.Row]) throws {
    let rows = try raw.rows(#"SELECT id, "fullName", price, gross FROM users ORDER BY id"#)
    #expect(rows.count == 3_000)
    var counts = (written: 0, lost: 0, stale: 0)
    for row in rows {
      guard let id = row[0].flatMap({ Int($0) }) else { continue }
      let wanted = written[id] ?? .init(name: "name \(id)", price: id)
      if written[id] != nil { counts.written += 1 }
      if row[1] != wanted.name || row[2] != "\(wanted.price)" { counts.lost += 1 }
      if row[3] != "\(gross(wanted.price))" { counts.stale += 1 }
    }
    print("postgresql writers: \(counts.written) of 3000 rows written meanwhile")
    #expect(counts.written > 500)
    #expect(counts.lost == 0 && counts.stale == 0, "\(counts)")
  }

  static func gross(_ price: Int) -> Int { price * 3 + 1 }

  /// `name` is renamed, and `gross` computed from `price` by a function.
  private static func plan() throws -> Plan {
    func schema(_ text: String) throws(DiagnosticList) -> Schema {
      try readSchema([SourceFile(path: "app.schema", text: "target postgresql\n" + text)])
    }
    let old = try schema("table users { id: int @key\n name: string\n price: int }")
    let new = try schema(
      "table users { id: int @key\n fullName: string @was(name)\n price: int\n gross: int @from(price) }")
    return try planMigration(from: old, to: new).plan
  }
}

/// The commands of a deployment.
private struct RunningPlan {
  let plan: Plan
  let database: PostgreSQL
  let workers: Int
  let runtime: RuntimePlan

  init(_ plan: Plan, on database: PostgreSQL, workers: Int = 1) {
    self.plan = plan
    self.database = database
    self.workers = workers
    let nobody = SampleRows(plan.base, seed: 1, rowsOfTable: 0)
    var runtime = RuntimePlan(plan: plan, expected: ExpectedRows(plan, nobody, seed: 1))
    // The function takes its time, so that rows change while it runs.
    runtime.isPure = false
    runtime.handWritten = { _, row in
      guard case .int(let price)?? = row["price"] else { throw RowRefused("no price") }
      usleep(400)
      return ["gross": .int(Int64(PostgreSQLWritersTests.gross(Int(price))))]
    }
    self.runtime = runtime
  }

  func migrate(at deploy: Int, _ arguments: String...) async throws {
    let all = runtime.migrations
    let schema = deploy == 0 ? plan.base : plan.deploys[deploy - 1].schema
    let build =
      deploy == 0
      ? runtime.before
      : Migrations(
        schema: schema.fingerprint, target: .postgresql, tables: all.tables,
        plans: all.all.map { $0.at(deploy: deploy) })
    let printed = PrintedText()
    let status = await MigrateCommand.run(
      build, on: database, environment: "test",
      arguments: arguments == ["run"] ? ["run", "--batch-size", "50", "--workers", "\(workers)"] : arguments,
      console: printed.console())
    #expect(status == 0, "\(arguments) at deploy \(deploy): \(printed.text)")
  }
}

/// Two connections that insert nothing and update rows of their own, one statement after the other.
private final class Writers: Sendable {
  struct Row: Sendable {
    var name: String
    var price: Int
  }

  private let threads: [Task<[Int: Row], any Error>]
  private let isStopped = Locked(false)

  /// libpq blocks, so each connection has a thread of its own.
  init(_ connection: String, keys: ClosedRange<Int>, name: String, isOld: Bool) {
    let isStopped = isStopped
    threads = (0..<2).map { number in
      Task {
        try await withCheckedThrowingContinuation { continuation in
          DispatchQueue(label: "writer").async {
            continuation.resume(
              with: Result {
                // Each writer has rows of its own.
                try Self.write(connection, name: name, isOld: isOld, seed: Thorough.seed &+ UInt64(number)) { random in
                  isStopped.with { $0 } ? nil : keys.lowerBound + 2 * random.number(below: keys.count / 2) + number
                }
              })
          }
        }
      }
    }
  }

  private static func write(
    _ connection: String, name: String, isOld: Bool, seed: UInt64, nextKey: (inout SeededRandom) -> Int?
  ) throws -> [Int: Row] {
    let raw = try RawPostgreSQL(connection)
    var random = SeededRandom(seed: seed)
    var rows: [Int: Row] = [:]
    var round = 0
    while let id = nextKey(&random) {
      round += 1
      let row = Row(name: "\(isOld ? "old" : "new") \(round) of \(id)", price: random.number(below: 1_000_000))
      // Code that knows `gross` writes it with its source.
      let gross = isOld ? "" : ", gross = \(PostgreSQLWritersTests.gross(row.price))"
      try raw.execute(
        "UPDATE users SET \(name.sqlName) = \(row.name.sqlText), price = \(row.price)\(gross) WHERE id = \(id)")
      rows[id] = row
      usleep(500)
    }
    return rows
  }

  /// Stops, and returns what was written last to each row; throws the first error of a statement.
  func stop() async throws -> [Int: Row] {
    isStopped.with { $0 = true }
    var all: [Int: Row] = [:]
    for thread in threads { all.merge(try await thread.value) { $1 } }
    return all
  }
}

/// Repeats a query until it is stopped.
private struct Reader {
  private let task: Task<[String], any Error>

  init(_ connection: String, _ query: String) {
    task = Task {
      let raw = try RawPostgreSQL(connection)
      var answers: [String] = []
      while !Task.isCancelled {
        answers.append(try raw.rows(query).first?[0] ?? "")
        try? await Task.sleep(for: .milliseconds(1))
      }
      return answers
    }
  }

  /// Returns the answers.
  func stop() async throws -> [String] {
    task.cancel()
    return try await task.value
  }
}
