// Part of Bellows. MIT licence: see LICENSE.
import BellowsSQLite
import BellowsSQLiteInspect
import Foundation
import PlanModel
import Planner
import SchemaEdits
import SchemaLanguage
import SchemaModel

@testable import Bellows

/// A database that another tool made: its schema is read from it, changed, planned, and the plan executed.
final class ForeignDatabase {
  let path: String
  /// What `migrate inspect` printed.
  let inspected: String
  private let author = Author(who: "the test", environment: "test")
  private var migrations: Migrations?
  private let way: Way
  /// What was said before plans began, or at adoption.
  var notes: [String] { noted.with { $0 } }
  private let noted = Locked<[String]>([])

  /// What became of a plan.
  enum Outcome: Equatable {
    case done
    /// Refused before the first statement; what is in the way.
    case refused(String)
    /// No plan: the compiler said why.
    case notPlanned(String)
  }

  /// How a plan runs.
  enum Way: String, CaseIterable, Sendable {
    /// Deploy by deploy.
    case deploys
    /// In one transaction, if the plan can run so.
    case offline
  }

  init(_ sql: String, way: Way = .offline) async throws {
    self.way = way
    path = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-\(UUID().uuidString).sqlite").path
    try RawDatabase(path: path).execute(sql)
    inspected = try await SQLite(path: path).inspect()
  }

  /// Copies a file.
  init(copying file: URL, way: Way) async throws {
    self.way = way
    path = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-\(UUID().uuidString).sqlite").path
    try FileManager.default.copyItem(atPath: file.path, toPath: path)
    inspected = try await SQLite(path: path).inspect()
  }

  deinit {
    for suffix in ["", "-wal", "-shm", "-journal", "-bellows"] {
      try? FileManager.default.removeItem(atPath: path + suffix)
    }
  }

  /// Adopts the database and executes the plan of an edit of its schema.
  ///
  /// - Throws: For an adoption that is refused, or a run that fails after its first statement.
  /// - Parameter deploy: The last deploy to execute; `nil` for all.
  func migrate(upTo deploy: Int? = nil, _ edit: (String) -> String) async throws -> Outcome {
    let plan: Plan
    do {
      plan = try Plan(editing: inspected, edit)
    } catch {
      return .notPlanned("\(error)")
    }
    let runtime = Rollout(plan, seed: 1, rowsOfTable: 0, path: path).runtimePlan()
    migrations = runtime.migrations
    try await Adoption(runner: Runner(runtime.before, on: SQLite(path: path), by: author)).run()
    let before = try definitions()
    for plan in runtime.migrations.all {
      let notes = try await SQLite(path: path).rehearse(plan, after: 0).notes
      noted.with { $0 += notes }
    }
    do {
      try await run(upTo: deploy)
    } catch MigrationRefused.inTheWay(_, let problems) {
      guard try definitions() == before else { throw RawDatabase.Failure(description: "refused, and changed") }
      return .refused(problems.joined(separator: "\n"))
    }
    return .done
  }

  /// Executes what is left of the plan, as if no code ran.
  func run(upTo deploy: Int? = nil) async throws {
    guard var migrations else { return }
    if let deploy {
      migrations = Migrations(
        schema: migrations.schema, target: migrations.target, tables: migrations.tables,
        plans: migrations.all.map { $0.at(deploy: deploy) })
    }
    var options = RunOptions()
    options.isGateless = true
    if way == .deploys { options.largestTransaction = 0 }
    let noted = noted
    let runner = Runner(migrations, on: SQLite(path: path), by: author, options: options) { event in
      if case .noticed(let note) = event { noted.with { $0.append(note) } }
    }
    let end = try await runner.run()
    if deploy != nil, case .at(.advance) = end { return }
    guard case .at(.done) = end else { throw RawDatabase.Failure(description: "ended at \(end)") }
  }

  /// Rolls the plan back to before its first deploy, as if no code ran.
  func rollBack() async throws {
    guard let migrations, migrations.all.contains(where: { !$0.deploys.isEmpty }) else { return }
    var options = RunOptions()
    options.isGateless = true
    try await RollbackRun(runner: Runner(migrations, on: SQLite(path: path), by: author, options: options)).run(to: 0)
  }

  func execute(_ statements: String) throws {
    try RawDatabase(path: path).execute("PRAGMA foreign_keys = ON; " + statements)
  }

  func texts(_ query: String) throws -> [String] { try RawDatabase(path: path).texts(query) }

  /// Whether a statement is refused.
  func refuses(_ statement: String) -> Bool { (try? execute(statement)) == nil }

  /// Every object but the ledger's, as its tokens.
  func definitions() throws -> [String: String] {
    let rows = try RawDatabase(path: path).rows(
      "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name NOT LIKE '\\_bellows%' ESCAPE '\\'"
    )
    return Dictionary(
      rows.compactMap { row in
        guard case .text(let name) = row[0], case .text(let sql) = row[1] else { return nil }
        return (
          String(decoding: name, as: UTF8.self),
          SQLToken.tokens(of: String(decoding: sql, as: UTF8.self)).map(\.spelling).joined(separator: " ")
        )
      }, uniquingKeysWith: { first, _ in first })
  }
}

extension Plan {
  /// The plan of an edit of an inspected schema.
  init(editing inspected: String, _ edit: (String) -> String) throws {
    func schema(_ text: String) throws -> Schema { try readSchema([SourceFile(path: "app.schema", text: text)]) }
    self = try planMigration(from: schema(inspected), to: schema(edit(inspected))).plan
  }
}
