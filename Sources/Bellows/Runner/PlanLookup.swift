// Part of Bellows. MIT licence: see LICENSE.

extension MigrationPlan {
  /// Returns whether it has this name, compared by UTF-8 bytes.
  func isCalled(_ other: String) -> Bool { ByteString(name) == ByteString(other) }

  /// Returns the deploy with a number.
  func deploy(_ number: Int) -> MigrationDeploy? { deploys.first { $0.number == number } }

  /// Returns the fingerprint of the schema after a deploy; of the base for 0.
  func fingerprint(at number: Int) -> String? { number == 0 ? base : deploy(number)?.fingerprint }

  /// Returns the backfill with a name.
  func backfill(_ name: String) -> Backfill? { backfills.first { ByteString($0.name) == ByteString(name) } }

  /// The last deploy that releases code; 0 for none.
  var lastRelease: Int { deploys.last { $0.isRelease }?.number ?? 0 }

  /// Returns the gates before a deploy, in order, with their positions.
  func gates(before number: Int) -> [(GatePosition, MigrationGate)] {
    (deploy(number)?.gates ?? []).enumerated().map { (GatePosition(deploy: number, index: $0.offset), $0.element) }
  }

  /// Returns the oldest deploy whose code may run with the schema of a deploy.
  func oldest(at number: Int) -> Int {
    deploys.filter { $0.number <= number }.flatMap(\.gates).reduce(0) { oldest, gate in
      switch gate {
      case .released(let deploy): max(oldest, deploy)
      case .backup, .backfilled, .verified: oldest
      }
    }
  }

  /// Returns the oldest deploy whose code may run during a backfill.
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

  /// Returns the progress of the plan at a deploy, as if everything before had run.
  func record(at number: Int, released: Int) -> PlanRecord {
    PlanRecord(
      name: name, base: base, goal: goal, deploy: number, deploys: deploys.count, released: released,
      lastRelease: lastRelease, oldest: oldest(at: number))
  }

  /// Returns the tables of the plan as they are after a deploy, and those that must not exist then.
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
  /// Returns tables with those that the plan changes as they are for this build's code, sorted by name.
  func replacing(_ tables: [StoredTable]) -> [StoredTable] {
    let (present, absent) = self.tables(at: current)
    let touched = Set(present.map { ByteString($0.name) } + absent.map { ByteString($0) })
    if touched.isEmpty { return tables }
    let others = tables.filter { !touched.contains(ByteString($0.name)) }
    return (present + others).sorted { ByteString($0.name) < ByteString($1.name) }
  }

  /// The tables that the plan changes, as they are before it and after each deploy.
  var allStates: [StoredTable] { before + deploys.flatMap(\.tables) }
}

extension Migrations {
  /// Whether an empty database cannot be recognised: the plans describe no tables.
  var isUnknowable: Bool { tables.isEmpty && !all.isEmpty }

  /// Returns the index of the ledger's plan.
  func index(of ledger: LedgerState) -> Int? {
    ledger.plan.flatMap { record in all.firstIndex { $0.isCalled(record.name) } }
  }

  /// Returns the error for the first plan from an index on with a function that is not written yet.
  func unfilled(from index: Int) -> MigrationRefused? {
    for plan in all[index...] {
      if let backfill = plan.unfilled.first { return .unfilled(plan: plan.name, backfill: backfill) }
    }
    return nil
  }

  /// Returns the plan with a name.
  func plan(_ name: String) -> MigrationPlan? { all.first { $0.isCalled(name) } }

  /// Returns the tables of a database after a plan's deploy.
  ///
  /// Tables that the plan does not change are those of this build.
  func tables(at number: Int, of plan: MigrationPlan) -> (present: [StoredTable], absent: [String]) {
    (plan.at(deploy: number).replacing(tables), plan.tables(at: number).absent)
  }
}

extension LedgerState {
  /// Returns whether code of an older deploy would invalidate no record.
  func needsNoInvalidation(at deploy: Int) -> Bool {
    guard let plan else { return true }
    return plan.released <= deploy && !verified.contains { $0.deploy > plan.deploy }
      && !backups.contains { $0.isOpen && $0.gate.deploy > plan.deploy }
      && !backfills.contains { $0.after >= plan.deploy && $0.state != .rescan }
  }
}
