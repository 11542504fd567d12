// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import BellowsSQLite
import Foundation
import PlanModel
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

/// Plans whose footprints do not meet, on one database, in random orders of their deploys, backfills and releases: the
/// schema and the rows end as if one plan had done all of it.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct SideBySideTests {
  @Test("Random plans side by side end in the goal's schema and rows, in every order of their deploys that is tried")
  func randomPlans() async throws {
    let total = try await Self.tryAll(sample: 8, whole: 1_500, Self.randomSet, SideBySideWalk.Disturbances())
    print("beside: random plans, \(total)")
  }

  @Test("Changes of one table side by side end in the goal's schema and rows, in every order that is tried")
  func changesOfOneTable() async throws {
    let total = try await Self.tryAll(sample: 14, whole: 3_000, Self.changes, SideBySideWalk.Disturbances())
    print("beside: changes of one table, \(total)")
  }

  @Test(
    "A plan that is rolled back beside another one changes nothing of it, and ends in the same state when it runs again"
  )
  func rollback() async throws {
    var disturbances = SideBySideWalk.Disturbances()
    disturbances.rollback = 30
    let total = try await Self.tryAll(sample: 10, whole: 2_000, Self.either, disturbances)
    print("beside: rollbacks, \(total)")
    #expect(total.counts.rollbacks > 20)
  }

  @Test("Builds of older commits are served as the rules of the ledger say, and a database at any stages is adopted")
  func olderBuilds() async throws {
    var disturbances = SideBySideWalk.Disturbances()
    disturbances.olderBuild = 25
    disturbances.adoption = 8
    disturbances.catchUp = 8
    let total = try await Self.tryAll(
      sample: 10, whole: 2_000, Self.either, disturbances)
    print("beside: older builds and adoptions, \(total)")
    #expect(total.counts.served > 5 && total.counts.refused > 0 && total.counts.adoptions > 5)
  }

  @Test("Commands that are killed at a random statement are completed by the next run")
  func kills() async throws {
    var disturbances = SideBySideWalk.Disturbances()
    disturbances.kill = 50
    disturbances.rollback = 8
    let total = try await Self.tryAll(sample: 10, whole: 2_000, Self.either, disturbances)
    print("beside: kills, \(total)")
    #expect(total.counts.kills > 20)
  }

  // MARK: - Sets of plans

  /// What several walks did.
  struct Total: CustomStringConvertible {
    var seeds: ClosedRange<UInt64>
    var sets = 0
    var counts = SideBySideWalk.Counts()

    var description: String {
      let counts = counts
      return "seeds \(seeds.lowerBound) to \(seeds.upperBound), \(sets) sets of plans, \(counts.steps) steps, "
        + "\(counts.catalogs) catalogs, \(counts.rollbacks) rollbacks, \(counts.served) older builds served, "
        + "\(counts.refused) refused, \(counts.adoptions) adoptions, \(counts.caughtUp) catch-ups, \(counts.kills) kills"
    }

    mutating func add(_ other: SideBySideWalk.Counts) {
      sets += 1
      counts.steps += other.steps
      counts.catalogs += other.catalogs
      counts.rollbacks += other.rollbacks
      counts.served += other.served
      counts.refused += other.refused
      counts.adoptions += other.adoptions
      counts.kills += other.kills
      counts.caughtUp += other.caughtUp
    }
  }

  typealias PlanSet = (base: Schema, plans: [Plan])

  static func randomSet(seed: UInt64) -> PlanSet? { PlanSets.random(seed: seed) }

  /// Two or three changes of different fields of one table.
  static func changes(seed: UInt64) -> PlanSet? {
    var random = SeededRandom(seed: seed)
    let names = random.happens(70) ? ["a", "b"] : ["a", "b", "c"]
    guard let set = PlanSets.changes(names.map { _ in random.pick(SearchCase.all) }, named: names),
      PlanSets.areIndependent(set.plans)
    else { return nil }
    return set
  }

  static func either(seed: UInt64) -> PlanSet? { seed % 2 == 0 ? randomSet(seed: seed) : changes(seed: seed) }

  /// Walks with each set of plans, and expects no difference.
  static func tryAll(
    sample: Int, whole: Int, _ set: (UInt64) -> PlanSet?, _ disturbances: SideBySideWalk.Disturbances
  ) async throws -> Total {
    let count = Thorough.count(sample: sample, whole: whole)
    var total = Total(seeds: Thorough.seed...Thorough.seed)
    var seed = Thorough.seed
    while total.sets < count {
      defer { seed += 1 }
      total.seeds = Thorough.seed...seed
      // Plans of one deploy each have few orders.
      guard let set = set(seed), seed % 8 == 0 || set.plans.map(\.deploys.count).reduce(0, +) > 3,
        let walked = try await walk(set, seed: seed, disturbances)
      else { continue }
      total.add(walked.counts)
      #expect(
        walked.differences.isEmpty,
        """
        seed \(seed): \(walked.differences.joined(separator: "\\n"))
        \(walked.log.joined(separator: "\\n"))
        \(printSchema(set.base))
        \(set.plans.map { "=>\\n\(printSchema($0.goal))" }.joined(separator: "\\n"))
        """)
    }
    return total
  }

  /// Walks once; `nil` if rows must be changed by hand first.
  static func walk(
    _ set: PlanSet, seed: UInt64, _ disturbances: SideBySideWalk.Disturbances
  ) async throws -> (differences: [String], counts: SideBySideWalk.Counts, log: [String])? {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bellows-beside-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let way = Rollout.Way.allCases[Int(seed % 3)]
    let path = folder.appendingPathComponent("app.sqlite").path
    let beside = PlansBeside(set.plans, of: set.base, seed: seed, way, path: path)
    if beside.needsManualChange(seed: seed) { return nil }
    var walk = SideBySideWalk(beside, seed: seed, folder: folder, disturbances)
    do {
      let differences = try await walk.run()
      return (differences, walk.counts, walk.log)
    } catch {
      return (["\(error)"], walk.counts, walk.log)
    }
  }
}
