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
      name: name, base: base, goal: goal, schema: fingerprint(at: number) ?? base, deploy: number,
      deploys: deploys.count, released: released,
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
  /// Returns the tables of this build with the plan's parts as they are after another deploy, sorted by name.
  func changing(_ tables: [StoredTable], to number: Int) -> [StoredTable] {
    let (now, gone) = self.tables(at: current)
    let (then, absent) = self.tables(at: number)
    let touched = Set((now + then).map { ByteString($0.name) } + (gone + absent).map { ByteString($0) })
    if touched.isEmpty { return tables }
    let changed = then.map { new in
      guard let old = now.first(where: { ByteString($0.name) == ByteString(new.name) }),
        let table = tables.first(where: { ByteString($0.name) == ByteString(new.name) })
      else { return new }
      return table.replacing(partsIn: old, with: new)
    }
    let others = tables.filter { !touched.contains(ByteString($0.name)) }
    return (changed + others).sorted { ByteString($0.name) < ByteString($1.name) }
  }

  /// The tables that the plan changes, as they are before it and after each deploy.
  var allStates: [StoredTable] { before + deploys.flatMap(\.tables) }

  /// The same before a deploy.
  func states(before number: Int) -> [StoredTable] {
    before + deploys.filter { $0.number < number }.flatMap(\.tables)
  }
}

extension Migrations {
  /// Whether an empty database cannot be recognised: the plans describe no tables.
  var isUnknowable: Bool { tables.isEmpty && !all.isEmpty }

  /// Returns the error for the first plan with a function that is not written yet.
  var unfilled: MigrationRefused? {
    for plan in all {
      if let backfill = plan.unfilled.first { return .unfilled(plan: plan.name, backfill: backfill) }
    }
    return nil
  }

  /// Returns the plan with a name.
  func plan(_ name: String) -> MigrationPlan? { all.first { $0.isCalled(name) } }

  /// Returns the progress of a plan at a deploy, as if everything before had run.
  func record(of plan: MigrationPlan, at number: Int, released: Int) -> PlanRecord {
    var record = plan.record(at: number, released: released)
    record.after = edges(of: plan)
    return record
  }

  /// Returns the ledger's rows of all plans, with those of plans whose files were deleted.
  func records(_ record: (MigrationPlan) -> PlanRecord?) -> [PlanRecord] {
    let done = retired.map { name in
      PlanRecord(
        name: name, base: "", goal: "", schema: "", deploy: 1, deploys: 1, released: 1, lastRelease: 1, oldest: 1)
    }
    return done + all.compactMap(record)
  }

  /// Returns whether a plan is finished and its files were deleted.
  func isRetired(_ name: String) -> Bool { retired.contains { ByteString($0) == ByteString(name) } }

  /// Returns the plans that must be complete up to a deploy before a plan begins, and that deploy.
  func edges(of plan: MigrationPlan) -> [PlanEdge] {
    if let after = plan.after { return after }
    // Plans that do not say it run one after another.
    guard let index = all.firstIndex(where: { $0.isCalled(plan.name) }), index > 0 else { return [] }
    return [PlanEdge(all[index - 1].name, deploy: all[index - 1].deploys.count)]
  }

  /// Returns the plans that begin after a plan.
  func successors(of plan: MigrationPlan) -> [MigrationPlan] {
    all.filter { edges(of: $0).contains { plan.isCalled($0.plan) } }
  }

  /// Returns the tables of a database after some deploys of plans, and those that must not exist then.
  ///
  /// Tables that no plan changes are those of this build.
  ///
  /// - Parameter deploy: The deploy of each plan; that of this build if it is `nil`.
  func tables(_ deploy: (MigrationPlan) -> Int?) -> (present: [StoredTable], absent: [String]) {
    var (present, absent): ([StoredTable], [String]) = (tables, [])
    for plan in latestFirst {
      let number = deploy(plan) ?? plan.current
      if number == plan.current, number == plan.deploys.last?.number { continue }
      present = plan.changing(present, to: number)
      absent.removeAll { name in present.contains { ByteString($0.name) == ByteString(name) } }
      absent += plan.tables(at: number).absent
    }
    return (present, absent)
  }

  /// The plans, each before those that it begins after.
  var latestFirst: [MigrationPlan] {
    var depths: [ByteString: Int] = [:]
    func depth(_ plan: MigrationPlan) -> Int {
      if let known = depths[ByteString(plan.name)] { return known }
      // A cycle, which no generated plan has, ends here.
      depths[ByteString(plan.name)] = 0
      let found = edges(of: plan).compactMap { self.plan($0.plan) }.map { depth($0) + 1 }.max() ?? 0
      depths[ByteString(plan.name)] = found
      return found
    }
    return all.map { ($0, depth($0)) }.sorted { $0.1 > $1.1 }.map(\.0)
  }
}

extension PlanProgress {
  /// Returns whether code of an older deploy would invalidate no record.
  func needsNoInvalidation(at deploy: Int) -> Bool {
    record.released <= deploy && !verified.contains { $0.deploy > record.deploy }
      && !backups.contains { $0.isOpen && $0.gate.deploy > record.deploy }
      && !backfills.contains { $0.after >= record.deploy && $0.state != .rescan }
  }
}
