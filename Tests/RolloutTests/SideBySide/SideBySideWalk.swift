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
  private(set) var path: String
  private var first: [String: [[String: Cell]]] = [:]
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
    return try differences()
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

  private func isReleasable() throws -> Bool {
    zip(try deploys(), stages).contains { $0 > 0 && ($1 ?? 0) > 0 }
  }

  /// Runs a command of the newest build, which may be killed; then it runs again.
  ///
  /// - Parameter isDone: Whether the database has what the command does.
  private mutating func migrate(_ arguments: [String], isDone: (Self) throws -> Bool = { _ in false }) async throws {
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

  // MARK: - Rollback

  /// Redeploys code of an earlier deploy of one plan, and rolls the plan back to it.
  private mutating func rollBack() async throws {
    let deploys = try deploys()
    guard let plan = deploys.indices.filter({ deploys[$0] > 0 }).randomElement(using: &random) else { return }
    let target = random.number(below: deploys[plan])
    var older = stages
    older[plan] = target == 0 ? nil : target
    var vector = deploys
    vector[plan] = target
    let isServed = beside.serves(zip(older, deploys).map { min($0 ?? 0, $1) }, at: deploys)
    if isServed { try await command(["run"], at: older) }
    // Another plan may have gone on.
    let now = try self.deploys()
    vector = now
    vector[plan] = target
    let others = { (column: ColumnID) in !beside.plan(plan, writes: column) }
    let schema = beside.schema(at: vector)
    let before = try cells(of: schema, where: others)
    let name = PlansBeside.names[plan]
    try await migrate(["rollback", name, "--to", "\(target)"] + (isServed ? [] : ["--offline"])) { walk in
      try walk.deploys() == vector
    }
    stages = older
    counts.rollbacks += 1
    guard try self.deploys() == vector else { throw Failed(description: "it is at \(try self.deploys()), not \(vector)") }
    try checkCatalog()
    try compare(try cells(of: schema, where: others), before, "the rollback of \(name) changes")
    if target == 0 { try checkRestored(plan) }
  }

  /// Throws unless the columns of a plan have the values that they had before it.
  func checkRestored(_ plan: Int) throws {
    let moved = Set(beside.plans[plan].movedTables.values)
    let unforeseen = beside.together.expected.unforeseen
    let bare = Set(beside.base.tables.filter { $0.content == .fields([]) }.map(\.storedName))
    let own = { (column: ColumnID) in
      beside.plan(plan, writes: column) && !unforeseen.contains(column) && !moved.contains(column.table)
        && !bare.contains(column.table)
    }
    var schema = beside.base
    schema.tables = schema.tables.filter { table in
      table.storedTypes.keys.contains { own(ColumnID(table.storedName, $0)) }
    }
    let old = schema.tables.map { table in
      let rows = first[table.storedName.text] ?? []
      return (
        table.storedName.text,
        rows.map { row in row.filter { $0.key == "_id" || own(ColumnID(table.storedName, StoredName($0.key))) } }
      )
    }
    try compare(
      try cells(of: schema) { $0.column == "_id" || own($0) }, Dictionary(uniqueKeysWithValues: old),
      "the rollback does not restore")
  }

  private func compare(_ found: [String: [[String: Cell]]], _ wanted: [String: [[String: Cell]]], _ what: String) throws {
    var lines: [String] = []
    for table in Set(found.keys).union(wanted.keys).sorted() {
      var (rows, missing) = (found[table] ?? [], wanted[table] ?? [])
      for row in rows where missing.contains(row) { missing.remove(at: missing.firstIndex(of: row) ?? 0) }
      for row in wanted[table] ?? [] { if let place = rows.firstIndex(of: row) { rows.remove(at: place) } }
      lines += rows.map { "\(table) has: \($0)" } + missing.map { "\(table) lacks: \($0)" }
    }
    if !lines.isEmpty { throw Failed(description: "\(what): \(lines.joined(separator: "\n"))") }
  }

  // MARK: - Older builds, and databases without a ledger

  /// Redeploys a build of an earlier commit, which may lack plans.
  private mutating func runOlderBuild() async throws {
    let deploys = try deploys()
    guard deploys.contains(where: { $0 > 0 }) else { return }
    let older = deploys.map { deploy -> Int? in
      let stage = random.happens(35) ? deploy : random.number(below: deploy + 1)
      return stage == 0 && random.happens(70) ? nil : stage
    }
    let isServed = beside.serves(older, at: deploys)
    let build = beside.build(at: older)
    let status = try await Migrator(build, on: SQLite(path: path)).status()
    if status.servesThisBuild != isServed {
      throw Failed(description: "at \(deploys), the build \(older) is \(isServed ? "not " : "")served")
    }
    try await command(["run"], at: older, fails: !isServed)
    if isServed { counts.served += 1 } else { counts.refused += 1 }
    guard isServed, try self.deploys() == deploys else {
      if try self.deploys() != deploys { throw Failed(description: "an older build has moved \(deploys)") }
      return
    }
    for (plan, released) in try column("released").enumerated() where released > older[plan] ?? 0 {
      throw Failed(description: "\(older) runs, and plan \(plan) is released at \(released)")
    }
  }

  /// Adopts a copy without a ledger, and runs everything on it.
  mutating func adoptCopy() async throws {
    let deploys = try deploys()
    var copy = self
    copy.path = folder.appendingPathComponent("adopted-\(counts.adoptions).sqlite").path
    _ = try RawDatabase(path: path).rows("PRAGMA wal_checkpoint(TRUNCATE)")
    copyDatabase(path, to: copy.path)
    let raw = try RawDatabase(path: copy.path)
    let own = try raw.texts(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '\\_bellows\\_%' ESCAPE '\\'")
    for table in own { try raw.execute("DROP TABLE \(table.sqlName)") }
    // The build may be ahead of the database.
    let isAhead = random.happens(50)
    let build = zip(stages, deploys).map { stage, deploy in
      let deploy = isAhead ? max(stage ?? 0, deploy) : deploy
      return deploy == 0 ? nil : deploy
    }
    defer { log = copy.log }
    copy.log.append("adopted at \(deploys):")
    try await copy.command(["adopt"], at: build)
    try copy.checkCatalog(at: deploys)
    try await copy.finish()
    let differences = try copy.differences()
    if !differences.isEmpty { throw Failed(description: differences.joined(separator: "\n")) }
    copy.log.append("back at the database with the ledger:")
    counts.adoptions += 1
  }

  /// Runs everything on a copy while no code runs, each plan in one transaction if it can be.
  private mutating func catchUp() async throws {
    var copy = self
    copy.path = folder.appendingPathComponent("caught-up-\(counts.caughtUp).sqlite").path
    _ = try RawDatabase(path: path).rows("PRAGMA wal_checkpoint(TRUNCATE)")
    copyDatabase(path, to: copy.path)
    log.append("caught up")
    counts.caughtUp += 1
    let build = beside.build(at: beside.counts, reversed: random.happens(50))
    try await Migrator(build, on: SQLite(path: copy.path)).migrate(
      largestTransaction: random.happens(70) ? 100_000 : 0)
    let differences = try copy.differences()
    if !differences.isEmpty { throw Failed(description: differences.joined(separator: "\n")) }
    log.removeLast()
  }

  /// Creates a database where this one is, and runs everything on it.
  private mutating func createBeside() async throws {
    var created = self
    created.path = folder.appendingPathComponent("created-\(counts.caughtUp).sqlite").path
    defer { log = created.log }
    created.log.append("created:")
    let deploys = try deploys()
    try await created.command(["run"], at: deploys.map { $0 == 0 ? nil : $0 })
    if try created.deploys() != deploys { throw Failed(description: "created at \(try created.deploys()), not \(deploys)") }
    try created.checkCatalog()
    try await created.finish()
    try created.checkCatalog()
    created.log.append("back at the database with rows:")
  }

  // MARK: - What the database has

  private func column(_ name: String) throws -> [Int] {
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
    let lines = found.filter { !wanted.contains($0) }.map { "has: \($0)" }
      + wanted.filter { !found.contains($0) }.map { "lacks: \($0)" }
    if !lines.isEmpty { throw Failed(description: "at \(vector), the catalog \(lines.joined(separator: "\n"))") }
  }

  /// Some columns of each table's rows.
  private func cells(of schema: Schema, where isIncluded: (ColumnID) -> Bool) throws -> [String: [[String: Cell]]] {
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

/// Copies a database with its journal.
private func copyDatabase(_ path: String, to copy: String) {
  for suffix in ["", "-wal", "-journal"] where FileManager.default.fileExists(atPath: path + suffix) {
    try? FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
  }
}
