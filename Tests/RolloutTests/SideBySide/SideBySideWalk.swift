// Part of Bellows. MIT licence: see LICENSE.
import BellowsSQLite
import Foundation
import PlanChecker
import PlanModel
import SchemaModel
import TestSupport

@testable import Bellows

/// A database with rows on which the deploys, backfills and releases of several plans come in a random order.
struct SideBySideWalk {
  /// What a walk does beside running the plans.
  struct Disturbances {
    /// How often, in a hundred steps.
    var rollback = 0
    var olderBuild = 0
    var adoption = 0
    /// Of the commands.
    var kill = 0
    /// A copy of the database, or a new one, on which all plans run at once while no code does.
    var catchUp = 0
  }

  /// How often something happened.
  struct Counts {
    var steps = 0
    var catalogs = 0
    var rollbacks = 0
    var served = 0
    var refused = 0
    var adoptions = 0
    var kills = 0
    var caughtUp = 0
  }

  let beside: PlansBeside
  let folder: URL
  let disturbances: Disturbances
  var random: SeededRandom
  /// The newest build's stage of each plan; `nil` before the plan is merged.
  var stages: [Int?]
  /// What happened, for a failure.
  var log: [String] = []
  var counts = Counts()
  var path: String
  /// The rows before all plans.
  private(set) var first: [String: [[String: Cell]]] = [:]
  private var wanted: [[Int]: [String]] = [:]

  init(_ beside: PlansBeside, seed: UInt64, folder: URL, _ disturbances: Disturbances) {
    self.beside = beside
    self.folder = folder
    self.disturbances = disturbances
    random = SeededRandom(seed: seed &* 31 &+ 7)
    stages = beside.plans.map { _ in nil }
    path = beside.together.path
  }

  struct Failed: Error, CustomStringConvertible {
    var description: String
  }

  /// Runs all plans to their ends; returns the differences from the expected schema and rows.
  mutating func run() async throws -> [String] {
    try await begin()
    if random.happens(50) { _ = try RawDatabase(path: path).rows("PRAGMA journal_mode = WAL") }
    for _ in 0..<80 where try deploys() != beside.counts { try await step() }
    try await finish()
    let differences = try differences()
    if !differences.isEmpty || disturbances.rollback == 0 { return differences }
    try await rollAllBack()
    try await finish()
    return try self.differences()
  }

  /// Creates the database with its rows.
  mutating func begin() async throws {
    try await beside.together.begin()
    first = try cells(of: beside.base) { _ in true }
  }

  private mutating func step() async throws {
    counts.steps += 1
    var choice = random.number(below: 100)
    func isChosen(_ percent: Int) -> Bool {
      defer { choice -= percent }
      return (0..<percent).contains(choice)
    }
    if isChosen(disturbances.rollback) {
      try await rollBack()
    } else if isChosen(disturbances.olderBuild) {
      try await runOlderBuild()
    } else if isChosen(disturbances.adoption) {
      try await adoptCopy()
    } else if isChosen(disturbances.catchUp) {
      try await catchUp()
      try await createBeside()
    } else if isChosen(30) {
      if try advance() { try await migrate(["run"]) }
    } else if isChosen(20), try isReleasable() {
      try await migrate(["released"])
    } else {
      let limit = random.happens(30) ? ["--batch-size", "2", "--limit", "3"] : []
      try await migrate(["run"] + limit)
    }
    try checkCatalog()
  }

  // MARK: - Commands

  /// A commit that moves a plan to its next stage, or has a new plan; the database has done the stage before.
  private mutating func advance() throws -> Bool {
    let deploys = try deploys()
    let ready = stages.indices.filter { (stages[$0] ?? 0) < beside.counts[$0] && deploys[$0] >= (stages[$0] ?? 0) }
    if ready.isEmpty { return false }
    let plan = random.pick(ready)
    stages[plan] = (stages[plan] ?? 0) + 1
    return true
  }

  /// Whether code of a deploy can run.
  func isReleasable() throws -> Bool {
    zip(try deploys(), stages).contains { $0 > 0 && ($1 ?? 0) > 0 }
  }

  /// Runs a command of the newest build, which may be killed; then it runs again.
  ///
  /// - Parameter isDone: Whether the database has what the command does.
  mutating func migrate(_ arguments: [String], isDone: (Self) throws -> Bool = { _ in false }) async throws {
    guard random.happens(disturbances.kill) else { return try await command(arguments) }
    let copy = folder.appendingPathComponent("killed-\(counts.kills).sqlite").path
    let statement = random.number(below: 40) * random.number(below: 12) + 1
    let original = path
    // What a process that is killed here leaves.
    let faults = Faults(before: statement) { copyDatabase(original, to: copy) }
    log.append("killed before statement \(statement):")
    try await command(arguments, faults: faults)
    guard FileManager.default.fileExists(atPath: copy) else { return }
    path = copy
    counts.kills += 1
    try checkCatalog()
    if try !isDone(self) { try await command(arguments) }
  }

  mutating func command(
    _ arguments: [String], at stages: [Int?]? = nil, faults: Faults? = nil, fails: Bool = false
  ) async throws {
    let stages = stages ?? self.stages
    let (status, text) = await result(of: arguments, at: stages, faults: faults)
    if (status != 0) != fails {
      throw Failed(description: "\(arguments.joined(separator: " ")) at \(stages) exits with \(status): \(text)")
    }
  }

  private mutating func result(
    of arguments: [String], at stages: [Int?], faults: Faults? = nil
  ) async -> (status: Int32, text: String) {
    log.append("\(arguments.joined(separator: " ")) at \(stages.map { $0.map(String.init) ?? "-" })")
    let printed = PrintedText()
    let status = await MigrateCommand.run(
      beside.build(at: stages, reversed: random.happens(30)), on: SQLite(path: path, faults: faults),
      environment: "test", arguments: arguments, console: printed.console())
    return (status, printed.text)
  }

  /// Runs everything that is left.
  mutating func finish() async throws {
    stages = beside.counts
    for _ in 0..<(beside.counts.reduce(0, +) * 2 + 4) {
      try await command(["run"])
      let runner = Runner(
        beside.build(at: stages), on: SQLite(path: path), by: Author(who: "the test", environment: "test"))
      if case .done = try await runner.next() { return }
      try await command(["released"])
    }
    throw Failed(description: "the plans do not end")
  }

  // MARK: - What the database has

  func column(_ name: String) throws -> [Int] {
    let rows = try RawDatabase(path: path).rows("SELECT name, \(name) FROM _bellows_plans")
    return beside.plans.indices.map { plan in
      let row = rows.first { $0[0] == .text(Array(PlansBeside.names[plan].utf8)) }
      if case .integer(let number) = row?[1] { return Int(number) }
      return 0
    }
  }

  /// The deploy of each plan, by the ledger.
  func deploys() throws -> [Int] { try column("deploy") }

  /// Throws unless the catalog is that of a database that is created where this one is.
  mutating func checkCatalog(at vector: [Int]? = nil) throws {
    let vector = try vector ?? deploys()
    counts.catalogs += 1
    if wanted[vector] == nil {
      let created = try RawDatabase(path: ":memory:")
      for statement in beside.tables(at: vector).flatMap(\.statements) { try created.execute(statement) }
      wanted[vector] = try schemaText(created)
    }
    let (found, wanted) = (try schemaText(RawDatabase(path: path)), wanted[vector] ?? [])
    let lines =
      found.filter { !wanted.contains($0) }.map { "has: \($0)" }
      + wanted.filter { !found.contains($0) }.map { "lacks: \($0)" }
    if !lines.isEmpty { throw Failed(description: "at \(vector), the catalog \(lines.joined(separator: "\n"))") }
  }

  /// Some columns of each table's rows.
  func cells(of schema: Schema, where isIncluded: (ColumnID) -> Bool) throws -> [String: [[String: Cell]]] {
    let raw = try RawDatabase(path: path)
    let present = Set(try raw.texts("SELECT name FROM sqlite_schema WHERE type = 'table'"))
    var own = schema
    own.tables = schema.tables.filter { table in
      present.contains(table.storedName.text)
        && table.storedTypes.keys.contains { isIncluded(ColumnID(table.storedName, $0)) }
    }
    return try StoredRows(schema: own).found(in: raw, where: isIncluded)
  }

  func differences() throws -> [String] {
    var rollout = beside.together
    rollout.path = path
    return try rollout.differences()
  }
}
