// Part of Bellows. MIT licence: see LICENSE.
import BellowsSQLite
import Foundation
import PlanModel
import SchemaModel
import TestSupport

@testable import Bellows

// What happens beside the plans: rollbacks, builds of older commits, databases without a ledger, and copies that run
// everything at once.
extension SideBySideWalk {
  // MARK: - Rollback

  /// Redeploys code of an earlier deploy of one plan, and rolls the plan back to it.
  mutating func rollBack() async throws {
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
    guard try self.deploys() == vector else {
      throw Failed(description: "it is at \(try self.deploys()), not \(vector)")
    }
    try checkCatalog()
    try compare(try cells(of: schema, where: others), before, "the rollback of \(name) changes")
    if target == 0 { try checkRestored(plan) }
  }

  /// Rolls all plans back, one after the other in any order.
  mutating func rollAllBack() async throws {
    for plan in beside.plans.indices.shuffled(using: &random) {
      try await command(["rollback", PlansBeside.names[plan], "--to", "0", "--offline"])
      counts.rollbacks += 1
      try checkCatalog()
      try checkRestored(plan)
    }
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

  func compare(_ found: [String: [[String: Cell]]], _ wanted: [String: [[String: Cell]]], _ what: String) throws {
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
  mutating func runOlderBuild() async throws {
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
  mutating func catchUp() async throws {
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
  mutating func createBeside() async throws {
    var created = self
    created.path = folder.appendingPathComponent("created-\(counts.caughtUp).sqlite").path
    defer { log = created.log }
    created.log.append("created:")
    let deploys = try deploys()
    try await created.command(["run"], at: deploys.map { $0 == 0 ? nil : $0 })
    if try created.deploys() != deploys {
      throw Failed(description: "created at \(try created.deploys()), not \(deploys)")
    }
    try created.checkCatalog()
    try await created.finish()
    try created.checkCatalog()
    created.log.append("back at the database with rows:")
  }
}

/// Copies a database with its journal.
func copyDatabase(_ path: String, to copy: String) {
  for suffix in ["", "-wal", "-journal"] where FileManager.default.fileExists(atPath: path + suffix) {
    try? FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
  }
}
