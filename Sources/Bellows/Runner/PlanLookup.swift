// Part of Bellows. MIT licence: see LICENSE.
import SchemaLanguage

extension MigrationPlan {
  /// Whether this is its name, byte for byte.
  func isCalled(_ other: String) -> Bool { ByteString(name) == ByteString(other) }

  /// A deploy by its number.
  func deploy(_ number: Int) -> MigrationDeploy? { deploys.first { $0.number == number } }

  /// The fingerprint of the schema in force when that deploy is done; before the first, the base's.
  func fingerprint(at number: Int) -> String? { number == 0 ? base : deploy(number)?.fingerprint }

  /// A backfill by its name.
  func backfill(_ name: String) -> Backfill? { backfills.first { ByteString($0.name) == ByteString(name) } }

  /// The last deploy that releases code; 0 for none.
  var lastRelease: Int { deploys.last { $0.isRelease }?.number ?? 0 }

  /// The gates before a deploy, in order, each with its place.
  func gates(before number: Int) -> [(GatePosition, MigrationGate)] {
    (deploy(number)?.gates ?? []).enumerated().map { (GatePosition(deploy: number, index: $0.offset), $0.element) }
  }

  /// The oldest deploy whose code may still run once the schema of a deploy is in force.
  func oldest(at number: Int) -> Int {
    deploys.filter { $0.number <= number }.flatMap(\.gates).reduce(0) { oldest, gate in
      switch gate {
      case .released(let deploy): max(oldest, deploy)
      case .backup, .backfilled, .verified: oldest
      }
    }
  }

  /// The oldest deploy whose code may still run when a backfill does.
  func oldest(during backfill: Backfill) -> Int {
    var oldest = oldest(at: backfill.after)
    for gate in deploy(backfill.after + 1)?.gates ?? [] {
      switch gate {
      case .released(let deploy): oldest = max(oldest, deploy)
      case .backfilled(let name) where ByteString(name) == ByteString(backfill.name): return oldest
      case .backfilled, .backup, .verified: continue
      }
    }
    return oldest
  }

  /// The plan for a ledger that has it at a deploy: as if everything up to there had happened.
  func record(at number: Int, released: Int) -> PlanRecord {
    PlanRecord(
      name: name, base: base, goal: goal, deploy: number, deploys: deploys.count, released: released,
      lastRelease: lastRelease, oldest: oldest(at: number))
  }

  /// The tables that the plan touches, as they are when that deploy is done, and those that must not be there then.
  package func tables(at number: Int) -> (present: [StoredTable], absent: [String]) {
    var present: [ByteString: StoredTable] = [:]
    var touched: Set<ByteString> = []
    for table in before {
      present[ByteString(table.name)] = table
      touched.insert(ByteString(table.name))
    }
    for deploy in deploys {
      touched.formUnion(deploy.tables.map { ByteString($0.name) } + deploy.dropped.map { ByteString($0) })
      guard deploy.number <= number else { continue }
      for name in deploy.dropped { present[ByteString(name)] = nil }
      for table in deploy.tables { present[ByteString(table.name)] = table }
    }
    let names = touched.sorted()
    return (names.compactMap { present[$0] }, names.filter { present[$0] == nil }.map(\.text))
  }
}

extension MigrationPlan {
  /// The tables that the plan changes, at all of its moments.
  var allStates: [StoredTable] { before + deploys.flatMap(\.tables) }
}

extension Migrations {
  /// Whether nothing tells an empty database from a full one: its plans say nothing of what is stored.
  var isUnknowable: Bool { tables.isEmpty && !all.isEmpty }

  /// The place of the ledger's plan.
  func index(of ledger: LedgerState) -> Int? {
    ledger.plan.flatMap { record in all.firstIndex { $0.isCalled(record.name) } }
  }

  /// Why nothing is done before somebody has written a function: of the plans from there on, one is missing.
  func unfilled(from index: Int) -> MigrationRefused? {
    for plan in all[index...] {
      if let backfill = plan.unfilled.first { return .unfilled(plan: plan.name, backfill: backfill) }
    }
    return nil
  }

  /// A plan by its name.
  func plan(_ name: String) -> MigrationPlan? { all.first { $0.isCalled(name) } }

  /// The tables of a database in which a plan's deploy is done, as far as the last plan can tell.
  ///
  /// What the plan does not touch is as the schema of this build has it.
  func tables(at number: Int, of plan: MigrationPlan) -> (present: [StoredTable], absent: [String]) {
    let (present, absent) = plan.tables(at: number)
    let touched = Set(present.map { ByteString($0.name) } + absent.map { ByteString($0) })
    let others = tables.filter { !touched.contains(ByteString($0.name)) }
    return ((present + others).sorted { ByteString($0.name) < ByteString($1.name) }, absent)
  }
}

extension LedgerState {
  /// Whether nothing stands open that code of an older build makes untrue by running again.
  func needsNoInvalidation(at deploy: Int) -> Bool {
    guard let plan else { return true }
    return plan.released <= deploy && !verified.contains { $0.deploy > plan.deploy }
      && !backups.contains { $0.isOpen && $0.gate.deploy > plan.deploy }
      && !backfills.contains { $0.after >= plan.deploy && $0.state != .rescan }
  }
}
