// Part of Bellows. MIT licence: see LICENSE.
import Foundation
import PlanModel
import Planner
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// A repair in SQL and an offline plan beside a rolling one, on the rows of one table.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct SideBySideRepairTests {
  private static let base = """
    target sqlite
    table items {
      price: int
      name: string
      size: int?
    }
    """

  /// A rename deploy by deploy, a repair that changes each row once, and a rename while no code runs.
  private static func plans(of base: Schema) throws -> [Plan] {
    func goal(_ old: String, _ new: String) throws -> Schema {
      try readSchema([SourceFile(path: "t.schema", text: Self.base.replacing(old, with: new))])
    }
    return [
      try planMigration(from: base, to: goal("name: string", "title: string @was(name)")).plan,
      try planRepair(Repair(of: ["items"], sql: RepairSQL(["price = price / 2 - 1"])), in: base),
      try planMigration(
        from: base, to: goal("size: int?", "weight: int? @was(size)"), options: PlanOptions(isOffline: true)
      ).plan,
    ]
  }

  @Test("A repair changes each row once, and an offline rename keeps all values, beside a rolling rename")
  func randomOrders() async throws {
    let base = try readSchema([SourceFile(path: "t.schema", text: Self.base)])
    let plans = try Self.plans(of: base)
    #expect(PlanSets.areIndependent(plans))
    var counts = SideBySideWalk.Counts()
    let count = Thorough.count(sample: 12, whole: 1_000)
    for seed in Thorough.seed..<(Thorough.seed + UInt64(count)) {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-repair-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let path = folder.appendingPathComponent("app.sqlite").path
      let beside = PlansBeside(plans, of: base, seed: seed, .sets, path: path)
      var disturbances = SideBySideWalk.Disturbances()
      disturbances.kill = 30
      var order = Order(walk: SideBySideWalk(beside, seed: seed, folder: folder, disturbances), seed: seed)
      do {
        try await order.run()
      } catch {
        Issue.record("seed \(seed): \(error)\n\(order.walk.log.joined(separator: "\n"))")
      }
      counts.kills += order.walk.counts.kills
      counts.rollbacks += order.rollbacks
      counts.steps += order.steps
    }
    print(
      "beside: repair and offline plan, seeds \(Thorough.seed) to \(Thorough.seed + UInt64(count) - 1), "
        + "\(counts.steps) steps, \(counts.rollbacks) rollbacks, \(counts.kills) kills")
    #expect(counts.rollbacks > count / 4 && counts.kills > count / 4)
  }

  /// One order of the plans' steps.
  private struct Order {
    var walk: SideBySideWalk
    var random: SeededRandom
    var rollbacks = 0
    var steps = 0

    init(walk: SideBySideWalk, seed: UInt64) {
      self.walk = walk
      random = SeededRandom(seed: seed &+ 11)
    }

    mutating func run() async throws {
      try await walk.begin()
      for _ in 0..<60 where try walk.deploys() != walk.beside.counts {
        steps += 1
        switch random.number(below: 100) {
        case ..<40: try advance()
        case ..<55:
          if try walk.isReleasable() { try await walk.migrate(["released"]) }
        case ..<70: try await rollBack()
        case _: break
        }
        // No code runs now and then.
        let isOffline = random.happens(40)
        let limit = random.happens(30) ? ["--batch-size", "2", "--limit", "3"] : []
        try await walk.migrate(["run"] + (isOffline ? ["--offline"] : []) + limit)
        try check()
      }
      walk.stages = walk.beside.counts
      try await walk.command(["run", "--offline"])
      try await walk.finish()
      try check()
      if try walk.deploys() != walk.beside.counts { throw SideBySideWalk.Failed(description: "the plans do not end") }
    }

    private mutating func advance() throws {
      let deploys = try walk.deploys()
      let ready = walk.stages.indices.filter {
        (walk.stages[$0] ?? 0) < walk.beside.counts[$0] && deploys[$0] >= (walk.stages[$0] ?? 0)
      }
      guard let plan = ready.randomElement(using: &random) else { return }
      // An offline plan has one commit.
      walk.stages[plan] =
        walk.beside.plans[plan].isOffline ? walk.beside.counts[plan] : (walk.stages[plan] ?? 0) + 1
    }

    private mutating func rollBack() async throws {
      let deploys = try walk.deploys()
      guard let plan = deploys.indices.filter({ deploys[$0] > 0 }).randomElement(using: &random) else { return }
      rollbacks += 1
      try await walk.migrate(["rollback", PlansBeside.names[plan], "--to", "0", "--offline"]) { walk in
        try walk.deploys()[plan] == 0
      }
      walk.stages[plan] = nil
      try check()
    }

    /// Throws unless the catalog and each value are what the plans' deploys say.
    private mutating func check() throws {
      try walk.checkCatalog()
      let deploys = try walk.deploys()
      let raw = try RawDatabase(path: walk.path)
      let names = try raw.texts("SELECT name FROM pragma_table_info('items')")
      let old = (walk.first["items"] ?? []).sorted { "\($0["_id"] ?? .null)" < "\($1["_id"] ?? .null)" }
      for row in old {
        guard case .integer(let id)? = row["_id"], case .integer(let price)? = row["price"] else { continue }
        func value(_ column: String) throws -> Cell? {
          try raw.rows("SELECT \(column) FROM items WHERE _id = \(id)").first?.first
        }
        let repaired = Cell.integer(price / 2 - 1)
        let found = try value("price")
        let isDone = try raw.texts("SELECT state FROM _bellows_backfills WHERE plan = '\(PlansBeside.names[1])'")
        let allowed =
          deploys[1] == 0 ? [.integer(price)] : isDone == ["done"] ? [repaired] : [.integer(price), repaired]
        guard let found, allowed.contains(found) else {
          throw SideBySideWalk.Failed(
            description: "at \(deploys), the price of \(id) is \(found ?? .null), not one of \(allowed)")
        }
        let name = names.contains("name") ? "name" : "title"
        let size = names.contains("size") ? "size" : "weight"
        if try value(name) != row["name"] || value(size) != row["size"] {
          throw SideBySideWalk.Failed(description: "at \(deploys), row \(id) has lost \(row)")
        }
      }
    }
  }
}
