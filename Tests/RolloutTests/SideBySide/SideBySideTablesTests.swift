// Part of Bellows. MIT licence: see LICENSE.
import PlanModel
import SchemaLanguage
import SchemaModel
import TestSupport
import Testing

@testable import Bellows
@testable import MigrationSQL

/// The tables that plans side by side describe, without a database: many more sets of plans than there is time to run.
@Suite(.timeLimit(.minutes(Thorough.minutes))) struct SideBySideTablesTests {
  @Test("What a plan describes of its tables is the same at every deploy of a plan that it does not meet")
  func descriptions() throws {
    let total = try tryAll { beside, vectors in
      var differences: [String] = []
      for (index, plan) in beside.plans.enumerated() {
        let own = OwnColumns(of: plan)
        let names = Set(beside.own[index].allStates.map { StoredName($0.name) })
        var random = SeededRandom(seed: UInt64(vectors.count))
        for vector in vectors.shuffled(using: &random).prefix(12) {
          let revisions = zip(beside.plans, vector).map { $0.revision(after: $1) }
          let merged = own.limiting(StoreRevision(beside.schema(at: vector), merging: revisions))
          let alone = own.limiting(plan.revision(after: vector[index]))
          differences += difference(
            merged.storedTables(names, in: .sqlite), alone.storedTables(names, in: .sqlite),
            "plan \(index) at \(vector)")
          let (present, _) = beside.own[index].tables(at: vector[index])
          differences += difference(
            present, alone.storedTables(names, in: .sqlite), "plan \(index) at \(vector), listed")
        }
      }
      return differences
    }
    print("beside: what plans describe, \(total)")
  }

  @Test("A build computes the tables of a database at any other deploys of its plans")
  func tablesOfOtherDeploys() throws {
    let total = try tryAll { beside, vectors in
      var differences: [String] = []
      var random = SeededRandom(seed: UInt64(vectors.count))
      for stages in vectors.shuffled(using: &random).prefix(2) {
        let build = beside.build(at: stages)
        for vector in vectors.shuffled(using: &random).prefix(6) {
          let (present, absent) = build.tables { plan in
            beside.own.firstIndex { $0.name == plan.name }.map { vector[$0] }
          }
          let wanted = beside.tables(at: vector)
          differences += difference(present, wanted, "build \(stages) at \(vector)")
          let names = Set(wanted.map(\.name))
          if let name = absent.first(where: names.contains) { differences.append("\(stages) at \(vector): no \(name)") }
        }
      }
      return differences
    }
    print("beside: tables of other deploys, \(total)")
  }

  /// Compares tables for many sets of plans, and returns what was tried.
  private func tryAll(_ differences: (PlansBeside, [[Int]]) throws -> [String]) throws -> String {
    let count = Thorough.count(sample: 12, whole: 6_000)
    var (sets, tried, seed) = (0, 0, Thorough.seed)
    while sets < count {
      defer { seed += 1 }
      guard let set = SideBySideTests.either(seed: seed) else { continue }
      let beside = PlansBeside(set.plans, of: set.base, seed: seed, .sets, rowsOfTable: 0, path: "")
      let vectors = beside.counts.reduce([[]]) { all, count in
        all.flatMap { vector in (0...count).map { vector + [$0] } }
      }
      sets += 1
      tried += vectors.count
      let lines = try differences(beside, vectors)
      #expect(
        lines.isEmpty,
        """
        seed \(seed): \(lines.prefix(4).joined(separator: "\\n"))
        \(printSchema(set.base))
        \(set.plans.map { "=>\\n\(printSchema($0.goal))" }.joined(separator: "\\n"))
        """)
    }
    return "seeds \(Thorough.seed) to \(seed - 1), \(sets) sets of plans, \(tried) vectors"
  }

  /// The tables of one list that another lacks, with columns and constraints in any order.
  private func difference(_ found: [StoredTable], _ wanted: [StoredTable], _ what: String) -> [String] {
    let (one, other) = (Set(found.flatMap(parts)), Set(wanted.flatMap(parts)))
    let lines =
      one.subtracting(other).sorted().map { "has \($0)" } + other.subtracting(one).sorted().map { "lacks \($0)" }
    return lines.map { "\(what) \($0)" }
  }

  private func parts(_ table: StoredTable) -> [String] {
    table.statements.map { sql in
      sql.hasPrefix("CREATE TABLE")
        ? "\(table.name): " + definitionParts(of: sql).sorted().joined(separator: ", ") : sql
    }
  }
}
