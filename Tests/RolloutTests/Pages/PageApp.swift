// Part of Bellows. MIT licence: see LICENSE.
import BellowsSQLite
import Foundation
import MigrationSQL
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import Testing

@testable import Bellows

/// The package and the database that the commands of a documentation page work on.
///
/// `bellows` is the built tool. `migrate` runs in this process: a page has no time to compile a program for each
/// deploy.
final class PageApp {
  /// A hand-written function of a page: the changed columns of a row, by name.
  typealias Function = @Sendable ([String: JSONValue]) throws -> [String: JSONValue?]

  let folder: URL
  private let functions: [String: Function]

  private init(functions: [String: Function]) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-page-\(UUID().uuidString)")
    self.functions = functions
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// An empty package beside a database that exists.
  convenience init(tables: [String]) throws {
    try self.init(functions: [:])
    for statement in tables { try RawDatabase(path: database).execute(statement) }
  }

  /// A package with a schema, and a database under it.
  convenience init(schema: String, rows: [String], functions: [String: Function]) async throws {
    try self.init(functions: functions)
    try write("schemas/app.schema", schema)
    for command in [
      "git init -q -b main", "bellows generate --adopt", "git add --all", "git commit -q -m start", "migrate create",
    ] {
      let output = try await run(command)
      try #require(!output.contains("error"), "\(command): \(output)")
    }
    try write(".git/info/exclude", "app.sqlite*\nattested.json\n")
    for row in rows { try RawDatabase(path: database).execute(row) }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private var database: String { folder.appendingPathComponent("app.sqlite").path }

  func write(_ path: String, _ text: String) throws {
    let file = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Runs a command line; `> FILE` at its end writes the output to a file instead.
  func run(_ line: String) async throws -> String {
    let parts = line.components(separatedBy: " > ")
    let words = Self.words(parts[0])
    let output = try await run(words[0], Array(words.dropFirst()))
    guard parts.count > 1 else { return output }
    try write(parts[1], output)
    return ""
  }

  private func run(_ program: String, _ arguments: [String]) async throws -> String {
    switch program {
    case "bellows":
      let output = try BuiltProgram.run("bellows", arguments, in: folder).output
      return output.replacing(folder.resolvingSymlinksInPath().path, with: "/home/ada/app")
    case "git":
      let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
      return try BuiltProgram.run("/usr/bin/env", ["git"] + identity + arguments, in: folder).output
    case "migrate": return try await migrate(arguments)
    case "sqlite3":
      let rows = try RawDatabase(path: folder.appendingPathComponent(arguments[0]).path).rows(arguments[1])
      return rows.map { $0.map(\.shown).joined(separator: "|") }.joined(separator: "\n")
    default: throw RawDatabase.Failure(description: "pages run no '\(program)'")
    }
  }

  /// The words of a command line; double quotes hold one together.
  private static func words(_ line: String) -> [String] {
    var words: [String] = []
    for (index, part) in line.components(separatedBy: "\"").enumerated() {
      if index % 2 == 1 { words.append(part) } else { words += part.split(separator: " ").map(String.init) }
    }
    return words
  }

  private func migrate(_ arguments: [String]) async throws -> String {
    let printed = PrintedText()
    _ = await MigrateCommand.run(
      try build(), on: SQLite(path: database), environment: "production", arguments: arguments,
      console: printed.console(width: 80))
    return printed.text.trimmingCharacters(in: .newlines)
  }

  /// What the package's Swift says: all plans, each for the deploy that its folder names.
  private func build() throws -> Migrations {
    let current = try read("Migrations/current.schema")
    let schema = try Self.schema(current)
    let folders = try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("Migrations").path)
    var plans: [MigrationPlan] = []
    var revisions: [StoreRevision] = []
    for name in folders.sorted() {
      guard let stage = try? read("Migrations/\(name)/deploy"), let deploy = Int(stage.prefix { $0 != " " }) else {
        continue
      }
      let members = try members(of: name)
      let plan = try plan(name, members, current)
      if deploy < plan.deploys.count { revisions.append(plan.revision(after: deploy)) }
      let edges = (members["after"] as? [String] ?? []).compactMap { text -> PlanEdge? in
        let parts = text.components(separatedBy: ", deploy ")
        return Int(parts[1]).map { PlanEdge(parts[0], deploy: $0) }
      }
      plans += migrations(of: plan, named: name).all.map { handWritten($0, after: edges).at(deploy: deploy) }
    }
    return Migrations(
      schema: schema.fingerprint, tables: StoreRevision(schema, merging: revisions).storedTables(in: .sqlite),
      retired: (try? read("Migrations/retired"))?.split(separator: "\n").map(String.init) ?? [], plans: plans)
  }

  private func members(of plan: String) throws -> [String: Any] {
    let data = try Data(contentsOf: folder.appendingPathComponent("Migrations/\(plan)/plan.json"))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func plan(_ name: String, _ members: [String: Any], _ current: String) throws -> Plan {
    guard let tables = members["repair"] as? [String] else {
      let (base, goal) = (try schema("base", of: name, current), try schema("goal", of: name, current))
      return try planMigration(from: base, to: goal).plan
    }
    let sql = (members["set"] as? [String]).map { RepairSQL($0, where: members["where"] as? String) }
    return try planRepair(Repair(of: tables.map { TableName($0) }, sql: sql), in: try Self.schema(current))
  }

  private func migrations(of plan: Plan, named name: String) -> Migrations {
    let expected = ExpectedRows(plan, SampleRows(plan.base, seed: 1, rowsOfTable: 0), seed: 1)
    var runtime = RuntimePlan(plan: plan, expected: expected)
    runtime.name = name
    return runtime.migrations
  }

  /// The base or the goal of a plan: its file, and the tables of the current schema that the plan does not change.
  private func schema(_ file: String, of plan: String, _ current: String) throws -> Schema {
    let current = try Self.schema(current)
    guard let changed = try? Self.schema(read("Migrations/\(plan)/\(file).schema")) else { return current }
    let names = Set(changed.tables.map(\.name))
    return Schema(target: current.target, tables: changed.tables + current.tables.filter { !names.contains($0.name) })
  }

  /// The plan with the page's functions instead of the unfilled ones.
  private func handWritten(_ plan: MigrationPlan, after: [PlanEdge]) -> MigrationPlan {
    MigrationPlan(
      name: plan.name, base: plan.base, goal: plan.goal, after: after, before: plan.before, moves: plan.moves,
      deploys: plan.deploys,
      backfills: plan.backfills.map { backfill in
        guard backfill.kind == .custom, backfill.expressions.isEmpty, let function = functions[backfill.name] else {
          return backfill
        }
        return Backfill(
          backfill.name, after: backfill.after, kind: .custom, pending: backfill.pending, table: backfill.table,
          key: backfill.key, reads: backfill.reads, writes: backfill.writes, sql: backfill.sql,
          rollback: backfill.rollback, keysGrow: backfill.keysGrow,
          fits: { row in row.values.allSatisfy { $0 != nil } }
        ) { row in
          var values: [String: JSONValue] = [:]
          for (column, value) in zip(backfill.reads, row.values) { values[column.name] = value }
          let results = try function(values)
          return RowChanges(
            backfill.targetTable, backfill.writes.map { Filter($0, results[$0.name] ?? values[$0.name]) })
        }
      })
  }

  /// What the Swift compiler says of the package's migrations.
  func compile() throws -> String {
    let sources = folder.appendingPathComponent("Sources/Migrations")
    let files = (FileManager.default.subpaths(atPath: sources.path) ?? []).filter { $0.hasSuffix(".swift") }.sorted()
    let result = try BuiltProgram.run(
      "/usr/bin/env",
      ["swiftc", "-typecheck", "-swift-version", "6", "-module-name", "Migrations", "-I", BuiltProgram.modules.path]
        + files, in: sources)
    return result.output
  }

  private func read(_ path: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
  }

  private static func schema(_ text: String) throws -> Schema {
    try readSchema([SourceFile(path: "app.schema", text: text)])
  }
}

extension Cell {
  /// The value as the `sqlite3` program prints it.
  fileprivate var shown: String {
    switch self {
    case .null: ""
    case .integer(let value): "\(value)"
    case .real(let value): "\(value)"
    case .text(let bytes), .blob(let bytes): String(decoding: bytes, as: UTF8.self)
    case .json(let meaning): "\(meaning)"
    }
  }
}
