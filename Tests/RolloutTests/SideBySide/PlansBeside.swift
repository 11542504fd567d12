// Part of Bellows. MIT licence: see LICENSE.
import Bellows
import MigrationSQL
import PlanChecker
import PlanModel
import Planner
import SchemaModel
import TestSupport

/// Plans of one schema that are under way at once, each with its own stage, and the rows of a database.
struct PlansBeside {
  let base: Schema
  let plans: [Plan]
  /// The plans as one: it computes the expected schema and rows.
  let together: Rollout
  /// The plans as `bellows generate` writes them.
  let own: [MigrationPlan]
  let footprints: [Footprint]
  private let known = Known()

  private final class Known {
    var tables: [[Int]: [StoredTable]] = [:]
  }

  static let names = ["2026-01-01-a", "2026-01-02-b", "2026-01-03-c"]

  /// - Parameters:
  ///   - order: For each deploy of the plans as one, the index of its plan; `nil` for one plan after the other.
  ///   - answers: The results of a plan's hand-written functions, where they are not those of the expected rows.
  init(
    _ plans: [Plan], of base: Schema, seed: UInt64, _ way: Rollout.Way, rowsOfTable: Int = 7, path: String,
    order: [Int]? = nil, answers: ((Plan) -> RuntimePlan.HandWritten)? = nil
  ) {
    self.base = base
    self.plans = plans
    let order = order ?? plans.indices.flatMap { repeatElement($0, count: plans[$0].deploys.count) }
    together = Rollout(SideBySide(plans, from: base).plan(in: order), seed: seed, rowsOfTable: rowsOfTable, path: path)
    footprints = plans.map { Footprint(of: $0) }
    let sample = together.sample
    own = zip(plans, Self.names).map { plan, name in
      var runtime = RuntimePlan(plan: plan, expected: ExpectedRows(plan, sample, seed: seed), name: name, after: [])
      runtime.isSetBased = way == .sets
      runtime.isPure = way != .rows
      runtime.handWritten = answers?(plan)
      return runtime.migrationPlan
    }
  }

  /// Whether rows that the old schema allows would violate a new one: then they must be changed by hand first.
  func needsManualChange(seed: UInt64) -> Bool {
    together.needsManualChange
      || plans.contains { Rollout($0, seed: seed, path: together.path).needsManualChange }
  }

  var counts: [Int] { plans.map(\.deploys.count) }

  /// The schema in which each plan is at a deploy.
  func schema(at vector: [Int]) -> Schema {
    zip(plans, vector).reduce(base) { schema, pair in
      let (plan, deploy) = pair
      return deploy == 0 ? schema : schema.applying(from: plan.base, to: plan.deploys[deploy - 1].schema)
    }
  }

  /// The tables of a new database in which each plan is at a deploy.
  func tables(at vector: [Int]) -> [StoredTable] {
    if let known = known.tables[vector] { return known }
    let revisions = zip(plans, vector).map { $0.revision(after: $1) }
    let tables = StoreRevision(schema(at: vector), merging: revisions).storedTables(in: .sqlite)
    known.tables[vector] = tables
    return tables
  }

  /// The build of a commit in which each plan is at a stage; a plan without one is not in the build.
  func build(at stages: [Int?], reversed: Bool = false) -> Migrations {
    let vector = stages.map { $0 ?? 0 }
    let listed = zip(own, stages).compactMap { plan, stage in stage.map { plan.at(deploy: $0) } }
    return Migrations(
      schema: schema(at: vector).fingerprint, tables: tables(at: vector), plans: reversed ? listed.reversed() : listed)
  }

  /// The oldest deploy of a plan whose code a database at one of its deploys supports: that of the last release that was
  /// waited for.
  func oldest(of plan: Int, at deploy: Int) -> Int {
    var oldest = 0
    for next in plans[plan].deploys where next.number <= deploy {
      for case .released(let number) in next.gates { oldest = max(oldest, number) }
    }
    return oldest
  }

  /// Whether a database supports a build, by the rules of the ledger.
  func serves(_ stages: [Int?], at vector: [Int]) -> Bool {
    plans.indices.allSatisfy { plan in
      let code = stages[plan] ?? 0
      return vector[plan] >= code && code >= oldest(of: plan, at: vector[plan])
    }
  }

  /// Returns whether a plan changes a column.
  func plan(_ plan: Int, writes column: ColumnID) -> Bool {
    let writes = footprints[plan].writes
    return writes.contains(.column(column)) || writes.contains(.table(column.table))
      || writes.contains(.column(ColumnID(column.table, ColumnID.wholeRow)))
  }
}

/// Sets of plans of one schema.
enum PlanSets {
  /// Plans of random edits of a random schema with few tables and many fields.
  ///
  /// - Parameter meeting: Whether the plans meet; then there are two.
  static func random(seed: UInt64, meeting: Bool = false) -> (base: Schema, plans: [Plan])? {
    var generator = SchemaGenerator(seed: seed)
    generator.mostTables = [1, 1, 2, 3][Int(seed % 4)]
    generator.mostFields = 9
    let base = generator.schema(target: .sqlite).withoutHistory
    let wanted = meeting || seed % 3 > 0 ? 2 : 3
    var plans: [Plan] = []
    for attempt in 0..<16 where plans.count < wanted {
      let goal = generator.edited(base, times: 1 + (attempt + Int(seed)) % 2)
      guard let plan = plan(from: base, to: goal) else { continue }
      let meets = plans.contains { !Footprint(of: $0).meets(Footprint(of: plan)).isEmpty }
      if plans.isEmpty || meets == meeting { plans.append(plan) }
    }
    return plans.count > 1 ? (base, plans) : nil
  }

  /// Plans of changes on one table.
  static func changes(_ cases: [SearchCase], named names: [String]) -> (base: Schema, plans: [Plan])? {
    func schema(_ done: (Int) -> Bool) -> Schema? {
      SearchCase.schema(of: cases, named: names, done: cases.indices.map(done), on: .sqlite)
    }
    guard let base = schema({ _ in false }) else { return nil }
    let plans = cases.indices.compactMap { index in schema { $0 == index }.flatMap { plan(from: base, to: $0) } }
    return plans.count == cases.count ? (base, plans) : nil
  }

  /// The plan of a change, if it can be planned and changes something.
  private static func plan(from base: Schema, to goal: Schema) -> Plan? {
    let planned = Result { () throws(DiagnosticList) in try planMigration(from: base, to: goal).plan }
    guard case .success(let plan) = planned, !plan.deploys.isEmpty else { return nil }
    return plan
  }

  /// Whether none of the plans changes what another one changes or relies on.
  static func areIndependent(_ plans: [Plan], functionsRead reads: Footprint.FunctionReads = .row) -> Bool {
    let footprints = plans.map { Footprint(of: $0, functionsRead: reads) }
    return footprints.indices.allSatisfy { one in
      footprints[..<one].allSatisfy { $0.meets(footprints[one]).isEmpty }
    }
  }
}
